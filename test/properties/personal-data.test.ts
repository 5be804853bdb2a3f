import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutPersonalData } from '../../src/core/personal-data.ts';
import { checkLetter } from '../../src/core/tax-number.ts';
import { recordText } from '../../src/write/record-text.ts';
import { checkRecord } from '../support/check-record.ts';
import { base, fields, freeFields, withField, withFields } from '../support/order-fields.ts';
import { RUNS } from '../support/runs.ts';
import { configOfOne, recipeOfOne, waysOut, writtenOutside } from '../support/ways-out.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

const from = (signs: string, length: number) =>
  fc.string({ unit: fc.constantFrom(...signs), minLength: length, maxLength: length });
const digits = (length: number) => from('0123456789', length);
const letters = (length: number) => from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', length);
const eitherCase = (text: fc.Arbitrary<string>) =>
  fc.tuple(text, fc.boolean()).map(([one, isSmall]) => (isSmall ? one.toLowerCase() : one));

/** Parts with one and the same sign between them, or none. */
const parted = (parts: fc.Arbitrary<readonly string[]>, signs: readonly string[]) =>
  fc.tuple(parts, fc.constantFrom(...signs)).map(([all, sign]) => all.join(sign));

const day = fc
  .tuple(fc.integer({ min: 1, max: 28 }), fc.constantFrom(0, 40))
  .map(([at, woman]) => String(at + woman).padStart(2, '0'));
const taxNumber = eitherCase(
  parted(
    fc
      .tuple(letters(3), letters(3), digits(2), from('ABCDEHLMPRST', 1), day, letters(1), digits(3))
      .map(([surname, name, year, month, born, place, code]) => [
        surname,
        name,
        `${year}${month}${born}`,
        `${place}${code}${checkLetter(surname + name + year + month + born + place + code)}`,
      ]),
    ['', ' ', '\u00a0', '-'],
  ),
);

/** ISO 7064, MOD 97-10: the two digits that make the remainder 1. */
function withCheckDigits(country: string, account: string): string {
  const figures = [...`${account}${country}00`].map((sign) => Number.parseInt(sign, 36)).join('');
  return `${country}${String(98n - (BigInt(figures) % 97n)).padStart(2, '0')}${account}`;
}

const accountOfItaly = fc
  .tuple(letters(1), digits(22))
  .map(([check, account]) => withCheckDigits('IT', check + account));
const accountOfGermany = digits(18).map((account) => withCheckDigits('DE', account));
const account = eitherCase(
  parted(
    fc
      .oneof(accountOfItaly, accountOfGermany)
      .chain((whole) =>
        fc.constantFrom(
          whole.match(/.{1,4}/g) as readonly string[],
          [whole.slice(0, 2), whole.slice(2, 4), whole.slice(4, 5), whole.slice(5, 10), whole.slice(10)],
          [whole],
        ),
      ),
    [' ', '\u00a0', '\u202f', '-', '–', '.'],
  ),
);

const word = fc.constantFrom(
  ...['tel. ', 'tel ', 'Tel.: ', 'TEL:', 'cell. ', 'fax ', 'Fax: ', 'phone ', 'phone no. ', 'telefono ', 'mobile '],
  ...['cellulare: ', 'Tél. : ', 'Telefon ', 'Tel.-Nr. ', 'tel. n. ', 'Tel – ', 'тел. '],
);
const area = fc.constantFrom('02', '06', '030', '055', '333', '347');
const telephone = fc
  .tuple(word, parted(fc.tuple(area, digits(4), digits(3)), ['', ' ', '.', '-', '/', '\u00a0', '\u2011']))
  .map(([announced, number]) => announced + number);
const fromAbroad = parted(fc.tuple(fc.constantFrom('0039', '00420', '001', '(0044)'), from('3456789', 3), digits(7)), [
  ' ',
  '.',
  '-',
  '\u00a0',
]);

const kinds = {
  "a person's tax number": taxNumber,
  'a bank account number': account,
  'a telephone number': fc.oneof(telephone, fromAbroad),
  'an e-mail address': fc.constantFrom('@', '＠', '﹫', '&#64;', '%40').map((sign) => `m.rossi${sign}studio.example`),
};

/** All that a sentence may stand in. */
const texts = [...freeFields, ...fields.filter(({ pointer }) => pointer === '/excluded/0/reason')];

/** An order that says it wherever a text may stand. */
function folderWith(text: string): Workspace {
  const record = withFields(base, texts, text);
  return workspace({
    'blocklist.config.yaml': configOfOne,
    'orders/one.yaml': recordText(record, { schema: 'x' }),
  });
}

describe.each(Object.entries(kinds))('%s', (kind, data) => {
  test('is taken out of any text around it', () => {
    const law = fc.property(fc.lorem(), data, fc.lorem(), (before, datum, after) => {
      expect(withoutPersonalData(`${before}, ${datum}, ${after}`).text).toMatch(
        new RegExp(`^${before}, \\[[a-z -]+\\], ${after}$`),
      );
    });
    fc.assert(law, { numRuns: RUNS / 20 });
  });

  test('is an error in any field that takes any text', () => {
    const law = fc.property(fc.constantFrom(...texts), data, (field, datum) => {
      const { findings } = checkRecord(Buffer.from(JSON.stringify(withField(base, field, `Anna, ${datum}`))));
      expect([field.pointer, findings.find(({ code }) => code === 'text/personal-data')?.message]).toEqual([
        field.pointer,
        // Twenty digits of an account may look like more than one thing.
        expect.stringMatching(`^This holds what looks like .*${kind}`),
      ]);
    });
    fc.assert(law, { numRuns: RUNS / 100 });
  });

  test('keeps every command that makes something public from making it', async () => {
    const law = fc.asyncProperty(data, async (datum) => {
      const space = folderWith(datum);
      for (const argv of waysOut) {
        const { status, stdout } = await space.run(...argv);
        expect([argv, status, stdout]).toEqual([argv, 1, '']);
      }
      expect(writtenOutside(space)).toEqual([]);
      // A recipe looks at no fault of a record, and tells of the order all the same.
      expect((await space.run(...recipeOfOne)).stdout).not.toContain(datum);
    });
    await fc.assert(law, { numRuns: RUNS / 20_000 });
  });
});

test('a mailbox in disguise, wherever it stands, is in nothing that a reader outside gets', async () => {
  const person = from('abcdefghijklmnopqrstuvwxyz', 12);
  const at = fc.constantFrom(' [at] ', '(at)', '{at}', ' (@) ');
  const dot = fc.constantFrom('.', ' [dot] ', '(dot)');
  const law = fc.asyncProperty(person, at, dot, async (name, sign, joint) => {
    const space = folderWith(`Anna ${name}${sign}studio${joint}example`);
    for (const argv of [...waysOut, recipeOfOne]) {
      const { status, stdout } = await space.run(...argv);
      expect([argv, status, stdout.includes(name)]).toEqual([argv, 0, false]);
    }
    expect(writtenOutside(space).length).toBeGreaterThan(20);
    expect(writtenOutside(space).filter((text) => text.includes(name))).toEqual([]);
  });
  await fc.assert(law, { numRuns: RUNS / 10_000 });
});
