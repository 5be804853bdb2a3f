import type { Place } from '../core/diagnostic.ts';
import type { Files } from './list-file.ts';

/** A file's lines by number, from 1, in ASCII and without their ends; empty where there is no such line. */
export interface Lines {
  line(number: number): string;
}

/** The places of names that end lines such as `  - site.example`; `indent` is how many characters stand before them. */
export function namePlaces(file: string, indent: number, lines: Lines): (line: number) => Place {
  return (line) => {
    const text = lines.line(line);
    return { file, line, column: Math.min(indent, text.length) + 1, endColumn: text.length + 1, text };
  };
}

export function linesOf(bytes: Uint8Array): Lines {
  let starts: readonly number[] | undefined;
  return {
    line(number) {
      starts ??= lineStarts(bytes);
      const next = starts[number];
      const line = bytes.subarray(starts[number - 1] ?? bytes.length, next === undefined ? bytes.length : next - 1);
      return Buffer.from(line).toString('latin1').replace(/\r$/, '');
    },
  };
}

function lineStarts(bytes: Uint8Array): readonly number[] {
  const starts = [0];
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) starts.push(at + 1);
  return starts;
}

const lineFeed = 10;

/** The lines of a file that is read anew when the first is asked for, as hardly any is. */
export function reopenedLines(files: Files, file: string): Lines {
  return { line: (number) => reopened(files, file).lines.line(number) };
}

interface Reopened {
  readonly octets: number;
  readonly lines: Lines;
}

// Findings go from file to file and come back, so some stay open.
const mostOctets = 32 * 1024 * 1024;
const openFiles = new WeakMap<Files, Map<string, Reopened>>();

function reopened(files: Files, file: string): Reopened {
  const open = openFiles.get(files) ?? new Map<string, Reopened>();
  openFiles.set(files, open);
  const known = open.get(file);
  if (known) return known;
  const bytes = files.read(file) ?? new Uint8Array(0);
  const opened = { octets: bytes.length, lines: linesOf(bytes) };
  let octets = opened.octets;
  for (const one of open.values()) octets += one.octets;
  if (octets > mostOctets) open.clear();
  open.set(file, opened);
  return opened;
}
