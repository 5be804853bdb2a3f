import { posix } from 'node:path';
import type { Files } from '../../read/list-file.ts';
import { CommandError } from '../exit-codes.ts';
import { ordersFolder } from '../input-files.ts';
import { git, gitLine } from './git.ts';
import type { Revision } from './revision.ts';

/** The records of a revision with their lists and settings, as git keeps them: no checkout, no filter, no line ends turned. */
export interface GitTree {
  /** Paths of the records, as people are shown them: from the current folder, as if the revision lay there. */
  readonly records: readonly string[];
  /** undefined where the revision has no such file. */
  readonly bytes: (path: string) => Uint8Array | undefined;
  readonly files: Files;
  /** What git has in place of files: links, and other repositories. None of it is read. */
  readonly unread: readonly string[];
  /** Files that are a pointer of Git LFS: their content is not in git. To be asked after reading. */
  readonly pointers: () => readonly string[];
}

/** Octets that are read of one revision at once: more is no set of records. */
const mostOctets = 1 << 30;

/** Opens what a revision has of the current folder. `config` is the path of its settings. */
export function openTree({ commit, name }: Revision, config: string, folder: string): GitTree {
  const prefix = gitLine(folder, 'rev-parse', '--show-prefix') ?? '';
  const { entries, unread } = listTree({ commit, name }, [ordersFolder, config], { folder, prefix });
  const records = [...entries.keys()].filter((path) => /\.ya?ml$/i.test(path) && path.startsWith(`${ordersFolder}/`));
  const contents = new Map<string, Buffer>();
  const load = (paths: readonly string[]) => {
    const wanted = paths.flatMap((path) => {
      const object = entries.get(path);
      return object === undefined ? [] : [{ path, object }];
    });
    for (const [path, content] of readBlobs(wanted, { name, folder })) contents.set(path, content);
  };
  load([...new Set([...records, config])]);
  const bytes = (path: string): Buffer | undefined => {
    if (!contents.has(path)) load([path]);
    return contents.get(path);
  };
  return {
    records,
    bytes,
    files: {
      read: (path, from = 0, length) => bytes(path)?.subarray(from, length === undefined ? undefined : from + length),
      stamp: (path) => entries.get(path),
    },
    unread,
    pointers: () =>
      [...contents]
        .filter(([, content]) => isPointer(content))
        .map(([path]) => path)
        .sort(),
  };
}

/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
function isPointer(content: Buffer): boolean {
  return (
    content.length < 1024 && content.toString('latin1', 0, 40).startsWith('version https://git-lfs.github.com/spec/')
  );
}

interface Listing {
  /** The hashes of files by their paths. */
  readonly entries: ReadonlyMap<string, string>;
  readonly unread: readonly string[];
}

interface Place {
  readonly folder: string;
  /** Where the current folder lies in the repository, as `legal/`; empty at its top. */
  readonly prefix: string;
}

function listTree({ commit, name }: Revision, paths: readonly string[], { folder, prefix }: Place): Listing {
  const inTree = paths.map((path) => posix.normalize(`${prefix}${path}`));
  const argv = ['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...inTree];
  const { isFine, stdout, said } = git(folder, argv);
  if (!isFine) throw new CommandError(`git cannot list what is in ${name}: ${said}.`);
  const entries = new Map<string, string>();
  const unread: string[] = [];
  for (const line of stdout.toString('utf8').split('\0')) {
    const [, mode = '', object = '', inRepository = ''] = entryLine.exec(line) ?? [];
    const path = inRepository.slice(prefix.length);
    if (path === '' || isHidden(path)) continue;
    if (mode.startsWith('100')) entries.set(path, object);
    else unread.push(path);
  }
  return { entries, unread };
}

/** As in a folder: what is hidden is left out. */
function isHidden(path: string): boolean {
  const inside = path.startsWith(`${ordersFolder}/`) ? path.split('/') : [];
  return inside.some((part) => part.startsWith('.') || part === 'node_modules');
}

const entryLine = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/s;

interface Wanted {
  readonly path: string;
  readonly object: string;
}

function readBlobs(
  wanted: readonly Wanted[],
  { name, folder }: { readonly name: string; readonly folder: string },
): ReadonlyMap<string, Buffer> {
  if (wanted.length === 0) return new Map();
  const input = wanted.map(({ object }) => `${object}\n`).join('');
  const { isFine, stdout, said } = git(folder, ['cat-file', '--batch'], { input, most: mostOctets });
  if (!isFine && /promisor/.test(said)) throw lacking('all files', name);
  if (!isFine) throw new CommandError(`git cannot read what is in ${name}: ${said}.`);
  const contents = new Map<string, Buffer>();
  let at = 0;
  for (const { path } of wanted) {
    const end = stdout.indexOf(lineFeed, at);
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(stdout.toString('latin1', at, end))?.[1];
    if (size === undefined) throw lacking(path, name);
    contents.set(path, stdout.subarray(end + 1, end + 1 + Number(size)));
    at = end + 1 + Number(size) + 1;
  }
  return contents;
}

/** A partial clone, and nothing is fetched here. */
function lacking(what: string, name: string): CommandError {
  return new CommandError(
    `This clone does not hold ${what} as of ${name}. Fetch what is missing with git fetch --refetch --no-filter, or clone again without --filter.`,
  );
}

const lineFeed = 10;
