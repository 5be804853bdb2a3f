import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { ListText } from '../core/corpus.ts';
import { type Diagnostic, diagnostic, type Place } from '../core/diagnostic.ts';
import { counted } from '../core/text.ts';
import { linesPerMark } from '../names/index.ts';
import { looksLikeUtf16, olderCharacterSet } from './decode.ts';

/** Reads files by the names that records give them; undefined where there is none. */
export interface Files {
  /** The file; or as much as there is of `length` octets from an offset on, valid until the next. */
  read(path: string, from?: number, length?: number): Uint8Array | undefined;
  /** Another text whenever the file has changed. */
  stamp(path: string): string | undefined;
}

/** A list file as a record names it. `place` is where the record does so. */
export interface ListReference {
  readonly file: string;
  readonly sha256: string;
  readonly count?: number | undefined;
  readonly record: string;
  readonly place: Place;
}

/** A list whose digest is the one on record, and that is UTF-8 text. */
export interface OpenList extends ListText {
  readonly stamp: string | undefined;
  /** Of what was read, in hexadecimal. */
  readonly sha256: string;
  readonly octets: number;
}

/** Opens a list; undefined, with the reason, where it is not the one on record or no UTF-8 text. */
export function openList(files: Files, reference: ListReference, found: Diagnostic[]): OpenList | undefined {
  const { file, place } = reference;
  const path = listPath(reference);
  if (path === undefined) {
    found.push(diagnostic('order/annex-path', { message: `${file} is not inside the record's folder.`, place }));
    return undefined;
  }
  const stamp = files.stamp(path);
  const start = files.read(path, 0, 4);
  if (!start) {
    found.push(diagnostic('order/annex-missing', { message: `There is no file ${path}.`, place }));
    return undefined;
  }
  const { digest, octets, isText } = examine(listPieces(files, path, 0));
  if (digest !== reference.sha256 && !hasTurnedLineEnds({ files, path, digest }, reference, found)) return undefined;
  if (isText && !looksLikeUtf16(start)) return { path, stamp, sha256: digest, octets, mark: hasMark(start) ? 3 : 0 };
  const encoding = looksLikeUtf16(start) ? 'UTF-16' : olderCharacterSet;
  found.push(
    diagnostic('order/annex-encoding', {
      message: `The letters of ${path} are not stored as UTF-8: it looks like ${encoding}.`,
      place,
    }),
  );
  return undefined;
}

/** Octets that are read at a time: a list can be larger than memory. */
const pieceSize = 1 << 20;
/** Octets that hold most lines behind a mark. */
const smallPiece = 1 << 14;

/** The list from an offset on, piece by piece; each is valid until the next. */
export function* listPieces(
  files: Files,
  path: string,
  offset: number,
  size: number = pieceSize,
): Generator<Uint8Array> {
  for (let from = offset; ; from += size) {
    const piece = files.read(path, from, size);
    if (!piece || piece.length === 0) return;
    yield piece;
    if (piece.length < size) return;
  }
}

/** Says so where a list is not the one any more that was opened. */
export function checkUnchanged(files: Files, { path, stamp }: OpenList, { file, place }: ListReference): Diagnostic[] {
  if (files.stamp(path) === stamp) return [];
  return [diagnostic('order/annex-digest', { message: `${file} changed while it was read.`, place })];
}

interface Examined {
  readonly digest: string;
  readonly octets: number;
  readonly isText: boolean;
}

function examine(pieces: Iterable<Uint8Array>): Examined {
  const hash = createHash('sha256');
  let octets = 0;
  let isText = true;
  let rest: Uint8Array = new Uint8Array(0);
  for (const piece of pieces) {
    hash.update(piece);
    octets += piece.length;
    const text = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const whole = wholeCharacters(text);
    isText &&= isUtf8(text.subarray(0, whole));
    rest = new Uint8Array(text.subarray(whole));
  }
  return { digest: hash.digest('hex'), octets, isText: isText && rest.length === 0 };
}

