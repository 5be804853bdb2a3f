import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A small disk of its own (tmpfs), on which workspaces lie until the test is over. */
export interface Disk {
  /** Takes all room but so many octets. */
  readonly fill: (leaving: number) => void;
  /** Takes all places for files but so many. */
  readonly fillPlaces: (leaving: number) => void;
  readonly makeReadOnly: () => void;
  /** As it was at first, but for what is on it. */
  readonly relieve: () => void;
}

/** What such a disk gives at a time, in octets. */
const page = 4096;

/** Mounts it, which takes root, and has `workspace()` make folders on it. */
export function smallDisk(): Disk {
  const folder = mkdtempSync(join(tmpdir(), 'blocklist-disk-'));
  mounting('mount', '-t', 'tmpfs', '-o', 'size=16m,nr_inodes=2000', 'tmpfs', folder);
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  onTestFinished(() => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    mounting('umount', folder);
    rmdirSync(folder);
  });
  const filler = join(folder, 'filler');
  const fillers = () => readdirSync(folder).filter((name) => name.startsWith('filler'));
  return {
    fill: (leaving) => {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - leaving)));
    },
    fillPlaces: (leaving) => {
      const { ffree } = statfsSync(folder);
      for (let number = 0; number < ffree - leaving; number++) writeFileSync(`${filler}-${number}`, '');
    },
    makeReadOnly: () => mounting('mount', '-o', 'remount,ro', folder),
    relieve: () => {
      mounting('mount', '-o', 'remount,rw', folder);
      for (const name of fillers()) rmSync(join(folder, name));
    },
  };
}

/** Never left out where it cannot be done: what is not tried on a real disk is not known. */
function mounting(...argv: readonly string[]): void {
  const [program = '', ...args] = argv;
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${argv.join(' ')} did not work; it takes root. ${error?.message ?? stderr}`);
}

/** In pages, as such a disk counts. */
export function pages(count: number): number {
  return count * page;
}
