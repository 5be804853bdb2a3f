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

/** Many fixed texts, side by side in memory: whoever needs one after another waits less for it. */
export class FixedTexts {
  readonly view: DataView;
  readonly #starts: Uint32Array;

  constructor(texts: readonly string[]) {
    const encodings = texts.map((text) => encoder.encode(text));
    this.#starts = new Uint32Array(texts.length + 1);
    for (const [number, { length }] of encodings.entries())
      this.#starts[number + 1] = (this.#starts[number] as number) + length;
    const bytes = new Uint8Array((this.#starts[texts.length] as number) + slack);
    for (const [number, encoding] of encodings.entries()) bytes.set(encoding, this.#starts[number]);
    this.view = new DataView(bytes.buffer);
  }

  startOf(number: number): number {
    return this.#starts[number] as number;
  }
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

  fixedOf(texts: FixedTexts, number: number): this {
    const start = texts.startOf(number);
    return this.#put(texts.view, start, texts.startOf(number + 1) - start);
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
