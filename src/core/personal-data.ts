import type * as Ibantools from 'ibantools';
import { library } from './library.ts';
import { isItalianTaxNumber, italianTaxNumber } from './tax-number.ts';
import { telephones } from './telephone.ts';
import { plainSigns } from './text.ts';

export type PersonalKind = 'e-mail address' | 'telephone number' | 'bank account number' | 'tax number';

/** A text without its personal data, and what stood in it. */
export interface Redacted {
  /** With `[e-mail address]` and the like where personal data stood. */
  readonly text: string;
  readonly found: readonly PersonalKind[];
}

/** A stretch of a text that tells of a person. */
interface Stretch {
  readonly kind: PersonalKind;
  readonly from: number;
  readonly to: number;
}

const ibantools = library<typeof Ibantools>('ibantools');

// How the sign between the parts of a mailbox is written in texts that are seen in a browser, and in web addresses.
const escapedSign = '%(?:25)*40|&#0*64;|&#x0*40;|&commat;';
const mailbox = new RegExp(`[^\\s@＠﹫<>](?:[@＠﹫]|${escapedSign})[^\\s@＠﹫<>]{1,255}\\.\\p{L}{2,}`, 'iu');
const mailboxInUrl = new RegExp(`[\\w.+%-](?:[@＠﹫]|${escapedSign})[\\w-]+(\\.[\\w-]+)+`, 'i');

function taxNumbers(text: string): readonly Stretch[] {
  return matches(text, italianTaxNumber, 'tax number').filter(({ from, to }) =>
    isItalianTaxNumber(text.slice(from, to)),
  );
}

/** What a free text of a record seems to tell of a person, each with its article; empty where it tells nothing. */
export function personalData(text: string): readonly string[] {
  const plain = plainSigns(text);
  const kinds: readonly (readonly [string, boolean])[] = [
    ['an e-mail address', mailbox.test(plain)],
    ['a telephone number', telephones(plain).length > 0],
    ['a bank account number', accounts(plain).length > 0],
    ["a person's tax number", taxNumbers(plain).length > 0],
  ];
  return kinds.filter(([, found]) => found).map(([kind]) => kind);
}

/** In a web address an @ may stand before an account's name; only what is before and after it makes a mailbox. */
export function personalAddress(url: string): readonly string[] {
  return mailboxInUrl.test(url) ? ['an e-mail address'] : [];
}

// Unlike in a record, the disguises of names in mail ([at], [dot]) are common here, and a web address may stand around.
const mailboxFromSign = new RegExp(
  String.raw`(?:@|${escapedSign}|\s?[＠﹫]\s?|\s?[[({](?:@|at)[\])}]\s?)[\p{L}\p{N}_-]+(?:(?:\.|\s?[[({](?:\.|dot)[\])}]\s?)[\p{L}\p{N}_-]+)+`,
  'giu',
);
const beforeSign = /[\p{L}\p{N}!#$%&'*+=?^_`{|}~.-]/u;
const longestLocal = 64;

/** From the sign to both sides, so that a long text without one costs no more than its length (RFC 5321 4.5.3.1.1). */
function mailboxes(text: string): readonly Stretch[] {
  return matches(text, mailboxFromSign, 'e-mail address').flatMap((stretch) => {
    let from = stretch.from;
    while (from > 0 && stretch.from - from < longestLocal && beforeSign.test(text[from - 1] ?? '')) from -= 1;
    return from === stretch.from ? [] : [{ ...stretch, from }];
  });
}

/** Takes out mailboxes, telephone numbers, IBANs (ISO 13616) and tax numbers, also as they stand in a paper. */
export function withoutPersonalData(text: string): Redacted {
  const plain = plainSigns(text);
  if (!/[@＠﹫\d]|\bat\b|&commat;/i.test(plain)) return { text, found: [] };
  const numbers = telephones(plain).map(([from, to]) => ({ kind: 'telephone number' as const, from, to }));
  return redact(text, [...accounts(plain), ...mailboxes(plain), ...numbers, ...taxNumbers(plain)]);
}

/** The text as it may leave the house. */
export function publicText(text: string): string {
  return withoutPersonalData(text).text;
}

/** Replaces what the pattern, which must have the flag g, finds. */
export function withoutPattern(text: string, pattern: RegExp, kind: PersonalKind): Redacted {
  return redact(text, matches(text, pattern, kind));
}

function matches(text: string, pattern: RegExp, kind: PersonalKind): readonly Stretch[] {
  return [...text.matchAll(pattern)].map((found) => ({
    kind,
    from: found.index,
    to: found.index + found[0].length,
  }));
}

function redact(text: string, stretches: readonly Stretch[]): Redacted {
  let kept = '';
  let at = 0;
  const found: PersonalKind[] = [];
  for (const { kind, from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    if (from >= at) {
      kept += `${text.slice(at, from)}[${kind}]`;
      found.push(kind);
    }
    at = Math.max(at, to);
  }
  return { text: kept + text.slice(at), found };
}

/** How many characters an IBAN has is settled by its country, so what follows it cannot hide it. */
function accounts(text: string): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const start of text.matchAll(
    /(?:(?<![A-Za-z0-9])|(?<=\bIBAN))[A-Za-z]{2}[ ./-]{0,3}\d{2}(?=[ ./-]{0,3}[A-Za-z0-9])/gi,
  )) {
    const { countrySpecs, isValidIBAN } = ibantools();
    const length = countrySpecs[start[0].slice(0, 2).toUpperCase()]?.chars;
    if (length === undefined || length === null) continue;
    const written = new RegExp(`[A-Za-z0-9](?:[ ./-]{0,3}[A-Za-z0-9]){${length - 1}}`, 'y');
    written.lastIndex = start.index;
    const account = written.exec(text)?.[0];
    if (account === undefined || !isValidIBAN(account.replace(/[^A-Za-z0-9]/g, '').toUpperCase())) continue;
    found.push({ kind: 'bank account number', from: start.index, to: start.index + account.length });
  }
  return found;
}
