import { type Answers, coversBelow, coversSelf, type Holder, type ZoneAction } from '../../core/blocklist.ts';
import type { Corpus } from '../../core/corpus.ts';
import { type Instant, instantFor } from '../../core/dates.ts';
import { byText } from '../../core/diagnostic.ts';
import { type DomainName, selfAndParents } from '../../core/name.ts';
import type { Order } from '../../core/order.ts';
import { sameName } from '../../names/index.ts';
import { compile, type Moment } from '../compile.ts';
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
export function recordsSide({ corpus, orders, moment }: Records): Side {
  const { blocklist, holders } = compile(corpus, orders, moment);
  const allowedAt = zoneLookup(blocklist.allowZone);
  const excepted = new Set(blocklist.orders.flatMap(({ order }) => order.exceptions.map(({ name }) => name)));
  const isConcerned = (name: DomainName) =>
    excepted.size > 0 && [...selfAndParents(name)].some((one) => excepted.has(one));
  const endOf = endsOf(orders, moment);
  const above = new Above<Frame>();
  const known = new Map<string, Hold>();
  let head: Lines | undefined;

  return {
    knowsOrders: true,
    names: function* () {
      above.frames.length = 0;
      for (const lines of linesByName(corpus)) {
        head = lines;
        yield lines.name;
      }
      return undefined;
    },
    holdOf: (name) => {
      above.moveTo(name);
      const own = head?.name === name ? frameOf(head) : undefined;
      const key = own?.key ?? above.frames.at(-1)?.key ?? '';
      const hold = isConcerned(name) ? holdOf(name, own, `${key} ${name}`) : remembered(name, own, key);
      if (own) above.frames.push(own);
      return hold;
    },
  };

  function frameOf({ name, claims }: Lines): Frame {
    const held = claims.flatMap((claim) => holders[claim] ?? []);
    return {
      name,
      holders: held,
      self: deciding(held.filter(({ claim }) => coversSelf(claim.scope))),
      below: deciding(held.filter(({ claim }) => coversBelow(claim.scope))),
      key: `${claims.join()}<${above.frames.at(-1)?.key ?? ''}`,
    };
  }

  function remembered(name: DomainName, own: Frame | undefined, key: string): Hold {
    // Whether the lines are the name's own or those of a name above makes a difference.
    const question = own ? key : `<${key}`;
    const answer = known.get(question) ?? holdOf(name, own, question);
    known.set(question, answer);
    return answer;
  }

  function holdOf(name: DomainName, own: Frame | undefined, key: string): Hold {
    const said = nearest(own, above.frames);
    const frames = own ? [...above.frames, own] : above.frames;
    const below = `*.${name}` as DomainName;
    return {
      self: partOf(allowedAt(name)?.action ?? said.self, () => holdings(name, frames, 'self')),
      below: partOf(allowedAt(below)?.action ?? said.below, () => holdings(name, frames, 'below')),
      key,
    };
  }

  function holdings(name: DomainName, frames: readonly Frame[], part: Part): readonly Holding[] {
    const holding = frames.flatMap((frame) =>
      frame.holders
        .filter(({ claim: { scope } }) => reachesPart(scope, frame.name === name ? part : 'below'))
        .filter(({ order }) => !isExcepted(order, frame.name, { name, part })),
    );
    const ends = new Map<string, Instant | undefined>();
    for (const holder of holding) {
      const { id } = holder.order;
      const end = endOf(holder);
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
