import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type AsOf, parseAsOf } from '../../core/dates.ts';
import { harmless } from '../../core/text.ts';
import { fileDigest } from '../file-lines.ts';
import { heldName } from '../sets.ts';
import type { Before } from './before.ts';
import { asksTheSame, type Candidate } from './candidate.ts';
import { countsOf, type Earlier } from './counts.ts';
import { heldLists } from './held-file.ts';
import { heldStops, type ListNow } from './held-stops.ts';
import type { KeptList, ListKind } from './ledger.ts';
import type { Memory } from './memory.ts';
import type { Stop } from './stops.ts';

interface Listing extends Candidate {
  readonly lists: readonly ListNow[];
  /** What the last build left. */
  readonly memory: Memory;
  /** SHA-256 of who holds which name now. */
  readonly sha256: string;
}

/** What was lost since the last build of the same, if there is one. */
export function listStops(last: KeptList | undefined, listing: Listing): readonly Stop[] {
  const { memory, sha256, lists, input } = listing;
  if (!last || !asksTheSame(last, listing) || last.held === sha256) return [];
  const path = join(memory.path, heldName(last.held));
  if (!existsSync(path) || fileDigest(path) !== last.held) {
    const says = 'Who held which name at the last build is not known.';
    return [{ code: 'stop/ledger', says, about: [`${memory.label}/${heldName(last.held)} is damaged, or not there`] }];
  }
  return heldStops(heldLists(path), {
    corpus: input.corpus,
    orders: new Map(input.orders.map((order) => [order.id, order])),
    lists,
    earlier: parseAsOf(last.asOf) as AsOf,
    against: last.serial,
  });
}

/** What numbers are compared with: what is published, where the settings say where; else the last build of the same. */
export function earlierCounts(kind: ListKind, before: Before, candidate: Candidate): Earlier | undefined {
  const { published, ledger, publishLabel } = before;
  if (kind === 'whole' && published.kind === 'known' && published.manifest.territory === undefined) {
    const { serial, names, zones } = countsOf(published.manifest);
    return {
      counts: { serial, names, zones: zones ?? [] },
      label: `what ${publishLabel} says is published, serial ${serial}`,
    };
  }
  const last = ledger.kind === 'known' ? ledger.ledger.lists[kind] : undefined;
  if (!last || !asksTheSame(last, candidate)) return undefined;
  const where = before.manifest === undefined ? before.memory.label : candidate.label;
  return { counts: last, label: `the last build in ${harmless(where)}, serial ${last.serial}` };
}
