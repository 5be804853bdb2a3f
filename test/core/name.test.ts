import { describe, expect, test } from 'vitest';
import { canonicalKey, type DomainName, isBelow, parseName, selfAndParents, unicodeName } from '../../src/core/name.ts';

/** The name, or the code of the fault. */
function read(text: string): string {
  const result = parseName(text);
  return result.ok ? result.name : result.fault.code;
}

type Cases = Readonly<Record<string, readonly (readonly [written: string, expected: string])[]>>;

const label63 = 'x'.repeat(63);
const name253 = `${`${label63}.`.repeat(3)}${'y'.repeat(61)}`;

const accepted: Cases = {
  'case does not matter': [
    ['EXAMPLE.Com', 'example.com'],
    ['XN--ZCA.DE', 'xn--zca.de'],
  ],
  'one dot at the end is the root, not a part': [
    ['example.com.', 'example.com'],
    ['faß.de.', 'xn--fa-hia.de'],
    ['faß.de。', 'xn--fa-hia.de'],
  ],
  'underscores and hyphens stand anywhere in a label': [
    ['_dmarc.my_site.com', '_dmarc.my_site.com'],
    ['a-b.c--d.com', 'a-b.c--d.com'],
    ['-a-.com', '-a-.com'],
  ],
  'letters of other alphabets become A-labels, and A-labels stay': [
    ['münchen.de', 'xn--mnchen-3ya.de'],
    ['xn--mnchen-3ya.de', 'xn--mnchen-3ya.de'],
    ['mu\u0308nchen.de', 'xn--mnchen-3ya.de'],
    ['МОСКВА.рф', 'xn--80adxhks.xn--p1ai'],
    ['नमस्ते.भारत', 'xn--h2bhs4b8d8a.xn--h2brj9c'],
  ],
  'sharp s and final sigma stay themselves (UTS 46, non-transitional)': [
    ['faß.de', 'xn--fa-hia.de'],
    ['ẞ.de', 'xn--zca.de'],
    ['ς.gr', 'xn--3xa.gr'],
    ['Σ.gr', 'xn--4xa.gr'],
  ],
  'full-width letters and ideographic dots are the plain ones': [
    ['ｅｘａｍｐｌｅ．ｃｏｍ', 'example.com'],
    ['例え。テスト', 'xn--r8jz45g.xn--zckzah'],
    ['\u212aino.to', 'kino.to'],
  ],
  'a symbol that registries sell as a name is one': [
    ['💩.la', 'xn--ls8h.la'],
    ['❤.ws', 'xn--qei.ws'],
  ],
  'labels from right to left keep the Bidi rule (RFC 5893 section 2)': [
    ['مثال.إختبار', 'xn--mgbh0fb.xn--kgbechtv'],
    ['עברית.com', 'xn--5dbqzzl.com'],
    ['עברית1.com', 'xn--1-1hcy8a5an.com'],
  ],
  'joiners stand where the script needs them (RFC 5892 A.1, A.2)': [
    ['نامه\u200cای.com', 'xn--mgba3gch31f060k.com'],
    ['क\u094d\u200dष.com', 'xn--11b2ezcw70k.com'],
  ],
  'a label has at most 63 characters and a name 253, the dot at the end not counted': [
    [`${label63}.to`, `${label63}.to`],
    [name253, name253],
    [`${name253}.`, name253],
    [`${'ä'.repeat(57)}.de`, `xn--4c${'a'.repeat(57)}.de`],
  ],
};

