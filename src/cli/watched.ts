import { differingStamps, digestOfFile, digestSize } from './stamps.ts';

/** Files as an earlier build saw them. */
export interface Watched {
  readonly stamps: string;
  /** SHA-256 of each, one after another; all zeros where there was no file. */
  readonly digests: Uint8Array;
}

/** Whether files with these stamps hold what they held: those whose stamps differ are read. */
export function holdTheSame({ stamps, digests }: Watched, now: string, cwd: string): boolean {
  const differing = differingStamps(stamps, now);
  if (!differing) return false;
  const lines = now.split('\n');
  return differing.every((line) => {
    const path = lines[line]?.split('\t')[0] ?? '';
    return equal(digestOfFile(path, cwd), digests, line * digestSize);
  });
}

/** The paths that hold what they held. */
export function sameFiles({ stamps, digests }: Watched, now: string, cwd: string): ReadonlySet<string> {
  const before = new Map(stamps.split('\n').map((text, line) => [text.split('\t')[0] ?? '', { text, line }]));
  const same = new Set<string>();
  for (const text of now.split('\n')) {
    const path = text.split('\t')[0] ?? '';
    const known = before.get(path);
    if (!known) continue;
    if (known.text === text || equal(digestOfFile(path, cwd), digests, known.line * digestSize)) same.add(path);
  }
  return same;
}

function equal(digest: Uint8Array, digests: Uint8Array, at: number): boolean {
  return Buffer.compare(digest, digests.subarray(at, at + digestSize)) === 0;
}
