import { type Claim, type Corpus, claimOf, placeOfRow, settled } from '../core/corpus.ts';
import { type Diagnostic, diagnostic } from '../core/diagnostic.ts';
import type { Counting, Edition, Order, Scope } from '../core/order.ts';
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

type Open = Map<Scope, Holding>;

/** The rows are one name's in one order, in reading order. */
function settleName(settling: Settling, rows: readonly Row[]): void {
  const { corpus, order } = settling;
  const open: Open = new Map();
  for (const [number, edition] of order.editions.entries()) {
    const listed = rows.filter((row) => claimOf(corpus, row)?.edition === number);
    const adds = listed.filter((row) => claimOf(corpus, row)?.kind === 'add');
    if (edition.snapshot) endAbsent(settling, open, { adds, edition });
    for (const row of listed) if (claimOf(corpus, row)?.kind === 'remove') remove(settling, open, { row, edition });
    for (const row of adds) hold(settling, open, { row, number, edition });
  }
}

function endAbsent(
  settling: Settling,
  open: Open,
  { adds, edition }: { readonly adds: readonly Row[]; readonly edition: Edition },
): void {
  const scopes = new Set(adds.map((row) => claimOf(settling.corpus, row)?.scope));
  for (const scope of open.keys()) if (!scopes.has(scope)) end(settling, open, { scope, edition });
}

function remove(
  settling: Settling,
  open: Open,
  { row, edition }: { readonly row: Row; readonly edition: Edition },
): void {
  const { corpus, order } = settling;
  (order.account as Counting).removals += 1;
  if (open.size === 0) {
    const message = `${corpus.names.nameAt(row)} is not in the list at this date.`;
    report(settling, diagnostic('order/removes-absent', { message, place: placeOfRow(corpus, row) }));
  }
  for (const scope of open.keys()) end(settling, open, { scope, edition });
  corpus.names.claim[row] = settled;
}

interface Listing {
  readonly row: Row;
  readonly number: number;
  readonly edition: Edition;
}

/** Holds the name from the edition on, unless an earlier line holds it. */
function hold(settling: Settling, open: Open, { row, number, edition }: Listing): void {
  const { corpus, order } = settling;
  const scope = claimOf(corpus, row)?.scope ?? 'subtree';
  const earlier = open.get(scope);
  if (!earlier) {
    open.set(scope, { row, listedIn: number });
    (order.account as Counting).targets += 1;
    return;
  }
  // A register's next edition repeats what still counts: that is no duplicate.
  const repeats = edition.snapshot && earlier.listedIn !== number;
  earlier.listedIn = number;
  (order.account as Counting).merged += 1;
  if (!repeats) {
    const message = `${corpus.names.nameAt(row)} stands on an earlier line already.`;
    const place = placeOfRow(corpus, earlier.row);
    const related = place ? [{ message: 'The earlier line', place }] : [];
    report(settling, diagnostic('order/duplicate-target', { message, place: placeOfRow(corpus, row), related }));
  }
  corpus.names.claim[row] = settled;
}

/** Gives the line that holds the name in the scope its end. */
function end(
  { corpus, ended }: Settling,
  open: Open,
  { scope, edition: { at } }: { readonly scope: Scope; readonly edition: Edition },
): void {
  const holding = open.get(scope);
  open.delete(scope);
  const claim = holding && claimOf(corpus, holding.row);
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
