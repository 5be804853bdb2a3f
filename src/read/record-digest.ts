import { createHash } from 'node:crypto';
import { byText } from '../core/diagnostic.ts';
import type { History } from '../core/order.ts';
import { validateOrderRecord } from '../generated/order-validator.ts';
import { readRecord } from './document.ts';
import type { NameRun, YamlDocument } from './yaml.ts';

/**
 * SHA-256, in hexadecimal, of what a record says without its approvals: its values as JSON with sorted keys, every scalar
 * a string. Comments, layout, quotes and the order of keys make no difference; any value does, each plain name of its
 * lists included. Lists in files of their own are in it by the SHA-256 that the record gives for them. The version of its
 * form is left out: no key changes its meaning from one version to another, and an approval outlasts a migration.
 */
export function recordDigest(document: YamlDocument, bytes: Uint8Array): string {
  const runs = { get: (pointer: string) => namesAt(document, bytes, pointer) };
  const { approvals: _, schema: __, ...record } = document.value as Record<string, unknown>;
  return createHash('sha256')
    .update(canonical(record, '', runs))
    .digest('hex');
}

/** The digest of a record as it stands in a file; undefined where it cannot be read. */
export function digestOfRecord(file: string, bytes: Uint8Array): string | undefined {
  const { document } = readRecord(file, bytes);
  const value = document?.value;
  if (!document || typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  // It makes numbers of texts, as it does when a record is read.
  validateOrderRecord(value);
  return recordDigest(document, bytes);
}

/** What a record tells of the past, entry by entry; values count as they do in `recordDigest`. */
export function historyOf(document: YamlDocument, bytes: Uint8Array): History {
  const record = document.value as Readonly<Record<string, unknown>>;
  const runs = { get: (pointer: string) => namesAt(document, bytes, pointer) };
  const entries = (key: 'events' | 'amendments', says: (entry: Readonly<Record<string, unknown>>) => string) => {
    const list = record[key];
    return (Array.isArray(list) ? list : []).map((entry, index) => ({
      sha256: createHash('sha256')
        .update(canonical(entry, `/${key}/${index}`, runs))
        .digest('hex'),
      says: says(Object(entry)),
    }));
  };
  return {
    events: entries('events', ({ type, date }) => `${type}, ${date}`),
    amendments: entries('amendments', ({ date }) => `amendment of ${date}`),
  };
}

function namesAt({ runs }: YamlDocument, bytes: Uint8Array, pointer: string): readonly string[] | undefined {
  const run = runs.get(pointer);
  return run && namesOf(run, bytes);
}

interface Runs {
  readonly get: (pointer: string) => readonly string[] | undefined;
}

function canonical(value: unknown, pointer: string, runs: Runs): string {
  if (Array.isArray(value)) {
    const items = value.flatMap((item, index) => {
      const at = `${pointer}/${index}`;
      return runs.get(at)?.map((name) => JSON.stringify(name)) ?? [canonical(item, at, runs)];
    });
    return `[${items.join()}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(String(value));
  const entries = Object.entries(value).sort(([a], [b]) => byText(a, b));
  return `{${entries.map(([key, child]) => `${JSON.stringify(key)}:${canonical(child, `${pointer}/${key}`, runs)}`).join()}}`;
}

/** The names of all lines that a run stands for: ASCII, each alone on its line. */
function namesOf({ bytes: [start, end], indent }: NameRun, bytes: Uint8Array): readonly string[] {
  const lines = Buffer.from(bytes.subarray(start, end)).toString('latin1').trimEnd().split('\n');
  return lines.map((line) => line.slice(indent).trimEnd());
}
