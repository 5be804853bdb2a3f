import { join } from 'node:path';
import { showInstant } from '../../core/dates.ts';
import type { Manifest } from '../../generated/manifest.ts';
import { digestOf } from '../digest.ts';
import type { PublishPlan } from './plan.ts';
import type { FileSet, PrimaryFolder } from './primary-folder.ts';

export interface Arrival {
  readonly set: FileSet;
  readonly manifestBytes: Uint8Array;
  readonly plan: Pick<PublishPlan, 'serverLabel'>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Notes that all of a build is served: later builds and publications are held against it. */
export function noteArrival(folder: PrimaryFolder, { set, manifestBytes, plan, now }: Arrival): void {
  const { asOf, serial, orders, names } = JSON.parse(Buffer.from(manifestBytes).toString()) as Manifest;
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
    zones: [...set.zones],
  });
}
