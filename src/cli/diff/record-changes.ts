import { byText } from '../../core/diagnostic.ts';
import type { Order } from '../../core/order.ts';
import { counted } from '../../core/text.ts';
import type { Difference } from '../../generated/difference.ts';
import { historyDigests } from '../../read/record-digest.ts';
import { labelOf } from '../due-now.ts';
import type { RecordsRead } from './side.ts';

type OrderChange = Difference['orders'][number];

/** Records that are new, gone or say something else, by id. A record that only moved to another file is told as well. */
export function recordChanges(base: RecordsRead, head: RecordsRead): readonly OrderChange[] {
  const [before, after] = [byLabel(base.judged), byLabel(head.judged)];
  const ids = [...new Set([...before.keys(), ...after.keys()])].sort(byText);
  return ids.flatMap((id): OrderChange[] => {
    const [was, is] = [before.get(id), after.get(id)];
    if (was && is) return changed({ was, is }, base, head);
    if (is) return [{ order: id, file: is.file, what: 'new', details: [] }];
    const file = was?.file ?? '';
    // Where it cannot be read at all, nobody knows which id it has.
    const unread = head.records.includes(file) && !head.judged.some((one) => one.file === file);
    return [{ order: id, file, what: unread ? 'unread' : 'gone', details: [] }];
  });
}

function byLabel(orders: readonly Order[]): ReadonlyMap<string, Order> {
  return new Map(orders.map((order) => [labelOf(order), order]));
}

interface Pair {
  readonly was: Order;
  readonly is: Order;
}

function changed({ was, is }: Pair, base: RecordsRead, head: RecordsRead): OrderChange[] {
  const [old, now] = [base.bytesOf(was.file), head.bytesOf(is.file)];
  const moved = was.file === is.file ? [] : [`it is now in ${is.file}; before, in ${was.file}`];
  const isSame = old !== undefined && now !== undefined && Buffer.compare(old, now) === 0;
  const past = isSame || !old || !now ? { rewritten: [], added: [] } : history({ was, is }, old, now);
  const details = [...moved, ...past.rewritten, ...past.added, ...(isSame ? [] : otherKeys(was, is))];
  if (details.length === 0) return [];
  const rewritten = past.rewritten.length > 0;
  return [{ order: labelOf(is), file: is.file, what: 'changed', ...(rewritten && { rewritten }), details }];
}

interface Past {
  readonly rewritten: readonly string[];
  readonly added: readonly string[];
}

/** Events and amendments: what was there before must still be there, each as it was. */
function history({ was, is }: Pair, old: Uint8Array, now: Uint8Array): Past {
  const [before, after] = [historyDigests(was.file, old), historyDigests(is.file, now)];
  if (!before || !after) return { rewritten: [], added: [] };
  const events = unmatched(before.events, after.events);
  const amendments = unmatched(before.amendments, after.amendments);
  return {
    rewritten: [
      ...events.gone.map((at) => `of its history, this was changed or taken away: ${eventWords(was, at)}`),
      ...amendments.gone.map((at) => `its amendment of ${amendmentDate(was, at)} was changed or taken away`),
    ],
    added: [
      ...events.come.map((at) => `new in its history: ${eventWords(is, at)} (${is.file}:${eventLine(is, at)})`),
      ...amendments.come.map((at) => `a new amendment, of ${amendmentDate(is, at)}`),
    ],
  };
}

/** The places of what the one has and the other has not, each counted as often as it stands there. */
function unmatched(
  before: readonly string[],
  after: readonly string[],
): { gone: readonly number[]; come: readonly number[] } {
  const lacking = (from: readonly string[], other: readonly string[]) => {
    const rest = [...other];
    return [...from.keys()].filter((at) => {
      const found = rest.indexOf(from[at] ?? '');
      if (found !== -1) rest.splice(found, 1);
      return found === -1;
    });
  };
  return { gone: lacking(before, after), come: lacking(after, before) };
}

function eventWords({ record }: Order, at: number): string {
  const event = record.events[at];
  return event ? `${event.type}, ${event.date}` : `number ${at + 1}`;
}

function eventLine(order: Order, at: number): number {
  return order.placeOf(`/events/${at}`).line;
}

function amendmentDate({ record }: Order, at: number): string {
  return record.amendments?.[at]?.date ?? `number ${at + 1}`;
}

/** Lists show in what becomes of names, events and amendments were told; `schema` is how a record is written, not what it says. */
const passedOver: ReadonlySet<string> = new Set(['targets', 'amendments', 'events', 'schema']);

function otherKeys(was: Order, is: Order): readonly string[] {
  const [old, now] = [new Map(Object.entries(was.record)), new Map(Object.entries(is.record))];
  const keys = [...new Set([...old.keys(), ...now.keys()])].filter(
    (key) => !passedOver.has(key) && JSON.stringify(old.get(key)) !== JSON.stringify(now.get(key)),
  );
  if (keys.length === 0) return [];
  return [`${counted(keys.length, 'part says', 'parts say')} something else: ${keys.sort(byText).join(', ')}`];
}
