import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Notice, structuredError, structuredText, type Told } from '../../src/core/extra-text.ts';

const told: fc.Arbitrary<Told> = fc.record({
  text: fc.string({ unit: 'binary', maxLength: 400 }),
  language: fc.constantFrom('en', 'de'),
  incidents: fc.array(fc.record({ db: fc.constant('lumen'), id: fc.stringMatching(/^[0-9]{1,15}$/) }), {
    maxLength: 3,
  }),
});
const notice: fc.Arbitrary<Notice> = fc.record(
  {
    organisation: fc.string({ unit: 'binary', maxLength: 100 }),
    contacts: fc.array(fc.constantFrom('mailto:block@example.net', 'tel:+39021234567'), { maxLength: 3 }),
  },
  { requiredKeys: [] },
);
const form = fc.constantFrom('sde-27' as const, 'fdbs-02' as const);

describe('a structured DNS error', () => {
  test('is whole JSON in the octets that there are, or nothing; it needs no \\ and has no sub-error', () => {
    fc.assert(
      fc.property(form, told, notice, fc.nat(700), (asked, what, who, octets) => {
        const text = structuredText(structuredError(asked, what, who), octets);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(octets);
        expect(text).not.toMatch(/[\\\n]|"s":/);
        if (text === '') return;
        const read = JSON.parse(text) as Record<string, unknown>;
        expect(Object.keys(read).filter((key) => !['fdbs', 'c', 'j', 'o', 'l'].includes(key))).toEqual([]);
        expect('l' in read).toBe('j' in read || 'o' in read);
        if (asked === 'sde-27') expect(read).not.toHaveProperty('fdbs');
      }),
    );
  });

  test('gives up its reason before it gives up whom to ask', () => {
    const error = structuredError(
      'fdbs-02',
      {
        text: 'Blocked by order 310 O 99/21 of Landgericht Hamburg',
        language: 'en',
        incidents: [{ db: 'lumen', id: '7' }],
      },
      { organisation: 'Example', contacts: ['mailto:a@example.net'] },
    );
    expect([170, 140, 100, 40, 35, 20].map((octets) => structuredText(error, octets))).toMatchInlineSnapshot(`
      [
        "{"fdbs":[{"db":"lumen","id":"7"}],"c":["mailto:a@example.net"],"j":"Blocked by order 310 O 99/21 of Landgericht Hamburg","o":"Example","l":"en"}",
        "{"fdbs":[{"db":"lumen","id":"7"}],"c":["mailto:a@example.net"],"j":"Blocked by order 310 O 99/21 of Landgericht…","o":"Example","l":"en"}",
        "{"fdbs":[{"db":"lumen","id":"7"}],"c":["mailto:a@example.net"]}",
        "{"fdbs":[{"db":"lumen","id":"7"}]}",
        "{"fdbs":[{"db":"lumen","id":"7"}]}",
        "",
      ]
    `);
  });
});
