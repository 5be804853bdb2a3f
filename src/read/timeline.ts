import { type Claim, type Corpus, claimOf, placeOfRow, settled } from '../core/corpus.ts';
import { type Diagnostic, diagnostic } from '../core/diagnostic.ts';
import type { Counting, Edition, Order } from '../core/order.ts';
import { type Row, sameName } from '../names/index.ts';

/** A corpus whose claims can still be settled, and where each order's findings go. */
export interface OpenCorpus extends Corpus {
  readonly claims: (Claim | undefined)[];
  readonly findings: ReadonlyMap<number, Diagnostic[]>;
}

/**
 * Goes through the lines of each name in the order of the papers: a line that repeats another says nothing more, one that
 * a later paper ends gets its end. What is left are claims that each hold their name for their time.
 */
export function settleHistory(corpus: OpenCorpus): void {
  const { names } = corpus;
  const ended = new Map<string, number>();
  for (let from = 0; from < names.size; ) {
    const order = claimOf(corpus, from)?.order;
    let to = from + 1;
    while (to < names.size && sameName(names, from, to) && claimOf(corpus, to)?.order === order) to++;
    const history = order === undefined ? undefined : corpus.orders.get(order);
    if (history && (to - from > 1 || history.editions.length > 1)) {
      const rows = Array.from({ length: to - from }, (_, at) => from + at);
      settleName({ corpus, order: history, ended }, rows);
    } else if (history) (history.account as Counting).targets += 1;
    from = to;
  }
}

interface Settling {
  readonly corpus: OpenCorpus;
  readonly order: Order;
  /** Claims with an end, by the claim and the end. */
  readonly ended: Map<string, number>;
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
  const { corpus, order } = settling;
  const open: Open = new Set();
  for (const [number, edition] of order.editions.entries()) {
    const listed = rows.filter((row) => claimOf(corpus, row)?.edition === number);
    const adds = listed.filter((row) => claimOf(corpus, row)?.kind === 'add');
    if (edition.snapshot && adds.length === 0) for (const holding of open) end(settling, open, { holding, edition });
    for (const row of listed) if (claimOf(corpus, row)?.kind === 'remove') remove(settling, open, { row, edition });
    for (const row of adds) hold(settling, open, { row, number, edition });
  }
}

function remove(
  settling: Settling,
  open: Open,
  { row, edition }: { readonly row: Row; readonly edition: Edition },
): void {
  const { corpus, order } = settling;
  (order.account as Counting).removals += 1;
  const scope = claimOf(corpus, row)?.scope;
  // A whole name goes with all that is held of it; a part of it only where just that part is held.
  const ends = [...open].filter(({ row: held }) => scope === 'subtree' || claimOf(corpus, held)?.scope === scope);
  if (ends.length === 0) {
    const what = scope === 'exact' ? ' alone' : scope === 'subdomains' ? ', as the names below it,' : '';
    const message = `${corpus.names.nameAt(row)}${what} is not in the list at this date.`;
    report(settling, diagnostic('order/removes-absent', { message, place: placeOfRow(corpus, row) }));
  }
  for (const holding of ends) end(settling, open, { holding, edition });
  corpus.names.claim[row] = settled;
}

/** Holds the name from the edition on, unless an earlier line already does for all of that time. */
function hold(settling: Settling, open: Open, { row, number, edition }: Listing): void {
  const { corpus, order } = settling;
  const account = order.account as Counting;
  // A register's next edition repeats what still counts, in whatever scope: that is no duplicate.
  const repeated = edition.snapshot
    ? [...open].find((one) => one.listedIn !== number && lasts(corpus, one))
    : undefined;
  const earlier = repeated ?? [...open].find((one) => says(corpus, one.row, row));
  if (!earlier) {
    open.add({ row, listedIn: number });
    account.targets += 1;
    return;
  }
  earlier.listedIn = number;
  account.merged += 1;
  if (!repeated) {
    const message = `${corpus.names.nameAt(row)} stands on an earlier line already.`;
    const place = placeOfRow(corpus, earlier.row);
    const related = place ? [{ message: 'The earlier line', place }] : [];
    report(settling, diagnostic('order/duplicate-target', { message, place: placeOfRow(corpus, row), related }));
  }
  corpus.names.claim[row] = settled;
}

function lasts(corpus: Corpus, { row }: Holding): boolean {
  return claimOf(corpus, row)?.until === undefined;
}

/** Whether one line says all that another says: the same scope, for at least its time. */
function says(corpus: Corpus, earlier: Row, later: Row): boolean {
  const [one, other] = [claimOf(corpus, earlier), claimOf(corpus, later)];
  if (!one || !other || one.scope !== other.scope) return false;
  const begins = one.from === undefined || (other.from !== undefined && one.from <= other.from);
  const ends = one.until === undefined || (other.until !== undefined && other.until <= one.until);
  return begins && ends;
}

/** Gives a line that holds the name its end. */
function end(
  { corpus, ended }: Settling,
  open: Open,
  { holding, edition: { at } }: { readonly holding: Holding; readonly edition: Edition },
): void {
  open.delete(holding);
  const claim = claimOf(corpus, holding.row);
  if (!claim || at === undefined || (claim.until !== undefined && claim.until <= at)) return;
  const key = `${corpus.names.claim[holding.row]} ${at}`;
  let number = ended.get(key);
  if (number === undefined) {
    number = corpus.claims.push({ ...claim, until: at }) - 1;
    ended.set(key, number);
  }
  corpus.names.claim[holding.row] = number;
}

function report({ corpus, order }: Settling, found: Diagnostic): void {
  corpus.findings.get(order.index)?.push(found);
}
