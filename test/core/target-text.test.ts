import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseName } from '../../src/core/name.ts';
import { readTarget } from '../../src/core/target-text.ts';
import { RUNS } from '../support/runs.ts';

/** A target in one line of words. */
function read(text: string): string {
  const target = readTarget(text);
  switch (target.kind) {
    case 'name':
      return target.wildcard ? `below ${target.name}` : `name ${target.name}`;
    case 'address':
      return `address ${target.text}`;
    case 'partial':
      return `partial ${target.host} ${target.part}`;
    case 'any-tld':
      return `any-tld ${target.label}`;
    case 'scheme':
      return `scheme ${target.scheme}`;
    case 'placeholder':
      return 'placeholder';
    case 'fault':
      return target.fault.code;
  }
}

const cases: Readonly<Record<string, readonly (readonly [written: string, expected: string])[]>> = {
  'a web address with nothing but a host stands for the host': [
    ['https://example.com', 'name example.com'],
    ['HTTP://Example.COM/', 'name example.com'],
    ['http://example.com./', 'name example.com'],
    ['https://faß.de/', 'name xn--fa-hia.de'],
    ['example.com/', 'name example.com'],
    ['https://example.com?', 'name example.com'],
    ['example.com#', 'name example.com'],
  ],
  "a scheme's own port is no part": [
    ['https://example.com:443/', 'name example.com'],
    ['http://example.com:80', 'name example.com'],
  ],
  'a path, a query, a fragment or another port is never widened to the whole site': [
    ['https://example.com/a', 'partial example.com /a'],
    ['www.example.com/index.html', 'partial www.example.com /index.html'],
    ['https://example.com?x=1', 'partial example.com ?x=1'],
    ['https://example.com#x', 'partial example.com #x'],
    ['https://example.com//', 'partial example.com //'],
    ['https://example.com:8443/', 'partial example.com :8443'],
    ['https://example.com:8443/a?b#c', 'partial example.com :8443/a?b#c'],
    ['https://example.com:80/', 'partial example.com :80'],
    ['example.com:443', 'partial example.com :443'],
    ['*.example.com/a', 'partial example.com /a'],
  ],
  'without a scheme, a slash behind a single label is a slip in a name': [
    ['a/b.to', 'domain/character'],
    ['localhost:8080', 'domain/character'],
    ['https://localhost/x', 'partial localhost /x'],
  ],
  'a user name hides the host, so nothing is guessed': [
    ['https://user@example.com', 'domain/character'],
    ['https://user:secret@example.com/', 'domain/character'],
    ['https://example.com:443@other.com/', 'domain/character'],
    ['mailto:a@b.c', 'domain/character'],
  ],
  'a disguise against links is undone': [
    ['hxxp://example.com/', 'name example.com'],
    ['hXXps://example[.]com', 'name example.com'],
    ['h**p://example.com', 'name example.com'],
    ['hxxps[:]//example(dot)com/', 'name example.com'],
    ['example[dot]com', 'name example.com'],
    ['a{.}b{dot}example(.)com', 'name a.b.example.com'],
  ],
  'a slip in the scheme, or another scheme, is no web address': [
    ['tps://example.com', 'scheme tps'],
    ['ttps://example.com', 'scheme ttps'],
    ['FTP://example.com', 'scheme ftp'],
    ['javascript://example.com/%0aalert(1)', 'scheme javascript'],
    ['xhxxp://example.com', 'scheme xhxxp'],
    ['see https://example.com', 'domain/character'],
    ['example.com:80b', 'domain/character'],
    ['htps:', 'domain/character'],
    ['htps:/example.com', 'domain/character'],
    ['https:///example.com', 'domain/empty'],
    ['http://', 'domain/empty'],
  ],
  'an address is no name, with its port, its prefix or its brackets': [
    ['192.0.2.1', 'address 192.0.2.1'],
    ['192.0.2.0/24', 'address 192.0.2.0/24'],
    ['192.0.2.1:80', 'address 192.0.2.1'],
    ['http://192.0.2.1/', 'address 192.0.2.1'],
    ['2001:db8::1', 'address 2001:db8::1'],
    ['[2001:db8::1]', 'address [2001:db8::1]'],
    ['2001:db8::/32', 'address 2001:db8::/32'],
    ['2001:db8::1/128', 'address 2001:db8::1/128'],
    ['[2001:db8::]/32', 'address [2001:db8::]/32'],
    ['::ffff:192.0.2.1', 'address ::ffff:192.0.2.1'],
    ['https://[2001:db8::1]/', 'address [2001:db8::1]'],
    ['192.0.2.1/2400', 'address 192.0.2.1'],
    ['[2001:db8::/3200]', 'domain/character'],
    ['a[2001:db8::1]', 'domain/character'],
    ['[2001:db8::1]a', 'domain/character'],
    ['2001:db8::1 x', 'domain/character'],
    ['x2001:db8::1', 'domain/character'],
    ['https://[2001:db8::1]:8443/a', 'address [2001:db8::1]'],
  ],
  'what browsers take for an address is no name (WHATWG URL, ends in a number)': [
    ['0x7f.1', 'address 0x7f.1'],
    ['2130706433', 'address 2130706433'],
    ['1.2.3', 'address 1.2.3'],
    ['example.1', 'address example.1'],
    ['example.0x', 'address example.0x'],
    ['example.0x1f', 'address example.0x1f'],
    ['１２７.０.０.１', 'address １２７.０.０.１'],
    ['*.192.0.2.1', 'address *.192.0.2.1'],
  ],
  'a star before a name stands for the names below it': [
    ['*.x.com', 'below x.com'],
    ['https://*.X.com/', 'below x.com'],
    ['*', 'domain/character'],
    ['*.', 'domain/empty'],
    ['*x.com', 'domain/character'],
    ['*.*.x.com', 'domain/character'],
  ],
  'a star behind a label stands for every ending': [
    ['x.*', 'any-tld x'],
    ['https://X.*/', 'any-tld x'],
    ['x.y.*', 'domain/character'],
    ['x.*y', 'domain/character'],
  ],
  'a redaction is no name': [
    ['[xxx]', 'placeholder'],
    ['[X.]', 'placeholder'],
    ['[Adresse 6]', 'placeholder'],
    ['https://[redacted].com/', 'placeholder'],
    ['XXX', 'placeholder'],
    ['...', 'placeholder'],
    ['…', 'placeholder'],
    ['____', 'placeholder'],
    ['N/A', 'placeholder'],
    ['xxx.com', 'name xxx.com'],
  ],
  'white space around a target is not part of it, inside it is': [
    ['  example.com\t', 'name example.com'],
    ['\u00a0example.com\r\n', 'name example.com'],
    ['example.com example.org', 'domain/character'],
    ['example.com\nexample.org', 'domain/invisible'],
    ['https://exam\nple.com/', 'domain/invisible'],
    ['   ', 'domain/empty'],
  ],
  'brackets in the query of a web address are no redaction': [
    ['https://example.com/?a[0]=1', 'partial example.com /?a[0]=1'],
  ],
  'an IPv6 address with its prefix or its zone in the brackets is an address': [
    ['[2001:db8::/32]', 'address [2001:db8::/32]'],
    ['https://[fe80::1%25eth0]/', 'address [fe80::1%25eth0]'],
  ],
};

