import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
  Scalar,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import type { Code } from '../core/codes.ts';
import { type Diagnostic, diagnostic, type Place } from '../core/diagnostic.ts';
import { placeAt, type SourceText } from '../core/source-text.ts';
import { quoted } from './quote.ts';
import { forbiddenTokens } from './yaml-tokens.ts';

/** Where a value stands, and its key where it has one. Offsets in UTF-16 code units. */
interface Span {
  readonly key: readonly [number, number] | undefined;
  readonly value: readonly [number, number];
  readonly plain: boolean;
}

/** A YAML file as plain values: every scalar a string (YAML 1.2 failsafe schema), with the place of each. */
export interface YamlDocument {
  readonly source: SourceText;
  /** undefined where the file holds nothing. */
  readonly value: unknown;
  /** By JSON Pointer (RFC 6901). */
  readonly spans: ReadonlyMap<string, Span>;
  readonly diagnostics: readonly Diagnostic[];
}

// Reported from the tokens, in plainer words.
const saidAlready = new Set(['TAG_RESOLVE_FAILED', 'BAD_ALIAS', 'BAD_DIRECTIVE', 'MULTIPLE_ANCHORS', 'MULTIPLE_TAGS']);

export function parseYaml(source: SourceText): YamlDocument {
  const { diagnostics: forbidden, tooDeep } = forbiddenTokens(source);
  if (tooDeep) return { source, value: undefined, spans: new Map(), diagnostics: forbidden };
  const documents = parseAllDocuments(source.text, {
    version: '1.2',
    schema: 'failsafe',
    merge: false,
    uniqueKeys: true,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const [document, second] = Array.isArray(documents) ? documents : [];
  const spans = new Map<string, Span>();
  const diagnostics = [...forbidden, ...(document ? libraryFindings(source, document) : [])];
  if (second) {
    const start = second.range?.[0] ?? 0;
    diagnostics.push(
      diagnostic('yaml/several-documents', {
        message: 'A second record starts here; one file is one order.',
        place: placeAt(source, start, start + 3),
      }),
    );
  }
  const reader = { source, spans, diagnostics };
  const value = document?.contents ? readNode(reader, document.contents as Node, '', undefined) : undefined;
  return { source, value, spans, diagnostics };
}

interface Reader {
  readonly source: SourceText;
  readonly spans: Map<string, Span>;
  readonly diagnostics: Diagnostic[];
}

function readNode(reader: Reader, node: Node | null, pointer: string, key: Span['key']): unknown {
  if (node === null) return '';
  const [start, end] = node.range ?? [0, 0];
  reader.spans.set(pointer, { key, value: [start, end], plain: isScalar(node) && node.type === Scalar.PLAIN });
  if (isMap(node)) return readMap(reader, node, pointer);
  if (isSeq(node)) {
    return node.items.map((item, index) => readNode(reader, item as Node | null, `${pointer}/${index}`, undefined));
  }
  if (isAlias(node)) return `*${node.source}`;
  return isScalar(node) ? String(node.value ?? '') : '';
}

function readMap(reader: Reader, map: YAMLMap, pointer: string): unknown {
  const entries: [string, unknown][] = [];
  for (const { key, value } of map.items as Pair<Node, Node | null>[]) {
    const range: readonly [number, number] = [key?.range?.[0] ?? 0, key?.range?.[1] ?? 0];
    const place = placeAt(reader.source, ...range);
    if (!isScalar(key)) {
      reader.diagnostics.push(diagnostic('yaml/syntax', { message: 'A key must be a single word.', place }));
      continue;
    }
    const name = String(key.value);
    if (name === '<<') {
      reader.diagnostics.push(
        diagnostic('yaml/merge-key', { message: 'A << key copies lines from elsewhere into the record.', place }),
      );
      continue;
    }
    entries.push([name, readNode(reader, value, `${pointer}/${escapePointer(name)}`, range)]);
  }
  // fromEntries makes own properties, so that a key named __proto__ is data and nothing more.
  return Object.fromEntries(entries);
}

function libraryFindings(source: SourceText, document: Document.Parsed): Diagnostic[] {
  const problems: readonly YAMLError[] = [...document.errors, ...document.warnings];
  return problems.filter(({ code }) => !saidAlready.has(code)).map((problem) => libraryFinding(source, problem));
}

function libraryFinding(source: SourceText, { code, message, pos }: YAMLError): Diagnostic {
  const place = placeAt(source, pos[0], Math.max(pos[1], pos[0] + 1));
  if (code === 'DUPLICATE_KEY') {
    const key = /^[^:\s]*/.exec(place.text.slice(place.column - 1))?.[0] ?? '';
    return diagnostic('yaml/duplicate-key', {
      message: `The key ${key} stands in this place twice.`,
      place: placeAt(source, pos[0], pos[0] + key.length),
    });
  }
  const colon = /^(\s*(?:- )?[\w-]+:\s+)([^'"].*:.*)$/.exec(place.text);
  return diagnostic('yaml/syntax', {
    message: `This is not valid YAML: ${message.replace(/\s+/g, ' ')}.`,
    place,
    ...(colon && { help: `If the text itself holds a colon, put it in quotes: ${colon[1]}${quoted(colon[2] ?? '')}` }),
  });
}

export function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The place of a value, or of the nearest thing around it that stands in the file. */
export function valuePlace(document: YamlDocument, pointer: string): Place {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const span = document.spans.get(at);
    if (span) return placeAt(document.source, ...span.value);
    if (at === '') return placeAt(document.source, 0, 0);
  }
}

/** The place of a key; of its value where it has none. */
export function keyPlace(document: YamlDocument, pointer: string): Place {
  const key = document.spans.get(pointer)?.key;
  return key ? placeAt(document.source, ...key) : valuePlace(document, pointer);
}

export function yamlFinding(document: YamlDocument, code: Code, pointer: string, message: string): Diagnostic {
  return diagnostic(code, { message, place: valuePlace(document, pointer) });
}
