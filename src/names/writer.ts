import { copyOctets, type NameTable, type Row, slack } from './name-table.ts';

const chunkSize = 64 * 1024;
const encoder = new TextEncoder();

/** A text that stays the same for many names. */
export interface Fixed {
  readonly view: DataView;
  readonly octets: number;
}

export function encoded(text: string): Fixed {
  const bytes = encoder.encode(text);
  const padded = new Uint8Array(bytes.length + slack);
  padded.set(bytes);
  return { view: new DataView(padded.buffer), octets: bytes.length };
}

/** Collects the bytes of an output and hands them on in chunks, which are valid only until the next one. */
export class Writer {
  readonly #sink: (chunk: Uint8Array) => void;
  readonly #buffer = new Uint8Array(chunkSize + slack);
  readonly #view = new DataView(this.#buffer.buffer);
  #used = 0;

  constructor(sink: (chunk: Uint8Array) => void) {
    this.#sink = sink;
  }

  fixed({ view, octets }: Fixed): this {
    return this.#put(view, 0, octets);
  }

  text(text: string): this {
    return this.fixed(encoded(text));
  }

  name(table: NameTable, row: Row): this {
    return this.#put(table.view, table.startOf(row), table.lengthOf(row));
  }

  /** Hands on what is left. */
  end(): void {
    if (this.#used > 0) this.#sink(this.#buffer.subarray(0, this.#used));
    this.#used = 0;
  }

  #put(from: DataView, start: number, octets: number): this {
    if (this.#used + octets > chunkSize) return this.#putLong(from, start, octets);
    copyOctets({ from, to: this.#view }, start, this.#used, octets);
    this.#used += octets;
    return this;
  }

  #putLong(from: DataView, start: number, octets: number): this {
    this.end();
    let done = 0;
    for (; octets - done > chunkSize; done += chunkSize)
      this.#sink(new Uint8Array(from.buffer, from.byteOffset + start + done, chunkSize));
    return this.#put(from, start + done, octets - done);
  }
}
