import { expect, test } from 'vitest';
import { durationWords, obligationWords } from '../../src/cli/obligation-words.ts';

test('a duty reads as a sentence', () => {
  expect(
    obligationWords({
      service: 'dns-resolver',
      effect: 'block',
      territory: ['IT'],
      comply: { within: 'P30D', from: 'served' },
    }),
  ).toBe('DNS resolvers must stop resolving the names, in Italy, within 30 days of being served.');
  expect(obligationWords({ service: 'cdn', effect: 'terminate', territory: ['GB', 'US', 'EU'] })).toBe(
    'Content delivery networks must end their service for the names, in the United Kingdom, the United States and the European Union.',
  );
});

test('what the order says besides is a sentence of its own, with one full stop', () => {
  expect(
    obligationWords({
      service: 'dns-resolver',
      effect: 'block',
      action: 'redirect',
      redirect: { ipv4: '192.0.2.1' },
      mirrors: 'any-tld',
      penalty: 'EUR 10 a day',
      note: 'Ask first.',
    }),
  ).toBe(
    'DNS resolvers must stop resolving the names. Whoever asks is led to the notice page at 192.0.2.1. ' +
      'The same names under any other ending are meant too; each has to be added. For disobeying: EUR 10 a day. Ask first.',
  );
});

test.each([
  ['PT30M', '30 minutes'],
  ['PT48H', '48 hours'],
  ['PT1H', '1 hour'],
  ['P3D', '3 days'],
  ['P1DT2H30M', '1 day, 2 hours and 30 minutes'],
  ['P2W', '2 weeks'],
  ['P1M', '1 month'],
  ['P1Y', '1 year'],
  ['PT', 'PT'],
])('%s is %s', (duration, words) => {
  expect(durationWords(duration)).toBe(words);
});
