import { type Diagnostic, diagnostic } from '../core/diagnostic.ts';
import { nearestWord } from '../core/nearest-word.ts';
import type { Order } from '../core/order.ts';
import type { Cut, Settings } from '../core/settings.ts';
import { dutyOf } from './duty.ts';

/** Cuts that no order on record fills, because of their spelling or because there is none. `orders`: all on record. */
export function cutFindings(orders: readonly Order[], settings: Settings): readonly Diagnostic[] {
  return settings.cuts.flatMap((cut) => findingOf(cut, orders, settings) ?? []);
}

function findingOf(cut: Cut, orders: readonly Order[], settings: Settings): Diagnostic | undefined {
  const { name, place } = cut;
  const { kind, value } = cut.by;
  const empty = (why: string) =>
    diagnostic('zones/no-order', { message: `The zone ${name} will be empty: ${why}.`, place });
  const binding = (territory: string | undefined) =>
    orders.filter(
      (order) => dutyOf(order, { settings, territory: territory === undefined ? undefined : [territory] }).binds,
    );
  if (kind === 'territory')
    return binding(value).length > 0 ? undefined : empty(`no order on record that binds us holds in ${value}`);
  if (kind === 'order') {
    const order = orders.find(({ id }) => id === value);
    if (!order)
      return unknown('zones/unknown-order', cut, {
        is: 'the id of an order on record',
        among: orders.map(({ id }) => id),
      });
    const duty = dutyOf(order, { settings, territory: undefined });
    return duty.binds ? undefined : empty(`${value} is not compiled, because ${duty.reason}`);
  }
  const named = orders.filter(({ record }) => record.authority.name === value);
  if (named.length === 0) {
    const among = [...new Set(orders.map(({ record }) => record.authority.name))];
    return unknown('zones/unknown-authority', cut, { is: 'the name of an authority on record', among });
  }
  const ours = new Set(binding(undefined));
  if (named.some((order) => order.record.publication === 'public' && ours.has(order))) return undefined;
  return empty(`no public order of ${value} binds us`);
}

interface Known {
  readonly is: string;
  readonly among: readonly string[];
}

function unknown(
  code: 'zones/unknown-authority' | 'zones/unknown-order',
  { by, place }: Cut,
  { is, among }: Known,
): Diagnostic {
  const near = nearestWord(by.value, among);
  return diagnostic(code, {
    message: `${by.value} is not ${is}.`,
    place,
    ...(near !== undefined && { help: `Did you mean ${near}?` }),
  });
}