const refused: Cases = {
  'a name has no empty part': [
    ['', 'domain/empty'],
    ['.', 'domain/empty'],
    ['..', 'domain/empty'],
    ['a..b', 'domain/empty'],
    ['.a', 'domain/empty'],
    ['a..', 'domain/empty'],
    ['é..b', 'domain/empty'],
  ],
  'nothing in a name is decoded': [
    ['ex%41mple.com', 'domain/character'],
    ['ex&#97;mple.com', 'domain/character'],
    ['ex\\097mple.com', 'domain/character'],
  ],
  'white space, quotes and marks of zone files cannot stand in a name': [
    ['a b.com', 'domain/character'],
    ['a/b.com', 'domain/character'],
    ['"a".com', 'domain/character'],
    ['a;b.com', 'domain/character'],
    ['@', 'domain/character'],
    ['$INCLUDE', 'domain/character'],
    ['*.a.com', 'domain/character'],
    ['é b.com', 'domain/character'],
  ],
  'a character without a shape is never dropped': [
    ['exam\u200bple.com', 'domain/invisible'],
    ['exam\u00adple.com', 'domain/invisible'],
    ['exam\u2060ple.com', 'domain/invisible'],
    ['\ufeffexample.com', 'domain/invisible'],
    ['a\ufe0f.com', 'domain/invisible'],
    ['a\u{e0041}.com', 'domain/invisible'],
    ['\u3164.com', 'domain/invisible'],
    ['\u202egro.elpmaxe', 'domain/invisible'],
    ['a\0b.com', 'domain/invisible'],
    ['a\nb.com', 'domain/invisible'],
    ['\u001b[31m.com', 'domain/invisible'],
  ],
  'an xn-- label that no text encodes to does not exist': [
    ['xn--.de', 'domain/idna'],
    ['xn--a.de', 'domain/idna'],
    ['xn--abc-.de', 'domain/idna'],
    ['xn--99999999.de', 'domain/idna'],
    ['good.xn--0.de', 'domain/idna'],
    ['xn--ê.de', 'domain/idna'],
    ['xn--FAß.de', 'domain/idna'],
  ],
  'a character that turns into one that a name cannot hold': [
    ['a℀b.com', 'domain/idna'],
    ['ａ／ｂ.com', 'domain/idna'],
    ['a％41.com', 'domain/idna'],
  ],
  'labels that break the Bidi rule': [
    ['1עברית.com', 'domain/idna'],
    ['aעברית.com', 'domain/idna'],
    ['עבריתa.com', 'domain/idna'],
    ['א٠1.com', 'domain/idna'],
    ['1a.עברית', 'domain/idna'],
  ],
  'marks without a letter, joiners without a need, half characters': [
    ['\u0301a.com', 'domain/idna'],
    ['a\u200db.com', 'domain/idna'],
    ['a\ud800.com', 'domain/idna'],
  ],
  'one character too many': [
    [`${label63}x.to`, 'domain/too-long'],
    [`${name253}y`, 'domain/too-long'],
    [`${'ä'.repeat(58)}.de`, 'domain/too-long'],
  ],
};

describe('a name as people write it', () => {
  for (const [rule, cases] of [...Object.entries(accepted), ...Object.entries(refused)]) {
    test(rule, () => expect(cases.map(([written]) => [written, read(written)])).toEqual(cases));
  }

  test('quotation marks, bullets and dashes of word processors are no letters', () => {
    const written = ['“example.com”', '„example.com', '‘example.com’', '«example.com»', '•example.com', 'en–dash.com'];
    expect(written.filter((text) => parseName(text).ok)).toEqual([]);
  });
});

test('a fault says what is wrong, in words', () => {
  const said = [
    ['', 'domain/empty: there is no name here'],
    ['a..é', 'domain/empty: two dots stand side by side, or one at the start'],
    ['a。。é', 'domain/empty: two dots stand side by side, or one at the start'],
    ['a b.to', 'domain/character: a space cannot stand in a domain name'],
    ['a/b.to', 'domain/character: "/" cannot stand in a domain name'],
    ['a–b.to', 'domain/character: "–" cannot stand in a domain name'],
    ['a\u00adb.to', 'domain/invisible: it holds the invisible character U+00AD'],
    ['a\u007fb.to', 'domain/invisible: it holds the invisible character U+007F'],
    ['xn--a.de', 'domain/idna: its letters do not make an internationalised name'],
    ['a％41.com', 'domain/idna: a character in it turns into one that a name cannot hold'],
    [`${'a'.repeat(64)}.to`, `domain/too-long: the part ${'a'.repeat(20)}… has 64 characters; 63 is the most`],
    [`${'a.'.repeat(126)}to`, 'domain/too-long: it has 254 characters; 253 is the most'],
    ['é'.repeat(1001), 'domain/too-long: it has 1001 characters; 253 is the most'],
    ['/'.repeat(1000), 'domain/character: "/" cannot stand in a domain name'],
  ] as const;
  const found = said.map(([text]) => {
    const result = parseName(text);
    return [text, result.ok ? result.name : `${result.fault.code}: ${result.fault.detail}`];
  });
  expect(found).toEqual(said);
});

