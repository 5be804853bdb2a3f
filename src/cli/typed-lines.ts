import { createInterface, type Interface } from 'node:readline';
import { Interrupted } from './conversation.ts';

/** The line that ends a list of lines. */
const lastLine = 'END';

export const howToEnd: string = `When you are done, write ${lastLine} on a line of its own.`;

/** The lines that a person types or pastes, one after another; none is lost between two questions. */
export class TypedLines {
  readonly #typed: Interface;
  readonly #waiting: string[] = [];
  #wanted: { readonly take: (line: string) => void; readonly stop: () => void } | undefined;
  #over = false;

  /** With an output, lines are edited there; without one the terminal does that by itself. */
  constructor(input: NodeJS.ReadableStream, output?: NodeJS.WritableStream) {
    this.#typed = createInterface({ input, prompt: '', ...(output ? { output } : { terminal: false }) });
    this.#typed.on('line', (line) => this.#arrived(line));
    // Without this Ctrl-C would only close the reading.
    this.#typed.on('SIGINT', () => this.#stop());
    this.#typed.on('close', () => this.#stop());
  }

  next(): Promise<string> {
    const line = this.#waiting.shift();
    if (line !== undefined) return Promise.resolve(line);
    if (this.#over) return Promise.reject(new Interrupted());
    return new Promise((take, refuse) => {
      this.#wanted = { take, stop: () => refuse(new Interrupted()) };
    });
  }

  /** As if the person had pressed Ctrl-C. */
  interrupt(): void {
    this.#stop();
  }

  close(): void {
    this.#typed.close();
  }

  #arrived(line: string): void {
    const { take } = this.#wanted ?? {};
    this.#wanted = undefined;
    if (take) take(line);
    else this.#waiting.push(line);
  }

  #stop(): void {
    this.#over = true;
    this.#wanted?.stop();
    this.#wanted = undefined;
  }
}

/** Everything up to the line `END`. */
export async function readUntilEnd(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Promise<string> {
  const lines = new TypedLines(input, output);
  try {
    return await linesUntilEnd(lines);
  } finally {
    lines.close();
  }
}

export async function linesUntilEnd(lines: TypedLines): Promise<string> {
  const all: string[] = [];
  for (let line = await lines.next(); line.trim().toUpperCase() !== lastLine; line = await lines.next()) all.push(line);
  return all.join('\n');
}
