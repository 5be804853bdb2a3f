import { counted } from '../../core/text.ts';
import type { Evidence } from '../../generated/evidence.ts';
import { type Habit, type Status, wrongStatuses } from '../../resolver/conclude.ts';
import type { Result } from '../../resolver/examine.ts';
import type { Findings } from './evidence.ts';

export interface Grounds {
  readonly controls: readonly Result[];
  /** A question that was not answered, if there is one. */
  readonly silence: Result | undefined;
  readonly counts: Readonly<Record<string, number>>;
  readonly hasWrong: boolean;
  /** How many names that must be blocked nobody can tell of. */
  readonly untoldBlocks: number;
  readonly habit: Habit;
  readonly findings: Pick<Findings, 'isGone' | 'manifest' | 'policyZones' | 'asked'>;
}

/** What all answers come to, and what has to be said with it. */
export function verdictOf(grounds: Grounds): Pick<Evidence, 'verdict'> & { readonly reasons: readonly string[] } {
  const verdict = wordFor(grounds);
  return { verdict, reasons: [reasonFor(verdict, grounds), ...remarks(grounds)] };
}

function wordFor({ controls, counts, hasWrong, untoldBlocks, findings }: Grounds): Evidence['verdict'] {
  if (!controls.some(({ resolved }) => resolved)) return 'worthless';
  const isIncomplete = findings.isGone || (counts['not-asked'] ?? 0) > 0;
  const isSeen = faults.some((status) => (counts[status] ?? 0) > 0);
  if (isIncomplete && !isSeen) return 'incomplete';
  if (hasWrong) return 'wrong';
  // A resolver that has loaded nothing would answer so of names that do not exist.
  return untoldBlocks > 0 ? 'incomplete' : 'proven';
}

const faults: readonly Status[] = ['leak', 'stale-leak', 'unproven', 'other-answer', 'overblocked', 'stale-block'];

function reasonFor(verdict: Evidence['verdict'], { controls, counts, silence, findings }: Grounds): string {
  switch (verdict) {
    case 'proven':
      return 'Every name that was asked for is blocked or free as it must be.';
    case 'wrong':
      return wrongWords(counts);
    case 'incomplete':
      if (!findings.isGone) return 'Nothing is wrong as far as the answers tell, but they do not tell everything.';
      return `The resolver stopped answering (${silence?.way ?? 'any question'}: ${silence?.answer ?? ''}), so that not all names were asked for. Run this again.`;
    case 'worthless':
      return controls.every(({ answered }) => !answered)
        ? 'The resolver does not answer. Silence proves no block. Look whether it runs and whether this machine may ask it.'
        : 'None of the names that must resolve does, so an answer proves nothing here. Look whether the resolver reaches the internet, or name others with --control.';
  }
}

function wrongWords(counts: Grounds['counts']): string {
  const all = Object.entries(counts);
  const sum = (some: typeof all) => some.reduce((total, [, count]) => total + count, 0);
  const wrong = sum(all.filter(([status]) => (wrongStatuses as readonly string[]).includes(status)));
  return wrong === 0
    ? 'A name that must resolve does not.'
    : `Of ${counted(sum(all), 'name')}, those next to the listed ones with them, ${wrong} ${wrong === 1 ? 'is' : 'are'} not as ordered.`;
}

function* remarks({ counts, habit, findings }: Grounds): Generator<string> {
  const untold = counts['untold'] ?? 0;
  if (untold > 0) {
    yield habit === 'unmarked'
      ? `${counted(untold, 'answer')} cannot be told from that for a name that does not exist. Let the resolver mark its blocks (Extended DNS Error 16, or the SOA of the policy zone).`
      : `${counted(untold, 'free name')} could not be looked up: their own servers may be at fault.`;
  }
  if ((counts['unproven'] ?? 0) > 0) {
    yield 'This resolver marks its blocks. Some names have no address, but their answers lack the mark: they may be missing from its zone.';
  }
  const { manifest, policyZones, asked } = findings;
  if (asked.names < asked.ofNames) yield `Only ${asked.names} of ${counted(asked.ofNames, 'name')} were asked for.`;
  if (manifest && !manifest.isOfTheseRecords) yield 'The last build was not made of the records as they are now.';
  if (manifest && policyZones.length > 0) yield* staleZones(manifest, policyZones);
}

/** Each zone by its own serial, where the resolver knows it by the name that the build gives it. */
function* staleZones(
  { serial, zones = [] }: NonNullable<Evidence['manifest']>,
  policyZones: Evidence['policyZones'],
): Generator<string> {
  const built = new Map(zones.map((one) => [one.zone, one.serial]));
  const known = policyZones.filter(({ zone }) => built.has(zone));
  for (const { zone, serial: served } of known) {
    const last = built.get(zone);
    if (served !== last)
      yield `The policy zone ${zone} of the resolver has the serial ${served}; that of the last build has ${last}.`;
  }
  if (known.length === 0 && !policyZones.some((one) => one.serial === serial))
    yield `No policy zone that the resolver names has the serial of the last build, ${serial}.`;
}
