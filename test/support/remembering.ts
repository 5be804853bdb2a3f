import { statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { record } from './record.ts';
import { acceptingWorkspace, type Run, type Workspace } from './workspace.ts';

export const indexPath = 'out/current/.index';

/** A folder with two orders, by whose clock everything in it has been there for an hour. */
export function settledWorkspace(files: Readonly<Record<string, string>> = {}): Workspace {
  const space = acceptingWorkspace({
    'orders/one.yaml': record('one', ['blocked.to']),
    'orders/two.yaml': record('two', ['another.to', 'blocked.to']),
    ...files,
  });
  space.now = Date.now() + 3_600_000;
  return space;
}

/** Whether a build was answered from what the last one left: every other build leaves its own. */
export async function isAnswered(space: Workspace, build: () => Promise<Run>): Promise<boolean> {
  const born = () => statSync(join(space.folder, indexPath), { bigint: true }).birthtimeNs;
  const before = born();
  await build();
  return born() === before;
}

/** Writes a file and gives it the times of change that it had. */
export function writeWithOldTimes(space: Workspace, path: string, content: string): void {
  const { atime, mtime } = statSync(join(space.folder, path));
  space.write(path, content);
  utimesSync(join(space.folder, path), atime, mtime);
}
