import fc from 'fast-check';
import type { OrderRecord } from '../../src/core/order.ts';

/** Texts that YAML readers are known to take for something else, or to stop at, by what each is. */
export const quotingTraps: Readonly<Record<string, string>> = {
  'the country code of Norway': 'NO',
  'a number with a leading zero': '0123',
  'a number with an exponent': '1e3',
  'what looks like a comment': 'Case # 12',
  'what looks like an anchor': '&Co v Bar',
  'what looks like an alias': '*.example.com',
  'what looks like a tag': '!Yahoo v X',
  'what looks like an item': '- x',
  'what looks like a key in two parts': '? x',
  'what looks like a key': 'a: b',
  'a colon at the end': 'Re:',
  'a reserved at': '@x',
  'a reserved backtick': '`x`',
  'a directive': '%YAML 1.1',
  'a time of day': '12:30:45',
  'a date': '2022-07-11',
  'a moment': '2022-07-11T09:30:00+02:00',
  'a tilde': '~',
  'a null': 'null',
  'a yes in one letter': 'y',
  'a no in one letter': 'N',
  'a truth value': 'true',
  'a switch': 'off',
  'a default key': '=',
  'a merge key': '<<',
  'spaces before it': '  before',
  'spaces after it': 'after  ',
  'a tab in it': 'a\tb',
  'a tab before it': '\ta',
  emoji: '🏴‍☠️ v 🎵',
  'double quotes': 'the "site" v X',
  'single quotes': "l'ordine dell'AGCOM",
  'both quotes': `"it's"`,
  backslashes: 'C:\\new\\table\\',
  'an escape that is none': '\\u0041 \\n',
  'a group in braces': '{x}',
  'a list in brackets': '[x]',
  'a literal block': '|',
  'a folded block': '>-',
  'the end of a document': '...',
  'the start of a document': '---',
  'a hexadecimal number': '0x1F',
  'a number with underscores': '1_000',
  'a binary number': '0b11',
  infinity: '.inf',
  'no number': '.NaN',
  'a lone dot': '.',
  'a plus': '+12',
  'a comma at the end': 'Cloudflare, Inc.,',
  'a hash at the start': '#x',
  'a very long word': 'x'.repeat(500),
  'a long sentence': `${'word '.repeat(99)}end`,
  'a no-break space at its ends': '\u00a0x\u00a0',
};

/** The same for what is not text to us, and still must be written as it is. */
export const strangeCharacters: Readonly<Record<string, string>> = {
  'a next line': 'a\u0085b',
  'a line separator': 'a\u2028b',
  'a paragraph separator': 'a\u2029b',
  'a byte order mark': '\ufeffa',
  'a form feed': 'a\fb',
  'a delete': 'a\u007fb',
  'a C1 control': 'a\u009bb',
  'a turn of direction': 'a\u202eb',
  'a tag of plane 14': 'a\u{e0041}b',
  'a carriage return': 'a\rb',
  'a non-character': 'a\uffffb',
};

const trap = fc.constantFrom(...Object.values(quotingTraps));
const piece = fc.oneof(trap, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), fc.constantFrom(' ', '\t'));
const line = fc
  .array(piece, { minLength: 1, maxLength: 4 })
  .map((pieces) => pieces.join(' ').slice(0, 500).toWellFormed())
  .filter((text) => !/[\r\n]/.test(text));
const prose = fc.oneof(
  line,
  fc.array(line, { minLength: 2, maxLength: 5 }).map((lines) => lines.join('\n')),
  fc.lorem({ maxCount: 5, mode: 'sentences' }),
);
const name = fc.constantFrom('a.example', '1337x.to', 'no.example', '1e3.x', 'xn--e1afmkfd.org', '1e.3', 'ü.example');
const date = fc.constantFrom('2022-07-11', '2022-07-11T09:30:00+02:00');
const optional = { requiredKeys: [] };
const list = { file: fc.constantFrom('annex.txt', 'no', '1e3', 'lists/a b.txt'), sha256: fc.constant('1e'.repeat(32)) };
const target = fc.oneof(
  name,
  fc.record(
    { name, raw: line, note: prose, from: date, scope: fc.constant('exact' as const) },
    { requiredKeys: ['name'] },
  ),
);
const source = fc.record(
  { title: line, url: fc.constant('https://example.org/#a'), kind: fc.constant('primary' as const), note: prose },
  { requiredKeys: ['kind'] },
);

/** Records with all that quoting and layout have to do with; what they say need not make sense. */
export const anyRecord: fc.Arbitrary<OrderRecord> = fc.record(
  {
    publication: fc.constant('public' as const),
    schema: fc.constant(1 as const),
    id: fc.constantFrom('it-milano-2022', 'no', '123', '1e3', '2022-07-11', 'y'),
    title: line,
    notes: prose,
    instrument: fc.constant('court-order' as const),
    authority: fc.record(
      {
        country: fc.constantFrom('NO', 'IT'),
        name: line,
        kind: fc.constant('court' as const),
        timeZone: fc.constantFrom('Europe/Oslo', 'Etc/GMT+1'),
      },
      { requiredKeys: ['name', 'kind', 'country'] },
    ),
    caseNumbers: fc.array(line, { maxLength: 3 }),
    parties: fc.record(
      { respondents: fc.array(line, { maxLength: 4 }), applicants: fc.array(line, { maxLength: 2 }) },
      optional,
    ),
    obligations: fc.array(
      fc.record(
        {
          service: fc.constant('dns-resolver' as const),
          effect: fc.constant('block' as const),
          territory: fc.constant(['NO', 'IT']),
          comply: fc.constant({ within: 'P3D', from: 'served' as const }),
          note: prose,
        },
        { requiredKeys: ['service', 'effect'] },
      ),
      { maxLength: 3 },
    ),
    events: fc.array(
      fc.record(
        { date, type: fc.constant('issued' as const), note: prose, reference: line },
        { requiredKeys: ['date', 'type'] },
      ),
      { minLength: 1, maxLength: 4 },
    ),
    targets: fc.array(target, { maxLength: 8 }),
    annex: fc.record({ ...list, count: fc.nat() }, { requiredKeys: ['file', 'sha256'] }),
    amendments: fc.array(
      fc.record(
        {
          date,
          add: fc.oneof(fc.array(target, { maxLength: 3 }), fc.record(list)),
          remove: fc.array(name, { maxLength: 3 }),
          sources: fc.array(source, { maxLength: 2 }),
        },
        { requiredKeys: ['date'] },
      ),
      { maxLength: 3 },
    ),
    excluded: fc.array(
      fc.record({ name: line, by: fc.constant('court' as const), reason: prose.map((text) => `${text} (so it says)`) }),
      { maxLength: 2 },
    ),
    sources: fc.array(source, { maxLength: 3 }),
    review: fc.constant('2027-01-01'),
  },
  { requiredKeys: ['publication', 'id', 'title', 'instrument', 'authority', 'events'] },
);
