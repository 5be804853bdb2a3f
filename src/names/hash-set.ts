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

  constructor(names: Iterable<string>) {
    const hashes = [...new Set([...names].map(hashOf))];
    const size = 2 ** Math.ceil(Math.log2(Math.max(4, hashes.length * 4)));
    this.#slots = new Int32Array(size);
    this.#mask = size - 1;
    for (const hash of hashes) this.#slots[this.#find(hash || 1)] = hash || 1;
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
