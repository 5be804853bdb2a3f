import type { DomainName } from './name.ts';
import type { Cut, Settings, ZoneSettings } from './settings.ts';

/** A policy zone as resolvers know it. */
export interface NamedZone {
  readonly kind: 'allow' | 'block';
  readonly name: DomainName;
  /** In the output folder. */
  readonly file: string;
}

/**
 * The zones of one cut. All that holds in a territory is loaded by itself, with exceptions of its own. Parts are loaded
 * together with what no part takes (`rest`), in place of the whole, after the exceptions of the whole.
 */
export type CutZones =
  | { readonly cut: 'territory'; readonly of: Cut; readonly block: NamedZone; readonly allow: NamedZone }
  | { readonly cut: 'part'; readonly of: Cut; readonly block: NamedZone }
  | { readonly cut: 'rest'; readonly block: NamedZone };

type CutSettings = Pick<Settings, 'cuts' | 'zone'>;

/** The zones beside the whole ones: those of the configuration in its order, then the rest where there are parts. */
export function cutZones({ cuts, zone }: CutSettings): readonly CutZones[] {
  const own = cuts.map((of): CutZones => {
    const block = named('block', of.name);
    if (of.by.kind !== 'territory') return { cut: 'part', of, block };
    return { cut: 'territory', of, block, allow: named('allow', allowName(of)) };
  });
  const hasParts = own.some(({ cut }) => cut === 'part');
  return hasParts ? [...own, { cut: 'rest', block: named('block', restName(zone)) }] : own;
}

/** The names of all policy zones. */
export function allZoneNames(settings: CutSettings): readonly DomainName[] {
  const { block, allow } = settings.zone;
  return [
    block,
    allow,
    ...cutZones(settings)
      .flatMap(zonesOf)
      .map(({ name }) => name),
  ];
}

/** In the order in which a resolver asks them. */
export function zonesOf(zones: CutZones): readonly NamedZone[] {
  return zones.cut === 'territory' ? [zones.allow, zones.block] : [zones.block];
}

// Beside the zone, not below it: a name below could be taken for one of its blocked names.
export function allowName({ name }: Pick<Cut, 'name'>): DomainName {
  return `${name}-allow` as DomainName;
}

export function restName({ block }: Pick<ZoneSettings, 'block'>): DomainName {
  return `${block}-rest` as DomainName;
}

/** No other output begins so. */
function named(kind: NamedZone['kind'], name: DomainName): NamedZone {
  return { kind, name, file: `zone-${name}.rpz` };
}