test('signs that a copied name brings along are no part of it, and those that names have are', () => {
  const given = ['l·l.cat', 'ｌ·l.cat', 'א׳.com', 'א״.com', 'カ・.jp', '💩.la', '€.com', '+é.com', 'xn--ab-w2t.to'];
  expect(given.map((text) => [text, read(text)])).toMatchInlineSnapshot(`
    [
      [
        "l·l.cat",
        "xn--ll-0ea.cat",
      ],
      [
        "ｌ·l.cat",
        "xn--ll-0ea.cat",
      ],
      [
        "א׳.com",
        "xn--4db4e.com",
      ],
      [
        "א״.com",
        "xn--4db6e.com",
      ],
      [
        "カ・.jp",
        "xn--lckyi.jp",
      ],
      [
        "💩.la",
        "xn--ls8h.la",
      ],
      [
        "€.com",
        "domain/character",
      ],
      [
        "+é.com",
        "domain/character",
      ],
      [
        "xn--ab-w2t.to",
        "xn--ab-w2t.to",
      ],
    ]
  `);
});

test('people see U-labels; a name without them is its own text', () => {
  const shown = ['xn--mnchen-3ya.de', 'xn--ls8h.la', 'xn--5dbqzzl.com', '_plain.example.com'].map((written) => {
    const result = parseName(written);
    return result.ok && unicodeName(result.name);
  });
  expect(shown).toEqual(['münchen.de', '💩.la', 'עברית.com', '_plain.example.com']);
});

test('what cannot be shown in U-labels, or brings signs along, is shown as it is', () => {
  const names = [
    'xn--ab-w2t.to',
    'xn--a.to',
    'xn--1-0hcy5a7b.com',
    'a.xn--mnchen-3ya.de',
    'axn--mnchen-3ya.de',
    'ab--c.xn--mnchen-3ya.de',
    'xn--ab-j1t.to',
  ];
  expect(names.map((name) => unicodeName(name as DomainName))).toMatchInlineSnapshot(`
    [
      "xn--ab-w2t.to",
      "xn--a.to",
      "xn--1-0hcy5a7b.com",
      "a.münchen.de",
      "axn--mnchen-3ya.de",
      "ab--c.münchen.de",
      "xn--ab-j1t.to",
    ]
  `);
});

test('a name lies below another by whole labels only, and never below itself', () => {
  const below = (name: string, parent: string) => isBelow(name as DomainName, parent as DomainName);
  expect([below('a.b.to', 'b.to'), below('x.a.b.to', 'b.to'), below('a.b.to', 'to')]).toEqual([true, true, true]);
  expect([below('b.to', 'b.to'), below('ab.to', 'b.to'), below('b.to', 'a.b.to'), below('a.c.to', 'b.to')]).toEqual(
    Array(4).fill(false),
  );
  expect([...selfAndParents('a.bc.to' as DomainName)]).toEqual(['a.bc.to', 'bc.to', 'to']);
});

test('names sort by labels from the right, a name before all below it (RFC 4034 6.1)', () => {
  const sorted = ['to', 'a.to', 'z.a.to', 'a-b.to', 'b.to', 'a.b.to'];
  const byKey = (a: string, b: string) => (canonicalKey(a as DomainName) < canonicalKey(b as DomainName) ? -1 : 1);
  expect(sorted.toReversed().sort(byKey)).toEqual(sorted);
});
