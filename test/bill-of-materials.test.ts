import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type Plugin, rolldown } from 'rolldown';
import { loadConfig } from 'rolldown/config';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const shipped = readFileSync(join(dist, 'blocklist.cdx.json'), 'utf8');

interface Component {
  readonly 'bom-ref': string;
  readonly group?: string;
  readonly name: string;
  readonly licenses: readonly { readonly license?: { readonly id: string }; readonly expression?: string }[];
}

interface Bill {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

/** What bom-1.6.schema.json of CycloneDX asks for and allows, for the members that we write. */
const text = { type: 'string', minLength: 1 };
const component = {
  type: 'object',
  required: ['type', 'name', 'bom-ref', 'version', 'purl', 'licenses'],
  additionalProperties: false,
  properties: {
    type: { enum: ['application', 'library'] },
    'bom-ref': text,
    group: text,
    name: text,
    version: text,
    description: text,
    purl: { type: 'string', pattern: '^pkg:npm/(%40[\\w.-]+/)?[\\w.-]+@\\d+\\.\\d+\\.\\d+$' },
    licenses: {
      type: 'array',
      minItems: 1,
      items: {
        oneOf: [
          { required: ['license'], properties: { license: { required: ['id'], properties: { id: text } } } },
          { required: ['expression'], properties: { expression: text } },
        ],
      },
    },
    hashes: {
      type: 'array',
      items: {
        required: ['alg', 'content'],
        properties: { alg: { const: 'SHA-512' }, content: { pattern: '^[0-9a-f]{128}$' } },
      },
    },
  },
};
const dependency = {
  type: 'object',
  required: ['ref'],
  additionalProperties: false,
  properties: { ref: text, dependsOn: { type: 'array', items: text, uniqueItems: true } },
};
const validate = new Ajv2020({ allErrors: true, strictTypes: false, strictRequired: false }).compile<Bill>({
  type: 'object',
  required: ['bomFormat', 'specVersion', 'metadata', 'components', 'dependencies'],
  additionalProperties: false,
  properties: {
    $schema: { const: 'http://cyclonedx.org/schema/bom-1.6.schema.json' },
    bomFormat: { const: 'CycloneDX' },
    specVersion: { const: '1.6' },
    version: { type: 'integer', minimum: 1 },
    metadata: {
      type: 'object',
      required: ['component'],
      additionalProperties: false,
      properties: {
        component,
        lifecycles: { type: 'array', items: { required: ['phase'], properties: { phase: { const: 'build' } } } },
      },
    },
    components: { type: 'array', items: component, uniqueItems: true },
    dependencies: { type: 'array', items: dependency, uniqueItems: true },
  },
});

function valid(json: string): Bill {
  const bill: unknown = JSON.parse(json);
  if (!validate(bill)) throw new Error(JSON.stringify(validate.errors, null, 2));
  return bill;
}

const nameOf = ({ group, name }: Component) => (group === undefined ? name : `${group}/${name}`);

test('the bill of materials has the form that CycloneDX 1.6 asks for, and refers to nothing that is not in it', () => {
  const { metadata, components, dependencies } = valid(shipped);
  const known = [metadata.component, ...components].map((one) => one['bom-ref']);
  expect(new Set(known).size).toBe(known.length);
  const named = dependencies.flatMap(({ ref, dependsOn = [] }) => [ref, ...dependsOn]);
  expect(named.filter((ref) => !known.includes(ref))).toEqual([]);
});

test('it says whose code is inside the program, and under which licence', () => {
  const { components } = valid(shipped);
  const lines = components.map((one) => `${nameOf(one)}: ${one.licenses.map((l) => l.expression ?? l.license?.id)}`);
  expect(lines).toMatchInlineSnapshot(`
    [
      "@clack/core: MIT",
      "@clack/prompts: MIT",
      "@commander-js/extra-typings: MIT",
      "@leichtgewicht/ip-codec: MIT",
      "@noble/hashes: MIT",
      "ansi-regex: MIT",
      "chalk: MIT",
      "commander: MIT",
      "csv-parse: MIT",
      "dns-packet: MIT",
      "emoji-regex: MIT",
      "fast-string-truncated-width: MIT",
      "fast-string-width: MIT",
      "fast-wrap-ansi: MIT",
      "get-east-asian-width: MIT",
      "pdfjs-dist: Apache-2.0",
      "rolldown: MIT",
      "saxes: ISC",
      "sisteransi: MIT",
      "string-width: MIT",
      "strip-ansi: MIT",
      "temporal-polyfill: MIT",
      "temporal-utils: MIT",
      "tldts: MIT",
      "unpdf: MIT",
      "xmlchars: MIT",
      "yaml: ISC",
    ]
  `);
});

test('it lists exactly the packages whose modules are in the files of dist', () => {
  const names = valid(shipped).components.map(nameOf);
  const chunks = readdirSync(dist).filter((file) => file.endsWith('.js'));
  const modules = chunks.flatMap((file) =>
    [...readFileSync(join(dist, file), 'utf8').matchAll(/^\/\/ node_modules\/((?:@[^/\s]+\/)?[^/\s]+)/gm)].map(
      ([, name = '']) => name,
    ),
  );
  expect(modules.length).toBeGreaterThan(100);
  expect([...new Set(modules)].filter((name) => !names.includes(name))).toEqual([]);
  // The list of licences is made from the module graph by another program.
  const licensed = [...readFileSync(join(dist, 'licenses.txt'), 'utf8').matchAll(/^Name: (.*)$/gm)].map(([, n]) => n);
  const besides = ['pdfjs-dist', 'rolldown', 'tldts'];
  expect([...new Set([...licensed, ...besides])].sort()).toEqual([...names].sort());
});

test('made again, it is the same to the byte', async () => {
  const config = await loadConfig(join(root, 'rolldown.config.js'));
  if (typeof config === 'function' || Array.isArray(config)) throw new Error('The settings are of another kind.');
  // The others write into dist.
  const plugins = (config.plugins as readonly Plugin[]).filter(({ name }) => name === 'bill-of-materials');
  const { output: _, ...settings } = config;
  const bundle = await rolldown({ ...settings, cwd: root, plugins });
  const { output } = await bundle.generate({ format: 'esm' });
  await bundle.close();
  const made = output.find(({ fileName }) => fileName === 'blocklist.cdx.json');
  expect(made?.type === 'asset' && made.source).toBe(shipped);
});
