import type { Claim } from '../core/corpus.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Order } from '../core/order.ts';
import type { ApprovalRule } from '../core/settings.ts';
import { type KeptRecord, keep, placesAgain, type Rereading, revive } from './kept.ts';
import type { Files } from './list-file.ts';
import { type ReadOrder, readOrder } from './order.ts';
import type { NameBook } from './target-rows.ts';

export interface RecordFile {
  /** As shown to people, `/` between folders. */
  readonly file: string;
  readonly bytes: () => Uint8Array;
  /** What was made of just this record with just its lists before, and the number that its first claim had then. */
  readonly kept?: { readonly record: KeptRecord; readonly firstClaim: number } | undefined;
}

/** Records, each by itself: what they say together is not yet looked at. */
export interface ReadRecords {
  readonly orders: Map<number, Order>;
  /** By the number of the record. */
  readonly findings: Map<number, Diagnostic[]>;
  readonly claims: (Claim | undefined)[];
  readonly kept: KeptRecord[];
  /** What claims of kept records are called now, by the number that rows bear. */
  readonly renumbered: Map<number, number>;
}

export interface RecordDesk extends Pick<NameBook, 'alarm' | 'names'> {
  readonly files: Files;
  /**
   * What must be approved; undefined where no approvals are asked for. What was made of a record under another rule must
   * not be taken for what would be made of it now.
   */
  readonly approvals?: ApprovalRule | undefined;
}

export function readRecords(records: Iterable<RecordFile>, desk: RecordDesk): ReadRecords {
  const all: ReadRecords = {
    orders: new Map(),
    findings: new Map(),
    claims: [undefined],
    kept: [],
    renumbered: new Map(),
  };
  for (const record of records) {
    const index = all.kept.length;
    const { order, diagnostics } = record.kept ? takeKept(record, all, desk) : takeNew(record, all, desk);
    all.findings.set(index, diagnostics);
    if (order) all.orders.set(index, order);
    desk.names.rest();
  }
  return all;
}

function takeNew({ file, bytes }: RecordFile, { claims, kept }: ReadRecords, desk: RecordDesk): ReadOrder {
  const first = claims.length;
  const { files, approvals, alarm, names } = desk;
  const read = readOrder(file, bytes(), { files, approvals, book: { alarm, names, claims }, index: kept.length });
  kept.push(keep(read, claims.slice(first) as Claim[]));
  const { order, diagnostics } = read;
  if (!order) return read;
  // Thousands of documents would fill the memory, for places that hardly anybody asks for.
  const placeOf = placesAgain(() => readAgain(file, bytes(), desk), order.place);
  return { order: { ...order, placeOf }, diagnostics };
}

function takeKept({ file, bytes, kept }: RecordFile, all: ReadRecords, desk: RecordDesk): ReadOrder {
  const { record, firstClaim } = kept as NonNullable<RecordFile['kept']>;
  const reread = () => readAgain(file, bytes(), desk);
  const revived = revive(record, { index: all.kept.length, files: desk.files, reread });
  for (const at of revived.claims.keys()) all.renumbered.set(firstClaim + at, all.claims.length + at);
  all.claims.push(...revived.claims);
  all.kept.push(record);
  return revived;
}

/** Into a book that nobody looks at. */
function readAgain(file: string, bytes: Uint8Array, { files, alarm, names }: RecordDesk): Rereading {
  const claims: (Claim | undefined)[] = [undefined];
  const { order } = readOrder(file, bytes, { files, book: { alarm, names: names.another(), claims }, index: 0 });
  return { order, claims: claims.slice(1) as Claim[] };
}
