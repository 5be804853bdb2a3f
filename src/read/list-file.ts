import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { type Diagnostic, diagnostic, type Place } from '../core/diagnostic.ts';
import { lineText, type SourceText, sourceText, wholeLine } from '../core/source-text.ts';
import { counted } from '../core/text.ts';
import { decode } from './decode.ts';

/** Reads files by the names that records give them; undefined where there is none. */
export interface Files {
  read(path: string): Uint8Array | undefined;
}

export interface ListedLine {
  /** Without the white space around it. */
  readonly text: string;
  readonly place: Place;
}

/** A list file as a record names it. `place` is where the record does so. */
export interface ListReference {
  readonly file: string;
  readonly sha256: string;
  readonly count?: number | undefined;
  readonly record: string;
  readonly place: Place;
}

/** The lines of a list with a name in them: one target a line, empty lines and lines that start with # left out. */
export function readList(files: Files, reference: ListReference): { lines: ListedLine[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const source = openList(files, reference, diagnostics);
  if (!source) return { lines: [], diagnostics };
  const lines: ListedLine[] = [];
  for (let index = 0; index < source.lineStarts.length; index++) {
    const text = lineText(source, index).trim();
    if (text !== '' && !text.startsWith('#')) lines.push({ text, place: wholeLine(source, index) });
  }
  if (reference.count !== undefined && reference.count !== lines.length) {
    diagnostics.push(
      diagnostic('order/annex-count', {
        message: `${reference.file} has ${counted(lines.length, 'line')} with a name; the record says ${reference.count}.`,
        place: reference.place,
      }),
    );
  }
  return { lines, diagnostics };
}

function openList(files: Files, reference: ListReference, found: Diagnostic[]): SourceText | undefined {
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
  const decoded = decode(bytes);
  if (decoded.kind === 'foreign') {
    found.push(
      diagnostic('order/annex-encoding', { message: `${path} is not UTF-8 text: ${decoded.encoding}.`, place }),
    );
    return undefined;
  }
  return sourceText(path, decoded.text);
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
