import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasErrors } from '../../src/core/diagnostic.ts';
import type { OrderRecord } from '../../src/core/order.ts';
import { validateOrderRecord } from '../../src/generated/order-validator.ts';
import { checkRecord } from './check-record.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema | false>>;
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
}

type Path = readonly (string | number)[];

/** A place in a record where the schema allows a text. Of each list it is the first item. */
export interface Field {
  readonly pointer: string;
  readonly path: Path;
  readonly schema: Schema;
}

const whole = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../schemas/order.schema.json'), 'utf8'),
) as Schema & { readonly $defs: Readonly<Record<string, Schema>> };

function resolved(schema: Schema): Schema {
  const { $ref, ...more } = schema;
  return $ref === undefined ? schema : { ...whole.$defs[$ref.replace('#/$defs/', '')], ...more };
}

function* fieldsOf(given: Schema, path: Path = []): Generator<Field> {
  const schema = resolved(given);
  if ([schema.type].flat().includes('string')) yield { pointer: `/${path.join('/')}`, path, schema };
  if (schema.items) yield* fieldsOf(schema.items, [...path, 0]);
  for (const [key, child] of Object.entries(schema.properties ?? {})) if (child) yield* fieldsOf(child, [...path, key]);
}

/** Every field of a record that takes a text, from the schema: a new one is tried as soon as it is there. */
export const fields: readonly Field[] = [...fieldsOf(whole)];

const examples = [
  'www.some-site.to',
  ...['one', 'IT', '2022-07-11', 'P3D', 'https://paper.example/', '192.0.2.1', '0'.repeat(64), 'ECLI:IT:CASS:2022:1'],
];

function exampleOf(path: Path): unknown {
  const pointer = `/${path.join('/')}`;
  const found = fields.find((field) => field.pointer === pointer)?.schema;
  // Whatever is no text is a group or a list, and gets its members when the validator misses them.
  if (found?.type !== 'string') return {};
  const { enum: choices, pattern = '', minLength = 0, maxLength = 1e9 } = found;
  const fits = (text: string) =>
    new RegExp(pattern, 'u').test(text) && text.length >= minLength && text.length <= maxLength;
  const example = choices?.[0] ?? examples.find(fits);
  if (example === undefined) throw new Error(`There is no example for ${pointer}: add one that its schema takes.`);
  return example;
}

type Json = Record<string | number, unknown>;

function put(record: Json, path: Path, value: unknown): void {
  let at = record;
  for (const [index, key] of path.slice(0, -1).entries()) {
    const isList = typeof path[index + 1] === 'number';
    if (typeof at[key] !== 'object' || Array.isArray(at[key]) !== isList) at[key] = isList ? [] : {};
    at = at[key] as Json;
  }
  at[path.at(-1) as string] = value;
}

function take(record: Json, path: Path): void {
  const parent = path.slice(0, -1).reduce((at, key) => at[key] as Json, record);
  delete parent[path.at(-1) as string];
}

/** A record in which a field is a text, with all that the schema then asks for beside it. */
export function withField(base: OrderRecord, { path, pointer }: Field, text: string): OrderRecord {
  const record = structuredClone(base) as unknown as Json;
  put(record, path, text);
  for (let round = 0; round < 9 && !validateOrderRecord(record); round++) {
    for (const { instancePath, keyword, params } of validateOrderRecord.errors ?? []) {
      const at = instancePath
        .split('/')
        .slice(1)
        .map((key) => (/^\d+$/.test(key) ? Number(key) : key));
      const missing = keyword === 'required' && [...at, params['missingProperty'] as string];
      if (missing) put(record, missing, exampleOf(missing));
      else if (keyword === 'false schema' && !pointer.startsWith(instancePath)) take(record, at);
    }
  }
  return record as unknown as OrderRecord;
}

/** A record in force that blocks one name. */
export const base: OrderRecord = {
  id: 'one',
  title: 'Applicant v Respondent',
  instrument: 'court-order',
  authority: { name: 'Tribunale di Milano', kind: 'court', country: 'IT', timeZone: 'Europe/Rome' },
  obligations: [{ service: 'dns-resolver', effect: 'block' }],
  events: [{ type: 'effective', date: '2020-01-01' }],
  targets: [{ name: 'some-site.to' }],
  publication: 'public',
};

export function withFields(record: OrderRecord, all: readonly Field[], text: string): OrderRecord {
  return all.reduce((so, field) => withField(so, field, text), record);
}

function isSound(record: OrderRecord): boolean {
  return !hasErrors(checkRecord(Buffer.from(JSON.stringify(record))).findings);
}

/** Those in which anybody may write anything, in all of them at once, as the program has it. */
export const freeFields: readonly Field[] = together(fields);

function together(all: readonly Field[]): readonly Field[] {
  const free: Field[] = [];
  for (const field of all) {
    free.push(field);
    if (!isSound(withFields(base, free, 'a word'))) free.pop();
  }
  return free;
}
