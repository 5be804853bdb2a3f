import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Disk, pages, smallDisk } from './disk.ts';
import { breachesOf, type Course, courseOf } from './law.ts';
import { commandLine, type Ended, ended } from './program.ts';
import type { Scene, Stage } from './scene.ts';
import { scenes } from './scenes.ts';

/** FAULTS=all has every command meet all of them; else every third meets one, always the same. */
const isWhole = process.env['FAULTS'] === 'all';

/** How little there is of something. */
const amounts = isWhole ? [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32] : [0];

interface Trouble {
  readonly name: string;
  readonly fault: 'ENOSPC' | 'EROFS' | 'EACCES';
  readonly begin: (disk: Disk, stage: Stage) => void;
  readonly end: (disk: Disk, stage: Stage) => void;
}

const relieve = (disk: Disk) => disk.relieve();

const troubles: readonly Trouble[] = [
  { name: 'read-only disk', fault: 'EROFS', begin: (disk) => disk.makeReadOnly(), end: relieve },
  ...amounts.flatMap((amount): Trouble[] => [
    { name: `room of ${amount} pages`, fault: 'ENOSPC', begin: (disk) => disk.fill(pages(amount)), end: relieve },
    { name: `places for ${amount} files`, fault: 'ENOSPC', begin: (disk) => disk.fillPlaces(amount), end: relieve },
  ]),
  {
    name: 'folders that the account may not write to',
    fault: 'EACCES',
    begin: (_, { space }) => setModes(space.folder, 0o555),
    end: (_, { space }) => setModes(space.folder, 0o755),
  },
];

function setModes(folder: string, mode: number): void {
  const names = readdirSync(folder, { recursive: true }) as string[];
  const folders = ['.', ...names].map((name) => join(folder, name)).filter((path) => isFolder(path));
  for (const path of folders) chmodSync(path, mode);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** As whoever it is, but without root's right to pass over modes (capabilities(7)). */
function asNobodySpecial(argv: readonly string[]): readonly string[] {
  if (process.getuid?.() !== 0) return argv;
  return ['setpriv', '--bounding-set', '-dac_override,-dac_read_search', '--inh-caps', '-all', ...argv];
}

const tried = isWhole ? scenes : scenes.filter((_, at) => at % 3 === 0);

test.each(tried)('on a real disk that fails: %s', async (_, scene) => {
  const disk = smallDisk();
  const course = await courseOf(scene);
  const breaches: string[] = [];
  const at = tried.findIndex(([, one]) => one === scene) % troubles.length;
  for (const trouble of isWhole ? troubles : troubles.slice(at, at + 1))
    breaches.push(...(await tryTrouble({ scene, course, disk }, trouble)));
  expect(breaches).toEqual([]);
});

async function tryTrouble(
  { scene, course, disk }: { readonly scene: Scene; readonly course: Course; readonly disk: Disk },
  { name, fault, begin, end }: Trouble,
): Promise<readonly string[]> {
  const stage = await scene.stage();
  begin(disk, stage);
  let run: Ended;
  try {
    run = await ended(asNobodySpecial(commandLine(stage.argv)), stage.space);
  } finally {
    end(disk, stage);
  }
  return breachesOf(run, { stage, fault, name, course });
}
