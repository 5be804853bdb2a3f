import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { personalAddress, withoutPersonalData } from '../../src/core/personal-data.ts';
import { checkLetter } from '../../src/core/tax-number.ts';

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

test('mailboxes are taken out whatever stands for the sign between their parts', () => {
  expect(kept('m.rossi＠studio.example and m.rossi ﹫ studio.example')).toBe('[e-mail address] and [e-mail address]');
  expect(kept('https://a.example/?to=mario%40studio.example')).not.toContain('mario');
  expect(personalAddress('https://a.example/?to=mario%40studio.example')).toEqual(['an e-mail address']);
  expect(personalAddress('https://t.me/%40channel.example')).toEqual([]);
});

test('an IBAN is taken out however its figures are parted', () => {
  for (const account of [
    'IT60X0542811101000000123456',
    'IT 60 X 05428 11101 000000123456',
    'IT60-X054-2811-1010-0000-0123-456',
  ])
    expect(kept(`pay ${account} now`)).toBe('pay [bank account number] now');
});

test('the tax number of a person is taken out where its last letter fits, and nothing else that looks so', () => {
  for (const number of ['RSSMRA80A01H501U', 'rssmra80a01h501u', 'RSS MRA 80A01 H501U'])
    expect(kept(`Mario Rossi, C.F. ${number}.`)).toBe('Mario Rossi, C.F. [tax number].');
  expect(kept('RSSMRA80A01H501X')).toBe('RSSMRA80A01H501X');
  // 0 and L stand for the same where two persons have the same number.
  expect(kept(`C.F. RSSMRA80A01H50M${checkLetter('RSSMRA80A01H50M')}`)).toBe('C.F. [tax number]');
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
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.yaml')))
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
    'IT 60 ',
    '(at)',
    '. ',
  ])
    expect(withoutPersonalData(`0${long(piece)}`).text.length).toBeGreaterThan(0);
});
