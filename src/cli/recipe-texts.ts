import { type ConfigText, fitText } from '../core/config-text.ts';
import { countryName } from '../core/countries.ts';
import type { Order } from '../core/order.ts';
import type { Cut, Settings } from '../core/settings.ts';
import { harmless } from '../core/text.ts';
import { readChanged } from './changed-input.ts';
import type { Io } from './io.ts';
import { Progress } from './progress.ts';

const usualText = 'Blocked by order of a court or an authority' as ConfigText;

/** What clients are told beside a refusal. */
export interface ZoneTexts {
  /** By zones that are not cut out, and by what no part takes. */
  readonly whole: ConfigText;
  readonly of: (cut: Cut) => ConfigText;
}

interface TextOptions {
  readonly config?: string;
  /** Where a build may have left what it read. */
  readonly out: string;
  readonly text?: ConfigText;
}

/** The texts of the configuration; where it has none, what is public of the orders. They are read only where one is needed. */
export function cutTexts({ cuts }: Pick<Settings, 'cuts'>, { config, out, text }: TextOptions, io: Io): ZoneTexts {
  const needsOrders = cuts.some((cut) => cut.by.kind === 'order' && cut.text === undefined);
  const orders = needsOrders ? [...readRecords({ config, out }, io).values()] : [];
  for (const { by, name, text: own } of cuts) {
    if (by.kind !== 'order' || own !== undefined || orders.some(({ id }) => id === by.value)) continue;
    io.stderr(
      `There is no order ${harmless(by.value)} on record here, so the zone ${name} tells nothing of it. Look at the spelling, or write its text into the configuration.\n`,
    );
  }
  return { whole: text ?? usualText, of: (cut) => cut.text ?? madeText(cut, orders) };
}

function readRecords(
  { config, out }: { readonly config: string | undefined; readonly out: string },
  io: Io,
): ReadonlyMap<number, Order> {
  return readChanged({ inputs: [], config, out, progress: new Progress(io) }, io).corpus.orders;
}

function madeText({ by: { kind, value } }: Cut, orders: readonly Order[]): ConfigText {
  if (kind === 'territory') return fitText(`Blocked in ${countryName(value)} by order of a court or an authority`);
  if (kind === 'authority') return fitText(`Blocked by order of ${value}`);
  const order = orders.find(({ id }) => id === value);
  return order?.record.publication === 'public' ? fitText(publicFacts(order)) : usualText;
}

function publicFacts({ id, record: { authority, caseNumbers = [] } }: Order): string {
  return `Blocked by order ${caseNumbers[0] ?? id} of ${authority.name}`;
}
