import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { personalAddress, personalData, withoutPersonalData } from '../../src/core/personal-data.ts';
import { checkLetter } from '../../src/core/tax-number.ts';
import { RUNS } from '../support/runs.ts';

const kept = (text: string) => withoutPersonalData(text).text;

test('mailboxes are taken out, disguised ones too', () => {
  expect(kept('write to john.doe+x@mail.example, please')).toBe('write to [e-mail address], please');
  expect(kept('john [at] mail [dot] example (at night)')).toBe('[e-mail address] (at night)');
  expect(kept('mailto:иван@почта.рф')).toBe('mailto:[e-mail address]');
});

test('an account in a web address is no mailbox', () => {
  expect(kept('https://t.me/@channel.example')).toBe('https://t.me/@channel.example');
});

test('IBANs are taken out whatever stands around them, and nothing else that looks so', () => {
  expect(kept('CZ42 0800 0000 0000 0251 7492 SITE A1')).toBe('[bank account number] SITE A1');
  expect(kept('pay mt80stba19116000000001031000591.')).toBe('pay [bank account number].');
  expect(kept('DE38512308000000056973 ab12cdefghijklmnop.com')).toBe('DE38512308000000056973 ab12cdefghijklmnop.com');
});

test('international telephone numbers are taken out', () => {
  expect(kept('+420 777 123 456 or +49 (0) 30 1234567')).toBe('[telephone number] or [telephone number]');
  expect(kept('+420 777 123 456 1xbet.com, +420 777 123 456 1.2.3.4')).toBe(
    '[telephone number] 1xbet.com, [telephone number] 1.2.3.4',
  );
});

test('what was found is named', () => {
  expect(withoutPersonalData('a@b.example +420777123456').found).toEqual(['e-mail address', 'telephone number']);
});

test('telephone numbers without a plus are taken out where zeros or a word tell them', () => {
  expect(kept('call 0039 333 1234567 or 0039-06-68403111')).toBe('call [telephone number] or [telephone number]');
  for (const before of ['tel. ', 'Tel.: ', 'tel ', 'cell. ', 'Fax: ', 'phone no. ', 'Cellulare '])
    for (const number of ['06.3877.2345', '06 1234 5678', '06-12345678', '333.1234567', '335/1234567', '(06) 68403111'])
      expect(kept(`Court, ${before}${number}, Rome`)).toBe('Court, [telephone number], Rome');
});

test('a telephone number is told by its word in other languages, and by signs that a word processor puts', () => {
  for (const number of [
    ...['Tél. : 01 23 45 67 89', 'téléphone 01.23.45.67.89', 'Tel.-Nr.: 030 1234567', 'Telefonnummer 030/1234567'],
    ...['tel. (+39) 06 1234567', 'tel. n. 06 - 1234567', 'phone number: (06) 1234567', 'móvil 612 345 678'],
    ...['tlf. 12.34.56.78', 'telefon číslo 777 123 456', 'тел. 495 123-45-67', 'Tel – 06 1234567'],
    ...['tel. 06\u00a01234\u202f5678', 'tel. 06\u20111234567', 'tel. ０６ １２３４ ５６７８'],
    ...['(0039) 333 1234567', '0039/333/1234567', '0044-2071 234567'],
  ])
    expect(kept(`Court, ${number}, Rome`)).toBe('Court, [telephone number], Rome');
});

test('a firm that is called like a telephone, before a number of a case, is none', () => {
  for (const text of [
    ...['Vodafone v T-Mobile 123/2026', 'LaLiga v Telefónica 1234/2024', 'Telefonica 12345/2024 (2)', 'Fax 2026/1234'],
    ...['on mobile 2026-11-24', 'on mobile 24.11.2026', 'mobile: 192.0.2.10', 'Tel Aviv 12345-06-24'],
    ...['12 O 0045/2026 123', 'R.G. 0039-2024-123456', 'Res. 001-2024-000123', '0012345-67.2024.8.26.0100'],
  ])
    expect(withoutPersonalData(text)).toEqual({ text, found: [] });
});

