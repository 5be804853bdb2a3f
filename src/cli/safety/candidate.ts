import type { Moment } from '../../compile/compile.ts';
import type { CutList } from '../../compile/cuts.ts';
import type { Blocklist } from '../../core/blocklist.ts';
import type { Input } from '../input.ts';
import type { AcceptOptions } from './accepting.ts';
import type { NamedList } from './held-file.ts';
import type { ListNow } from './held-stops.ts';
import type { KeptList, ListKind } from './ledger.ts';

export interface BuildAsked extends AcceptOptions {
  readonly serial?: number;
  readonly territory?: readonly string[];
}

/** A build that is about to be written. */
export interface Candidate {
  /** The command line, without the program's name. */
  readonly argv: readonly string[];
  /** Paths and ids that were asked for. */
  readonly inputs: readonly string[];
  readonly options: BuildAsked;
  readonly input: Input;
  readonly moment: Moment;
  readonly blocklist: Blocklist;
  readonly cuts: readonly CutList[];
  /** The output folder. */
  readonly folder: string;
  /** The same for people. */
  readonly label: string;
}

/** A build of some orders, or for a territory, is compared with the last one that was asked for the same. */
export function kindOf({ inputs, options }: Candidate): ListKind {
  return inputs.length === 0 && options.territory === undefined ? 'whole' : 'part';
}

/** The whole list, and each that is compiled by itself. */
export function listsOf({ blocklist, cuts, moment }: Candidate): readonly (NamedList & ListNow)[] {
  const own = cuts.flatMap(({ zones, blocklist: list }) =>
    zones.cut === 'territory'
      ? [{ zone: zones.block.name, blocklist: list, moment: { ...moment, territory: [zones.of.by.value] } }]
      : [],
  );
  return [{ zone: undefined, blocklist, moment }, ...own];
}

/** Whether a build that is remembered was asked for the same inputs and the same territory. */
export function asksTheSame(last: KeptList, { inputs, options }: Candidate): boolean {
  const asked = [[...inputs].sort(), [...(options.territory ?? [])].sort()];
  return JSON.stringify([[...last.inputs].sort(), [...(last.territory ?? [])].sort()]) === JSON.stringify(asked);
}
