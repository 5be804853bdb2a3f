import { setTimeout } from 'node:timers/promises';

/** Lets so many through in a second and no more, in bursts of a twentieth of it (a token bucket). */
export class Pace {
  readonly #rate: number;
  readonly #burst: number;
  #tokens: number;
  #last: number = performance.now();

  constructor(rate: number) {
    this.#rate = rate;
    this.#burst = Math.max(1, rate / 20);
    this.#tokens = this.#burst;
  }

  /** Resolves when the next one may go. */
  async take(): Promise<void> {
    const now = performance.now();
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#last) * this.#rate) / 1000);
    this.#last = now;
    this.#tokens -= 1;
    if (this.#tokens < 0) await setTimeout((-this.#tokens * 1000) / this.#rate);
  }
}
