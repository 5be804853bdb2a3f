import type { Manifest } from '../../generated/manifest.ts';
import { CommandError } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { admitted, refuseHalf } from './accepting.ts';
import {
  type Before,
  lastManifest,
  ledgerStops,
  leftNothing,
  nextKnownSerial,
  readBefore,
  serialStops,
} from './before.ts';
import { type Candidate, kindOf, listsOf } from './candidate.ts';
import { countStops, countsOf } from './counts.ts';
import { writeHeld } from './held-file.ts';
import { earlierCounts, listStops } from './list-stops.ts';
import { type OrdersNow, orderStops } from './order-stops.ts';
import { remember } from './remembering.ts';
import type { Stop } from './stops.ts';

export interface Admission {
  /** Of what serials are counted on; undefined where nothing was built before, or nobody knows. */
  readonly last: Manifest | undefined;
  /** The folder with a build that left no ledger, for people: this one begins it. undefined: there is none. */
  readonly begins: string | undefined;
  /**
   * Told what was written, and into which folder aside: leaves the memory of the build there. The answer is the manifest to
   * be written. What it throws leaves all as it was.
   */
  readonly admit: (draft: Manifest, aside: string) => Manifest;
}

const nothing = 'Nothing was written: the files of the last build stay as they are.';

/** Compares a build with the ones before it. Throws at once where its serial cannot be known. */
export function admission(candidate: Candidate, io: Io): Admission {
  const { options, input, folder, label } = candidate;
  refuseHalf(options);
  const before = readBefore({ folder, label }, input.settings.publish, io);
  const unknown = serialStops(before, label);
  refuseUnknownSerial(unknown, before, candidate);
  return {
    last: lastManifest(before),
    begins: leftNothing(before, label),
    admit: (draft, aside) => admit(draft, aside, { ...candidate, before, unknown, io }),
  };
}

function refuseUnknownSerial(unknown: readonly Stop[], before: Before, { options, argv }: Candidate): void {
  if (unknown.length === 0 || options.serial !== undefined) return;
  if (options.accept?.includes('stop/serial-unknown')) {
    throw new CommandError(`Say with --serial which number this build is to have. ${nothing}`);
  }
  const next = nextKnownSerial(before);
  const more = ['--serial', next === undefined ? 'NUMBER' : `${next}`];
  admitted(unknown, { argv, nothing, more, person: undefined });
}

interface Admitting extends Candidate {
  readonly before: Before;
  /** What was found before anything was written. */
  readonly unknown: readonly Stop[];
  readonly io: Io;
}

function admit(draft: Manifest, aside: string, admitting: Admitting): Manifest {
  const { before, unknown, options, argv, io } = admitting;
  const [kind, lists, orders] = [kindOf(admitting), listsOf(admitting), ordersNow(admitting)];
  const sha256 = writeHeld(aside, lists);
  const ledger = before.ledger.kind === 'known' ? before.ledger.ledger : undefined;
  const stops = [
    ...unknown,
    ...ledgerStops(before),
    ...(ledger ? orderStops(ledger, orders) : []),
    ...listStops(ledger?.lists[kind], { ...admitting, memory: before.memory, lists, sha256 }),
    ...countStops(countsOf(draft), earlierCounts(kind, before, admitting), admitting.input.settings.safety),
  ];
  const accepted = admitted(stops, { ...options, argv, nothing, person: options.accept && io.person?.() });
  const replaced = typeof before.manifest === 'object' ? before.manifest : undefined;
  const found = { kind, sha256, ledger, memory: before.memory, replaced, orders, stops, accepted, now: io.now() };
  remember({ draft, aside }, admitting, found);
  const told = [...(replaced && isSame(draft, replaced) ? (replaced.accepted ?? []) : []), ...accepted];
  return { ...draft, ...(told.length > 0 && { accepted: told }), ledger: 1 };
}

/** The same build made again is still the one that somebody let pass. */
function isSame(draft: Manifest, { accepted: _, ledger: __, ...before }: Manifest): boolean {
  return JSON.stringify(draft) === JSON.stringify(before);
}

function ordersNow({ inputs, input }: Candidate): OrdersNow {
  const files = new Set(input.sources.files.records);
  return {
    onRecord: new Map([...input.corpus.orders.values()].map((order) => [order.id, order])),
    wasLookedFor: (file) => inputs.length === 0 || files.has(file),
  };
}
