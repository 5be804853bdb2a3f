import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Served, servedSerial } from '../../resolver/served.ts';
import type { ZoneFile } from './built-set.ts';
import { commandFor, type PublishPlan } from './plan.ts';
import { type Ended, runProgram } from './program.ts';

/** By the name of the zone. */
export type ServedZones = ReadonlyMap<string, Served>;

/** It answers for itself and asks nobody, so it is quick, or busy with loading a zone. */
const patience = { timeout: 1000, tries: 3 };
/** Milliseconds between two looks. */
const pause = 100;
/** Milliseconds that a checker may take: five million names take a minute. */
const checkLimit = 15 * 60 * 1000;

/** The primary server: what it serves, and the programs that talk to it. */
export class PrimaryServer {
  readonly #plan: PublishPlan;
  readonly #cwd: string;

  constructor(plan: PublishPlan, cwd: string) {
    this.#plan = plan;
    this.#cwd = cwd;
  }

  async served(zones: readonly Pick<ZoneFile, 'zone'>[]): Promise<ServedZones> {
    return new Map(await Promise.all(zones.map(async ({ zone }) => [zone, await this.#ask(zone)] as const)));
  }

  /** Tells it to read a zone again. */
  reload({ zone, file }: ZoneFile, signal?: AbortSignal): Promise<Ended> {
    const command = commandFor(this.#plan.reload, { zone, file: join(this.#plan.folder, file) });
    return runProgram(command, { cwd: this.#cwd, limit: this.#plan.wait * 1000, signal });
  }

  /** Runs its own checker on the file of a zone. */
  check(
    { zone }: ZoneFile,
    { path, signal }: { readonly path: string; readonly signal: AbortSignal | undefined },
  ): Promise<Ended> {
    return runProgram(commandFor(this.#plan.check, { zone, file: path }), {
      cwd: this.#cwd,
      limit: checkLimit,
      signal,
    });
  }

  /** Asks for a zone until it serves one of these serials; undefined: it did not in the time that the plan gives it. */
  async untilServed(
    zone: string,
    { serials, signal }: { readonly serials: readonly number[]; readonly signal?: AbortSignal | undefined },
  ): Promise<number | undefined> {
    const end = performance.now() + this.#plan.wait * 1000;
    for (;;) {
      const served = await this.#ask(zone);
      if (served.kind === 'serial' && serials.includes(served.serial)) return served.serial;
      if (performance.now() > end || signal?.aborted) return undefined;
      await setTimeout(pause);
    }
  }

  #ask(zone: string): Promise<Served> {
    return servedSerial(zone, this.#plan.server, patience);
  }
}

/** The serial that is served; null: none. */
export function serialOf(served: Served | undefined): number | null {
  return served?.kind === 'serial' ? served.serial : null;
}
