import type { Instant } from '../core/dates.ts';
import type { OrderEvent } from '../core/order.ts';

/** Where an order stands at one instant. */
export type Standing =
  | { readonly state: 'draft' }
  | { readonly state: 'not-yet'; readonly from: Instant }
  | { readonly state: 'in-force'; readonly since: Instant; readonly until: Instant | undefined }
  | { readonly state: 'stayed'; readonly since: Instant; readonly by: OrderEvent }
  | { readonly state: 'ended'; readonly since: Instant; readonly by: OrderEvent };

/**
 * An order is in force when an `effective` event is at or before the instant and no later event has ended or suspended
 * it. An appeal changes nothing; a stay holds until it is lifted, one that comes before the effective day too.
 */
export function standingAt(events: readonly OrderEvent[], instant: Instant): Standing {
  const steps = timeline(events);
  const past = steps.filter((step) => step.at <= instant);
  const now = past.at(-1)?.standing ?? { state: 'draft' };
  const ahead = steps.slice(past.length);
  if (now.state === 'draft') {
    const start = ahead.find((step) => step.standing.state === 'in-force');
    return start ? { state: 'not-yet', from: start.at } : now;
  }
  if (now.state !== 'in-force') return now;
  return { ...now, until: ahead.find((step) => step.standing.state !== 'in-force')?.at };
}

/** Every instant at which the order begins or stops to be in force, oldest first. */
export function turningPoints(events: readonly OrderEvent[]): readonly Instant[] {
  const steps = timeline(events);
  const inForce = (index: number) => steps[index]?.standing.state === 'in-force';
  return steps.flatMap((step, index) => (inForce(index) === inForce(index - 1) ? [] : [step.at]));
}

interface Step {
  readonly at: Instant;
  readonly standing: Standing;
}

function timeline(events: readonly OrderEvent[]): readonly Step[] {
  const ordered = withoutReplacedExpiries(events).toSorted((a, b) => a.at - b.at);
  const steps: Step[] = [];
  let begun = false;
  let ended: OrderEvent | undefined;
  let stay: OrderEvent | undefined;
  let since: Instant | undefined;
  for (const event of ordered) {
    switch (event.type) {
      case 'effective':
        // Ended before its day, it never begins; ended after it, it begins anew.
        if (begun || !ended) ended = undefined;
        begun = true;
        break;
      case 'stayed':
        stay = event;
        break;
      case 'stay-lifted':
        stay = undefined;
        break;
      case 'lifted':
      case 'annulled':
      case 'superseded':
      case 'expires':
        ended = ended ?? event;
        stay = undefined;
        break;
      default:
        continue;
    }
    const inForce = begun && !ended && !stay;
    since = inForce ? (since ?? event.at) : undefined;
    steps.push({ at: event.at, standing: standing({ begun, ended, stay, since }) });
  }
  return lastOfEachInstant(steps);
}

function standing(now: {
  readonly begun: boolean;
  readonly ended: OrderEvent | undefined;
  readonly stay: OrderEvent | undefined;
  readonly since: Instant | undefined;
}): Standing {
  if (now.since !== undefined) return { state: 'in-force', since: now.since, until: undefined };
  if (now.ended) return { state: 'ended', since: now.ended.at, by: now.ended };
  return now.begun && now.stay ? { state: 'stayed', since: now.stay.at, by: now.stay } : { state: 'draft' };
}

/** A later `expires` prolongs or shortens an earlier one, unless the order ran out and began anew in between. */
function withoutReplacedExpiries(events: readonly OrderEvent[]): OrderEvent[] {
  return events.filter((event, index) => {
    if (event.type !== 'expires') return true;
    const next = events
      .slice(index + 1)
      .find((one) => one.type === 'expires' || (one.type === 'effective' && one.at >= event.at));
    return next?.type !== 'expires';
  });
}

function lastOfEachInstant(steps: readonly Step[]): Step[] {
  return steps.filter((step, index) => steps[index + 1]?.at !== step.at);
}
