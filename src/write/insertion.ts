import { type CST, isCollection, isMap, isScalar, isSeq, type Node, type Pair, Scalar, type YAMLSeq } from 'yaml';
import { inFlow, itemLines, type Value } from './layout.ts';
import { behindComments, type Insertion, insertedLines, lineStart, nextLine } from './text-lines.ts';

export type RecordPair = Pair<Node, Node | null>;

interface ListItem {
  readonly key: string;
  readonly item: Value;
}

interface ListedItem extends ListItem {
  readonly list: YAMLSeq;
}

/** A new item on lines of its own, below the last one. */
export function blockInsertion(text: string, { list, key, item }: ListedItem): readonly Insertion[] | string {
  const dash = dashOf(list);
  const last = list.items.at(-1);
  if (dash === undefined || last === undefined) return 'its list is written in an unusual way';
  const indentation = text.slice(lineStart(text, dash), dash);
  if (indentation.trim() !== '') return 'its list is written in an unusual way';
  const form = isMap(last) && !last.flow ? 'block' : 'short';
  const lines = itemLines(item, { pattern: `/${key}`, indent: indentation.length }, form);
  const end = nextLine(text, contentEnd(text, list));
  return [insertedLines(text, behindComments(text, end, indentation.length), lines)];
}

/** A new item before the bracket that ends the list. */
export function flowInsertion(text: string, { list, key, item }: ListedItem): readonly Insertion[] | string {
  const written = inFlow(item, { pattern: `/${key}/*`, indent: 0 });
  const [start, end] = list.range ?? [0, 0];
  const last = list.items.at(-1) as Node | null | undefined;
  if (text[end - 1] !== ']') return 'its list is written in an unusual way';
  if (!last) return [{ at: start + 1, text: written }];
  const lastEnd = contentEnd(text, last);
  const comma = commaAfter(list, lastEnd);
  const itemEnd = comma === undefined ? lastEnd : comma + 1;
  if (!text.slice(itemEnd, end).includes('\n')) {
    return [{ at: itemEnd, text: comma === undefined ? `, ${written}` : ` ${written}` }];
  }
  const ownLine = text.slice(lineStart(text, last.range?.[0] ?? 0), last.range?.[0]);
  const indentation = ownLine.trim() === '' ? ownLine : '  ';
  const line = insertedLines(text, nextLine(text, itemEnd), [
    `${indentation}${written}${comma === undefined ? '' : ','}`,
  ]);
  return comma === undefined ? [{ at: lastEnd, text: ',' }, line] : [line];
}

interface NewKey extends ListItem {
  readonly pairs: readonly RecordPair[];
  /** The pair that it comes after. */
  readonly after: RecordPair;
}

/** A new list with one item, below another key. */
export function newKeyInsertion(text: string, { after, key, item, pairs }: NewKey): readonly Insertion[] {
  const keyStart = after.key.range?.[0] ?? 0;
  const columns = keyStart - lineStart(text, keyStart);
  const lines = [
    `${' '.repeat(columns)}${key}:`,
    ...itemLines(item, { pattern: `/${key}`, indent: columns + listIndent(text, pairs, columns) }, formOf(key)),
  ];
  const end = nextLine(text, contentEnd(text, after.value ?? after.key));
  return [insertedLines(text, behindComments(text, end, columns + 1), lines)];
}

/** As recordText lays them out. */
function formOf(key: string): 'short' | 'block' {
  return key === 'amendments' ? 'block' : 'short';
}

/** How far the lists of the record stand right of their keys. */
function listIndent(text: string, pairs: readonly RecordPair[], columns: number): number {
  for (const { value } of pairs) {
    const dash = isSeq(value) && !value.flow ? dashOf(value) : undefined;
    if (dash !== undefined) return dash - lineStart(text, dash) - columns;
  }
  return 2;
}

/** Where the dash of the last item stands. */
function dashOf(list: YAMLSeq): number | undefined {
  const token = list.srcToken as CST.BlockSequence | undefined;
  return token?.items.findLast(({ start }) => start.some(isDash))?.start.find(isDash)?.offset;
}

function isDash({ type }: CST.SourceToken): boolean {
  return type === 'seq-item-ind';
}

function commaAfter(list: YAMLSeq, offset: number): number | undefined {
  const token = list.srcToken as CST.FlowCollection | undefined;
  const tokens = token?.items.flatMap(({ start, sep }) => [...start, ...(sep ?? [])]) ?? [];
  return tokens.find((one) => one.type === 'comma' && one.offset >= offset)?.offset;
}

/** The offset behind the last character that says something: not a comment, nor an empty line. */
function contentEnd(text: string, node: Node): number {
  const [start, end] = node.range ?? [0, 0];
  if (isCollection(node) && !node.flow) {
    const last: unknown = node.items.at(-1);
    const inner = isMap(node) ? lastOfPair(last as RecordPair | undefined) : (last as Node | null | undefined);
    return inner ? contentEnd(text, inner) : end;
  }
  const isBlock = isScalar(node) && (node.type === Scalar.BLOCK_FOLDED || node.type === Scalar.BLOCK_LITERAL);
  if (!isBlock) return end;
  const written = text.slice(start, end);
  // With a plus its empty lines are a part of it.
  const header = written.split('\n', 1)[0] ?? '';
  return /^[|>]\d?\+/.test(header) ? end - 1 : start + written.trimEnd().length;
}

function lastOfPair(pair: RecordPair | undefined): Node | undefined {
  return pair?.value ?? pair?.key;
}
