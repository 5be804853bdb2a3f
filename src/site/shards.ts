import { createHash } from 'node:crypto';
import { byText } from '../core/diagnostic.ts';
import { canonicalKey, type DomainName, isBelow } from '../core/name.ts';
import { harmlessJson } from '../core/text.ts';
import type { PublicOrder } from './facts.ts';
import type { Hold } from './listing.ts';
import type { Site } from './view.ts';

// What the search reads. Names lie in canonical order (RFC 4034 6.1), in which all names below a name follow right after it,
// cut into pieces. A piece begins with the names above its first one, so that whatever can hold a name is in one piece:
// a search reads the list of pieces and one of them. The file of a piece bears the digest of what it says: whoever still has
// an old list finds no file rather than another piece, and no search says "free" by mistake.

/** A name with what orders say of it: lines that list it, and exceptions. */
interface Entry {
  readonly name: DomainName;
  readonly holds: readonly Hold[];
  readonly free: readonly { readonly order: PublicOrder; readonly scope: string }[];
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
  const found = new Map<DomainName, Entry>(names.map(({ name, holds }) => [name, { name, holds, free: [] }]));
  for (const order of facts.orders) {
    for (const { name, scope } of order.exceptions) {
      const known = found.get(name) ?? { name, holds: [], free: [] };
      found.set(name, { ...known, free: [...known.free, { order, scope }] });
    }
  }
  return [...found.values()]
    .map((entry) => ({ key: canonicalKey(entry.name), entry }))
    .sort((a, b) => byText(a.key, b.key))
    .map(({ entry }) => entry);
}

interface Piece {
  readonly first: DomainName;
  readonly entries: readonly Entry[];
}

function* piecesOf(all: readonly Entry[]): Generator<Piece> {
  let above: Entry[] = [];
  for (const [index, entry] of all.entries()) {
    above = above.filter(({ name }) => isBelow(entry.name, name));
    if (index % namesInPiece === 0) {
      yield { first: entry.name, entries: [...above, ...all.slice(index, index + namesInPiece)] };
    }
    above.push(entry);
  }
}

/** Lines refer to orders by their place in the list, which has only those of the piece. */
function pieceText(entries: readonly Entry[], { fileOfName }: Site): string {
  const orders = [
    ...new Set(entries.flatMap(({ holds, free }) => [...holds, ...free].map(({ order }) => order))),
  ].toSorted((a, b) => byText(a.id, b.id));
  const numbers = new Map(orders.map((order, number) => [order, number]));
  const piece = {
    orders: orders.map(({ id, title, authority, position }) => ({
      id,
      title,
      authority: authority.name,
      state: position.state,
      ...(position.since && { since: position.since.text }),
      ...(position.last && { last: position.last.text }),
      ...(!position.binds && position.state !== 'kept' && { notUs: true }),
    })),
    names: entries.map(({ name, holds, free }) => ({
      name,
      ...(holds.length > 0 && { page: fileOfName.get(name) }),
      ...(holds.length > 0 && { holds: holds.map(({ order, line }) => [numbers.get(order), line.scope, line.when]) }),
      ...(free.length > 0 && { free: free.map(({ order, scope }) => [numbers.get(order), scope]) }),
    })),
  };
  return `${harmlessJson(JSON.stringify(piece))}\n`;
}
