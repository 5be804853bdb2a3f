import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { type Diagnostic, diagnostic, type Place } from '../core/diagnostic.ts';
import { counted } from '../core/text.ts';
import { decode, looksLikeUtf16 } from './decode.ts';

/** Reads files by the names that records give them; undefined where there is none. */
export interface Files {
  read(path: string): Uint8Array | undefined;
}

/** A list file as a record names it. `place` is where the record does so. */
export interface ListReference {
  readonly file: string;
  readonly sha256: string;
  readonly count?: number | undefined;
  readonly record: string;
  readonly place: Place;
}

/** A list whose digest is the one on record. */
export interface OpenList {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Opens a list; undefined, with the reason, where it is not the one on record or no UTF-8 text. */
export function openList(files: Files, reference: ListReference, found: Diagnostic[]): OpenList | undefined {
  const { file, place } = reference;
  const path = listPath(reference);
  if (path === undefined) {
    found.push(diagnostic('order/annex-path', { message: `${file} is not inside the record's folder.`, place }));
    return undefined;
  }
  const bytes = files.read(path);
  if (!bytes) {
    found.push(diagnostic('order/annex-missing', { message: `There is no file ${path}.`, place }));
    return undefined;
  }
  if (!hasDigest(bytes, reference, found)) return undefined;
  if (isUtf8(bytes) && !looksLikeUtf16(bytes)) return { path, bytes: withoutMark(bytes) };
  const decoded = decode(bytes);
  const encoding = decoded.kind === 'foreign' ? decoded.encoding : 'UTF-16';
  found.push(diagnostic('order/annex-encoding', { message: `${path} is not UTF-8 text: ${encoding}.`, place }));
  return undefined;
}

/** Says so where a list is longer or shorter than its paper says. */
export function checkCount({ file, count, place }: ListReference, lines: number, found: Diagnostic[]): void {
  if (count === undefined || count === lines) return;
  const message = `${file} has ${counted(lines, 'line')} with a name; the record says ${count}.`;
  found.push(diagnostic('order/annex-count', { message, place }));
}

/** The places of a list's lines. Its lines are looked for when the first one is asked for: hardly ever. */
export function linePlaces({ path, bytes }: OpenList): (line: number) => Place {
  let starts: Uint32Array | undefined;
  return (line) => {
    starts ??= lineStarts(bytes);
    const end = starts[line] === undefined ? bytes.length : starts[line] - 1;
    const text = Buffer.from(bytes.subarray(starts[line - 1] ?? 0, end))
      .toString('utf8')
      .replace(/\r$/, '');
    return { file: path, line, column: 1, endColumn: text.length + 1, text };
  };
}

function lineStarts(bytes: Uint8Array): Uint32Array {
  let count = 1;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === lineFeed) count += 1;
  const starts = new Uint32Array(count);
  let line = 1;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === lineFeed) starts[line++] = at + 1;
  return starts;
}

const lineFeed = 10;

function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function listPath({ file, record }: ListReference): string | undefined {
  const normal = posix.normalize(file);
  const outside = posix.isAbsolute(normal) || normal === '..' || normal.startsWith('../') || /[\\:]|^~/.test(file);
  return outside ? undefined : posix.join(posix.dirname(record), normal);
}

function hasDigest(bytes: Uint8Array, reference: ListReference, found: Diagnostic[]): boolean {
  const { file, sha256: recorded, place } = reference;
  const digest = sha256(bytes);
  if (digest === recorded) return true;
  if (withOtherLineEnds(bytes).some((turned) => sha256(turned) === recorded)) {
    found.push(
      diagnostic('order/annex-line-ends', {
        message: `The line ends of ${file} were changed, most likely by git. The names are the ones on record.`,
        place,
      }),
    );
    return true;
  }
  found.push(
    diagnostic('order/annex-digest', {
      message: `${file} is not the file on record: its SHA-256 is ${digest}.`,
      place,
    }),
  );
  return false;
}

function withOtherLineEnds(bytes: Uint8Array): Uint8Array[] {
  const text = Buffer.from(bytes).toString('latin1');
  const lineFeeds = text.replaceAll('\r\n', '\n');
  return [lineFeeds, lineFeeds.replaceAll('\n', '\r\n')].map((turned) => Buffer.from(turned, 'latin1'));
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
