import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Run, Workspace } from './workspace.ts';

const duty = [
  ...['--instrument', 'register-entry', '--authority', 'Ministerstvo financí', '--country', 'CZ'],
  ...['--publication', 'public', '--service', 'dns-resolver', '--effective', '2017-07-01'],
];

/** Where `addPaper` puts the record and what became of the paper's lines. */
export const recordFile = 'orders/cz/register.yaml';
export const accountFile = 'orders/cz/register/account.csv';

/** Records a paper of names as the order `register`, which binds resolvers since 2017. */
export function addPaper(space: Workspace, file: string, ...flags: readonly string[]): Promise<Run> {
  return space.run('add', ...duty, '--id', 'register', '--from', file, ...flags);
}

/** The names that resolvers must block on a day, without masks, in the order of the alphabet. */
export async function blockedOn(space: Workspace, day: string): Promise<readonly string[]> {
  // Each day by itself, compared with no other.
  rmSync(join(space.folder, 'out'), { recursive: true, force: true });
  const { status, stderr } = await space.run('build', '--as-of', day, '--format', 'domains');
  if (status !== 0) throw new Error(stderr);
  const lines = space.read('out/domains.txt').split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('#')).sort();
}

/** Whether a name is blocked on a day, as `explain` says. */
export async function isBlocked(space: Workspace, name: string, day: string): Promise<boolean> {
  const { stdout } = await space.run('explain', name, '--as-of', day, '--json');
  return (JSON.parse(stdout) as { readonly blocked: boolean }).blocked;
}

/** Every file below the folder but those of the test itself, by path, hidden ones too. */
export function filesOf(space: Workspace, except: readonly string[] = []): ReadonlyMap<string, string> {
  const entries = readdirSync(space.folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const all = paths.map((path) => [path.slice(space.folder.length + 1), readFileSync(path, 'utf8')] as const);
  return new Map(all.filter(([path]) => !except.includes(path)));
}

/** Rows of a CSV file as RFC 4180 has it; an own reader, so that what the program writes is read by another. */
export function csvRows(text: string): readonly (readonly string[])[] {
  return [...text.matchAll(/(?:[^\r\n"]|"(?:[^"]|"")*")+/g)].map(([row]) =>
    [...`${row},`.matchAll(/("(?:[^"]|"")*"|[^,]*),/g)].map(([, cell = '']) =>
      cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
    ),
  );
}

/** The decisions that are offered as an example where lines need a person. */
export function templateIn({ stderr }: Run): string {
  return stderr.split('\n').findLast((line) => line.startsWith('{')) ?? '';
}
