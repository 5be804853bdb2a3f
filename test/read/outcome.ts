import fc from 'fast-check';
import { compile } from '../../src/compile/compile.ts';
import { cutLists } from '../../src/compile/cuts.ts';
import { guardOrder } from '../../src/compile/guards/index.ts';
import { inReadingOrder } from '../../src/core/diagnostic.ts';
import type { DomainName } from '../../src/core/name.ts';
import type { OrderRecord } from '../../src/core/order.ts';
import { type Cut, defaultSettings } from '../../src/core/settings.ts';
import { outputs } from '../../src/emit/outputs.ts';
import { formats } from '../../src/emit/registry.ts';
import type { ReadOrders } from '../../src/read/orders.ts';
import type { RecordFile } from '../../src/read/records.ts';
import { record } from '../support/record.ts';

const name = fc
  .array(fc.constantFrom('a', 'b', 'www', 'xn--e1afmkfd', 'archive'), { minLength: 1, maxLength: 3 })
  .map((labels) => `${labels.join('.')}.org`);
const target = fc.record({ name, scope: fc.constantFrom('exact' as const, 'subtree' as const) });

export type Paper = Partial<OrderRecord>;

/** What records say; names come again and again. */
export const paper: fc.Arbitrary<Paper> = fc.record({
  targets: fc.array(target, { maxLength: 12 }),
  exceptions: fc.array(name, { maxLength: 2 }),
  publication: fc.constantFrom('public' as const, 'sealed' as const),
  amendments: fc.array(
    fc.record({
      date: fc.constantFrom('2021-01-01', '2022-01-01'),
      remove: fc.array(name, { maxLength: 3 }),
    }),
    { maxLength: 2 },
  ),
});

export function recordOf({ targets, ...more }: Paper, id: string): RecordFile {
  return { file: `${id}.yaml`, bytes: () => Buffer.from(record(id, targets, more)) };
}

const place = { file: 'blocklist.config.yaml', line: 1, column: 1, endColumn: 1, text: '' };
const cuts: readonly Cut[] = [
  { name: 'rpz.o1' as DomainName, by: { kind: 'order', value: 'o1' }, text: undefined, place },
  { name: 'rpz.it' as DomainName, by: { kind: 'territory', value: 'IT' }, text: undefined, place },
];

/** All that comes out of what was read: files, findings, accounts. */
export async function outcome({ corpus, orders, unsound, diagnostics }: ReadOrders): Promise<object> {
  const judged = [...orders, ...unsound];
  const asOf = { kind: 'day', day: '2026-01-01' } as const;
  const moment = { asOf, settings: { ...defaultSettings, cuts }, territory: undefined };
  const compiled = compile(corpus, orders, moment);
  const request = {
    formats,
    zone: defaultSettings.zone,
    cuts: cutLists(compiled.blocklist, { corpus, orders, moment }),
    territory: undefined,
    validUntil: compiled.blocklist.validUntil,
    previous: undefined,
    serial: 1,
    today: 0,
  };
  const files = new Map<string, string>();
  const manifest = await outputs(compiled.blocklist, request).write((file) => ({
    write: (chunk) => void files.set(file, (files.get(file) ?? '') + Buffer.from(chunk).toString()),
    end: async () => '',
  }));
  return {
    accounts: judged.map(({ id, account, listed }) => ({ id, account, listed })),
    findings: inReadingOrder([
      ...diagnostics,
      ...compiled.diagnostics,
      ...judged.flatMap((order) => guardOrder(corpus, order, defaultSettings)),
    ]),
    manifest,
    files,
  };
}
