import { type Answers, type HeldNames, type Holder, ruleAt, type Zone, type ZoneAction } from '../core/blocklist.ts';
import { type Diagnostic, diagnostic } from '../core/diagnostic.ts';
import { type DomainName, isBelow, selfAndParents } from '../core/name.ts';
import type { Order, Target } from '../core/order.ts';
import { canonicalOrder, NameTable, type Parts, positionOf, type Row } from '../names/index.ts';
import { isExcepted, type Part, reachesPart } from './exceptions.ts';
import { deciding } from './held.ts';
import { coverings, zoneOf } from './zone.ts';

const passthru = { kind: 'passthru' } as const;

/** A name that an order in force leaves free. */
export interface Exception {
  readonly order: Order;
  readonly exception: Target;
}

/**
 * The allow zone: what the orders in force expressly leave free. It is asked first, so for each exception and each name
 * held there or below it says what all orders together make of it: free, or blocked after all because another order, or a
 * narrower line, holds it.
 */
export function allowZone(
  exceptions: readonly Exception[],
  corpus: Parts,
  names: HeldNames,
): { readonly zone: Zone; readonly diagnostics: readonly Diagnostic[] } {
  const concerned = new Set<DomainName>();
  for (const { exception } of exceptions) {
    concerned.add(exception.name);
    for (const name of heldBelow(corpus, names, exception.name)) concerned.add(name);
  }
  const wanted = new Map<DomainName, Answers<ZoneAction>>();
  for (const name of concerned) {
    wanted.set(name, {
      self: answerFor(corpus, names, { name, part: 'self' }),
      below: answerFor(corpus, names, { name, part: 'below' }),
    });
  }
  const diagnostics = exceptions.flatMap((one) => stillHeld(corpus, names, one));
  return { zone: smallZone(wanted), diagnostics };
}

interface Asked {
  readonly name: DomainName;
  readonly part: Part;
}

/** What all orders together ask for; passthru where those that reach it all leave it free; undefined where none does. */
function answerFor(corpus: Parts, names: HeldNames, asked: Asked): ZoneAction | undefined {
  let isFreed = false;
  for (const above of selfAndParents(asked.name)) {
    const reaching = reachingHolders(corpus, names, { ...asked, above });
    const blocking = reaching.filter(({ order }) => !isExcepted(order, above, asked));
    if (blocking.length > 0) return deciding(blocking);
    isFreed ||= reaching.length > 0;
  }
  return isFreed ? passthru : undefined;
}

function reachingHolders(
  corpus: Parts,
  names: HeldNames,
  { name, part: scope, above }: Asked & { readonly above: DomainName },
): readonly Holder[] {
  const part = names.at(corpus.partOf(above));
  const { table, rows } = part;
  const place = positionOf(table, above, rows);
  const row = rows[place];
  if (row === undefined || table.nameAt(row) !== above) return [];
  const { holders } = ruleAt(names, part, place);
  return holders.filter(({ claim }) => reachesPart(claim.scope, above === name ? scope : 'below'));
}

/** In canonical order, everything below a name stands right behind it. */
function heldBelow(corpus: Parts, names: HeldNames, name: DomainName): readonly DomainName[] {
  const found: DomainName[] = [];
  // A name that stands nowhere can have the names below it in the part before and in the next ones.
  for (let number = corpus.partOf(name); number < names.parts; number++) {
    const { table, rows } = names.at(number);
    for (let place = positionOf(table, name, rows); place < rows.length; place++) {
      const held = table.nameAt(rows[place] as Row) as DomainName;
      if (isBelow(held, name)) found.push(held);
      else if (held !== name) return found;
    }
  }
  return found;
}

/** A zone of a few names in a table of their own. */
function smallZone(wanted: ReadonlyMap<DomainName, Answers<ZoneAction>>): Zone {
  const table = new NameTable();
  const inReadingOrder = [...wanted];
  for (const [name] of inReadingOrder) table.add(name, { line: 0, claim: 0 });
  const rows = canonicalOrder(table);
  const answersAt = (place: number) => (inReadingOrder[rows[place] as Row] as (typeof inReadingOrder)[number])[1];
  const names = { table, rows, answersAt };
  return zoneOf(1, () => ({ ...names, coveredBy: coverings(names) }));
}

/** Says so where another order holds what an exception would leave free. */
function stillHeld(corpus: Parts, names: HeldNames, { order, exception }: Exception): Diagnostic[] {
  const { name, scope } = exception;
  for (const part of ['self', 'below'] as const) {
    if (!reachesPart(scope, part)) continue;
    for (const above of selfAndParents(name)) {
      const holder = reachingHolders(corpus, names, { name, part, above }).find(
        (one) => one.order !== order && !isExcepted(one.order, above, { name, part }),
      );
      if (!holder) continue;
      const what = part === 'self' ? name : `What lies below ${name}`;
      return [
        diagnostic('order/exception-held', {
          message: `${what} stays blocked: ${holder.order.id} holds it.`,
          place: exception.place,
          related: [{ message: 'The order that holds it', place: holder.order.place }],
        }),
      ];
    }
  }
  return [];
}
