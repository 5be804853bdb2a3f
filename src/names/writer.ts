import type { NameTable, Row } from './name-table.ts';

const chunkSize = 64 * 1024;
const encoder = new TextEncoder();

export function encoded(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Collects the bytes of an output and hands them on in chunks, which are valid only until the next one. */
export class Writer {
  readonly #sink: (chunk: Uint8Array) => void;
  readonly #buffer = new Uint8Array(chunkSize);
  #used = 0;

  constructor(sink: (chunk: Uint8Array) => void) {
    this.#sink = sink;
  }

  /** A text that stays the same for many names, encoded once. */
  fixed(octets: Uint8Array): this {
    return this.#put(octets, 0, octets.length);
  }

  text(text: string): this {
    const bytes = encoder.encode(text);
    return this.#put(bytes, 0, bytes.length);
  }

  name(table: NameTable, row: Row): this {
    const from = table.startOf(row);
    return this.#put(table.bytes, from, from + table.lengthOf(row));
  }

  /** Hands on what is left. */
  end(): void {
    if (this.#used > 0) this.#sink(this.#buffer.subarray(0, this.#used));
    this.#used = 0;
  }

  #put(bytes: Uint8Array, from: number, to: number): this {
    if (this.#used + to - from > chunkSize) return this.#putLong(bytes, from, to);
    // Names are short: a loop is faster than a view and a copy.
    const buffer = this.#buffer;
    let used = this.#used;
    for (let at = from; at < to; at++) buffer[used++] = bytes[at] as number;
    this.#used = used;
    return this;
  }

  #putLong(bytes: Uint8Array, from: number, to: number): this {
    this.end();
    let at = from;
    for (; to - at > chunkSize; at += chunkSize) this.#sink(bytes.subarray(at, at + chunkSize));
    return this.#put(bytes, at, to);
  }
}
