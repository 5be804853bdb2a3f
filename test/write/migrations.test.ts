import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { recordVersion } from '../../src/core/order.ts';
import { type Migration, migrated, migrations } from '../../src/write/migrations.ts';
import { recordText } from '../../src/write/record-text.ts';
import { anyRecord } from '../support/any-record.ts';

/** What a text becomes, or why it stays; a text that is of the newest version already is itself. */
function outcome(text: string, steps?: readonly Migration[]): string {
  const result = migrated(text, steps);
  return result.kind === 'changed' ? result.text : result.kind === 'refused' ? result.message : text;
}

const head = '# yaml-language-server: $schema=x\n';

describe('a record without a version is given its line, and no other byte changes', () => {
  test.each<[string, string, string]>([
    ['above the first key', 'id: one\ntitle: "x"\n', 'schema: 1\nid: one\ntitle: "x"\n'],
    [
      'below the comments at its top',
      `${head}\n# Ours.\nid: one # a\n# b\n`,
      `${head}\n# Ours.\nschema: 1\nid: one # a\n# b\n`,
    ],
    ['with the line ends of the file', 'id: one\r\ntitle: x\r\n', 'schema: 1\r\nid: one\r\ntitle: x\r\n'],
    ['behind a byte order mark', '\uFEFFid: one\r\n', '\uFEFFschema: 1\r\nid: one\r\n'],
    ['behind the mark of a document', '---\nid: one\n', '---\nschema: 1\nid: one\n'],
    ['as far to the right as its keys', '\n  id: one\n  title: x', '\n  schema: 1\n  id: one\n  title: x'],
    ['where there is one line and no end of it', 'id: one', 'schema: 1\nid: one'],
  ])('%s', (_, before, after) => {
    expect(outcome(before)).toBe(after);
    expect(migrated(after)).toEqual({ kind: 'as-it-was' });
  });

  test('law: whatever the record says', () => {
    const ends = fc.constantFrom('\n', '\r\n');
    fc.assert(
      fc.property(anyRecord, ends, ({ schema: _, ...record }, end) => {
        const text = recordText(record, { schema: 'x' }).replaceAll('\n', end);
        const after = outcome(text);
        expect(after.replace(`schema: 1${end}`, '')).toBe(text);
        expect(parse(after)).toEqual({ ...parse(text), schema: 1 });
        expect(migrated(after)).toEqual({ kind: 'as-it-was' });
      }),
      { numRuns: 300 },
    );
  });
});

describe('a record that cannot be changed safely stays as it is, and the reason is said', () => {
  test.each(['{ id: one, title: x }\n', '- one\n', 'id: &a one\ntitle: *a\n', 'id: one\nid: two\n', 'id: "\n', ''])(
    '%j',
    (text) => {
      expect(migrated(text)).toMatchObject({
        kind: 'refused',
        message: expect.stringMatching(/^It was left as it is: /),
      });
    },
  );
});

/** What no version has: case numbers are called dockets. */
const dockets: Migration = {
  rewrite: (text) => text.replace(/^caseNumbers:/m, 'dockets:'),
  says: ({ caseNumbers, ...rest }) => ({ ...rest, ...(caseNumbers !== undefined && { dockets: caseNumbers }) }),
};
/** What no version has: every record names its language, at its end. */
const language: Migration = {
  rewrite: (text) => `${text}language: it\n`,
  says: (said) => ({ ...said, language: 'it' }),
};
const old = `${head}id: one\ncaseNumbers: ["1/26"] # as on the paper\ntitle: "x"\n`;

describe('steps to later versions', () => {
  test('lead from the first version to the newest, one for each', () => {
    expect(migrations.length).toBe(recordVersion - 1);
  });

  test('are taken one after the other, from the version that the record has', () => {
    const second = `${head}schema: 2\nid: one\ndockets: ["1/26"] # as on the paper\ntitle: "x"\n`;
    expect(outcome(old, [dockets])).toBe(second);
    expect(outcome(old, [dockets, language])).toBe(`${second.replace('schema: 2', 'schema: 3')}language: it\n`);
    expect(outcome(second, [dockets, language])).toBe(outcome(old, [dockets, language]));
  });

  test('are taken once: what has the newest version stays as it is', () => {
    for (const steps of [[], [dockets], [dockets, language]]) {
      expect(migrated(outcome(old, steps), steps)).toEqual({ kind: 'as-it-was' });
    }
  });

  test('change the number in its place, with what stands beside it', () => {
    const written = 'id: one\nschema:  "1" # of the form\ntitle: "x"\n';
    expect(outcome(written, [language])).toBe('id: one\nschema:  2 # of the form\ntitle: "x"\nlanguage: it\n');
  });

  test('change nothing where the text does not come to say what they are to make of it', () => {
    const inBrackets = 'id: one\n"caseNumbers": ["1/26"]\n';
    expect(outcome(inBrackets, [dockets])).toBe(
      'It was left as it is: it is written in a way that a program cannot safely change. Write the lines by hand.',
    );
    const careless: Migration = { ...dockets, rewrite: (text) => text.replace('title', 'name') };
    expect(migrated(old, [careless])).toMatchObject({ kind: 'refused' });
  });
});
