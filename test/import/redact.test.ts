import { expect, test } from 'vitest';
import { cleanText } from '../../src/import/redact.ts';

const kept = (text: string) => cleanText(text).text;

test('national telephone numbers are taken out', () => {
  expect(kept('call 777 123 456.')).toBe('call [telephone number].');
  expect(kept('00420 777 123 456 or 0171 234 5678')).toBe('[telephone number] or [telephone number]');
  expect(kept('Tel.: 234567 a.com')).toBe('[telephone number] a.com');
});

test('national account numbers, and IBANs with a slip, are taken out', () => {
  expect(kept('5990242/0800 19-2000145399/0800')).toBe('[bank account number] [bank account number]');
  expect(kept('CZ42 0800 0000 0000 0251 7493')).toBe('[bank account number]');
  expect(kept('61 1090 1014 0000 0712 1981 2874')).toBe('[bank account number]');
});

test('names, dates, case numbers and web addresses stay', () => {
  for (const text of [
    ...[
      '1xbet.com 26.07.2017',
      '2017-07-26 10:15:00',
      '26 07 2017',
      'CS(COMM) 869/2025',
      'C.S. 601/2017',
      '310 O 99/21',
    ],
    ...[
      'https://a.com/123456/2020',
      '123-456-789.com',
      'AB12EXAMPLE1234567.COM',
      '1.2.3.4',
      '2001:db8::1',
      'https://t.me/@c.d',
    ],
  ]) {
    expect(kept(text)).toBe(text);
  }
});

test('a name behind a number keeps its digits', () => {
  expect(kept('777 123 456 123movies.net')).toBe('[telephone number] 123movies.net');
  expect(kept('777 123 456 777.bet')).toBe('[telephone number] 777.bet');
});
