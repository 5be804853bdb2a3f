import { digestOfFile, digestSize, stampedFiles } from './stamps.ts';

/** Files as an earlier build saw them. */
export interface Watched {
  readonly stamps: string;
  /** SHA-256 of each, one after another; all zeros where there was no file. */
  readonly digests: Uint8Array;
}

/** Whether these are the same files and hold what they held: those whose stamps differ are read. */
export function holdTheSame({ stamps, digests }: Watched, now: string, cwd: string): boolean {
  const before = stampedFiles(stamps);
  const after = stampedFiles(now);
  if (before.length !== after.length) return false;
  return after.every(({ path, text }, at) => {
    const known = before[at];
    if (known?.path !== path) return false;
    return known.text === text || holds(path, { cwd, digests, at });
  });
}

/** The paths that hold what they held. */
export function sameFiles({ stamps, digests }: Watched, now: string, cwd: string): ReadonlySet<string> {
  const before = new Map(stampedFiles(stamps).map(({ path, text }, at) => [path, { text, at }]));
  const same = new Set<string>();
  for (const { path, text } of stampedFiles(now)) {
    const known = before.get(path);
    if (known && (known.text === text || holds(path, { cwd, digests, at: known.at }))) same.add(path);
  }
  return same;
}

interface Known {
  readonly cwd: string;
  readonly digests: Uint8Array;
  readonly at: number;
}

function holds(path: string, { cwd, digests, at }: Known): boolean {
  const digest = digestOfFile(path, cwd);
  const known = digests.subarray(at * digestSize, (at + 1) * digestSize);
  return digest !== undefined && Buffer.compare(digest, known) === 0;
}
