import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alarmOf } from '../../src/compile/guards/alarm.ts';
import { objectionsTo } from '../../src/compile/guards/index.ts';
import { protectedGroups } from '../../src/compile/guards/protected-names.ts';
import type { DomainName } from '../../src/core/name.ts';
import { defaultSettings, type Settings } from '../../src/core/settings.ts';
import { suffixRules } from '../../src/generated/suffix-rules.ts';
import { NameTable, raisesAlarm } from '../../src/names/index.ts';
import { RUNS } from '../support/runs.ts';

const settings: Settings = {
  ...defaultSettings,
  operator: {
    names: ['We'],
    services: ['dns-resolver'],
    domains: ['our.own-site.to' as DomainName],
    territory: undefined,
  },
  protectedNames: ['kept.customer.it' as DomainName],
};
const place = { file: 'x', line: 1, column: 1, endColumn: 1, text: '' };

function objections(name: string): string[] {
  const target = {
    name: name as DomainName,
    scope: 'subtree',
    from: undefined,
    until: undefined,
    place,
    accepted: [],
  } as const;
  return objectionsTo(target, settings).map(({ code }) => code);
}

/** Made inside each test, so that a fault in making it is the failure of each. */
function madeAlarm(): (name: string) => boolean {
  const alarm = alarmOf(settings);
  return (name) => {
    const table = new NameTable();
    return raisesAlarm(table, table.add(name, { line: 1, claim: 1 }), alarm);
  };
}

const rules = suffixRules.split('\n').map((rule) => rule.replace('*', 'any'));
const known = protectedGroups.flatMap((group) => group.names);
const tails = [
  ...rules,
  ...known,
  'our.own-site.to',
  'kept.customer.it',
  'localhost',
  'onion',
  'za',
  'nowhere',
  'rpz-ip',
];
const label = fc.string({ unit: fc.constantFrom(...'abcz09-_'), minLength: 1, maxLength: 70 });
const names = fc
  .tuple(fc.array(fc.oneof(label, fc.constantFrom('www', 'drive', 'a')), { maxLength: 3 }), fc.constantFrom(...tails))
  .map(([labels, tail]) => [...labels, tail].join('.'))
  .filter((name) => name.length <= 253);

test('law: every name that a guard objects to raises the alarm', () => {
  const alarmed = madeAlarm();
  fc.assert(
    fc.property(names, (name) => {
      expect([name, objections(name).length > 0 && !alarmed(name)]).toEqual([name, false]);
    }),
    { numRuns: RUNS },
  );
});

test('every rule of the public suffix list, every protected name and every name above one raises it', () => {
  const alarmed = madeAlarm();
  const parents = [...known, 'our.own-site.to'].flatMap((name) => {
    const labels = name.split('.');
    return labels.map((_, index) => labels.slice(index).join('.'));
  });
  expect([...rules, ...parents].filter((name) => !alarmed(name))).toEqual([]);
});

test('most names do not: the alarm is worth its name', () => {
  const alarmed = madeAlarm();
  const plain = Array.from({ length: 2000 }, (_, index) => `site-${index}.${['to', 'com', 'pro', 'co.uk'][index % 4]}`);
  expect(plain.filter(alarmed)).toEqual([]);
});
