import { isAfter, serialAfter } from '../../core/serial.ts';
import { listed } from '../../core/text.ts';
import type { Served } from '../../resolver/served.ts';
import { CommandError, exitCodes } from '../exit-codes.ts';
import type { BuiltSet, ZoneFile } from './built-set.ts';
import type { PublishPlan } from './plan.ts';
import type { FileSet } from './primary-folder.ts';
import { type ServedZones, serialOf } from './primary-server.ts';

export interface Compared {
  readonly built: BuiltSet;
  /** What the server reads now; undefined where nothing was ever published. */
  readonly current: FileSet | undefined;
  /** Of the zones of both. */
  readonly served: ServedZones;
  readonly plan: Pick<PublishPlan, 'serverLabel' | 'label'>;
}

/**
 * The zones that have yet to be served. Stops where publishing would be in vain or unsafe: a silent server, a serial that
 * does not come after the one that is served (RFC 1982), one serial for two contents, a zone that would be lost.
 */
export function dueZones(compared: Compared): readonly ZoneFile[] {
  const { built, current, served } = compared;
  refuseSilent(compared);
  refuseLoss(compared);
  const due = built.zones.filter((zone) => !isServed(zone, compared));
  const stuck = due.filter(({ zone, serial }) => !isForward(serial, serialOf(served.get(zone))));
  const [first] = stuck;
  if (first === undefined) return due;
  const known = current?.zones.find(({ zone }) => zone === first.zone);
  throw notForward(first, { ...compared, known });
}

function isServed({ zone, serial, sha256 }: ZoneFile, { current, served }: Compared): boolean {
  const known = current?.zones.find((one) => one.zone === zone);
  return serialOf(served.get(zone)) === serial && known?.serial === serial && known.sha256 === sha256;
}

function isForward(serial: number, served: number | null): boolean {
  return served === null || isAfter(serial, served);
}

function refuseSilent({ current, served, plan }: Compared): void {
  const silent = [...served.values()].filter(({ kind }) => kind === 'silent');
  // A server that has never been given anything may be waiting for its files.
  if (silent.length === 0 || (current === undefined && silent.length === served.size)) return;
  throw stopSilent(served, plan);
}

/** Of what a silent server serves nothing is known, so nothing can be held against it. */
export function stopSilent(served: ServedZones, { serverLabel }: Pick<PublishPlan, 'serverLabel'>): CommandError {
  return new CommandError(
    `${servingWords(served, { serverLabel })}. Nothing was touched. See that the primary server runs, then publish again.`,
    exitCodes.safetyStop,
  );
}

/** A zone that is served and not in the build would have no file any more. */
function refuseLoss({ built, current, served, plan }: Compared): void {
  const lost = (current?.zones ?? []).filter(
    ({ zone }) => serialOf(served.get(zone)) !== null && !built.zones.some((one) => one.zone === zone),
  );
  if (lost.length === 0) return;
  const names = lost.map(({ zone }) => zone);
  const files = lost.map(({ file }) => file);
  throw new CommandError(
    `${plan.serverLabel} serves ${listed(names, 'and')}, and the build in ${built.label} has no ${listed(files, 'and')}. Nothing was touched. Build with the formats and zones of before; or, if it is to go, take it out of the configurations of the secondaries and of the primary server first.`,
    exitCodes.safetyStop,
  );
}

function notForward(
  { zone, serial }: ZoneFile,
  { built, served, plan, known }: Compared & { readonly known: ZoneFile | undefined },
): CommandError {
  const now = serialOf(served.get(zone));
  const why =
    now !== serial
      ? `serves serial ${now} of ${zone}, and that of the build, ${serial}, does not come after it: secondaries would keep what they have (RFC 1982)`
      : known?.serial === serial
        ? `serves serial ${serial} of ${zone} already, with other content: secondaries would never fetch this one`
        : `serves serial ${serial} of ${zone} already, and not from ${plan.label}, so nobody knows whether it is the same`;
  return new CommandError(
    `${plan.serverLabel} ${why}. Nothing was touched. Build again with --serial ${serialAfterAll(built, served)}, then publish.`,
    exitCodes.safetyStop,
  );
}

function serialAfterAll({ zones }: BuiltSet, served: ServedZones): number {
  const serials = zones.flatMap(({ zone }) => serialOf(served.get(zone)) ?? []);
  const last = serials.reduce((latest, one) => (isAfter(one, latest) ? one : latest));
  return serialAfter(last, 0);
}

const silences: Readonly<Record<Extract<Served, { kind: 'silent' }>['why'], string>> = {
  'timed-out': 'does not answer',
  closed: 'does not answer (nothing listens there)',
  'cut-off': 'breaks off',
  unreadable: 'answers what cannot be read',
};

/** `127.0.0.1@5300 serves serial 5 of rpz.allow and does not serve rpz.blocklist (SERVFAIL)` */
export function servingWords(served: ServedZones, { serverLabel }: Pick<PublishPlan, 'serverLabel'>): string {
  const alike = new Map<string, { readonly one: Served; readonly zones: string[] }>();
  for (const [zone, one] of served) {
    const key = JSON.stringify(one);
    const group = alike.get(key) ?? { one, zones: [] };
    group.zones.push(zone);
    alike.set(key, group);
  }
  return `${serverLabel} ${listed([...alike.values()].map(groupWords), 'and')}`;
}

function groupWords({ one, zones }: { readonly one: Served; readonly zones: readonly string[] }): string {
  switch (one.kind) {
    case 'serial':
      return `serves serial ${one.serial} of ${listed(zones, 'and')}`;
    case 'none':
      return `does not serve ${listed(zones, 'and')} (${one.says})`;
    case 'silent':
      return silences[one.why];
  }
}
