import {
  type Answers,
  coversBelow,
  coversSelf,
  type HeldNames,
  ruleAt,
  type Zone,
  type ZoneAction,
} from '../core/blocklist.ts';
import { type Corpus, positionOf } from '../core/corpus.ts';
import { type Diagnostic, diagnostic } from '../core/diagnostic.ts';
import { type DomainName, isBelow, selfAndParents } from '../core/name.ts';
import type { Order, Target } from '../core/order.ts';
import { canonicalOrder, isRowBelow, NameTable, type Row } from '../names/index.ts';
import { coverings, zoneOf } from './zone.ts';

const passthru = { kind: 'passthru' } as const;

/** A name that an order in force leaves free. */
export interface Exception {
  readonly order: Order;
  readonly exception: Target;
}

/**
 * The allow zone: what the orders in force expressly leave free. A name that another order holds is not free, and names
 * held below an exception are said here again, because this zone is asked first.
 */
export function allowZone(
  corpus: Corpus,
  exceptions: readonly Exception[],
  names: HeldNames,
): { readonly zone: Zone; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const wanted = new Map<DomainName, Answers<ZoneAction>>();
  for (const { order, exception } of exceptions) {
    const holder = otherHolder(corpus, names, { order, name: exception.name });
    if (holder) diagnostics.push(stillHeld(exception, holder));
    else wanted.set(exception.name, freed(exception));
  }
  for (const [name, { below }] of [...wanted]) {
    if (below) for (const [held, answers] of heldBelow(corpus, names, name)) wanted.set(held, answers);
  }
  return { zone: smallZone(wanted), diagnostics };
}

function freed({ scope }: Target): Answers<ZoneAction> {
  return { self: coversSelf(scope) ? passthru : undefined, below: coversBelow(scope) ? passthru : undefined };
}

/** In canonical order, everything below a name stands right behind it. */
function* heldBelow(corpus: Corpus, names: HeldNames, name: DomainName): Generator<readonly [DomainName, Answers]> {
  const { names: table } = corpus;
  const probe = table.add(name, { line: 0, claim: 0 });
  const found: number[] = [];
  for (let place = heldPlace(corpus, names, name); place < names.rows.length; place++) {
    const row = names.rows[place] as Row;
    if (isRowBelow(table, row, probe)) found.push(place);
    else if (table.nameAt(row) !== name) break;
  }
  table.truncate(probe);
  for (const place of found) yield [table.nameAt(names.rows[place] as Row) as DomainName, ruleAt(names, place)];
}

/** Where a name stands among those held, or would stand. */
function heldPlace(corpus: Corpus, names: HeldNames, name: DomainName): number {
  return positionOf(corpus.names, name, names.rows);
}

/** A zone of names that are not rows of the corpus: each goes out as text. */
function smallZone(wanted: ReadonlyMap<DomainName, Answers<ZoneAction>>): Zone {
  const table = new NameTable();
  const inReadingOrder = [...wanted];
  for (const [name] of inReadingOrder) table.add(name, { line: 0, claim: 0 });
  const rows = canonicalOrder(table);
  const answersAt = (place: number) => (inReadingOrder[rows[place] as Row] as (typeof inReadingOrder)[number])[1];
  const names = { table, rows, answersAt };
  const zone = zoneOf(names, coverings(names));
  return {
    each: (visit) =>
      zone.each((line) => visit({ ...line, row: -1, text: line.text ?? (table.nameAt(line.row) as DomainName) })),
  };
}

interface Exempted {
  readonly order: Order;
  readonly name: DomainName;
}

/** Another order whose list reaches the name and that does not itself except it. */
function otherHolder(corpus: Corpus, names: HeldNames, { order, name }: Exempted): Order | undefined {
  for (const above of selfAndParents(name)) {
    const place = heldPlace(corpus, names, above);
    const row = names.rows[place];
    if (row === undefined || corpus.names.nameAt(row) !== above) continue;
    const holder = ruleAt(names, place).holders.find(
      ({ order: other, claim }) =>
        other !== order &&
        (above === name ? coversSelf(claim.scope) : coversBelow(claim.scope)) &&
        !excepts(other, name),
    );
    if (holder) return holder.order;
  }
  return undefined;
}

function excepts(order: Order, name: DomainName): boolean {
  return order.exceptions.some((one) => one.name === name || (coversBelow(one.scope) && isBelow(name, one.name)));
}

function stillHeld(exception: Target, holder: Order): Diagnostic {
  return diagnostic('order/exception-held', {
    message: `${exception.name} stays blocked: ${holder.id} holds it.`,
    place: exception.place,
    related: [{ message: 'The order that holds it', place: holder.place }],
  });
}