test('mailboxes are taken out whatever stands for the sign between their parts', () => {
  expect(kept('m.rossi＠studio.example and m.rossi ﹫ studio.example')).toBe('[e-mail address] and [e-mail address]');
  for (const sign of ['&#64;', '&#x40;', '&commat;', '%40', '%2540'])
    expect(kept(`Anna, m.rossi${sign}studio.example`)).toBe('Anna, [e-mail address]');
  expect(personalData('m.rossi@студия.рф')).toEqual(['an e-mail address']);
  expect(kept('https://a.example/?to=mario%40studio.example')).not.toContain('mario');
  expect(personalAddress('https://a.example/?to=mario%40studio.example')).toEqual(['an e-mail address']);
  expect(personalAddress('https://t.me/%40channel.example')).toEqual([]);
});

test('an IBAN is taken out however its figures are parted', () => {
  for (const account of [
    'IT60X0542811101000000123456',
    'IT 60 X 05428 11101 000000123456',
    'IT60-X054-2811-1010-0000-0123-456',
    'IT60 X 05428 / 11101 / 000000123456',
    'IT\u00a060\u202fX–05428–11101–000000123456',
  ])
    expect(kept(`pay ${account} now`)).toBe('pay [bank account number] now');
  expect(kept('IBANIT60X0542811101000000123456')).toBe('IBAN[bank account number]');
});

test('the tax number of a person is taken out where its last letter fits, and nothing else that looks so', () => {
  for (const number of ['RSSMRA80A01H501U', 'rssmra80a01h501u', 'RSS MRA 80A01 H501U', 'RSS-MRA-80-A01-H501-U'])
    expect(kept(`Mario Rossi, C.F. ${number}.`)).toBe('Mario Rossi, C.F. [tax number].');
  expect(kept('RSSMRA80A01H501X')).toBe('RSSMRA80A01H501X');
  // 0 and L stand for the same where two persons have the same number.
  expect(kept(`C.F. RSSMRA80A01H50M${checkLetter('RSSMRA80A01H50M')}`)).toBe('C.F. [tax number]');
});

test('prose is no tax number, though letters may stand for its digits', () => {
  expect(personalData('varius purus ipsum')).toEqual([]);
  fc.assert(
    fc.property(fc.lorem({ maxCount: 30 }), (text) => personalData(text).length === 0),
    { numRuns: RUNS / 10 },
  );
});

test('numbers of cases and laws, dates, sums and addresses of machines are nothing of a person', () => {
  for (const text of [
    'R.G. 123/2026',
    'R.G. n. 00123456/2026',
    '0001234/2026',
    '310 O 99/21',
    'L. 633/1941 art. 156, comma 2',
    'ECLI:EU:C:2014:192',
    'EUR 14,247,698 and 1,000 euros a day',
    '2026-11-24T09:30:00+01:00',
    '192.0.2.10 and 2001:db8::10',
    'Delibera 49/25/CONS, prot. 0012345',
    'hotel 1234567 rooms',
    'https://www.courtlistener.com/docket/63107798/1/in-re-dmca-512h/',
  ])
    expect(kept(text)).toBe(text);
});

test('nothing in the orders of this project reads as personal data', () => {
  const folder = join(import.meta.dirname, '../../orders');
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((one) => /\.[a-z]+$/.test(one)))
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n'))
      expect([file, withoutPersonalData(line).found]).toEqual([file, []]);
});

test('a long text costs no more than its length', () => {
  const long = (piece: string) => piece.repeat(Math.ceil(200_000 / piece.length));
  for (const piece of [
    '0',
    '001 ',
    '00 ',
    'tel ',
    'tel. 0',
    'A',
    'AAAAAA00',
    '@',
    'a@',
    '％40',
    'a%40',
    '&#64;',
    'telefon',
    'tel. 0 - ',
    'tel. n',
    '(0039) 3',
    'IT 60 ',
    '(at)',
    '. ',
  ])
    for (const look of [withoutPersonalData, personalData]) expect(look(`0${long(piece)}`)).toBeDefined();
});
