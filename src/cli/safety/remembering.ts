import { copyFileSync, existsSync, linkSync } from 'node:fs';
import { join } from 'node:path';
import { showAsOf, showInstant } from '../../core/dates.ts';
import type { Ledger } from '../../generated/ledger.ts';
import type { Manifest } from '../../generated/manifest.ts';
import { heldName } from '../sets.ts';
import type { Accepted } from './accepting.ts';
import type { Candidate } from './candidate.ts';
import { countsOf } from './counts.ts';
import { type KeptList, type ListKind, writeLedger } from './ledger.ts';
import type { Memory } from './memory.ts';
import { type OrdersNow, ordersAfter } from './order-stops.ts';
import type { Stop } from './stops.ts';

export interface Remembering {
  readonly kind: ListKind;
  /** SHA-256 of who holds which name. */
  readonly sha256: string;
  /** What is known from before; undefined: nothing. */
  readonly ledger: Ledger | undefined;
  /** Where that lies. */
  readonly memory: Memory;
  /** The manifest in whose place this build's comes; undefined where there is none that can be read. */
  readonly replaced: Manifest | undefined;
  readonly orders: OrdersNow;
  readonly stops: readonly Stop[];
  readonly accepted: readonly Accepted[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Leaves in a folder what the next build will be compared with. */
export function remember(
  { draft, aside }: { readonly draft: Manifest; readonly aside: string },
  candidate: Candidate,
  remembering: Remembering,
): void {
  const { kind, sha256, ledger, memory, replaced, orders, stops, accepted, now } = remembering;
  const other = otherList(kind, ledger, { from: memory.path, aside });
  writeLedger(aside, {
    version: 1,
    lists: { ...other, [kind]: { ...keptList(draft, candidate), held: sha256 } },
    ...(replaced && { replaces: { asOf: replaced.asOf, serial: replaced.serial, names: replaced.names } }),
    orders: ordersAfter(ledger?.orders ?? {}, orders),
    accepted: [...(ledger?.accepted ?? []), ...recorded(accepted, stops, { at: now, serial: draft.serial })],
  });
}

function keptList(draft: Manifest, { inputs, options, moment }: Candidate): Omit<KeptList, 'held'> {
  const { serial, names, zones = [] } = countsOf(draft);
  return {
    inputs: [...inputs],
    ...(options.territory && { territory: [...options.territory] }),
    asOf: showAsOf(moment.asOf),
    serial,
    names,
    zones: [...zones],
  };
}

/** What is known of the other kind of list stays known. */
function otherList(
  kind: ListKind,
  ledger: Ledger | undefined,
  { from, aside }: { readonly from: string; readonly aside: string },
): Ledger['lists'] {
  const other = kind === 'whole' ? 'part' : 'whole';
  const kept = ledger?.lists[other];
  if (!kept) return {};
  const [path, copy] = [from, aside].map((folder) => join(folder, heldName(kept.held))) as [string, string];
  if (existsSync(path) && !existsSync(copy)) carry(path, copy);
  return { [other]: kept };
}

function carry(path: string, copy: string): void {
  try {
    linkSync(path, copy);
  } catch {
    // Not every file system has hard links.
    copyFileSync(path, copy);
  }
}

function recorded(
  accepted: readonly Accepted[],
  stops: readonly Stop[],
  { at, serial }: { readonly at: number; readonly serial: number },
): Ledger['accepted'] {
  return accepted.map((one) => ({
    ...one,
    at: showInstant(at),
    serial,
    what: stops.filter(({ code }) => code === one.code).flatMap(({ says, about }) => [says, ...about]),
  }));
}
