// Makes src/generated/ from the schemas: a type and a compiled validator each, so that neither is written twice and
// no command pays for compiling a schema at start-up.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { compile } from 'json-schema-to-typescript';

const folder = new URL('./', import.meta.url);
const target = new URL('../src/generated/', import.meta.url);
const names = [
  'change',
  'config',
  'diagnostics',
  'difference',
  'doctor',
  'due',
  'evidence',
  'explanation',
  'feed',
  'ledger',
  'list',
  'manifest',
  'order',
  'order-card',
  'publication',
  'published',
  'status',
  'verified-files',
];
const banner = '// Made from schemas/ by `npm run generate`. Do not edit.';

const schemas = Object.fromEntries(
  await Promise.all(
    names.map(async (name) => [name, JSON.parse(await readFile(new URL(`${name}.schema.json`, folder), 'utf8'))]),
  ),
);

/** The schema without its conditions: a TypeScript type cannot say them, the validator does. */
function withoutConditions(node) {
  if (Array.isArray(node)) return node.map(withoutConditions);
  if (node === null || typeof node !== 'object') return node;
  const kept = Object.entries(node).filter(([key]) => !['allOf', 'if', 'then', 'else'].includes(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutConditions(value)]));
}

const textKinds = { '#/$defs/text': 'line', '#/$defs/reason': 'prose', '#/$defs/prose': 'prose', '#/$defs/url': 'url' };

/** What messages say of each place of a document, by JSON Pointer with `*` for any index. */
function shapeOf(root) {
  const found = new Map();
  const walk = (node, path) => {
    const schema = node.$ref ? { ...root.$defs[node.$ref.slice('#/$defs/'.length)], ...node } : node;
    const keys = schema.properties && Object.keys(schema.properties);
    found.set(path, { description: schema.description, keys, text: textKinds[node.$ref] });
    for (const [key, value] of Object.entries(schema.properties ?? {})) walk(value, `${path}/${key}`);
    if (schema.items) walk(schema.items, `${path}/*`);
  };
  walk(root, '');
  return found;
}

async function writeTypes(name) {
  const text = await compile(withoutConditions(schemas[name]), schemas[name].title, {
    additionalProperties: false,
    bannerComment: banner,
    ignoreMinAndMaxItems: true,
    format: false,
  });
  await writeFile(new URL(`${name}.ts`, target), text);
}

async function writeValidator(name) {
  const ajv = new Ajv2020({
    allErrors: true,
    coerceTypes: true,
    strict: true,
    strictRequired: false,
    strictTypes: false,
    unicode: false,
    logger: false,
    code: { source: true, esm: true, lines: true },
  });
  const type = schemas[name].title;
  const code = standalone
    .default(ajv, ajv.compile(schemas[name]))
    .replace('"use strict";', '')
    .replace(/^export default \w+;/m, '')
    .replace(/^export const validate = /m, `export const validate${type}: Validate = `);
  if (code.includes('require(')) throw new Error('A compiled validator must not load ajv at run time.');
  const head = `${banner}\n// @ts-nocheck\nimport type { Validate } from './validate.ts';\n`;
  await writeFile(new URL(`${name}-validator.ts`, target), head + code);
}

await mkdir(target, { recursive: true });
await writeFile(
  new URL('validate.ts', target),
  `${banner}
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}
/** Says whether the value fits, turns text into the numbers that the schema asks for, and leaves its errors behind. */
export interface Validate {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}
`,
);
await Promise.all(names.flatMap((name) => [writeTypes(name), writeValidator(name)]));
const shapes = ['order', 'config'].map((name) => {
  const lines = [...shapeOf(schemas[name])].map((entry) => `  ${JSON.stringify(entry)},`).join('\n');
  return `export const ${name}Shape: Shape = new Map<string, ShapeEntry>([\n${lines}\n]);\n`;
});
await writeFile(
  new URL('shape.ts', target),
  `${banner}
export interface ShapeEntry {
  readonly description?: string;
  /** The keys that may stand here. */
  readonly keys?: readonly string[];
  /** Free text of one line or of several, or a web address. */
  readonly text?: 'line' | 'prose' | 'url';
}
/** By JSON Pointer (RFC 6901) with \`*\` for any index. */
export type Shape = ReadonlyMap<string, ShapeEntry>;
${shapes.join('')}`,
);

const copies = ['order', 'config'].map(async (name) => {
  const text = await readFile(new URL(`${name}.schema.json`, folder), 'utf8');
  return `export const ${name}SchemaText: string = ${JSON.stringify(text)};\n`;
});
await writeFile(
  new URL('schema-texts.ts', target),
  `${banner}\n// For editors: \`blocklist init\` lays these beside the records.\n${(await Promise.all(copies)).join('')}`,
);

/** The rules of the public suffix list that tldts holds, as text: `*.` before those that are for the names below. */
function suffixRules({ nodeFlags, edgeStart, edgeLength, edgeChild, labelText, rulesRoot }) {
  const offsets = [0];
  for (const length of edgeLength) offsets.push(offsets.at(-1) + length);
  const rules = [];
  const walk = (node, suffix) => {
    for (let edge = edgeStart[node]; edge < edgeStart[node + 1]; edge++) {
      const label = labelText.slice(offsets[edge], offsets[edge + 1]);
      const name = suffix === '' ? label : `${label}.${suffix}`;
      if (nodeFlags[edgeChild[edge]] !== 0) rules.push(name);
      walk(edgeChild[edge], name);
    }
  };
  walk(rulesRoot, '');
  return rules.filter((rule) => /^[a-z0-9*._-]+$/.test(rule)).sort();
}

// What a server does with every change is written once, for those who refer to it and for those to whom init gives it.
const recipes = [
  ['githubAction', 'action.yml'],
  ['gitlabPipeline', 'gitlab.yml'],
].map(async ([name, file]) => {
  const text = await readFile(new URL(`../.ci/${file}`, import.meta.url), 'utf8');
  return `export const ${name}: string = ${JSON.stringify(text)};\n`;
});
await writeFile(new URL('ci-recipes.ts', target), `${banner}\n${(await Promise.all(recipes)).join('')}`);

const assets = [
  ['siteStyle', 'style.css'],
  ['searchScript', 'search.js'],
  ['siteIcon', 'icon.svg'],
].map(async ([name, file]) => {
  const text = await readFile(new URL(`../src/site/assets/${file}`, import.meta.url), 'utf8');
  return `export const ${name}: string = ${JSON.stringify(text)};\n`;
});
await writeFile(new URL('site-assets.ts', target), `${banner}\n${(await Promise.all(assets)).join('')}`);

const trie = await import('../node_modules/tldts/dist/cjs/src/data/trie.js');
const rules = suffixRules(trie.default ?? trie);
await writeFile(
  new URL('suffix-rules.ts', target),
  `${banner}\n/** The rules of the public suffix list in ASCII, as in tldts, one a line. */\nexport const suffixRules: string = \`${rules.join('\n')}\`;\n`,
);

const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
await writeFile(new URL('version.ts', target), `${banner}\nexport const programVersion = '${version}';\n`);
