import { expect, test } from 'vitest';
import { withoutPersonalData } from '../../src/core/personal-data.ts';

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
