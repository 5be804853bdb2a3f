import { copyFileSync, existsSync, linkSync } from 'node:fs';
import { join } from 'node:path';
import type { Moment } from '../../compile/compile.ts';
import type { CutList } from '../../compile/cuts.ts';
import type { Blocklist } from '../../core/blocklist.ts';
import { type AsOf, parseAsOf, showAsOf, showInstant } from '../../core/dates.ts';
import { harmless } from '../../core/text.ts';
import type { Ledger } from '../../generated/ledger.ts';
import type { Manifest } from '../../generated/manifest.ts';
import { CommandError } from '../exit-codes.ts';
import { fileDigest } from '../file-lines.ts';
import type { Input } from '../input.ts';
import type { Io } from '../io.ts';
import { heldName } from '../sets.ts';
import { type Accepted, type AcceptOptions, admitted, refuseHalf } from './accepting.ts';
import { type Before, lastManifest, ledgerStops, nextKnownSerial, readBefore, serialStops } from './before.ts';
import { countStops, countsOf, type Earlier } from './counts.ts';
import { heldLists, type NamedList, writeHeld } from './held-file.ts';
import { heldStops, type ListNow } from './held-stops.ts';
import { type KeptList, type ListKind, memoryFolder, writeLedger } from './ledger.ts';
import { type OrdersNow, orderStops, ordersAfter } from './order-stops.ts';
import type { Stop } from './stops.ts';

export interface BuildAsked extends AcceptOptions {
  readonly serial?: number;
  readonly territory?: readonly string[];
}

/** A build that is about to be written. */
export interface Candidate {
  /** The command line, without the program's name. */
  readonly argv: readonly string[];
  /** Paths and ids that were asked for. */
  readonly inputs: readonly string[];
  readonly options: BuildAsked;
  readonly input: Input;
  readonly moment: Moment;
  readonly blocklist: Blocklist;
  readonly cuts: readonly CutList[];
  /** The output folder. */
  readonly folder: string;
  /** The same for people. */
  readonly label: string;
}

export interface Admission {
  /** Of what serials are counted on; undefined where nothing was built before, or nobody knows. */
  readonly last: Manifest | undefined;
  /** Whether the output folder has a build that left no ledger: this one begins it. */
  readonly begins: boolean;
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
    begins: before.manifest !== undefined && before.ledger.kind === 'none',
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
  const { before, unknown, label, options, argv, io } = admitting;
  const kind = kindOf(admitting);
  const lists = listsOf(admitting);
  const sha256 = writeHeld(aside, lists);
  const ledger = before.ledger.kind === 'known' ? before.ledger.ledger : undefined;
  const stops = [
    ...unknown,
    ...ledgerStops(before, label),
    ...(ledger ? orderStops(ledger, ordersNow(admitting)) : []),
    ...(ledger ? listStops(ledger.lists[kind], { ...admitting, lists, sha256 }) : []),
    ...countStops(countsOf(draft), earlierCounts(kind, admitting), admitting.input.settings.safety),
  ];
  const person = options.accept && io.person?.();
  const accepted = admitted(stops, { ...options, argv, nothing, person });
  const kept = { ...keptList(draft, admitting), held: sha256 };
  const manifest = typeof before.manifest === 'object' ? before.manifest : undefined;
  const keptLists = { ...otherList(kind, ledger, { from: memoryFolder(admitting.folder), aside }), [kind]: kept };
  writeLedger(aside, {
    version: 1,
    lists: keptLists,
    ...(manifest && { replaces: { asOf: manifest.asOf, serial: manifest.serial, names: manifest.names } }),
    orders: ordersAfter(ledger?.orders ?? {}, ordersNow(admitting)),
    accepted: [...(ledger?.accepted ?? []), ...recorded(accepted, stops, { at: io.now(), serial: draft.serial })],
  });
  return { ...draft, ...(accepted.length > 0 && { accepted: [...accepted] }), ledger: 1 };
}

/** A build of some orders, or for a territory, is compared with the last one that was asked for the same. */
function kindOf({ inputs, options }: Candidate): ListKind {
  return inputs.length === 0 && options.territory === undefined ? 'whole' : 'part';
}

function listsOf({ blocklist, cuts, moment }: Candidate): readonly (NamedList & ListNow)[] {
  const own = cuts.flatMap(({ zones, blocklist: list }) =>
    zones.cut === 'territory'
      ? [{ zone: zones.block.name, blocklist: list, moment: { ...moment, territory: [zones.of.by.value] } }]
      : [],
  );
  return [{ zone: undefined, blocklist, moment }, ...own];
}

function ordersNow({ inputs, input }: Candidate): OrdersNow {
  const files = new Set(input.sources.files.records);
  return {
    onRecord: new Map([...input.corpus.orders.values()].map((order) => [order.id, order])),
    wasLookedFor: (file) => inputs.length === 0 || files.has(file),
  };
}

interface Listing extends Admitting {
  readonly lists: readonly ListNow[];
  /** SHA-256 of who holds which name now. */
  readonly sha256: string;
}

function listStops(last: KeptList | undefined, listing: Listing): readonly Stop[] {
  const { folder, label, sha256, lists, input } = listing;
  if (!last || !asksTheSame(last, listing) || last.held === sha256) return [];
  const path = join(memoryFolder(folder), heldName(last.held));
  if (!existsSync(path) || fileDigest(path) !== last.held) {
    const says = 'Who held which name at the last build is not known.';
    return [{ code: 'stop/ledger', says, about: [`${label}/current/${heldName(last.held)} is damaged, or not there`] }];
  }
  return heldStops(heldLists(path), {
    corpus: input.corpus,
    orders: new Map(input.orders.map((order) => [order.id, order])),
    lists,
    earlier: parseAsOf(last.asOf) as AsOf,
    against: last.serial,
  });
}

function asksTheSame(last: KeptList, { inputs, options }: Candidate): boolean {
  const asked = [[...inputs].sort(), [...(options.territory ?? [])].sort()];
  return JSON.stringify([[...last.inputs].sort(), [...(last.territory ?? [])].sort()]) === JSON.stringify(asked);
}

/** What numbers are compared with: what is published, where the settings say where; else the last build of the same. */
function earlierCounts(kind: ListKind, { before, label, ...candidate }: Admitting): Earlier | undefined {
  const { published, ledger, publishLabel } = before;
  if (kind === 'whole' && published.kind === 'known' && published.manifest.territory === undefined) {
    const { serial, names, zones } = countsOf(published.manifest);
    return {
      counts: { serial, names, zones: zones ?? [] },
      label: `what ${publishLabel} says is published, serial ${serial}`,
    };
  }
  const last = ledger.kind === 'known' ? ledger.ledger.lists[kind] : undefined;
  if (!last || !asksTheSame(last, { ...candidate, label })) return undefined;
  return { counts: last, label: `the last build in ${harmless(label)}, serial ${last.serial}` };
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