/** Where a character begins that the end cuts off (RFC 3629 section 3); else the end. */
function wholeCharacters(text: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, text.length); back++) {
    const octet = text[text.length - back] as number;
    if (octet < 0x80) break;
    if (octet < 0xc0) continue;
    const octets = octet >= 0xf0 ? 4 : octet >= 0xe0 ? 3 : 2;
    return back < octets ? text.length - back : text.length;
  }
  return text.length;
}

/** Says so where a list is longer or shorter than its paper says. */
export function checkCount({ file, count, place }: ListReference, lines: number, found: Diagnostic[]): void {
  if (count === undefined || count === lines) return;
  const message = `${file} has ${counted(lines, 'line')} with a name; the record says ${count}.`;
  found.push(diagnostic('order/annex-count', { message, place }));
}

/**
 * The places of a list's lines: read again when one is asked for, which is hardly ever. `marks` tell where some lines
 * start; without them the list is read from its start.
 */
export function linePlaces(
  files: Files,
  { path, mark }: ListText,
  marks: readonly number[] = [],
): (line: number) => Place {
  return (line) => {
    const before = Math.floor((line - 1) / linesPerMark);
    const start = marks[before];
    const pieces = listPieces(files, path, (start ?? 0) + mark, start === undefined ? pieceSize : smallPiece);
    const text = nthLine(pieces, line - 1 - (start === undefined ? 0 : before * linesPerMark));
    return { file: path, line, column: 1, endColumn: text.length + 1, text };
  };
}

function nthLine(pieces: Iterable<Uint8Array>, number: number): string {
  let skip = number;
  const parts: Uint8Array[] = [];
  for (const piece of pieces) {
    let from = 0;
    for (; skip > 0; skip--) {
      const end = piece.indexOf(lineFeed, from);
      if (end === -1) break;
      from = end + 1;
    }
    if (skip > 0) continue;
    const end = piece.indexOf(lineFeed, from);
    parts.push(new Uint8Array(piece.subarray(from, end === -1 ? undefined : end)));
    if (end !== -1) break;
  }
  return Buffer.concat(parts).toString('utf8').replace(/\r$/, '');
}

const lineFeed = 10;

function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** Where a list lies; undefined where that is outside of the record's folder. */
export function listPath({ file, record }: ListReference): string | undefined {
  const normal = posix.normalize(file);
  const outside = posix.isAbsolute(normal) || normal === '..' || normal.startsWith('../') || /[\\:]|^~/.test(file);
  return outside ? undefined : posix.join(posix.dirname(record), normal);
}

/** Whether the list is the one on record but for its line ends; if so, or if not, that is said. */
function hasTurnedLineEnds(
  { files, path, digest }: { readonly files: Files; readonly path: string; readonly digest: string },
  { file, sha256, place }: ListReference,
  found: Diagnostic[],
): boolean {
  const isSame = lineEndDigests(listPieces(files, path, 0)).includes(sha256);
  found.push(
    isSame
      ? diagnostic('order/annex-line-ends', {
          message: `The line ends of ${file} were changed, most likely by git. The names are the ones on record.`,
          place,
        })
      : diagnostic('order/annex-digest', {
          message: `${file} is not the file on record: its fingerprint (SHA-256) is ${digest}.`,
          place,
        }),
  );
  return isSame;
}

/** SHA-256 of the list with LF, and with CRLF, at the ends of its lines. */
function lineEndDigests(pieces: Iterable<Uint8Array>): readonly string[] {
  const lineFeeds = createHash('sha256');
  const both = createHash('sha256');
  let rest = '';
  for (const piece of pieces) {
    const text = rest + Buffer.from(piece).toString('latin1');
    // A CR at the end of a piece may have its LF in the next one.
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
    rest = text.slice(whole.length);
    const turned = whole.replaceAll('\r\n', '\n');
    lineFeeds.update(turned, 'latin1');
    both.update(turned.replaceAll('\n', '\r\n'), 'latin1');
  }
  return [lineFeeds, both].map((hash) => hash.update(rest, 'latin1').digest('hex'));
}
