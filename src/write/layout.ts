import { orderShape } from '../generated/shape.ts';
import { foldedLines, isPlain, quotedText } from './scalar.ts';

/** A part of a record: texts and numbers, lists and groups of them. */
export type Value = string | number | boolean | readonly Value[] | Group;
export interface Group {
  readonly [key: string]: Value | undefined;
}

/** Where a value stands. */
export interface Spot {
  /** JSON Pointer (RFC 6901) with `*` for any index: the place in the schema. */
  readonly pattern: string;
  /** Columns before its lines. */
  readonly indent: number;
}

/** Columns of a line. */
const width = 120;

/** Groups and lists that are written line by line however short they are. */
const alwaysBlock: ReadonlySet<string> = new Set(['', '/parties', '/amendments/*']);
/** Lists of names: one a line, so that a change of one is a change of one line. */
const namesOneALine = /^\/(targets|exceptions|excluded|amendments(\/\*\/(add|remove))?)$/;
/** In quotes even where they need none, because the next one may. */
const alwaysQuoted = /\/(country|territory\/\*|sha256)$/;

/** `key: value`, as lines. */
function entryLines(key: string, value: Value, { pattern, indent }: Spot): readonly string[] {
  const spot = { pattern: `${pattern}/${key}`, indent };
  const head = `${' '.repeat(indent)}${plainOrQuoted(key)}:`;
  const flow = onOneLine(value, spot);
  if (flow !== undefined && head.length + 1 + flow.length <= width) return [`${head} ${flow}`];
  if (typeof value === 'string') return textLines(head, value, spot);
  if (isList(value)) return [head, ...itemsLines(value, { ...spot, indent: indent + 2 })];
  if (isGroup(value)) return [head, ...groupLines(value, { ...spot, indent: indent + 2 })];
  return [`${head} ${inFlow(value, spot)}`];
}

/** A group, one key after another as the schema has them. */
export function groupLines(group: Group, { pattern, indent }: Spot): readonly string[] {
  return entriesOf(group, pattern).flatMap(([key, value]) => entryLines(key, value, { pattern, indent }));
}

/** One item of a list: its dash stands at the spot's indent, and the pattern is the list's. */
export function itemLines(item: Value, { pattern, indent }: Spot, form: 'short' | 'block'): readonly string[] {
  const spot = { pattern: `${pattern}/*`, indent: indent + 2 };
  const dash = `${' '.repeat(indent)}- `;
  const flow = form === 'short' || !isGroup(item) ? onOneLine(item, spot) : undefined;
  if (flow !== undefined && dash.length + flow.length <= width) return [dash + flow];
  const lines = isGroup(item) ? groupLines(item, spot) : [];
  const [first, ...rest] = lines;
  return first === undefined ? [dash + inFlow(item, spot)] : [dash + first.slice(dash.length), ...rest];
}

/** Items of one list look alike: on one line each, or none. */
function itemsLines(items: readonly Value[], spot: Spot): readonly string[] {
  const itemSpot = { pattern: `${spot.pattern}/*`, indent: spot.indent + 2 };
  const fits = (item: Value) => {
    const flow = onOneLine(item, itemSpot);
    return flow !== undefined && itemSpot.indent + flow.length <= width;
  };
  const form = items.filter(isGroup).every(fits) ? 'short' : 'block';
  return items.flatMap((item) => itemLines(item, spot, form));
}

function textLines(head: string, text: string, { pattern, indent }: Spot): readonly string[] {
  const isProse = orderShape.get(pattern)?.text === 'prose';
  const folded = isProse ? foldedLines(text, width - indent - 2) : undefined;
  if (!folded) return [`${head} ${quotedText(text)}`];
  return [`${head} >-`, ...folded.map((line) => (line === '' ? '' : ' '.repeat(indent + 2) + line))];
}

/** The value in one line, if its place lets it be written so. */
function onOneLine(value: Value, spot: Spot): string | undefined {
  if (isGroup(value) && alwaysBlock.has(spot.pattern))
    return entriesOf(value, spot.pattern).length === 0 ? '{}' : undefined;
  if (isList(value) && value.length > 0 && (namesOneALine.test(spot.pattern) || value.some(isGroup))) return undefined;
  return inFlow(value, spot);
}

/** The value in one line, however long. */
export function inFlow(value: Value, spot: Spot): string {
  if (typeof value === 'string') return textAt(value, spot.pattern);
  if (isList(value)) {
    const items = value.map((item) => inFlow(item, { ...spot, pattern: `${spot.pattern}/*` }));
    return `[${items.join(', ')}]`;
  }
  if (!isGroup(value)) return String(value);
  const entries = entriesOf(value, spot.pattern).map(
    ([key, child]) => `${plainOrQuoted(key)}: ${inFlow(child, { ...spot, pattern: `${spot.pattern}/${key}` })}`,
  );
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function textAt(text: string, pattern: string): string {
  const isFree = orderShape.get(pattern)?.text !== undefined || alwaysQuoted.test(pattern);
  return isFree ? quotedText(text) : plainOrQuoted(text);
}

function plainOrQuoted(text: string): string {
  return isPlain(text) ? text : quotedText(text);
}

/** What the group says, in the schema's order; what the schema does not know comes last. */
function entriesOf(group: Group, pattern: string): readonly (readonly [string, Value])[] {
  const keys = orderShape.get(pattern)?.keys ?? [];
  const rank = (key: string) => (keys.includes(key) ? keys.indexOf(key) : keys.length);
  return Object.entries(group)
    .flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]))
    .sort(([a], [b]) => rank(a) - rank(b));
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function isGroup(value: Value): value is Group {
  return typeof value === 'object' && !isList(value);
}
