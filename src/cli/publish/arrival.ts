import { join } from 'node:path';
import { showInstant } from '../../core/dates.ts';
import type { Manifest } from '../../generated/manifest.ts';
import { digestOf } from '../digest.ts';
import type { Accepted } from '../safety/accepting.ts';
import type { PublishPlan } from './plan.ts';
import type { FileSet, PrimaryFolder } from './primary-folder.ts';

export interface Arrival {
  readonly set: FileSet;
  readonly manifestBytes: Uint8Array;
  readonly plan: Pick<PublishPlan, 'serverLabel'>;
  /** What was let pass when it was published. */
  readonly accepted: readonly Accepted[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Notes that all of a build is served: later builds and publications are held against it. */
export function noteArrival(folder: PrimaryFolder, { set, manifestBytes, plan, accepted, now }: Arrival): void {
  const {
    asOf,
    serial,
    orders,
    names,
    accepted: before = [],
  } = JSON.parse(Buffer.from(manifestBytes).toString()) as Manifest;
  const all = [...before, ...accepted];
  folder.writePublished({
    version: 1,
    at: showInstant(now),
    server: plan.serverLabel,
    set: join('sets', set.name),
    manifestSha256: digestOf(manifestBytes),
    asOf,
    serial,
    orders,
    names,
    ...(all.length > 0 && { accepted: all }),
    zones: [...set.zones],
  });
}
