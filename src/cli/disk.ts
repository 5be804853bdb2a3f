import { closeSync, type Dirent, openSync, readdirSync, readFileSync, readSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { byText } from '../core/diagnostic.ts';
import type { Files } from '../read/list-file.ts';
import { systemRefusal } from './refusal.ts';
import { stampsOf } from './stamps.ts';

/**
 * Every file below a folder whose name the test takes, sorted, with `/` between folders; hidden ones left out. Linked
 * folders are followed, each once.
 */
export function filesBelow(
  folder: string,
  cwd: string,
  takes: (name: string) => boolean,
  seen: ReadonlySet<string> = new Set(),
): readonly string[] {
  const real = attempt(() => realpathSync(resolve(cwd, folder)), folder);
  if (seen.has(real)) return [];
  const entries = attempt(() => readdirSync(real, { withFileTypes: true }), folder);
  return entries
    .toSorted((a, b) => byText(a.name, b.name))
    .flatMap((entry) => {
      const path = folder === '.' ? entry.name : `${folder.replace(/\/$/, '')}/${entry.name}`;
      if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
      if (kindOf(entry, path, cwd) === 'folder') return filesBelow(path, cwd, takes, new Set([...seen, real]));
      return takes(entry.name) ? [path] : [];
    });
}

function kindOf(entry: Dirent, path: string, cwd: string): 'file' | 'folder' | undefined {
  return entry.isSymbolicLink() ? pathKind(path, cwd) : entry.isDirectory() ? 'folder' : 'file';
}

export function pathKind(path: string, cwd: string): 'file' | 'folder' | undefined {
  const found = statSync(resolve(cwd, path), { throwIfNoEntry: false });
  if (!found) return undefined;
  return found.isDirectory() ? 'folder' : 'file';
}

export function readBytes(path: string, cwd: string): Uint8Array | undefined {
  if (pathKind(path, cwd) !== 'file') return undefined;
  return attempt(() => readFileSync(resolve(cwd, path)), path);
}

export function readRecordFile(file: string, cwd: string): Uint8Array {
  return attempt(() => readFileSync(resolve(cwd, file)), file);
}

/** Content of files that is read in place of what the disk has, or does not have yet; by path, as people are shown it. */
export type Instead = ReadonlyMap<string, Uint8Array>;

/** The files that records name. */
export function filesOf(cwd: string, instead: Instead = new Map()): Files {
  return {
    read: (path, from = 0, length) => {
      const bytes = instead.get(path);
      if (bytes) return bytes.subarray(from, length === undefined ? undefined : from + length);
      return length === undefined ? readBytes(path, cwd) : readPiece(path, cwd, { from, length });
    },
    stamp: (path) => (instead.has(path) ? path : stampsOf([path], cwd)),
  };
}

interface Piece {
  readonly from: number;
  readonly length: number;
}

function readPiece(path: string, cwd: string, { from, length }: Piece): Uint8Array | undefined {
  if (pathKind(path, cwd) !== 'file') return undefined;
  return attempt(() => {
    const file = openSync(resolve(cwd, path), 'r');
    try {
      const piece = pieceOf(length);
      let size = 0;
      for (let read = -1; size < length && read !== 0; size += read)
        read = readSync(file, piece, size, length - size, from + size);
      return piece.subarray(0, size);
    } finally {
      closeSync(file);
    }
  }, path);
}

// Fresh memory costs more than reading into it.
const largePiece = Buffer.allocUnsafeSlow(1 << 20);

function pieceOf(length: number): Buffer {
  return length === largePiece.length ? largePiece : Buffer.allocUnsafe(length);
}

/** A path as people are shown it: from the current folder where it lies inside, with `/` between folders. */
export function shownPath(path: string, cwd: string): string {
  const inside = relative(cwd, resolve(cwd, path));
  const shown = inside === '' ? '.' : inside.startsWith('..') || isAbsolute(inside) ? path : inside;
  return shown.split(sep).join('/');
}

/** Runs a file operation; what the system refuses becomes a message, not a stack trace. */
export function attempt<T>(operation: () => T, path: string): T {
  try {
    return operation();
  } catch (error) {
    throw systemRefusal(error, path) ?? error;
  }
}
