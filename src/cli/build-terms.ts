import type { CutList } from '../compile/cuts.ts';
import type { Blocklist } from '../core/blocklist.ts';
import { type AsOf, type Instant, instantFor } from '../core/dates.ts';
import { digestOf } from './digest.ts';

// What a manifest says of a build as a whole, beside its files.

/** Milliseconds. */
const day = 24 * 3_600_000;

export interface Term {
  readonly asOf: AsOf;
  /** The next instant when an order or a name begins or ends. */
  readonly next: Instant | undefined;
  /** For how many days a build is good at most. */
  readonly validDays: number | undefined;
}

/** Until when a build is good: by the moment that it was compiled for, not by the clock, so that its bytes stay the same. */
export function endOf({ asOf, next, validDays }: Term): Instant | undefined {
  return validDays === undefined ? next : earlier(next, instantFor(asOf, 'UTC') + validDays * day);
}

/**
 * From when until when the same command line gives the same files; undefined where it names its moment. Files that stay
 * the same are given new time when half of it is over, so that those who check them never run out of it.
 */
export function stretchOf({
  asOf,
  next,
  validDays,
}: Term): { readonly from: Instant; readonly until: Instant | undefined } | undefined {
  if (asOf.kind === 'day') return undefined;
  const { instant } = asOf;
  return { from: instant, until: validDays === undefined ? next : earlier(next, instant + (validDays * day) / 2) };
}

function earlier(one: Instant | undefined, other: Instant): Instant {
  return Math.min(one ?? other, other);
}

/**
 * SHA-256 of what the orders that hold names say, wherever their records lie; as the schema of the manifest tells. A record
 * has the SHA-256 of its lists in it, so they count whatever their line ends are in this checkout.
 */
export function ordersDigest(whole: Blocklist, cuts: readonly CutList[]): string {
  const orders = new Set(
    [whole, ...cuts.map(({ blocklist }) => blocklist)].flatMap((one) => one.orders.map(({ order }) => order)),
  );
  const digests = [...orders].map(({ textSha256 }) => textSha256).sort();
  return digestOf(Buffer.from(digests.join('\n')));
}
