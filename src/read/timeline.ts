import { type Claim, settled } from '../core/corpus.ts';
import { type Diagnostic, diagnostic, type Place } from '../core/diagnostic.ts';
import type { Counting, Edition, Order } from '../core/order.ts';
import { type NameTable, type Row, sameName } from '../names/index.ts';

/** What the lines of names are settled against. */
export interface History {
  readonly claims: (Claim | undefined)[];
  readonly orders: ReadonlyMap<number, Order>;
  readonly findings: ReadonlyMap<number, Diagnostic[]>;
}

const noOrder = -1;

/** Repetitions of one order that are told one by one. */
const mostTold = 1000;

/**
 * Goes through the lines of each name in the order of the papers: a line that repeats another says nothing more, one that
 * a later paper ends gets its end. What is left are claims that each hold their name for their time.
 */
export class Settlement {
  readonly #history: History;
  /** Claims with an end, by the claim and the end. */
  readonly #ended = new Map<string, number>();
  /** How many repetitions of each order are not told one by one. */
  readonly #untold = new Map<Order, number>();
  // What is looked at for every row, side by side.
  /** The order of each claim. */
  readonly #orderOf: Int32Array;
  /** By order: whether it has one paper, so that a name that stands there once has no history. */
  readonly #hasOnePaper: Uint8Array;
  /** By order: its names without a history. */
  readonly #targets: Uint32Array;

  constructor(history: History) {
    this.#history = history;
    this.#orderOf = Int32Array.from(history.claims, (claim) => claim?.order ?? noOrder);
    const orders = history.findings.size;
    this.#targets = new Uint32Array(orders);
    this.#hasOnePaper = new Uint8Array(orders);
    for (const { index, editions } of history.orders.values()) this.#hasOnePaper[index] = editions.length > 1 ? 0 : 1;
  }

