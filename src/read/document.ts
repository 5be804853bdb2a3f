import { type Diagnostic, diagnostic, hasErrors } from '../core/diagnostic.ts';
import { type Cut, sourceText, wholeLine } from '../core/source-text.ts';
import { type CutRecord, cutNames, type KeptLine, listKeys } from './cut.ts';
import { type Decoded, decode, looksLikeUtf16 } from './decode.ts';
import { controlCharacters } from './text-traps.ts';
import { type NameRun, parseYaml, wholeDocument, type YamlDocument } from './yaml.ts';
import { documentByKeys } from './yaml-parts.ts';
import { nodesOf, type YamlNode } from './yaml-tree.ts';

/** More than any record needs beside plain names, in bytes. */
const mostBytes = 1024 * 1024;

export interface ReadDocument {
  /** undefined where the file cannot be read as YAML. */
  readonly document: YamlDocument | undefined;
  readonly diagnostics: Diagnostic[];
}

/** A file as a YAML document of plain values. */
export function readDocument(file: string, bytes: Uint8Array): ReadDocument {
  if (bytes.length > mostBytes) return unread(file, 'yaml/too-large', `The file has ${bytes.length} bytes.`);
  return readText(file, decode(bytes), []);
}

/**
 * The same for a record. Plain names of its lists are not read as YAML: the document has them as runs. The same is found
 * as without this: whatever is not plain, or not right, is read whole.
 */
export function readRecord(file: string, bytes: Uint8Array): ReadDocument {
  if (looksLikeUtf16(bytes)) return readDocument(file, bytes);
  const cut = cutNames(bytes);
  const isWhole = bytes.length <= mostBytes;
  if (cut.left.length > mostBytes) return readDocument(file, bytes);
  const document = quietly(file, cut);
  if (document) return { document, diagnostics: [] };
  return (isWhole ? undefined : readLarge(file, cut)) ?? readDocument(file, bytes);
}

/** A record of which nothing is to be said, as nearly all are. */
function quietly(file: string, { left, keys, cuts, runs }: CutRecord): YamlDocument | undefined {
  if (!keys) return undefined;
  const decoded = decode(left);
  if (decoded.kind === 'foreign') return undefined;
  const source = sourceText(file, decoded.text, cuts);
  const document = controlCharacters(source).length > 0 ? undefined : documentByKeys(source, keys);
  return document && withRuns(document, runs);
}

/** A record that is too large to be read whole: where it is faulty, what is left of it says so. */
function readLarge(file: string, { left, cuts, runs }: CutRecord): ReadDocument | undefined {
  const { document, diagnostics } = readText(file, decode(left), cuts);
  const known = document && withRuns(document, runs);
  return document && !known ? undefined : { document: known, diagnostics };
}

function readText(file: string, decoded: Decoded, cuts: readonly Cut[]): ReadDocument {
  if (decoded.kind === 'foreign') {
    return unread(
      file,
      'yaml/encoding',
      `The letters of this file are not stored as UTF-8: it looks like ${decoded.encoding}.`,
    );
  }
  const source = sourceText(file, decoded.text, cuts);
  const diagnostics = controlCharacters(source);
  if (decoded.byteOrderMark) {
    const message = 'The file starts with a mark that nobody sees (U+FEFF, a byte order mark).';
    diagnostics.push(diagnostic('yaml/byte-order-mark', { message, place: wholeLine(source, 0) }));
  }
  const parsed = parseYaml(source);
  diagnostics.push(...parsed.diagnostics);
  if (parsed.root === undefined && !hasErrors(diagnostics)) {
    const empty = unread(file, 'schema/missing', 'The file is empty.');
    return { document: undefined, diagnostics: [...diagnostics, ...empty.diagnostics] };
  }
  // Past a fault of syntax the rest would be read askew: what it seems to lack, it may have.
  const readable = parsed.root !== undefined && !diagnostics.some(({ code }) => code === 'yaml/syntax');
  return { document: readable ? wholeDocument(source, parsed.root) : undefined, diagnostics };
}

function unread(
  file: string,
  code: 'yaml/too-large' | 'yaml/encoding' | 'schema/missing',
  message: string,
): ReadDocument {
  const place = { file, line: 1, column: 1, endColumn: 1, text: '' };
  return { document: undefined, diagnostics: [diagnostic(code, { message, place })] };
}

/** The document with what its runs are items of; undefined where one is anything but items of a list of targets. */
function withRuns(document: YamlDocument, kept: readonly KeptLine[]): YamlDocument | undefined {
  if (kept.length === 0) return document;
  const runs = new Map<string, NameRun>();
  const { lineStarts } = document.source;
  let next = 0;
  for (const { offset, root } of document.parts) {
    if (!listKeys.some((key) => root.kind === 'group' && root.entries.has(key))) continue;
    for (const node of nodesOf(root)) {
      const line = kept[next];
      if (!line || node.kind !== 'text' || !node.range) continue;
      const start = (lineStarts[line.line] ?? 0) + line.run.indent - offset;
      if (node.range[0] < start) continue;
      if (node.range[0] > start || node.range[1] !== start + line.octets || !isTarget(node)) return undefined;
      runs.set(node.spot.pointer, line.run);
      next += 1;
    }
  }
  return next === kept.length ? { ...document, runs } : undefined;
}

const targetPatterns: ReadonlySet<string> = new Set(['/targets/*', '/amendments/*/add/*', '/amendments/*/remove/*']);

function isTarget(node: YamlNode): boolean {
  return node.kind === 'text' && node.plain && node.spot.item && targetPatterns.has(node.spot.pattern);
}
