import type * as Tr46 from 'tr46';
import { library } from './library.ts';
import { codePoint } from './text.ts';

const idna = library<typeof Tr46>('tr46');

declare const checked: unique symbol;

/**
 * A domain name that every output can hold: lower-case A-labels (RFC 5890 2.3.2.1) of `a-z 0-9 - _`, at most 63 octets
 * each and 253 in all (RFC 1035 2.3.4), no dot at the end.
 */
export type DomainName = string & { readonly [checked]: 'DomainName' };

export type NameFault =
  | { readonly code: 'domain/empty'; readonly detail: string }
  | { readonly code: 'domain/character'; readonly detail: string }
  | { readonly code: 'domain/invisible'; readonly detail: string }
  | { readonly code: 'domain/idna'; readonly detail: string }
  | { readonly code: 'domain/too-long'; readonly detail: string };

export type NameResult =
  | { readonly ok: true; readonly name: DomainName }
  | { readonly ok: false; readonly fault: NameFault };

const plainName = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/;
// Zero-width joiner and non-joiner are left to tr46, which knows the scripts that need them (RFC 5892 A.1, A.2).
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]/u;
const longestWritten = 1000;

// UTS 46 lets quotation marks, dashes and bullets pass; RFC 5892 does not, but for four that stand inside words.
const signs = /(?=[\u0080-\u{10ffff}])(?![\u00b7\u05f3\u05f4\u30fb\p{Extended_Pictographic}])[\p{P}\p{S}\p{Z}]/u;
const joiners = /[\u200c\u200d]/g;

/**
 * Reads a host name as people write it: any case, U-labels or A-labels, perhaps with a dot at the end.
 * Order of checks: characters, IDNA (UTS 46 by tr46), lengths.
 */
export function parseName(text: string): NameResult {
  // Whatever its letters become, no name is written this long; what follows may cost more than its length.
  if (text.length > longestWritten)
    return fault('domain/too-long', `it has ${text.length} characters; 253 is the most`);
  const bare = text.endsWith('.') ? text.slice(0, -1) : text;
  if (bare === '') return fault('domain/empty', 'there is no name here');
  const lower = bare.toLowerCase();
  if (plainName.test(lower) && !/(^|\.)xn--/.test(lower)) return withinLengths(lower);
  return parseInternational(bare);
}

function parseInternational(text: string): NameResult {
  const hidden = invisible.exec(text.replace(joiners, ''));
  if (hidden) return fault('domain/invisible', `it holds the invisible character ${codePoint(hidden[0])}`);
  const stray = [...text].find((char) => char < '\u0080' && !/[A-Za-z0-9._-]/.test(char));
  if (stray !== undefined) return fault('domain/character', `${visible(stray)} cannot stand in a domain name`);
  if (text.split('.').includes('')) return fault('domain/empty', 'two dots stand side by side, or one at the start');
  const ascii = idna().toASCII(text, {
    checkBidi: true,
    checkJoiners: true,
    checkHyphens: false,
    useSTD3ASCIIRules: false,
    verifyDNSLength: false,
    transitionalProcessing: false,
  });
  if (ascii === null || ascii === '') return fault('domain/idna', 'its letters do not make an internationalised name');
  return checkMapped(ascii.endsWith('.') ? ascii.slice(0, -1) : ascii, text);
}

function checkMapped(ascii: string, written: string): NameResult {
  if (ascii.split('.').includes('')) return fault('domain/empty', 'two dots stand side by side, or one at the start');
  if (!plainName.test(ascii)) return fault('domain/idna', 'a character in it turns into one that a name cannot hold');
  // Copied letters bring signs along; whoever writes the A-label means it.
  const sign = /^[\x20-\x7e]*$/.test(written) ? null : signs.exec(idna().toUnicode(ascii).domain);
  if (sign) return fault('domain/character', `${visible(sign[0])} cannot stand in a domain name`);
  return withinLengths(ascii);
}

function withinLengths(name: string): NameResult {
  const label = name.split('.').find((part) => part.length > 63);
  if (label !== undefined) {
    return fault('domain/too-long', `the part ${label.slice(0, 20)}… has ${label.length} characters; 63 is the most`);
  }
  if (name.length > 253) return fault('domain/too-long', `it has ${name.length} characters; 253 is the most`);
  return { ok: true, name: name as DomainName };
}

function fault(code: NameFault['code'], detail: string): NameResult {
  return { ok: false, fault: { code, detail } };
}

/** The name in U-labels, for people. The same text where there is nothing to show. */
export function unicodeName(name: DomainName): string {
  if (!/(^|\.)xn--/.test(name)) return name;
  const shown = idna().toUnicode(name, { checkBidi: true, checkJoiners: true, checkHyphens: false });
  return shown.error || signs.test(shown.domain) ? name : shown.domain;
}

/** Not a control character: those are invisible and found before. */
function visible(char: string): string {
  return char === ' ' ? 'a space' : `"${char}"`;
}

/** The name and every name above it, the name itself first: a.b.c, b.c, c. */
export function* selfAndParents(name: DomainName): Generator<DomainName> {
  yield name;
  for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
    yield name.slice(dot + 1) as DomainName;
  }
}

export function isBelow(name: DomainName, parent: DomainName): boolean {
  return name.length > parent.length && name.endsWith(parent) && name[name.length - parent.length - 1] === '.';
}

/**
 * Text whose code unit order is canonical DNS order (RFC 4034 6.1): labels from the right, each ended by a NUL, so that
 * a name comes before every name below it.
 */
export function canonicalKey(name: DomainName): string {
  return name.split('.').reverse().join('\0');
}
