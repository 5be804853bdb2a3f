import { type Blocklist, coversBelow, coversSelf, type Rule, type Zone } from '../core/blocklist.ts';
import type { Corpus } from '../core/corpus.ts';
import { type CutZones, cutZones } from '../core/cut-zones.ts';
import type { Instant } from '../core/dates.ts';
import type { Order } from '../core/order.ts';
import type { CutBy } from '../core/settings.ts';
import { blockZoneOf, compile, type Moment } from './compile.ts';
import { partition, type Takes } from './partition.ts';

/** The zones of one cut, with what they say. */
export interface CutList {
  readonly zones: CutZones;
  /** Of a part, its zones alone are its own. */
  readonly blocklist: Blocklist;
}

interface Compiling {
  readonly corpus: Corpus;
  readonly orders: readonly Order[];
  readonly moment: Moment;
}

/**
 * The zones that the configuration cuts out, in its order, then the rest. A territory is compiled by itself, as with
 * `--territory`: no other zone has to be loaded with it. Parts are of the whole that is given.
 */
export function cutLists(whole: Blocklist, { corpus, orders, moment }: Compiling): readonly CutList[] {
  const all = cutZones(moment.settings);
  const takes = all.flatMap((zones) => (zones.cut === 'part' ? [takerFor(zones.of.by)] : []));
  const parts = partition(whole.names, takes).values();
  return all.map((zones): CutList => {
    if (zones.cut === 'territory') {
      const { blocklist } = compile(corpus, orders, { ...moment, territory: [zones.of.by.value] });
      return { zones, blocklist };
    }
    const names = parts.next().value ?? whole.names;
    return { zones, blocklist: { ...whole, names, blockZone: blockZoneOf(names), allowZone: nothing } };
  });
}

/** Exceptions stay in the allow zone of the whole, which is asked before all parts. */
const nothing: Zone = { parts: 0, walk: () => {} };

/**
 * A part takes a name where its orders account for all that is blocked there: what a refused client is told must be true
 * of every name. By authority only public orders count: the text would say whose a sealed one is.
 */
function takerFor(by: CutBy): Takes {
  const isOurs = ({ id, record }: Order) =>
    by.kind === 'order' ? id === by.value : record.publication === 'public' && record.authority.name === by.value;
  return ({ self, below, holders }: Rule) => {
    const scopes = holders.filter(({ order }) => isOurs(order)).map(({ claim }) => claim.scope);
    return (!self || scopes.some(coversSelf)) && (!below || scopes.some(coversBelow));
  };
}

/** The next instant when any order or name begins or ends, in the whole or in a territory that it was not compiled for. */
export function nextChangeOf(whole: Blocklist, lists: readonly CutList[]): Instant | undefined {
  const instants = [whole, ...lists.map(({ blocklist }) => blocklist)].flatMap(({ validUntil }) => validUntil ?? []);
  return instants.length === 0 ? undefined : Math.min(...instants);
}
