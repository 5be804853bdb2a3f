import { setTimeout } from 'node:timers/promises';

/** Questions a second, to begin with: any resolver has time for them. */
const first = 1000;
const least = 10;

/** Of the most, what a second without trouble adds. */
const growth = 0.1;

/** After a step back, trouble of questions from before it is still to come, for as many milliseconds. */
const echo = 3000;

/**
 * Lets so many through in a second and no more, in bursts of a twentieth of it (a token bucket). It begins with a pace that
 * any resolver bears, grows as long as the answers come in time, and halves where they do not (additive increase,
 * multiplicative decrease, as RFC 5681 has TCP do): a resolver that has enough to do, or grants its clients only so many
 * questions, is left in peace.
 */
export class Pace {
  readonly #most: number;
  #rate: number;
  #tokens: number;
  #last: number = performance.now();
  #troubled = Number.NEGATIVE_INFINITY;

  constructor(most: number) {
    this.#most = most;
    this.#rate = Math.min(most, first);
    this.#tokens = this.#burst;
  }

  /** Questions a second that may go now, at the most. */
  get rate(): number {
    return this.#rate;
  }

  /** Resolves when the next one may go. */
  async take(): Promise<void> {
    const now = performance.now();
    const seconds = (now - this.#last) / 1000;
    this.#last = now;
    if (now - this.#troubled >= echo) this.#rate = Math.min(this.#most, this.#rate + seconds * growth * this.#most);
    this.#tokens = Math.min(this.#burst, this.#tokens + seconds * this.#rate) - 1;
    if (this.#tokens < 0) await setTimeout((-this.#tokens * 1000) / this.#rate);
  }

  /** An answer that the resolver has at hand came late, or none did. */
  slowDown(): void {
    const now = performance.now();
    if (now - this.#troubled < echo) return;
    this.#troubled = now;
    this.#rate = Math.max(Math.min(least, this.#most), this.#rate / 2);
    this.#tokens = Math.min(this.#tokens, 0);
  }

  get #burst(): number {
    return Math.max(1, this.#rate / 20);
  }
}
