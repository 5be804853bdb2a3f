import type { Accepted } from '../safety/accepting.ts';
import type { ZoneFile } from './built-set.ts';
import type { FileSet, PrimaryFolder } from './primary-folder.ts';
import { type PrimaryServer, serialOf } from './primary-server.ts';

/** A set on its way to being served. */
export interface Handover {
  readonly folder: PrimaryFolder;
  readonly server: PrimaryServer;
  /** What was in use before; undefined: nothing. */
  readonly old: FileSet | undefined;
  readonly next: FileSet;
  /** What was served before, by zone; null: nothing. */
  readonly before: Readonly<Record<string, number | null>>;
  /** What was let pass. */
  readonly accepted: readonly Accepted[];
}

/** arrived: all that was new is served after all, and stays. partly: some zones are new, the others as before. */
export type TakenBack = 'arrived' | 'back' | 'partly';

/**
 * Gives the server the old files again. A zone whose new serial is served stays new: secondaries may have it already, and
 * take no older one (RFC 1982).
 */
export async function takeBack(handover: Handover): Promise<TakenBack> {
  const { folder, next } = handover;
  const due = next.zones.filter((zone) => isDue(zone, handover));
  writeState(handover, 'on-the-way');
  // Each turn but the last finds a zone that has turned up since the one before.
  for (let turn = 0; ; turn++) {
    const arrived = await arrivedZones(handover);
    if (due.every(({ zone }) => arrived.has(zone))) {
      folder.use(next.name);
      return 'arrived';
    }
    place(handover, arrived);
    if ((await restore(handover, arrived)) && turn < due.length) continue;
    writeState(handover, 'taken-back');
    return arrived.size === 0 ? 'back' : 'partly';
  }
}

/** Writes down what is going on, before it is. */
export function writeState(
  { folder, old, next, before, accepted }: Handover,
  state: 'on-the-way' | 'taken-back',
): void {
  folder.writeLeftover({ version: 1, old: old?.name ?? null, next: next.name, before, accepted, state });
}

/** New zones that are served. */
export async function arrivedZones(handover: Handover): Promise<ReadonlySet<string>> {
  const due = handover.next.zones.filter((zone) => isDue(zone, handover));
  const served = await handover.server.served(due);
  return new Set(due.filter(({ zone, serial }) => serialOf(served.get(zone)) === serial).map(({ zone }) => zone));
}

function isDue({ zone, serial }: ZoneFile, { before }: Handover): boolean {
  return before[zone] !== serial;
}

function place({ folder, old, next }: Handover, arrived: ReadonlySet<string>): void {
  if (arrived.size > 0) {
    const kept = (old?.zones ?? [])
      .filter(({ zone }) => !arrived.has(zone))
      .map((zone) => [old?.name ?? '', zone] as const);
    const moved = next.zones.filter(({ zone }) => arrived.has(zone)).map((zone) => [next.name, zone] as const);
    folder.use(folder.compose([...kept, ...moved]));
  } else if (old) folder.use(old.name);
  else folder.useNone();
}

/** Has the old files read again. The answer is whether a new zone turned up meanwhile. */
async function restore(handover: Handover, arrived: ReadonlySet<string>): Promise<boolean> {
  const { server, old, next, before } = handover;
  for (const zone of old?.zones ?? []) {
    const fresh = next.zones.find((one) => one.zone === zone.zone);
    if (arrived.has(zone.zone) || (fresh && !isDue(fresh, handover))) continue;
    // How the program ends says little; what is served says it all.
    await server.reload(zone);
    const was = before[zone.zone];
    if (was === null || was === undefined) continue;
    const serials = [was, zone.serial, ...(fresh ? [fresh.serial] : [])];
    const served = await server.untilServed(zone.zone, { serials });
    if (served !== undefined && served === fresh?.serial) return true;
  }
  return false;
}
