import { compile } from '../../src/compile/compile.ts';
import { cutLists } from '../../src/compile/cuts.ts';
import type { Blocklist } from '../../src/core/blocklist.ts';
import { defaultSettings, type Settings } from '../../src/core/settings.ts';
import type { CutOutput } from '../../src/emit/cut-files.ts';
import { readOrders } from '../../src/read/orders.ts';
import { desk } from './memory.ts';

export interface Compiled {
  readonly blocklist: Blocklist;
  readonly cuts: readonly CutOutput[];
}

/** What records, each a text, come to on 1 January 2026; `most` names are sorted at a time. */
export function compiled(
  records: readonly string[],
  { settings = defaultSettings, most = 1000 }: { readonly settings?: Settings; readonly most?: number } = {},
): Compiled {
  const files = records.map((text, index) => ({ file: `${index}.yaml`, bytes: () => Buffer.from(text) }));
  const { corpus, orders, unsound } = readOrders(files, desk({}, most));
  if (unsound.length > 0) throw new Error(`unsound: ${JSON.stringify(unsound)}`);
  const moment = { asOf: { kind: 'day', day: '2026-01-01' }, settings, territory: undefined } as const;
  const { blocklist } = compile(corpus, orders, moment);
  return { blocklist, cuts: cutLists(blocklist, { corpus, orders, moment }) };
}
