import { coversBelow } from '../core/blocklist.ts';
import { type Corpus, linesNamed, targetAt } from '../core/corpus.ts';
import { byText, type Diagnostic, diagnostic, hasErrors } from '../core/diagnostic.ts';
import { type DomainName, selfAndParents } from '../core/name.ts';
import type { Order, Scope, Target } from '../core/order.ts';
import type { NameTable, Run } from '../names/index.ts';
import type { KeptRecord } from './kept.ts';
import { type ReadRecords, type RecordDesk, type RecordFile, readRecords } from './records.ts';
import { Settlement } from './timeline.ts';

export interface ReadOrders {
  readonly corpus: Corpus;
  /** The sound ones, by id. */
  readonly orders: readonly Order[];
  /** What could be understood of the others: to be judged, never to be compiled. */
  readonly unsound: readonly Order[];
  readonly diagnostics: readonly Diagnostic[];
  /** Lists that records name. */
  readonly lists: ReadonlySet<string>;
  readonly keeping: Keeping;
}

/** What to keep of a reading. */
export interface Keeping {
  /** By record, in their order. */
  readonly records: readonly KeptRecord[];
  /**
   * The names' rows as they were before settling, part by part, each valid until the next; to be called last, because it
   * unsettles them.
   */
  readonly tables: () => Iterable<NameTable>;
}

/** What reading needs of the world. */
export interface Desk extends RecordDesk {
  /** Rows of kept records in canonical order, among others. */
  readonly keptNames?: KeptNames | undefined;
}

export interface KeptNames extends Run {
  readonly rows: number;
}

/** Reads all records and puts their names into one corpus. */
export function readOrders(records: Iterable<RecordFile>, desk: Desk): ReadOrders {
  const all = readRecords(records, desk);
  const { findings, orders, kept } = all;
  const { corpus, unsettle } = settledCorpus(all, desk);
  for (const order of orders.values())
    findings.get(order.index)?.push(...strayExceptions(corpus, order), ...coveredExclusions(corpus, order));
  const ordersThat = (sound: boolean) =>
    [...orders.values()]
      .filter((order) => hasErrors(findings.get(order.index) ?? []) !== sound)
      .sort((a, b) => byText(a.id, b.id));
  const soundOrders = ordersThat(true);
  return {
    corpus,
    orders: soundOrders,
    unsound: ordersThat(false),
    diagnostics: [...[...findings.values()].flat(), ...duplicateIds(soundOrders), ...successors(soundOrders)],
    lists: new Set([...orders.values()].flatMap(({ lists }) => lists.map(({ path }) => path))),
    keeping: { records: kept, tables: () => unsettledTables(corpus, unsettle) },
  };
}

/** What settling changed in each part: rows, each with the claim that it had. */
type Changes = readonly (readonly number[])[];

function settledCorpus(all: ReadRecords, { names, keptNames }: Desk): { corpus: Corpus; unsettle: Changes } {
  const settlement = new Settlement(all);
  const suspects = new Map<number, Target[]>();
  const unsettle: (readonly number[])[] = [];
  const { claims, orders, renumbered } = all;
  const inOrder = names.inOrder({
    groupOf: (claim) => claims[claim]?.order ?? 0,
    earlier: keptNames && { rows: keptNames.rows, run: renumber(keptNames, renumbered) },
    settle: (part) => {
      unsettle.push(settlement.settle(part));
      collectSuspects(part, claims, suspects);
    },
  });
  settlement.end();
  return { corpus: { names: inOrder, claims, orders, suspects }, unsettle };
}

/** Rows of kept records, under the claims' present numbers; rows of others fall out. */
function* renumber(tables: Run, renumbered: ReadonlyMap<number, number>): Generator<NameTable> {
  for (const table of tables) {
    table.reclaim((claim) => renumbered.get(claim));
    yield table;
  }
}

function* unsettledTables({ names }: Corpus, changes: Changes): Generator<NameTable> {
  for (let part = 0; part < names.count; part++) {
    const table = names.at(part);
    const changed = changes[part] ?? [];
    for (let at = changed.length - 2; at >= 0; at -= 2)
      table.setClaim(changed[at] as number, changed[at + 1] as number);
    yield table;
  }
}

function collectSuspects(part: NameTable, claims: Corpus['claims'], suspects: Map<number, Target[]>): void {
  for (let row = 0; row < part.size; row++) {
    if (!part.isMarked(row)) continue;
    const order = claims[part.claimOf(row)]?.order;
    const target = targetAt(claims, part, row);
    if (order === undefined || !target) continue;
    const known = suspects.get(order);
    if (known) known.push(target);
    else suspects.set(order, [target]);
  }
}

/** An exception must lie below a name that its own order blocks, and be none of its names. */
function strayExceptions(corpus: Corpus, order: Order): Diagnostic[] {
  return order.exceptions.flatMap(({ name, place }) => {
    const listed = scopesOf(corpus, order, name).some((scope) => scope !== 'subdomains');
    if (!listed && covering(corpus, order, name) !== undefined) return [];
    const message = listed
      ? `${name} is itself one of the names of this order.`
      : `${name} does not lie below a name that this order blocks.`;
    return [diagnostic('order/exception-outside', { message, place })];
  });
}

/** A name that the record leaves out, and that a shorter one of the same order blocks all the same. */
function coveredExclusions(corpus: Corpus, order: Order): Diagnostic[] {
  return order.excluded.flatMap(({ name, place }) => {
    const upper = covering(corpus, order, name);
    if (upper === undefined || order.exceptions.some((one) => one.name === name)) return [];
    const message = `${name} is left out, but ${upper} of the same order blocks it.`;
    return [diagnostic('order/excluded-covered', { message, place })];
  });
}

/** The nearest name above whose line in the order reaches down. */
function covering(corpus: Corpus, order: Order, name: DomainName): DomainName | undefined {
  const [, ...parents] = selfAndParents(name);
  return parents.find((parent) => scopesOf(corpus, order, parent).some(coversBelow));
}

function scopesOf(corpus: Corpus, order: Order, name: DomainName): readonly Scope[] {
  return linesNamed(corpus, name).flatMap(({ claim }) => (claim.order === order.index ? [claim.scope] : []));
}

function duplicateIds(orders: readonly Order[]): Diagnostic[] {
  const first = new Map<string, Order>();
  return orders.flatMap((order) => {
    const earlier = first.get(order.id);
    if (!earlier) first.set(order.id, order);
    return earlier ? [duplicateId(order, earlier)] : [];
  });
}

function duplicateId(order: Order, earlier: Order): Diagnostic {
  return diagnostic('order/duplicate-id', {
    message: `The id ${order.id} belongs to another record already.`,
    place: order.place,
    related: [{ message: 'The other record', place: earlier.place }],
  });
}

function successors(orders: readonly Order[]): Diagnostic[] {
  const ids = new Set(orders.map((order) => order.id));
  return orders.flatMap((order) =>
    order.events.flatMap(({ record, place }) =>
      record.by === undefined || ids.has(record.by)
        ? []
        : [
            diagnostic('order/superseded-by', {
              message: `There is no order called ${record.by} on record here.`,
              place,
            }),
          ],
    ),
  );
}
