import { harmless } from '../../core/text.ts';

/** A command line of the program that can be copied into a POSIX shell: its words as they are, or between single quotes. */
export function commandLine(argv: readonly string[]): string {
  return ['blocklist', ...argv].map((word) => harmless(quoted(word))).join(' ');
}

/** A word as a POSIX shell takes it for itself. */
export function quoted(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

const accepting = ['--accept', '--because'];

/** The command line without what it lets pass: that holds for one time, and no later run is like it. */
export function withoutAccepting(argv: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] as string;
    if (word === '--') return [...kept, ...argv.slice(at)];
    if (accepting.includes(word)) at += 1;
    else if (!accepting.some((option) => word.startsWith(`${option}=`))) kept.push(word);
  }
  return kept;
}
