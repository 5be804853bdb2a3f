import { Composer, type Document, type Node, Parser, type YAMLError } from 'yaml';
import type { Code } from '../core/codes.ts';
import { type Diagnostic, diagnostic, type Place } from '../core/diagnostic.ts';
import { placeAt, type SourceText } from '../core/source-text.ts';
import { faultOf } from './yaml-faults.ts';
import { readNode } from './yaml-nodes.ts';
import { forbiddenTokens } from './yaml-tokens.ts';
import { nodesOf, plainValue, type Range, type YamlNode } from './yaml-tree.ts';

/** A stretch of a text and what it says. Ranges in it count from `offset`. */
export interface YamlPart {
  readonly offset: number;
  readonly root: YamlNode;
}

/** A YAML file as plain values: every scalar a string (YAML 1.2 failsafe schema), with the place of each. */
export interface YamlDocument {
  readonly source: SourceText;
  /** undefined where the file holds nothing. */
  readonly value: unknown;
  /** The whole, or one part for each key of the outermost group. */
  readonly parts: readonly YamlPart[];
  /** By the JSON Pointer (RFC 6901) of an item: the lines in whose stead it stands. */
  readonly runs: ReadonlyMap<string, NameRun>;
}

/** Lines of a file that each hold an item of one list, a plain name, as in `  - site.example`. */
export interface NameRun {
  /** Number of the first, from 1. */
  readonly firstLine: number;
  readonly lines: number;
  /** Octets before each name. */
  readonly indent: number;
  /** Where the lines start and end in the file, in octets. */
  readonly bytes: Range;
}

export interface ParsedYaml {
  readonly root: YamlNode | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const options = {
  version: '1.2',
  schema: 'failsafe',
  merge: false,
  uniqueKeys: true,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

// Reported from the tokens, in plainer words.
const saidAlready = new Set(['TAG_RESOLVE_FAILED', 'BAD_ALIAS', 'BAD_DIRECTIVE', 'MULTIPLE_ANCHORS', 'MULTIPLE_TAGS']);

export function parseYaml(source: SourceText): ParsedYaml {
  const tokens = [...new Parser().parse(source.text)];
  const { diagnostics: forbidden, tooDeep } = forbiddenTokens(source, tokens);
  // The library's composer goes down by recursion.
  if (tooDeep) return { root: undefined, diagnostics: forbidden };
  const [document, second] = [...new Composer(options).compose(tokens)];
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
  const root = document?.contents ? readNode({ source, diagnostics }, document.contents as Node) : undefined;
  return { root, diagnostics: onePerLine(diagnostics) };
}

/** A document that was parsed in one piece. */
export function wholeDocument(source: SourceText, root: YamlNode | undefined): YamlDocument {
  if (!root) return { source, value: undefined, parts: [], runs: new Map() };
  return { source, value: plainValue(root, source.text, 0), parts: [{ offset: 0, root }], runs: new Map() };
}

function libraryFindings(source: SourceText, document: Document.Parsed): Diagnostic[] {
  const problems: readonly YAMLError[] = [...document.errors, ...document.warnings];
  const found = problems.filter(({ code }) => !saidAlready.has(code));
  // Where the text has come apart, the library goes on to object to every word.
  const apart = found.findIndex(({ message }) => message.includes('in YAML stream'));
  const own = apart < 0 ? found : found.slice(0, apart + 1);
  return own.map((problem) => libraryFinding(source, problem));
}

/** One slip makes the library object to several things in its line; the first of them is the nearest to it. */
function onePerLine(findings: readonly Diagnostic[]): Diagnostic[] {
  const lines = new Set<number | undefined>();
  return findings.filter(({ code, place }) => {
    if (code !== 'yaml/syntax') return true;
    const isFirst = !lines.has(place?.line);
    lines.add(place?.line);
    return isFirst;
  });
}

function libraryFinding(source: SourceText, { code, message, pos }: YAMLError): Diagnostic {
  const place = placeAt(source, pos[0], Math.max(pos[1], pos[0] + 1));
  if (code === 'DUPLICATE_KEY') {
    const key = /^[^:\s]*/.exec(place.text.slice(place.column - 1))?.[0] ?? '';
    return diagnostic('yaml/duplicate-key', {
      message: `"${key}" stands in this place twice.`,
      place: placeAt(source, pos[0], pos[0] + key.length),
    });
  }
  return diagnostic('yaml/syntax', { ...faultOf({ line: place.text, code, says: message }), place });
}

/** Where a value stands, and its key where it has one: offsets in the text. */
interface Span {
  readonly key: Range | undefined;
  readonly value: Range;
}

/** undefined where nothing is written at the pointer. */
export function spanAt({ parts }: YamlDocument, pointer: string): Span | undefined {
  const spans = parts.flatMap(({ root, offset }) => {
    const { spot, range } = nodesByPointer(root).get(pointer) ?? {};
    return range ? [{ key: spot?.key && shifted(spot.key, offset), value: shifted(range, offset) }] : [];
  });
  const [first] = spans;
  const last = spans.at(-1);
  // Of the outermost group every part has some.
  return first && last && { key: first.key, value: [first.value[0], last.value[1]] };
}

function shifted([start, end]: Range, offset: number): Range {
  return [start + offset, end + offset];
}

const pointers = new WeakMap<YamlNode, ReadonlyMap<string, YamlNode>>();

function nodesByPointer(root: YamlNode): ReadonlyMap<string, YamlNode> {
  let known = pointers.get(root);
  if (!known) {
    known = new Map([...nodesOf(root)].map((node) => [node.spot.pointer, node]));
    pointers.set(root, known);
  }
  return known;
}

/** The place of a value, or of the nearest thing around it that stands in the file. */
export function valuePlace(document: YamlDocument, pointer: string): Place {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const span = spanAt(document, at);
    if (span) return placeAt(document.source, ...span.value);
    if (at === '') return placeAt(document.source, 0, 0);
  }
}

/** The place of a key; of its value where it has none. */
export function keyPlace(document: YamlDocument, pointer: string): Place {
  const key = spanAt(document, pointer)?.key;
  return key ? placeAt(document.source, ...key) : valuePlace(document, pointer);
}

export function yamlFinding(document: YamlDocument, code: Code, pointer: string, message: string): Diagnostic {
  return diagnostic(code, { message, place: valuePlace(document, pointer) });
}
