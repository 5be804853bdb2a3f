import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileDigest } from '../file-lines.ts';
import { copyFile } from '../publish/copy-file.ts';
import { notAsWritten } from '../second-look.ts';
import { heldFile, ledgerName } from '../sets.ts';

// What a build leaves for the safety stops of the next one lies in the folder of its set, so that it comes and goes with the
// files that it tells of: no moment of a killed build has the one without the other. A publication takes it along.

/** A folder with what a build left. */
export interface Memory {
  readonly path: string;
  /** The same for people. */
  readonly label: string;
}

/** Copies what a build left, if it left something; for this account alone, since it holds what sealed records say. */
export function copyMemory(from: string, to: string): void {
  for (const name of readdirSync(from).filter((one) => one === ledgerName || heldFile.test(one))) {
    const copy = join(to, name);
    if (copyFile(join(from, name), copy, 0o600) !== fileDigest(copy)) throw notAsWritten(name);
  }
}
