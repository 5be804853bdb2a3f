import type { SafetyLimits } from '../../core/settings.ts';
import { type Accepted, type AcceptOptions, admitted, refuseHalf } from '../safety/accepting.ts';
import { countStops, countsOf } from '../safety/counts.ts';
import type { Stop } from '../safety/stops.ts';
import type { BuiltSet } from './built-set.ts';
import type { LastPublished } from './last-published.ts';

export interface Judging extends AcceptOptions {
  readonly last: LastPublished;
  readonly limits: SafetyLimits;
  /** The folder of the primary server, for people. */
  readonly label: string;
  /** The command line, without the program's name. */
  readonly argv: readonly string[];
  readonly person: string | undefined;
}

/** What is let pass of what looks like an accident, compared with what is published. Throws where something is not. */
export function admittedToPublish(built: BuiltSet, judging: Judging): readonly Accepted[] {
  refuseHalf(judging);
  const stops = publishStops(built, judging).filter((stop) => !wasAccepted(stop, built));
  return admitted(stops, { ...judging, nothing: untouched });
}

/** Refuses to let anything pass where nothing is published. */
export function refuseIdleAccept(options: Omit<Judging, 'last' | 'limits' | 'label'>): void {
  refuseHalf(options);
  admitted([], { ...options, nothing: untouched });
}

const untouched = 'Nothing was touched.';

function publishStops({ manifest }: BuiltSet, { last, limits, label }: Judging): readonly Stop[] {
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
