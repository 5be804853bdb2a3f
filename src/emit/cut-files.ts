import type { Blocklist } from '../core/blocklist.ts';
import { type CutZones, zonesOf } from '../core/cut-zones.ts';
import type { ZoneSettings } from '../core/settings.ts';
import type { Manifest } from '../generated/manifest.ts';
import { nextSerial, type SerialRequest } from './next-serial.ts';
import type { PlannedFile } from './outputs.ts';
import { allowZone, blockZone } from './rpz.ts';
import { zoneDigest } from './zone-digest.ts';

/** The zones of one cut, with what they are made of. */
export interface CutOutput {
  readonly zones: CutZones;
  readonly blocklist: Blocklist;
}

interface CutRequest extends Pick<SerialRequest, 'serial' | 'today'> {
  readonly cuts: readonly CutOutput[];
  readonly zone: ZoneSettings;
  readonly previous: Pick<Manifest, 'files' | 'retired'> | undefined;
}

/** The files of all cuts. The zones of one cut move together, as the whole one and its exceptions do. */
export function cutFiles({ cuts, zone: whole, previous, ...request }: CutRequest): readonly PlannedFile[] {
  return cuts.flatMap(({ zones, blocklist }) => {
    const named = zonesOf(zones);
    const zone = {
      ...whole,
      block: zones.block.name,
      allow: zones.cut === 'territory' ? zones.allow.name : whole.allow,
    };
    const digest = zoneDigest(blocklist, zone);
    const serial = nextSerial(digest, { ...request, known: lastOf(zones.block.name, previous) });
    return named.map(({ kind, name, file }): PlannedFile => {
      const format = { ...(kind === 'allow' ? allowZone : blockZone), file };
      return { format, blocklist, context: { serial, zone }, zone: { zone: name, serial, cut: zones.cut, digest } };
    });
  });
}

function lastOf(zone: string, previous: CutRequest['previous']): SerialRequest['known'] {
  const written = previous?.files.find((file) => file.zone === zone && file.cut !== undefined);
  if (written?.serial !== undefined) return { serial: written.serial, digest: written.digest };
  return previous?.retired?.find((one) => one.zone === zone);
}

/** The zones that were cut out before and are no more, by name. */
export function retiredZones(
  previous: CutRequest['previous'],
  files: readonly Pick<PlannedFile, 'zone'>[],
): NonNullable<Manifest['retired']> {
  const written = new Set(files.map(({ zone }) => zone?.zone));
  const before = (previous?.files ?? []).flatMap(({ zone, serial, cut }) =>
    zone !== undefined && serial !== undefined && cut !== undefined ? [{ zone, serial }] : [],
  );
  return [...before, ...(previous?.retired ?? [])]
    .filter(({ zone }) => !written.has(zone))
    .sort((a, b) => (a.zone < b.zone ? -1 : 1));
}
