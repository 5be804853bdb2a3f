import { findingsOf } from '../../src/cli/judge.ts';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import type { Order } from '../../src/core/order.ts';
import { defaultSettings } from '../../src/core/settings.ts';
import type { Files } from '../../src/read/list-file.ts';
import { readOrders } from '../../src/read/orders.ts';
import { desk } from './memory.ts';

/** Where a record lies that is looked at by itself. */
export const recordFile = 'orders/one.yaml';

/** All that `check` says of a record by itself, and the order where it is sound. */
export function checkRecord(bytes: Uint8Array): {
  readonly findings: readonly Diagnostic[];
  readonly order: Order | undefined;
} {
  const at = (path: string) => (path === recordFile ? bytes : undefined);
  const files: Files = {
    read: (path, from = 0, length = bytes.length) => at(path)?.subarray(from, from + length),
    stamp: (path) => at(path) && 'same',
  };
  const read = readOrders([{ file: recordFile, bytes: () => bytes }], { ...desk(), files });
  return { findings: findingsOf(read, defaultSettings), order: read.orders[0] };
}
