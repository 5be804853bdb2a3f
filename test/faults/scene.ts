import type { Run, Workspace } from '../support/workspace.ts';

/** A command in a situation of its own, and what must hold whatever befalls it. */
export interface Scene {
  readonly name: string;
  /** It reads back what it writes: a write that never came to the disk is found. */
  readonly readsBack?: true;
  readonly stage: () => Promise<Stage>;
}

/** How the last run ended: one that is killed leaves more to the next one. */
export type End = 'killed' | 'ended';

/** The situation, set up anew for each fault. */
export interface Stage {
  readonly space: Workspace;
  /** The command line, without the program's name. */
  readonly argv: readonly string[];
  /** What counts: each by itself is the old one or the new one, whole. */
  readonly view: (end: End) => readonly unknown[];
  /** For each that counts: what else is whole, because the command comes by it on its way. */
  readonly onTheWay?: readonly (readonly unknown[])[];
  /** What people do next, without faults. */
  readonly heal: () => Promise<readonly Run[]>;
  /** All that lies around in the end. */
  readonly entries: () => readonly string[];
}
