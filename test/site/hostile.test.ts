import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { OrderRecord } from '../../src/core/order.ts';
import { record } from '../support/record.ts';
import { workspace } from '../support/workspace.ts';
import { builtSite } from './built-site.ts';
import { pageTree } from './page-tree.ts';

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string;
  readonly enum?: unknown;
  readonly const?: unknown;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

const root: Schema = JSON.parse(readFileSync(new URL('../../schemas/order.schema.json', import.meta.url), 'utf8'));

function resolved({ $ref, ...schema }: Schema): Schema {
  if ($ref === undefined) return schema;
  return resolved({ ...root.$defs?.[$ref.replace('#/$defs/', '')], ...schema });
}

/** Everything that HTML, an attribute, a script, XML or a template might take for more than text. */
const hostile = `"><x-evil onload='alert(1)'>&amp;\${1}{{2}}<!--]]></title></script></svg><script>alert(3)</script>`;

interface Sown {
  readonly value: unknown;
  readonly fields: readonly string[];
}

/** Puts the text into every field that the schema leaves free. */
function sown(value: unknown, at: Schema, path = ''): Sown {
  const schema = resolved(at);
  const branches = [schema, ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map(resolved)];
  if (Array.isArray(value)) {
    const items = branches.find((one) => one.items)?.items ?? {};
    const parts = value.map((one) => sown(one, items, `${path}[]`));
    return { value: parts.map((one) => one.value), fields: parts.flatMap(({ fields }) => fields) };
  }
  if (typeof value === 'object' && value !== null) {
    const properties = branches.find((one) => one.properties)?.properties ?? {};
    const parts = Object.entries(value).map(
      ([key, one]) => [key, sown(one, properties[key] ?? {}, `${path}.${key}`)] as const,
    );
    return {
      value: Object.fromEntries(parts.map(([key, one]) => [key, one.value])),
      fields: parts.flatMap(([, { fields }]) => fields),
    };
  }
  const isFree =
    schema.type === 'string' &&
    !schema.enum &&
    schema.const === undefined &&
    !schema.pattern &&
    !keptAsTheyAre.has(path);
  return isFree ? { value: hostile, fields: [path] } : { value, fields: [] };
}

// Free in the schema, but held to more by the reader.
const keptAsTheyAre = new Set([
  '.authority.timeZone',
  '.annex.file',
  '.targets[].name',
  '.exceptions[].name',
  '.excluded[].name',
  '.events[].by',
]);

const whole: Partial<OrderRecord> = {
  title: 'x',
  caseNumbers: ['x'],
  legalBasis: ['x'],
  parties: { applicants: ['x'], supporters: ['x'], respondents: ['x'] },
  obligations: [
    { service: 'dns-resolver', effect: 'block', penalty: 'x', note: 'x', comply: { within: 'P3D', from: 'issued' } },
  ],
  events: [{ type: 'effective', date: '2020-01-01', reference: 'x', note: 'x' }],
  amendments: [{ date: '2021-01-01', add: ['b.to'], reference: 'x', note: 'x' }],
  excluded: [{ name: 'c.to', by: 'court', reason: 'x' }],
  exceptions: [{ name: 'free.a.to', note: 'x' }],
  sources: [{ title: 'x', file: 'x', kind: 'primary', note: 'x', url: 'https://example.org/"><x-evil>' }],
  notes: 'x',
};

describe('text from outside', () => {
  test('stays text in every page, whatever field of a record it stands in', async () => {
    const { value, fields } = sown(
      {
        ...whole,
        authority: { name: 'x', kind: 'court', country: 'IT', timeZone: 'Europe/Rome' },
        targets: [{ name: 'a.to', raw: 'x', note: 'x', at: 'x' }],
      },
      root,
    );
    const { targets, ...more } = value as OrderRecord;
    expect(fields.toSorted()).toMatchSnapshot();
    const files = await builtSite(workspace({ 'orders/a.yaml': record('a', [...(targets ?? []), 'c.to'], more) }));
    let seen = 0;
    for (const [path, text] of [...files].filter(([one]) => one.endsWith('.html'))) {
      const { faults, elements, text: shown } = pageTree(text);
      const attributes = elements.flatMap(({ attrs }) => attrs.map(({ name }) => name));
      expect([path, faults, elements.filter(({ tagName }) => tagName === 'x-evil')]).toEqual([path, [], []]);
      expect([path, attributes.filter((one) => one.startsWith('on'))]).toEqual([path, []]);
      seen += shown.split(hostile).length - 1;
    }
    expect(seen).toBeGreaterThan(fields.length);
    for (const path of ['changes.json', ...[...files.keys()].filter((one) => one.startsWith('search/'))]) {
      expect(() => JSON.parse(files.get(path) ?? '')).not.toThrow();
    }
    expect(files.get('changes.atom')).not.toContain('<x-evil');
  });
});
