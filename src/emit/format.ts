import type { Blocklist } from '../core/blocklist.ts';
import type { DomainName } from '../core/name.ts';
import type { ZoneSettings } from '../core/settings.ts';

/** What a file says of one name. */
export interface FormatRecord {
  readonly name: DomainName;
  /** The names as they stand in the file (`x`, `*.x`): what must be there when it is read back. */
  readonly owners: readonly string[];
  readonly text: string;
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
  /** For policy zones: when a resolver asks it. */
  readonly zone?: 'allow' | 'block';
  readonly head: (blocklist: Blocklist, context: FormatContext) => string;
  readonly records: (blocklist: Blocklist) => Iterable<FormatRecord>;
  /** Between two records. */
  readonly separator: string;
  readonly tail: string;
  /** The owners of a written file, in its order, by a reader of its own. */
  readonly readOwners: (text: string) => Iterable<string>;
  /** Whether a record also speaks for the names below its own. */
  readonly reachesBelow: (record: FormatRecord) => boolean;
  /** What the format could not say of this blocklist, in sentences. */
  readonly limits: (blocklist: Blocklist) => readonly string[];
}
