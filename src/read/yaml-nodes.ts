import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, Scalar, type YAMLMap } from 'yaml';
import { type Diagnostic, diagnostic } from '../core/diagnostic.ts';
import { placeAt, type SourceText } from '../core/source-text.ts';
import { escapePointer, quotesOf, type Range, type Spot, type YamlNode } from './yaml-tree.ts';

interface Reader {
  readonly source: SourceText;
  readonly diagnostics: Diagnostic[];
}

/** What the library's nodes say; keys that a record cannot have are left out and reported. */
export function readNode(reader: Reader, node: Node | null, spot: Spot = top): YamlNode {
  if (node === null) return { kind: 'text', spot, range: undefined, text: '', plain: false, quotes: undefined };
  const range: Range = [node.range?.[0] ?? 0, node.range?.[1] ?? 0];
  if (isMap(node)) return { kind: 'group', spot, range, entries: readEntries(reader, node, spot) };
  if (isSeq(node)) {
    const pattern = `${spot.pattern}/*`;
    const items = node.items.map((child, index) =>
      readNode(reader, child as Node | null, {
        pointer: `${spot.pointer}/${index}`,
        pattern,
        key: undefined,
        item: !node.flow,
      }),
    );
    return { kind: 'list', spot, range, items };
  }
  const text = isAlias(node) ? `*${node.source}` : isScalar(node) ? String(node.value ?? '') : '';
  const plain = isScalar(node) && node.type === Scalar.PLAIN;
  const quotes = quotesOf(text, reader.source.text.slice(range[0], range[1]));
  return { kind: 'text', spot, range, text, plain, quotes };
}

const top: Spot = { pointer: '', pattern: '', key: undefined, item: false };

function readEntries(reader: Reader, map: YAMLMap, spot: Spot): ReadonlyMap<string, YamlNode> {
  const entries = new Map<string, YamlNode>();
  for (const { key, value } of map.items as Pair<Node, Node | null>[]) {
    const range: Range = [key?.range?.[0] ?? 0, key?.range?.[1] ?? 0];
    const name = isScalar(key) ? String(key.value) : undefined;
    const refused = refusedKey(name);
    if (name === undefined || refused) {
      if (refused)
        reader.diagnostics.push(diagnostic(refused.code, { ...refused, place: placeAt(reader.source, ...range) }));
      continue;
    }
    const escaped = escapePointer(name);
    const pattern = `${spot.pattern}/${anyNumber(escaped)}`;
    entries.set(
      name,
      readNode(reader, value, { pointer: `${spot.pointer}/${escaped}`, pattern, key: range, item: false }),
    );
  }
  return entries;
}

function refusedKey(name: string | undefined): { code: 'yaml/syntax' | 'yaml/merge-key'; message: string } | undefined {
  if (name === undefined)
    return { code: 'yaml/syntax', message: 'Something other than a single word stands before this colon.' };
  if (name !== '<<') return undefined;
  return { code: 'yaml/merge-key', message: 'A << line copies lines from elsewhere into the record.' };
}

function anyNumber(key: string): string {
  return /^\d+$/.test(key) ? '*' : key;
}
