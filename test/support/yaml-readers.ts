import { createRequire } from 'node:module';
import { parse } from 'yaml';

// It has no types of its own.
const jsYaml = createRequire(import.meta.url)('js-yaml') as { readonly safeLoad: (text: string) => unknown };

/** Other programs that may read a record, by what they know. */
export const yamlReaders: readonly (readonly [string, (text: string) => unknown])[] = [
  ['YAML 1.2', (text) => parse(text, { version: '1.2' })],
  ['YAML 1.1', (text) => parse(text, { version: '1.1' })],
  ['YAML 1.1 of js-yaml 3', (text) => jsYaml.safeLoad(text)],
];
