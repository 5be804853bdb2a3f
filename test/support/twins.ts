import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { acceptingWorkspace, type Run, type Workspace } from './workspace.ts';

/** Two folders with the same files and the same history. The builds in the second one remember nothing. */
export class Twins {
  readonly remembering: Workspace;
  readonly forgetful: Workspace;

  constructor(files: Readonly<Record<string, string>>) {
    this.remembering = acceptingWorkspace(files);
    this.forgetful = acceptingWorkspace(files);
  }

  edit(change: (space: Workspace) => void): void {
    change(this.remembering);
    change(this.forgetful);
  }

  /** Builds in both: all that a build says and leaves must be the same. The answer is what the remembering one said. */
  async build(...argv: readonly string[]): Promise<Run> {
    const run = await this.remembering.run('build', ...argv);
    rmSync(join(this.forgetful.folder, 'out/current/.index'), { recursive: true, force: true });
    const anew = await this.forgetful.run('build', ...argv);
    expect(said(run)).toEqual(said(anew));
    expect(filesOf(this.remembering)).toEqual(filesOf(this.forgetful));
    return run;
  }
}

/** A build that has nothing to do need not know whether another one would have written the same files again. */
function said({ stderr, ...rest }: Run): Run {
  return { ...rest, stderr: stderr.replace('; the files were up to date', '') };
}

function filesOf({ folder }: Workspace): Readonly<Record<string, string>> {
  const out = join(folder, 'out');
  const names = readdirSync(out).filter((name) => !['builds', 'current'].includes(name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(out, name), 'utf8')]));
}