describe('a target as papers write it', () => {
  for (const [rule, rows] of Object.entries(cases)) {
    test(rule, () => expect(rows.map(([written]) => [written, read(written)])).toEqual(rows));
  }
});

test('a line longer than 8,000 characters is no web address, whatever it holds', () => {
  const spaced = (length: number) => `${' '.repeat(length - 4)}a.to`;
  expect(read(spaced(8000))).toBe('name a.to');
  expect(readTarget(spaced(8001))).toEqual({
    kind: 'fault',
    fault: { code: 'domain/too-long', detail: 'the line has more than 8,000 characters' },
  });
});

test('a slip is told by the character that gives it away', () => {
  const fault = { code: 'domain/character', detail: '"/" cannot stand in a domain name' };
  expect(readTarget('a/b.to')).toEqual({ kind: 'fault', fault });
});

const piece = fc.constantFrom(
  'http',
  'https',
  'hxxp',
  '://',
  '[',
  ']',
  '.',
  '[.]',
  '*',
  ':',
  '/',
  '?',
  '@',
  '%',
  'a.b',
);
const anyTarget = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 3 }), fc.domain(), fc.ipV6()))
    .map((all) => all.join('')),
  fc.webUrl(),
);

test('law: any text is read as something, and a name or a host is one that names accept', () => {
  fc.assert(
    fc.property(anyTarget, (text) => {
      const target = readTarget(text);
      const held = target.kind === 'name' ? target.name : target.kind === 'partial' ? target.host : 'a';
      expect(parseName(held)).toEqual({ ok: true, name: held });
    }),
    { numRuns: RUNS },
  );
});

test('a long text costs no more than its length', () => {
  const start = performance.now();
  for (const text of ['['.repeat(100_000), `a${'\u0301\u0316'.repeat(50_000)}.com`]) readTarget(text);
  expect(performance.now() - start).toBeLessThan(1000);
});
