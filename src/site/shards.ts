import { createHash } from 'node:crypto';
import { byText } from '../core/diagnostic.ts';
import { canonicalKey, type DomainName, isBelow } from '../core/name.ts';
import { harmlessJson } from '../core/text.ts';
import type { PublicOrder } from './facts.ts';
import { mostBytes } from './flow.ts';
import type { Hold } from './listing.ts';
import type { Site } from './view.ts';

// What the search reads. Names lie in canonical order (RFC 4034 6.1), in which all names below a name follow right after it,
// cut into pieces. A piece begins with the names above its first one, so that whatever can hold a name is in one piece:
// a search reads the list of pieces and one of them. The file of a piece bears the digest of what it says: whoever still has
// an old list finds no file rather than another piece, and no search says "free" by mistake.

/** A name with what orders say of it: lines that list it, exceptions, and what is left out of a list. */
interface Entry {
  readonly name: DomainName;
  readonly holds: readonly Hold[];
  readonly free: readonly { readonly order: PublicOrder; readonly scope: string }[];
  readonly out: readonly { readonly order: PublicOrder; readonly by: string }[];
}

const namesInPiece = 200;

export function* searchFiles(site: Site): Generator<{ readonly path: string; readonly text: string }> {
  const pieces: [first: string, file: string][] = [];
  for (const { first, entries } of piecesOf(entriesOf(site))) {
    const text = pieceText(entries, site);
    const file = `${createHash('sha256').update(text).digest('hex').slice(0, 12)}.json`;
    yield { path: `search/${file}`, text };
    pieces.push([first, file]);
  }
  yield { path: 'search/index.json', text: `${JSON.stringify(pieces)}\n` };
}

function entriesOf({ facts, names }: Site): readonly Entry[] {
  const bare = { holds: [], free: [], out: [] };
  const found = new Map<DomainName, Entry>(names.map(({ name, holds }) => [name, { ...bare, name, holds }]));
  const entry = (name: DomainName) => found.get(name) ?? { ...bare, name };
  for (const order of facts.orders) {
    for (const { name, scope } of order.exceptions) {
      const known = entry(name);
      found.set(name, { ...known, free: [...known.free, { order, scope }] });
    }
    for (const { name, by } of order.excluded) {
      const known = entry(name);
      found.set(name, { ...known, out: [...known.out, { order, by }] });
    }
  }
  return [...found.values()]
    .map((one) => ({ key: canonicalKey(one.name), entry: one }))
    .sort((a, b) => byText(a.key, b.key))
    .map((one) => one.entry);
}

interface Piece {
  readonly first: DomainName;
  readonly entries: readonly Entry[];
}

/** A piece is full with so many names, or with fewer whose orders have much to say. */
function* piecesOf(all: readonly Entry[]): Generator<Piece> {
  let above: Entry[] = [];
  let piece = new GrowingPiece([]);
  for (const entry of all) {
    above = above.filter(({ name }) => isBelow(entry.name, name));
    if (!piece.takes(entry)) {
      yield* piece.whole();
      piece = new GrowingPiece([...above]);
    }
    piece.add(entry);
    above.push(entry);
  }
  yield* piece.whole();
}

/** Counts what its names and their orders come to; each order stands in it once. */
class GrowingPiece {
  readonly #above: readonly Entry[];
  readonly #own: Entry[] = [];
  readonly #orders: Set<PublicOrder>;
  #bytes = 0;

  /** What the names above come to is not counted: with much of it every piece would be full from its start. */
  constructor(above: readonly Entry[]) {
    this.#above = above;
    this.#orders = new Set(above.flatMap(ordersOf));
  }

  takes(entry: Entry): boolean {
    const isFull = this.#own.length >= namesInPiece || this.#bytes + this.#bytesMore(entry) > mostBytes;
    return this.#own.length === 0 || !isFull;
  }

  add(entry: Entry): void {
    this.#bytes += this.#bytesMore(entry);
    for (const order of ordersOf(entry)) this.#orders.add(order);
    this.#own.push(entry);
  }

  #bytesMore(entry: Entry): number {
    const orders = new Set(ordersOf(entry).filter((order) => !this.#orders.has(order)));
    return [...orders].reduce((sum, order) => sum + bytesOf(orderIn(order)), roughBytes(entry));
  }

  *whole(): Generator<Piece> {
    const [first] = this.#own;
    if (first) yield { first: first.name, entries: [...this.#above, ...this.#own] };
  }
}

const bytesOf = (value: unknown) => Buffer.byteLength(harmlessJson(JSON.stringify(value)));
const ordersOf = ({ holds, free, out }: Entry) => [...holds, ...free, ...out].map(({ order }) => order);

/** Not less than what it comes to: its name, the file of its page and the line of each order. */
function roughBytes({ name, holds, free, out }: Entry): number {
  const dates = holds.reduce((sum, hold) => sum + bytesOf(timesIn(hold)), 0);
  return name.length + 150 + 40 * (holds.length + free.length + out.length) + dates;
}

/**
 * From when and until when the line holds its name: of a line that counts now, only where its order does not say as much;
 * of any other, its own times.
 */
function timesIn({ order: { position }, line: { when, from, last } }: Hold): readonly (string | null)[] {
  const isNow = when === 'now';
  const begins = isNow && from && position.since && from.at <= position.since.at ? undefined : from;
  const ends = isNow && last && position.last && last.at >= position.last.at ? undefined : last;
  if (ends) return [begins?.text ?? null, ends.text];
  return begins ? [begins.text] : [];
}

function orderIn({ id, title, authority, position }: PublicOrder): object {
  return {
    id,
    title,
    authority: authority.name,
    state: position.state,
    ...(position.since && { since: position.since.text }),
    ...(position.last && { last: position.last.text }),
    ...(!position.binds && position.state !== 'kept' && { notUs: true }),
  };
}

/** Lines refer to orders by their place in the list, which has only those of the piece. */
function pieceText(entries: readonly Entry[], { fileOfName }: Site): string {
  const orders = [...new Set(entries.flatMap(ordersOf))].toSorted((a, b) => byText(a.id, b.id));
  const numbers = new Map(orders.map((order, number) => [order, number]));
  const piece = {
    orders: orders.map(orderIn),
    names: entries.map(({ name, holds, free, out }) => ({
      name,
      ...(holds.length > 0 && { page: fileOfName.get(name) }),
      ...(holds.length > 0 && { holds: holds.map((hold) => holdIn(hold, numbers)) }),
      ...(holds.some(leavesSome) && { some: holds.filter(leavesSome).map(({ order }) => numbers.get(order)) }),
      ...(free.length > 0 && { free: free.map(({ order, scope }) => [numbers.get(order), scope]) }),
      ...(out.length > 0 && { out: out.map(({ order, by }) => [numbers.get(order), by]) }),
    })),
  };
  return `${harmlessJson(JSON.stringify(piece))}\n`;
}

/** Whether its order leaves free a name below it. */
const leavesSome = ({ line }: Hold) => line.free === 'some';

function holdIn(hold: Hold, numbers: ReadonlyMap<PublicOrder, number>): readonly unknown[] {
  return [numbers.get(hold.order), hold.line.scope, hold.line.when, ...timesIn(hold)];
}
