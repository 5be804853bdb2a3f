import { counted } from '../core/text.ts';
import type { Io } from './io.ts';

/** Milliseconds before anything is said: who waits no longer than this does not wonder. */
const patience = 500;
/** Milliseconds between two lines: more often, nobody can read them. */
const pause = 100;

const wipe = '\r\u001b[K';

/** One line on a terminal that says how far the work has come, and goes again. */
export class Progress {
  readonly #io: Io;
  readonly #begun: number;
  #said: number;
  #isShown = false;

  constructor(io: Io) {
    this.#io = io;
    this.#begun = io.now();
    this.#said = this.#begun + patience - pause;
  }

  /** Records and names that have been read so far. */
  reading(files: number, names: number): void {
    this.#say((seconds) => {
      const rate = Math.round(names / seconds);
      return `Reading: ${counted(files, 'file')}, ${counted(names, 'name')}, ${rate} names a second`;
    });
  }

  writing(file: string): void {
    this.#say(() => `Writing ${file}`);
  }

  /** Names that a resolver has been asked for so far. */
  asking(done: number, of: number): void {
    this.#say((seconds) => {
      const left = Math.round((seconds / Math.max(1, done)) * (of - done));
      return `Asking: ${done} of ${counted(of, 'name')}, about ${counted(left, 'second')} left`;
    });
  }

  /** Takes the line away, before anything else is said. */
  end(): void {
    if (this.#isShown) this.#io.stderr(wipe);
    this.#isShown = false;
  }

  #say(text: (seconds: number) => string): void {
    if (!this.#io.isTerminal) return;
    const now = this.#io.now();
    if (now < this.#said + pause) return;
    this.#said = now;
    this.#isShown = true;
    this.#io.stderr(`${wipe}${text((now - this.#begun) / 1000)}`);
  }
}
