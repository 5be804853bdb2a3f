import { type Answers, coversBelow, coversSelf, type Holder, type ZoneAction } from '../../core/blocklist.ts';
import type { Corpus } from '../../core/corpus.ts';
import { type Instant, instantFor } from '../../core/dates.ts';
import { byText } from '../../core/diagnostic.ts';
import { type DomainName, selfAndParents } from '../../core/name.ts';
import type { Order } from '../../core/order.ts';
import { sameName } from '../../names/index.ts';
import { type Compiled, compile, type Moment } from '../compile.ts';
import { isExcepted, type Part, reachesPart } from '../exceptions.ts';
import { deciding } from '../held.ts';
import { standingAt } from '../in-force.ts';
import { zoneLookup } from '../lookup.ts';
import { Above, type Hold, type Holding, nearest, partOf, type Side } from './side.ts';

/** Records as they were read at one time, judged at a moment. */
export interface Records {
  readonly corpus: Corpus;
  /** The sound ones: what a build would hold. */
  readonly orders: readonly Order[];
  readonly moment: Moment;
}

/** What one name's lines say, and who of them holds it. */
interface Frame extends Answers<ZoneAction> {
  readonly name: DomainName;
  readonly holders: readonly Holder[];
  /** Of its own lines and of all those above. */
  readonly key: string;
}

interface Lines {
  readonly name: DomainName;
  readonly claims: readonly number[];
}

/** What records make of names, those included that nothing holds at the moment. */
export function recordsSide(records: Records): Side {
  return new RecordsSide(records);
}

class RecordsSide implements Side {
  readonly knowsOrders = true;
  readonly #corpus: Corpus;
  readonly #holders: Compiled['holders'];
  readonly #allowedAt: ReturnType<typeof zoneLookup>;
  /** What orders in force leave free. */
  readonly #excepted: ReadonlySet<DomainName>;
  readonly #endOf: (holder: Holder) => Instant | undefined;
  readonly #above = new Above<Frame>();
  readonly #known = new Map<string, Hold>();
  /** The lines of the name that was gone to last. */
  #head: Lines | undefined;

  constructor({ corpus, orders, moment }: Records) {
    const { blocklist, holders } = compile(corpus, orders, moment);
    this.#corpus = corpus;
    this.#holders = holders;
    this.#allowedAt = zoneLookup(blocklist.allowZone);
    this.#excepted = new Set(blocklist.orders.flatMap(({ order }) => order.exceptions.map(({ name }) => name)));
    this.#endOf = endsOf(orders, moment);
  }

  *names(): Generator<DomainName, undefined> {
    this.#above.frames.length = 0;
    for (const lines of linesByName(this.#corpus)) {
      this.#head = lines;
      yield lines.name;
    }
    return undefined;
  }

  holdOf(name: DomainName): Hold {
    this.#above.moveTo(name);
    const own = this.#head?.name === name ? this.#frameOf(this.#head) : undefined;
    const key = own?.key ?? `<${this.#above.frames.at(-1)?.key ?? ''}`;
    const hold = this.#isConcerned(name) ? this.#judge(name, own, `${key} ${name}`) : this.#remembered(name, own, key);
    if (own) this.#above.frames.push(own);
    return hold;
  }

  /** Whether an exception makes of it something else than of other names with the same lines. */
  #isConcerned(name: DomainName): boolean {
    return this.#excepted.size > 0 && [...selfAndParents(name)].some((one) => this.#excepted.has(one));
  }

  #frameOf({ name, claims }: Lines): Frame {
    const holders = claims.flatMap((claim) => this.#holders[claim] ?? []);
    return {
      name,
      holders,
      self: deciding(holders.filter(({ claim }) => coversSelf(claim.scope))),
      below: deciding(holders.filter(({ claim }) => coversBelow(claim.scope))),
      key: `${claims.join()}<${this.#above.frames.at(-1)?.key ?? ''}`,
    };
  }

  #remembered(name: DomainName, own: Frame | undefined, key: string): Hold {
    const answer = this.#known.get(key) ?? this.#judge(name, own, key);
    this.#known.set(key, answer);
    return answer;
  }

  #judge(name: DomainName, own: Frame | undefined, key: string): Hold {
    const { frames } = this.#above;
    const said = nearest(own, frames);
    const all = own ? [...frames, own] : frames;
    const below = `*.${name}` as DomainName;
    return {
      self: partOf(this.#allowedAt(name)?.action ?? said.self, () => this.#holdings(name, all, 'self')),
      below: partOf(this.#allowedAt(below)?.action ?? said.below, () => this.#holdings(name, all, 'below')),
      key,
    };
  }

  #holdings(name: DomainName, frames: readonly Frame[], part: Part): readonly Holding[] {
    const holding = frames.flatMap((frame) =>
      frame.holders
        .filter(({ claim: { scope } }) => reachesPart(scope, frame.name === name ? part : 'below'))
        .filter(({ order }) => !isExcepted(order, frame.name, { name, part })),
    );
    const ends = new Map<string, Instant | undefined>();
    for (const holder of holding) {
      const { id } = holder.order;
      const end = this.#endOf(holder);
      ends.set(id, ends.has(id) ? later(ends.get(id), end) : end);
    }
    return [...ends].map(([order, until]) => ({ order, until })).sort((a, b) => byText(a.order, b.order));
  }
}

/** The names of a corpus with the claims of their lines that still say something. */
function* linesByName({ names, claims }: Corpus): Generator<Lines> {
  for (let part = 0; part < names.count; part++) {
    for (let from = 0; from < names.at(part).size; ) {
      // Asked for anew each time: another part may have been asked for since.
      const table = names.at(part);
      const own: number[] = [];
      let to = from;
      for (; to < table.size && (to === from || sameName(table, from, to)); to++) {
        const claim = table.claimOf(to);
        if (claims[claim] && !own.includes(claim)) own.push(claim);
      }
      const name = table.nameAt(from) as DomainName;
      from = to;
      if (own.length > 0) yield { name, claims: own };
    }
  }
}

function endsOf(orders: readonly Order[], moment: Moment): (holder: Holder) => Instant | undefined {
  const ends = new Map(
    orders.map((order) => {
      const standing = standingAt(order.events, instantFor(moment.asOf, order.timeZone));
      return [order, standing.state === 'in-force' ? standing.until : undefined] as const;
    }),
  );
  return ({ order, claim }) => earlier(ends.get(order), claim.until);
}

function earlier(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}

/** Of two ends of which undefined is none. */
export function later(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  return a === undefined || b === undefined ? undefined : Math.max(a, b);
}
