import { isDeepStrictEqual } from 'node:util';
import { isScalar } from 'yaml';
import { type ReadText, readText } from './read-text.ts';
import { lineBreakNear, lineStart } from './text-lines.ts';

/** What a record says: every scalar a text. */
export type Said = ReadText['value'];

/** How a record becomes one of the next version. Of its key `schema` a step knows nothing. */
export interface Migration {
  /** The text in its new form. What need not change stays as it is, to the byte. */
  readonly rewrite: (text: string) => string;
  /** What such a record says in the new form. */
  readonly says: (said: Said) => Said;
}

/** The first leads from version 1 to version 2. There is a step to every version after the first. */
export const migrations: readonly Migration[] = [];

export type Migrated =
  | { readonly kind: 'changed'; readonly text: string }
  | { readonly kind: 'as-it-was' }
  | {
      readonly kind: 'refused';
      /** Why nothing was changed. */
      readonly message: string;
    };

/**
 * The text of a record in the newest version of the form, step by step, with the version written into it. What comes out
 * has been read back: it says what the steps make of what the record said, and nothing else.
 */
export function migrated(text: string, steps: readonly Migration[] = migrations): Migrated {
  const before = readText(text);
  if (!before || before.root.flow) return refused('it is not written line by line, one key below the other');
  const newest = steps.length + 1;
  const version = Number(before.value['schema'] ?? 1);
  if (before.value['schema'] === String(newest)) return { kind: 'as-it-was' };
  const due = steps.slice(version - 1);
  const rewritten = due.reduce((old, { rewrite }) => rewrite(old), text);
  const said = due.reduce((old, { says }) => says(old), before.value);
  const changed = withVersion(rewritten, newest);
  const after = changed === undefined ? undefined : readText(changed);
  if (changed === undefined || !after || !isDeepStrictEqual(after.value, { ...said, schema: String(newest) })) {
    return refused('it is written in a way that a program cannot safely change');
  }
  return { kind: 'changed', text: changed };
}

function refused(why: string): Migrated {
  return { kind: 'refused', message: `It was left as it is: ${why}. Write the lines by hand.` };
}

/** The text with its version: in the place of the one that it has, or on a line above its first key. */
function withVersion(text: string, version: number): string | undefined {
  const pairs = readText(text)?.root.items ?? [];
  const own = pairs.find(({ key }) => isScalar(key) && key.value === 'schema')?.value?.range;
  if (own) return `${text.slice(0, own[0])}${version}${text.slice(own[1])}`;
  const first = pairs[0]?.key.range?.[0];
  if (first === undefined) return undefined;
  const indentation = text.slice(lineStart(text, first), first).replace('\uFEFF', '');
  return `${text.slice(0, first)}schema: ${version}${lineBreakNear(text, first)}${indentation}${text.slice(first)}`;
}
