import { byText } from '../../core/diagnostic.ts';
import type { Order } from '../../core/order.ts';
import { counted } from '../../core/text.ts';
import type { Difference } from '../../generated/difference.ts';
import { labelOf } from '../due-now.ts';
import { missingEntries } from '../missing-entries.ts';
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
  const past = isSame ? { rewritten: [], added: [] } : history({ was, is });
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
function history({ was, is }: Pair): Past {
  const [before, after] = [was.history, is.history];
  return {
    rewritten: [
      ...missingEntries(before.events, after.events).map(
        ({ says }) => `of its history, this was changed or taken away: ${says}`,
      ),
      ...missingEntries(before.amendments, after.amendments).map(({ says }) => `its ${says} was changed or taken away`),
    ],
    added: [
      ...missingEntries(after.events, before.events).map(
        (one) => `new in its history: ${one.says} (${is.file}:${eventLine(is, after.events.indexOf(one))})`,
      ),
      ...missingEntries(after.amendments, before.amendments).map(({ says }) => `a new ${says}`),
    ],
  };
}

function eventLine(order: Order, at: number): number {
  return order.placeOf(`/events/${at}`).line;
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
