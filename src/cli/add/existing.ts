import { orderedBy } from '../../compile/ordered-by.ts';
import type { AsOf } from '../../core/dates.ts';
import type { DomainName } from '../../core/name.ts';
import type { Order, Scope } from '../../core/order.ts';
import type { Settings } from '../../core/settings.ts';
import { type Input, readInput, readSettings } from '../input.ts';
import { inputFiles } from '../input-files.ts';
import type { Io } from '../io.ts';
import { Progress } from '../progress.ts';

/** The orders on record before anything is added. */
export interface Existing {
  readonly settings: Settings;
  /** undefined where there is no record yet. */
  readonly input: Input | undefined;
  readonly ids: ReadonlySet<string>;
  /** Ids of the orders in force that list all of what a name in a scope stands for. */
  readonly orderedBy: (name: DomainName, scope: Scope) => readonly string[];
}

export function existingOrders(config: string | undefined, io: Io): Existing {
  if (inputFiles([], io.cwd).records.length === 0) {
    return { settings: readSettings(config, new Map(), io), input: undefined, ids: new Set(), orderedBy: () => [] };
  }
  return existingOf(readInput({ inputs: [], config, progress: new Progress(io) }, io), io);
}

export function existingOf(input: Input, io: Io): Existing {
  const asOf: AsOf = { kind: 'moment', instant: io.now() };
  return {
    settings: input.settings,
    input,
    // The id of a record with errors is taken too.
    ids: new Set(input.judged.map(({ id }: Order) => id)),
    orderedBy: orderedBy(input.corpus, input.orders, asOf),
  };
}