  /** Takes a part of the names, in canonical order, and changes what rows say: these rows, each with its claim before. */
  settle(names: NameTable): readonly number[] {
    const changed: number[] = [];
    const [orderOf, hasOnePaper, targets] = [this.#orderOf, this.#hasOnePaper, this.#targets];
    for (let from = 0; from < names.size; ) {
      const order = orderOf[names.claimOf(from)] as number;
      let to = from + 1;
      while (to < names.size && sameName(names, from, to) && orderOf[names.claimOf(to)] === order) to++;
      if (order !== noOrder && to - from === 1 && hasOnePaper[order] === 1)
        targets[order] = (targets[order] as number) + 1;
      else if (order !== noOrder) this.#settleRows({ names, order, changed }, from, to);
      from = to;
    }
    return changed;
  }

  #settleRows(
    { names, order, changed }: { readonly names: NameTable; readonly order: number; readonly changed: number[] },
    from: Row,
    to: Row,
  ): void {
    const its = this.#history.orders.get(order);
    if (!its) return;
    const rows = Array.from({ length: to - from }, (_, at) => from + at);
    const [ended, untold] = [this.#ended, this.#untold];
    settleName({ ...this.#history, names, order: its, ended, untold, changed }, rows);
  }

  /** To be called once at the end: counts, and says how many repetitions were not told one by one. */
  end(): void {
    for (const order of this.#history.orders.values())
      (order.account as Counting).targets += this.#targets[order.index] ?? 0;
    for (const [order, count] of this.#untold) {
      const message = `${count} more lines stand on earlier lines already.`;
      const found = diagnostic('order/duplicate-target', { message, place: order.place });
      this.#history.findings.get(order.index)?.push(found);
    }
  }
}

interface Settling extends History {
  readonly names: NameTable;
  readonly order: Order;
  readonly ended: Map<string, number>;
  readonly untold: Map<Order, number>;
  readonly changed: number[];
}

function setClaim({ names, changed }: Settling, row: Row, claim: number): void {
  changed.push(row, names.claimOf(row));
  names.setClaim(row, claim);
}

function claimAt({ claims, names }: Settling, row: Row): Claim | undefined {
  return claims[names.claimOf(row)];
}

function placeAt(settling: Settling, row: Row): Place | undefined {
  return claimAt(settling, row)?.placeOf(settling.names.lineOf(row));
}

/** A line that holds its name until a later paper ends it, and the last paper that listed it. */
interface Holding {
  readonly row: Row;
  listedIn: number;
}

/** The lines that hold one name, each in its scope and for its time. */
type Open = Set<Holding>;

interface Listing {
  readonly row: Row;
  readonly number: number;
  readonly edition: Edition;
}

/** The rows are one name's in one order, in reading order. */
function settleName(settling: Settling, rows: readonly Row[]): void {
  const open: Open = new Set();
  for (const [number, edition] of settling.order.editions.entries()) {
    const listed = rows.filter((row) => claimAt(settling, row)?.edition === number);
    const adds = listed.filter((row) => claimAt(settling, row)?.kind === 'add');
    if (edition.snapshot && adds.length === 0) for (const holding of open) end(settling, open, { holding, edition });
    for (const row of listed) if (claimAt(settling, row)?.kind === 'remove') remove(settling, open, { row, edition });
    for (const row of adds) hold(settling, open, { row, number, edition });
  }
}

function remove(
  settling: Settling,
  open: Open,
  { row, edition }: { readonly row: Row; readonly edition: Edition },
): void {
  const { names, order } = settling;
  (order.account as Counting).removals += 1;
  const scope = claimAt(settling, row)?.scope;
  // A whole name goes with all that is held of it; a part of it only where just that part is held.
  const ends = [...open].filter(({ row: held }) => scope === 'subtree' || claimAt(settling, held)?.scope === scope);
  if (ends.length === 0) {
    const what = scope === 'exact' ? ' alone' : scope === 'subdomains' ? ', as the names below it,' : '';
    const message = `${names.nameAt(row)}${what} is not in the list at this date.`;
    report(settling, diagnostic('order/removes-absent', { message, place: placeAt(settling, row) }));
  }
  for (const holding of ends) end(settling, open, { holding, edition });
  setClaim(settling, row, settled);
}

/** Holds the name from the edition on, unless an earlier line already does for all of that time. */
function hold(settling: Settling, open: Open, { row, number, edition }: Listing): void {
  const account = settling.order.account as Counting;
  // A register's next edition repeats what still counts, in whatever scope: that is no duplicate.
  const repeated = edition.snapshot
    ? [...open].find((one) => one.listedIn !== number && lasts(settling, one))
    : undefined;
  const earlier = repeated ?? [...open].find((one) => says(settling, one.row, row));
  if (!earlier) {
    open.add({ row, listedIn: number });
    account.targets += 1;
    return;
  }
  earlier.listedIn = number;
  account.merged += 1;
  if (!repeated) tellRepetition(settling, earlier.row, row);
  setClaim(settling, row, settled);
}

function tellRepetition(settling: Settling, earlier: Row, row: Row): void {
  const { order, names, untold } = settling;
  if (order.account.merged > mostTold) {
    untold.set(order, (untold.get(order) ?? 0) + 1);
    return;
  }
  const message = `${names.nameAt(row)} stands on an earlier line already.`;
  const place = placeAt(settling, earlier);
  const related = place ? [{ message: 'The earlier line', place }] : [];
  report(settling, diagnostic('order/duplicate-target', { message, place: placeAt(settling, row), related }));
}

function lasts(settling: Settling, { row }: Holding): boolean {
  return claimAt(settling, row)?.until === undefined;
}

/** Whether one line says all that another says: the same scope, for at least its time. */
function says(settling: Settling, earlier: Row, later: Row): boolean {
  const [one, other] = [claimAt(settling, earlier), claimAt(settling, later)];
  if (!one || !other || one.scope !== other.scope) return false;
  const begins = one.from === undefined || (other.from !== undefined && one.from <= other.from);
  const ends = one.until === undefined || (other.until !== undefined && other.until <= one.until);
  return begins && ends;
}

/** Gives a line that holds the name its end. */
function end(
  settling: Settling,
  open: Open,
  { holding, edition: { at } }: { readonly holding: Holding; readonly edition: Edition },
): void {
  const { claims, names, ended } = settling;
  open.delete(holding);
  const claim = claimAt(settling, holding.row);
  if (!claim || at === undefined || (claim.until !== undefined && claim.until <= at)) return;
  const key = `${names.claimOf(holding.row)} ${at}`;
  let number = ended.get(key);
  if (number === undefined) {
    number = claims.push({ ...claim, until: at }) - 1;
    ended.set(key, number);
  }
  setClaim(settling, holding.row, number);
}

function report({ findings, order }: Settling, found: Diagnostic): void {
  findings.get(order.index)?.push(found);
}
