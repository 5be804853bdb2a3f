import { type SourceText, sourceText } from '../core/source-text.ts';
import { parseYaml, type YamlDocument, type YamlPart } from './yaml.ts';
import { type GroupNode, nodesOf, plainValue, setOwn, type YamlNode } from './yaml-tree.ts';

/**
 * Reads a document key by key of its outermost group. `keys` are the lines that begin one: each in the first column, and
 * between them only lines that are indented, empty, comments or items, so that no part of YAML reaches from one key into the
 * next (YAML 1.2.2 section 8.2.2). undefined where anything at all is to be said of the text: then it is read whole.
 */
export function documentByKeys(source: SourceText, keys: readonly number[]): YamlDocument | undefined {
  const { text, lineStarts } = source;
  const starts = keys.map((line) => lineStarts[line] ?? 0);
  if (!nothingSaid.test(text.slice(0, starts[0]))) return undefined;
  const shape = shapeOf(text);
  const parts: YamlPart[] = [];
  const value: Record<string, unknown> = {};
  for (const [index, offset] of starts.entries()) {
    const end = starts[index + 1] ?? text.length;
    const root = parsePart(text.slice(offset, end), shape.slice(offset, end));
    if (!root) return undefined;
    parts.push({ offset, root });
    for (const [name, child] of root.entries) {
      if (Object.hasOwn(value, name)) return undefined;
      setOwn(value, name, plainValue(child, text, offset));
    }
  }
  return parts.length === 0 ? undefined : { source, value, parts, runs: new Map() };
}

/** Before the first key: the mark that a document starts here, empty lines and comments. */
const nothingSaid = /^(?:---\r?\n)?(?: *(?:#[^\n]*)?\r?\n)*$/;

/**
 * The text with one letter for each character of its words. Inside a word (letters, digits, spaces, `-`, `_` and `.`
 * between a letter or digit and another on one line) YAML makes no difference between characters, except in keys, escapes,
 * marks and the heads of block scalars; so texts of one shape have one tree, if none of these is in it.
 */
function shapeOf(text: string): string {
  return text.replace(/[A-Za-z0-9](?:[A-Za-z0-9 ._-]*[A-Za-z0-9])?/g, (word, at: number) =>
    text.charCodeAt(at + word.length) === colon ? word : letters(word.length),
  );
}

const colon = 58;
const lettersByLength: string[] = [];

function letters(length: number): string {
  if (length > 512) return 'a'.repeat(length);
  lettersByLength[length] ??= 'a'.repeat(length);
  return lettersByLength[length];
}

/** The tree of all texts of one form with the same keys. */
interface Form {
  readonly root: GroupNode;
  readonly keys: readonly { readonly name: string; readonly start: number }[];
}

/** By form; undefined for forms whose texts have each a tree of its own. */
const forms = new Map<string, Form | undefined>();
const mostForms = 4096;
const longestForm = 2000;

/** One key with what belongs to it; undefined where the text is anything else, or anything is to be said of it. */
function parsePart(text: string, shape: string): GroupNode | undefined {
  const form = shape.length <= longestForm ? knownForm(shape) : undefined;
  const fits = form?.keys.every(({ name, start }) => text.startsWith(name, start));
  return fits ? form?.root : parseKey(text);
}

function knownForm(shape: string): Form | undefined {
  const known = forms.get(shape);
  if (known || forms.has(shape)) return known;
  if (forms.size >= mostForms) forms.clear();
  const root = parseKey(shape);
  const nodes = root ? [...nodesOf(root)] : [];
  const keys = nodes.flatMap(({ spot }) => (spot.key ? [{ name: shape.slice(...spot.key), start: spot.key[0] }] : []));
  const form = root && nodes.every(isAsWritten) ? { root, keys } : undefined;
  forms.set(shape, form);
  return form;
}

/** A text that is just what is written: nothing was folded, nothing escaped, and it is no block scalar. */
function isAsWritten(node: YamlNode): boolean {
  return node.kind !== 'text' || node.quotes !== undefined || node.range === undefined;
}

function parseKey(text: string): GroupNode | undefined {
  const { root, diagnostics } = parseYaml(sourceText('', text));
  const isKey = root?.kind === 'group' && root.entries.size === 1 && root.range?.[0] === 0;
  return isKey && diagnostics.length === 0 ? root : undefined;
}
