const seed = 0x811c9dc5 | 0;
const prime = 0x01000193;

/** One step of FNV-1a over a name's octets from the right, so that every parent's hash is met on the way. */
export function hashStep(hash: number, octet: number): number {
  return Math.imul(hash ^ octet, prime);
}

export const hashSeed: number = seed;

function hashOf(name: string): number {
  let hash = seed;
  for (let at = name.length - 1; at >= 0; at--) hash = hashStep(hash, name.charCodeAt(at));
  return hash;
}

/** Hashes of names. It may say yes for a name that is not in it, never no for one that is. */
export class HashSet {
  readonly #slots: Int32Array;
  readonly #mask: number;

  constructor(names: Iterable<string>, hashes: readonly number[] = []) {
    const all = new Set(hashes);
    for (const name of names) all.add(hashOf(name));
    const size = 2 ** Math.ceil(Math.log2(Math.max(4, all.size * 4)));
    this.#slots = new Int32Array(size);
    this.#mask = size - 1;
    for (const hash of all) this.#slots[this.#find(hash || 1)] = hash || 1;
  }

  has(hash: number): boolean {
    const wanted = hash || 1;
    return this.#slots[this.#find(wanted)] === wanted;
  }

  #find(hash: number): number {
    let slot = (hash ^ (hash >>> 15)) & this.#mask;
    while (this.#slots[slot] !== 0 && this.#slots[slot] !== hash) slot = (slot + 1) & this.#mask;
    return slot;
  }
}

/** The hashes of a list of suffixes. */
export interface SuffixHashes {
  readonly names: readonly number[];
  /** Of those written with `*.`, without it. */
  readonly wildcards: readonly number[];
  /** Of names above any of them, but for top-level labels. */
  readonly above: readonly number[];
  readonly tops: readonly number[];
}

type Found = { readonly [key in keyof SuffixHashes]: number[] };

/** Reads suffixes, one a line, in one go: ten thousand strings would cost more than all else that a small check does. */
export function suffixHashes(text: string): SuffixHashes {
  const found: Found = { names: [], wildcards: [], above: [], tops: [] };
  for (let end = text.length; end > 0; ) end = readSuffix(text, end, found);
  return found;
}

/** Reads the suffix that ends there, from the right, and tells where the one before it ends. */
function readSuffix(text: string, end: number, found: Found): number {
  const from = text.lastIndexOf('\n', end - 1) + 1;
  const isWildcard = text.startsWith('*.', from);
  const start = isWildcard ? from + 2 : from;
  let hash = seed;
  let labels = 1;
  for (let at = end - 1; at >= start; at--) {
    const octet = text.charCodeAt(at);
    if (octet === dot) {
      if (labels > 1) found.above.push(hash);
      labels++;
    }
    hash = hashStep(hash, octet);
  }
  if (isWildcard) found.wildcards.push(hash);
  else found.names.push(hash);
  if (labels === 1 && !isWildcard) found.tops.push(hash);
  return from - 1;
}

const dot = 46;
