import type { BuiltSet } from './built-set.ts';
import type { Outcome } from './hand-over.ts';
import type { PublishPlan } from './plan.ts';
import { type ServedZones, serialOf } from './primary-server.ts';
import { servingWords } from './standing.ts';

export interface Ending {
  readonly built: BuiltSet;
  readonly plan: PublishPlan;
  readonly served: ServedZones;
}

/** How a publication ended, what is served now, and what to do next. */
export function endWords(outcome: Outcome, { built, plan, served }: Ending): readonly string[] {
  const { serial } = built.manifest;
  const now = `${servingWords(served, plan)}.`;
  const next = 'Look into the log of the primary server, mend what it says, and publish again.';
  switch (outcome.kind) {
    case 'arrived':
      return outcome.reason === undefined
        ? [`Serial ${serial} is published: secondaries fetch it now.`]
        : [
            `${now} So serial ${serial} is published all the same, and nothing goes back: secondaries take no older one.`,
          ];
    case 'placed':
      return ['The primary server does not run yet. Start it, then run this again: it sees whether it serves them.'];
    case 'back':
      return [
        `The files of before are back in ${plan.label}.`,
        [...served.values()].some(({ kind }) => kind === 'silent')
          ? `${now} Secondaries keep what they have. See that the primary server runs, and publish again.`
          : `${now} Nothing of serial ${serial} was handed out: secondaries keep what they have. ${next}`,
      ];
    case 'partly': {
      const stays = built.zones.filter((one) => serialOf(served.get(one.zone)) === one.serial).map(({ zone }) => zone);
      return [
        `The files of before are back in ${plan.label}, but for ${stays.join(', ')}: secondaries take no older one of it.`,
        `${now} Both go on blocking. ${next}`,
      ];
    }
  }
}
