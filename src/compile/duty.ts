import { type Action, actionRank, blocksOnResolver, keptOnly, type Obligation, type Order } from '../core/order.ts';
import type { Settings } from '../core/settings.ts';
import { reaches } from '../core/territory.ts';

/** Whether an order lays a DNS blocking duty on us, and what it asks a resolver to answer. */
export type Duty =
  | { readonly binds: true; readonly action: Action }
  | { readonly binds: false; readonly kind: 'nobody' | 'others'; readonly reason: string };

export interface Bounds {
  readonly settings: Settings;
  /** Countries that the build is for; undefined: no limit but the operator's own. */
  readonly territory: readonly string[] | undefined;
}

export function dutyOf(order: Order, { settings, territory }: Bounds): Duty {
  const kept = keptOnly[order.record.instrument];
  if (kept !== undefined) return { binds: false, kind: 'nobody', reason: kept };
  const duties = blockingDuties(order);
  if (duties.length === 0) {
    return { binds: false, kind: 'nobody', reason: 'it lays no duty to block on a DNS resolver' };
  }
  const { operator } = settings;
  if (operator && !operator.services.includes('dns-resolver')) return others('we run no DNS resolver');
  if (operator && !isAddressed(order, operator.names)) {
    return others(`it binds ${(order.record.parties?.respondents ?? []).join(', ')}, not ${operator.names[0]}`);
  }
  const reaching = duties.filter((one) => reachesUs(one, { settings, territory }));
  const [strongest] = reaching.map(actionOf).sort((a, b) => actionRank[a.kind] - actionRank[b.kind]);
  if (strongest) return { binds: true, action: strongest };
  return others(`it is for ${territoryOf(duties)}, not for ${(territory ?? operator?.territory ?? []).join(', ')}`);
}

/** The duties of an order to block on our resolver, each with its index in the record; none where it does not bind us. */
export function dutiesOnUs(order: Order, bounds: Bounds): readonly (readonly [index: number, duty: Obligation])[] {
  if (!dutyOf(order, bounds).binds) return [];
  return [...(order.record.obligations ?? []).entries()].filter(
    ([, duty]) => blocksOnResolver(duty) && reachesUs(duty, bounds),
  );
}

function blockingDuties({ record }: Order): readonly Obligation[] {
  return (record.obligations ?? []).filter(blocksOnResolver);
}

function reachesUs(duty: Obligation, { settings, territory }: Bounds): boolean {
  return [territory, settings.operator?.territory].every(
    (places) => places === undefined || reaches(duty.territory, places),
  );
}

function others(reason: string): Duty {
  return { binds: false, kind: 'others', reason };
}

/** An order that names no respondent binds everyone. */
function isAddressed(order: Order, names: readonly string[]): boolean {
  const respondents = order.record.parties?.respondents ?? [];
  const ours = new Set(names.map(plain));
  return respondents.length === 0 || respondents.some((respondent) => ours.has(plain(respondent)));
}

function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.,]+/g, ' ')
    .trim();
}

function territoryOf(duties: readonly Obligation[]): string {
  return [...new Set(duties.flatMap((duty) => duty.territory ?? []))].join(', ');
}

function actionOf({ action, redirect }: Obligation): Action {
  if (action === 'nodata') return { kind: 'nodata' };
  if (action === 'nxdomain' || !redirect) return { kind: 'nxdomain' };
  return { kind: 'redirect', ipv4: redirect.ipv4, ...(redirect.ipv6 !== undefined && { ipv6: redirect.ipv6 }) };
}
