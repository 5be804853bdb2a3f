import { type ConfigText, fitText, type QuotableText } from '../core/config-text.ts';
import { countryName } from '../core/countries.ts';
import {
  type ExtraTextForm,
  ownLanguage,
  structuredError,
  structuredText,
  type Told,
  toldOf,
} from '../core/extra-text.ts';
import type { Order } from '../core/order.ts';
import type { Cut, Settings } from '../core/settings.ts';
import { harmless } from '../core/text.ts';
import { readChanged } from './changed-input.ts';
import type { Io } from './io.ts';
import { Progress } from './progress.ts';

const usualText = ours('Blocked by order of a court or an authority');

// RFC 8914 sets no limit; this leaves room for the rest of an answer in one packet over UDP.
const longestJson = 400;

/** What clients are told beside a refusal. */
export interface ZoneTexts {
  /** By zones that are not cut out, and by what no part takes. */
  readonly whole: QuotableText;
  readonly of: (cut: Cut) => QuotableText;
}

interface TextOptions {
  readonly config?: string;
  readonly extraText: ExtraTextForm;
  /** Where a build may have left what it read. */
  readonly out: string;
  readonly text?: ConfigText;
}

/** The texts of the configuration; where it has none, what is public of the orders. They are read only where one is needed. */
export function cutTexts({ cuts, notice }: Pick<Settings, 'cuts' | 'notice'>, options: TextOptions, io: Io): ZoneTexts {
  const { config, extraText: form, out, text } = options;
  const needsOrders = cuts.some((cut) => cut.by.kind === 'order' && (cut.text === undefined || form === 'fdbs-02'));
  const orders = needsOrders ? [...readRecords({ config, out }, io).values()] : [];
  for (const { by, name, text: own } of cuts) {
    if (by.kind !== 'order' || own !== undefined || orders.some(({ id }) => id === by.value)) continue;
    io.stderr(
      `There is no order ${harmless(by.value)} on record here, so the zone ${name} tells nothing of it. Look at the spelling, or write its text into the configuration.\n`,
    );
  }
  const language = notice.language ?? ownLanguage;
  const written = (told: Told, own: ConfigText | undefined) =>
    own === undefined ? told : { ...told, text: own, language };
  const shown = (told: Told): QuotableText =>
    form === 'text' ? fitText(told.text) : structuredText(structuredError(form, told, notice), longestJson);
  return {
    whole: shown(written(usualText, text)),
    of: (cut) => shown(written(madeText(cut, orders), cut.text)),
  };
}

function readRecords(
  { config, out }: { readonly config: string | undefined; readonly out: string },
  io: Io,
): ReadonlyMap<number, Order> {
  return readChanged({ inputs: [], config, out, progress: new Progress(io) }, io).corpus.orders;
}

function madeText({ by: { kind, value } }: Cut, orders: readonly Order[]): Told {
  if (kind === 'territory') return ours(`Blocked in ${countryName(value)} by order of a court or an authority`);
  if (kind === 'authority') return ours(`Blocked by order of ${value}`);
  const order = orders.find(({ id }) => id === value);
  return (order && toldOf(order)) ?? usualText;
}

function ours(text: string): Told {
  return { text, language: ownLanguage, incidents: [] };
}
