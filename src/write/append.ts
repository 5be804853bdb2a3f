import { isDeepStrictEqual } from 'node:util';
import { isScalar, isSeq } from 'yaml';
import type { EventRecord, OrderRecord } from '../core/order.ts';
import { orderShape } from '../generated/shape.ts';
import { blockInsertion, flowInsertion, newKeyInsertion, type RecordPair } from './insertion.ts';
import type { Value } from './layout.ts';
import { type ReadText, readText } from './read-text.ts';
import { applied, type Insertion } from './text-lines.ts';

export type Amendment = NonNullable<OrderRecord['amendments']>[number];

export type Appended =
  | {
      readonly kind: 'changed';
      readonly text: string;
      /** Number of the first line that is new or longer than it was, from 1. */
      readonly line: number;
      /** It and those below it that are new. */
      readonly lines: readonly string[];
    }
  | {
      readonly kind: 'refused';
      /** Why nothing was changed, and what next. */
      readonly message: string;
    };

type ListKey = {
  [Key in keyof OrderRecord]-?: NonNullable<OrderRecord[Key]> extends readonly unknown[] ? Key : never;
}[keyof OrderRecord];

/** An item for one of the record's lists: events, amendments, excluded, sources … */
export type Addition = {
  [Key in ListKey]: { readonly key: Key; readonly item: NonNullable<OrderRecord[Key]>[number] };
}[ListKey];

export function appendEvent(text: string, event: EventRecord): Appended {
  return appendTo(text, { key: 'events', item: event });
}

export function appendAmendment(text: string, amendment: Amendment): Appended {
  return appendTo(text, { key: 'amendments', item: amendment });
}

/**
 * A record's text with one more item at the end of a list, in the form of the items before it. All else stays as it is,
 * to the byte; where the list is missing, it comes after the keys that the schema has before it. What comes out has been
 * read back: it says what the record said and the item, and nothing else.
 */
export function appendTo(text: string, { key, item: added }: Addition): Appended {
  const item = added as unknown as Value;
  const before = readText(text);
  if (!before) return refused(key, 'the file is not a record that can be read');
  const insertions = insertionsFor(before, { text, key, item });
  if (typeof insertions === 'string') return refused(key, insertions);
  const changed = applied(text, insertions);
  const after = readText(changed.text);
  if (!after || !isDeepStrictEqual(after.value, withItem(before.value, key, item))) {
    return refused(key, 'the file is written in a way that a program cannot safely add to');
  }
  return { kind: 'changed', ...changed };
}

function refused(key: string, why: string): Appended {
  return { kind: 'refused', message: `Nothing was added to ${key}: ${why}. Write the lines by hand.` };
}

interface Inserting {
  readonly text: string;
  readonly key: string;
  readonly item: Value;
}

/** Where what is to be inserted; a reason where that is not possible. */
function insertionsFor({ root }: ReadText, { text, key, item }: Inserting): readonly Insertion[] | string {
  const pairs: readonly RecordPair[] = root.items;
  const pair = pairs.find(isNamed(key));
  const after = pair ?? pairBefore(pairs, key);
  if (root.flow || !after) return 'the record is not written line by line';
  if (!pair) return newKeyInsertion(text, { after, key, item, pairs });
  if (!isSeq(pair.value)) return 'there is something else in its place';
  const insert = pair.value.flow ? flowInsertion : blockInsertion;
  return insert(text, { list: pair.value, key, item });
}

/** The pair that a new key comes after: of those that the schema has before it, the last; else the end. */
function pairBefore(pairs: readonly RecordPair[], key: string): RecordPair | undefined {
  const order = orderShape.get('')?.keys ?? [];
  const earlier = order.slice(0, Math.max(0, order.indexOf(key))).reverse();
  for (const one of earlier) {
    const pair = pairs.find(isNamed(one));
    if (pair) return pair;
  }
  return pairs.at(-1);
}

function isNamed(name: string): (pair: RecordPair) => boolean {
  return ({ key }) => isScalar(key) && key.value === name;
}

/** What the text must say with the item: every scalar a text, as the failsafe schema has it. */
function withItem(value: ReadText['value'], key: string, item: Value): unknown {
  const list = value[key];
  return { ...value, [key]: [...(Array.isArray(list) ? list : []), asTexts(item)] };
}

function asTexts(value: Value): unknown {
  if (Array.isArray(value)) return value.map(asTexts);
  if (typeof value !== 'object') return String(value);
  const entries = Object.entries(value).flatMap(([key, child]) => (child === undefined ? [] : [[key, asTexts(child)]]));
  return Object.fromEntries(entries);
}
