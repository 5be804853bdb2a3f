import type { Blocklist } from '../core/blocklist.ts';
import type { ZoneSettings } from '../core/settings.ts';
import type { Writer } from '../names/index.ts';

/** Where a format writes its records. */
export interface Destination {
  readonly out: Writer;
  readonly zone: ZoneSettings;
}

export interface FormatContext {
  readonly serial: number;
  readonly zone: ZoneSettings;
}

/**
 * One kind of output file. A new one is a file in this folder and a line in `registry.ts`: help, choices, explain and
 * the tests on real resolvers follow from there.
 */
export interface Format {
  /** As `--format` takes it. */
  readonly id: string;
  readonly file: string;
  /** What it is, for help and README. */
  readonly title: string;
  /** Written only where `--format` names it: every file costs a build its time. */
  readonly onRequest?: true;
  /** For policy zones: when a resolver asks it. */
  readonly zone?: 'allow' | 'block';
  readonly head: (blocklist: Blocklist, context: FormatContext) => string;
  /** Writes what the file says of the names of one part; the answer is how many entries that makes. */
  readonly records: (blocklist: Blocklist, part: number, to: Destination) => number;
  readonly tail: string;
  /** Whether what it says of a name goes for the names below as well. */
  readonly reachesBelow: boolean;
  /** The names of a written file (`x`, `*.x`), in its order, by a reader of its own: the tests hold it against what was to be written. */
  readonly readOwners: (text: string) => Iterable<string>;
  /** What the format could not say of this blocklist, in sentences. */
  readonly limits: (blocklist: Blocklist) => readonly string[];
}
