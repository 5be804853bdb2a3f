import type { SafetyLimits } from '../../core/settings.ts';
import { counted } from '../../core/text.ts';
import { formats } from '../../emit/registry.ts';
import type { Manifest } from '../../generated/manifest.ts';
import type { KeptList } from './ledger.ts';
import { type Stop, shortened } from './stops.ts';

/** How many names a build blocks, and how many entries each zone has that was cut out of it. */
export type Counts = Pick<KeptList, 'serial' | 'names' | 'zones'>;

/** undefined zones: the build wrote none, because it was not asked for the format. */
export interface CountsNow extends Omit<Counts, 'zones'> {
  readonly zones: Counts['zones'] | undefined;
}

/** A build to compare with, as people know it: `the last build in out`. */
export interface Earlier {
  readonly counts: Counts;
  readonly label: string;
}

const blocking: ReadonlySet<string> = new Set(formats.filter(({ zone }) => zone === 'block').map(({ id }) => id));

/**
 * The rest is left out: what no part takes is counted in the whole, and moves to a part or back when the configuration does.
 */
export function countsOf({ serial, names, files }: Manifest): CountsNow {
  const zones = files.filter(({ format, zone }) => zone !== undefined && blocking.has(format));
  const cut = zones.filter(({ cut: by }) => by !== undefined && by !== 'rest');
  return {
    serial,
    names,
    zones: zones.length === 0 ? undefined : cut.map(({ zone = '', count }) => ({ zone, count })),
  };
}

interface Change {
  /** Whose it is: the whole list, or a zone. */
  readonly what: string;
  readonly before: number;
  readonly after: number;
}

/** The stops that numbers alone give. */
export function countStops(now: CountsNow, before: Earlier | undefined, limits: SafetyLimits): readonly Stop[] {
  const changes = before ? changesOf(now, before.counts) : [];
  const told = changes.filter(({ after }) => after > 0);
  const against = before?.counts.serial;
  const fewer = told.filter((one) => one.after * 100 < one.before * (100 - limits.fewerNames));
  const more = told.filter((one) => one.before > 0 && one.after * 100 > one.before * (100 + limits.moreNames));
  return [
    ...emptyStop(now, changes, against),
    ...changeStop('stop/fewer-names', fewer, { before, limit: limits.fewerNames }),
    ...changeStop('stop/more-names', more, { before, limit: limits.moreNames }),
  ];
}

function emptyStop(now: CountsNow, changes: readonly Change[], against: number | undefined): readonly Stop[] {
  const code = 'stop/empty';
  if (now.names === 0) return [{ code, says: 'This would block nothing.', about: [], against }];
  const zones = changes.filter(({ before, after }) => before > 0 && after === 0);
  if (zones.length === 0) return [];
  const about = zones.map(({ what, before }) => `${what} had ${counted(before, 'entry', 'entries')}`);
  return [{ code, says: `${counted(zones.length, 'zone')} would be empty or gone.`, about: shortened(about), against }];
}

const whole = 'the whole list';

function changesOf(now: CountsNow, before: Counts): readonly Change[] {
  const list = { what: whole, before: before.names, after: now.names };
  const { zones } = now;
  if (!zones) return [list];
  return [
    list,
    ...before.zones.map(({ zone, count }) => ({
      what: `the zone ${zone}`,
      before: count,
      after: zones.find((one) => one.zone === zone)?.count ?? 0,
    })),
  ];
}

function changeStop(
  code: 'stop/fewer-names' | 'stop/more-names',
  changes: readonly Change[],
  { before, limit }: { readonly before: Earlier | undefined; readonly limit: number },
): readonly Stop[] {
  if (changes.length === 0 || !before) return [];
  const word = code === 'stop/fewer-names' ? 'fewer' : 'more';
  const says = `More than ${limit} % ${word} names than in ${before.label}.`;
  return [
    { code, says, about: shortened(changes.map((one) => changeWords(one, word))), against: before.counts.serial },
  ];
}

function changeWords({ what, before, after }: Change, word: string): string {
  const unit = what === whole ? counted(after, 'name') : counted(after, 'entry', 'entries');
  const percent = (Math.abs(after - before) * 100) / before;
  const shown = percent < 1000 ? percent.toFixed(1).replace(/\.0$/, '') : String(Math.round(percent));
  return `${what}: ${unit}, ${shown} % ${word} than the ${before} of before`;
}
