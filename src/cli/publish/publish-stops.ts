import type { SafetyLimits } from '../../core/settings.ts';
import type { Io } from '../io.ts';
import { type Accepted, type AcceptOptions, admitted } from '../safety/accepting.ts';
import { countStops, countsOf } from '../safety/counts.ts';
import type { Stop } from '../safety/stops.ts';
import type { BuiltSet } from './built-set.ts';
import { lastPublished } from './last-published.ts';
import type { PublishPlan } from './plan.ts';
import type { PrimaryFolder } from './primary-folder.ts';

export interface Judging {
  readonly built: BuiltSet;
  readonly folder: PrimaryFolder;
  readonly plan: Pick<PublishPlan, 'label'>;
  readonly limits: SafetyLimits;
  readonly options: AcceptOptions & { readonly build?: true };
  /** The command line, without the program's name. */
  readonly argv: readonly string[];
}

/** What is let pass of what looks like an accident, compared with what is published. Throws where something is not. */
export function admittedToPublish(judging: Judging, io: Io): readonly Accepted[] {
  const { built, options, argv } = judging;
  const stops = publishStops(judging).filter((stop) => !wasAccepted(stop, built));
  return admitted(stops, {
    ...options,
    heard: heardBefore(judging),
    argv,
    person: options.accept && io.person?.(),
    nothing: untouched,
  });
}

/** Refuses to let anything pass where nothing is published. */
export function refuseIdleAccept({ built, options, argv }: Pick<Judging, 'built' | 'options' | 'argv'>): void {
  const heard = heardBefore({ built, options });
  admitted([], { ...options, heard, argv, person: undefined, nothing: untouched });
}

/** What the build that the same command made was let pass. */
function heardBefore({ built, options }: Pick<Judging, 'built' | 'options'>): readonly string[] {
  return options.build ? (built.manifest.accepted ?? []).map(({ code }) => code) : [];
}

const untouched = 'Nothing was touched.';

function publishStops({ built: { manifest }, folder, plan: { label }, limits }: Judging): readonly Stop[] {
  const last = lastPublished(folder);
  if (last.kind !== 'known') {
    const says = 'What was published last is not known, so this build cannot be compared with it.';
    const about = [`${label}/published.json, or the manifest that it names, is damaged or not there`];
    const unknown: readonly Stop[] = last.kind === 'damaged' ? [{ code: 'stop/ledger', says, about }] : [];
    return [...unknown, ...countStops(countsOf(manifest), undefined, limits)];
  }
  const { serial, names, zones = [] } = countsOf(last.manifest);
  const earlier = { counts: { serial, names, zones }, label: `what ${label} says is published, serial ${serial}` };
  return countStops(countsOf(manifest), earlier, limits);
}

/** Nobody is asked twice for one thing: the build itself was compared with the same, and somebody let it pass. */
function wasAccepted({ code, against }: Stop, { manifest }: BuiltSet): boolean {
  return (manifest.accepted ?? []).some(
    (one) => one.code === code && (code === 'stop/empty' || one.against === against),
  );
}
