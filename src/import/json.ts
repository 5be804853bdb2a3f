import { RowCount } from './caps.ts';
import { decodeText } from './decode-text.ts';
import { refuseHiddenFaults } from './json-faults.ts';
import { NotReadable } from './not-readable.ts';
import type { PaperFormat, PaperPart, PaperRow } from './paper.ts';
import { type NamedValues, tableOf } from './table-of-values.ts';

/**
 * A register as JSON: a list of texts is lines, a list of objects a table whose columns are their names. Lists within
 * objects, such as `fqdn` in a ticket of Piracy Shield, are parts of their own. Places are JSON Pointers (RFC 6901).
 */
export const json: PaperFormat = {
  id: 'json',
  title: 'register as JSON',
  endings: ['json'],
  read: async (bytes, { choices, caps }) => {
    const { text, doubts, remarks } = decodeText(bytes, { chosen: choices.encoding });
    const lists = new Lists();
    lists.collect(parsed(text), { pointer: '', name: '' });
    return { format: 'json', parts: lists.parts(new RowCount(caps)), doubts, remarks };
  },
};

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

interface At {
  readonly pointer: string;
  /** The names that lead here, without the numbers, so that the same list of every ticket is one part. */
  readonly name: string;
}

function parsed(text: string): Json {
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch {
    throw new NotReadable(
      'The file breaks the rules of JSON, perhaps because it was cut off, so nothing was read from it. Ask the sender for it once more, or for the list as a CSV file.',
    );
  }
  refuseHiddenFaults(text);
  return value;
}

class Lists {
  readonly #lines = new Map<string, { readonly text: string; readonly place: string }[]>();
  readonly #things = new Map<string, NamedValues[]>();

  collect(value: Json, at: At): void {
    if (isList(value)) {
      for (const [index, item] of value.entries()) this.collect(item, { ...at, pointer: `${at.pointer}/${index}` });
    } else if (isObject(value)) this.#collectObject(value, at);
    else entry(this.#lines, at.name).push({ text: textOf(value), place: at.pointer || 'the whole file' });
  }

  parts(count: RowCount): PaperPart[] {
    const tables = [...this.#things].map(([name, things]) => ({ name, ...tableOf(things, count) }));
    const texts = [...this.#lines].map(([name, lines]): PaperPart => {
      const full = lines.filter(({ text }) => text.trim() !== '');
      const rows = full.map(({ text, place }): PaperRow => count.counted({ place, cells: [{ text, place }] }));
      return { name: this.#things.has(name) ? `${name} (single values)`.trim() : name, kind: 'text', rows };
    });
    return [...tables, ...texts].filter(({ rows }) => rows.length > 0);
  }

  #collectObject(value: { readonly [name: string]: Json }, { pointer, name }: At): void {
    const names = Object.keys(value);
    // Names of sites as names of an object: they are content, and would be lost as headings.
    if (names.length > 0 && names.filter((key) => key.includes('.')).length * 2 > names.length) {
      for (const key of names)
        this.#addThing(name, {
          pointer: `${pointer}/${escaped(key)}`,
          first: [['name', key]],
          value: value[key] ?? null,
        });
    } else this.#addThing(name, { pointer, first: [], value });
  }

  #addThing(
    part: string,
    { pointer, first, value }: { pointer: string; first: [string, string][]; value: Json },
  ): void {
    const values = first;
    const flatten = (inner: Json, { pointer: here, path }: { pointer: string; path: string }) => {
      if (isList(inner)) this.collect(inner, { pointer: here, name: joined(part, path) });
      else if (isObject(inner)) {
        for (const [key, item] of Object.entries(inner))
          flatten(item, { pointer: `${here}/${escaped(key)}`, path: joined(path, key) });
      } else values.push([path === '' ? 'value' : path, textOf(inner)]);
    };
    flatten(value, { pointer, path: '' });
    entry(this.#things, part).push({ place: pointer || 'the whole file', values });
  }
}

function entry<Item>(lists: Map<string, Item[]>, name: string): Item[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  return list;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: string | number | boolean | null): string {
  return value === null ? '' : String(value);
}

function joined(path: string, name: string): string {
  return path === '' || name === '' ? path + name : `${path}.${name}`;
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
