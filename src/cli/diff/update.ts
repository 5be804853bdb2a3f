import { dirname, join, resolve } from 'node:path';
import type { DomainName } from '../../core/name.ts';
import { isAfter, serialAfter } from '../../core/serial.ts';
import type { Format } from '../../emit/format.ts';
import { type Batch, batches, hasRoom, type SendContext, sends, type ZoneChange } from '../../emit/nsupdate.ts';
import { formats } from '../../emit/registry.ts';
import { readZone } from '../../emit/zone-text.ts';
import type { Manifest } from '../../generated/manifest.ts';
import type { Endpoint } from '../../resolver/recipe.ts';
import { pathKind, shownPath } from '../disk.ts';
import { CommandError } from '../exit-codes.ts';
import { linesOf } from '../file-lines.ts';
import { readSettings } from '../input.ts';
import type { Io } from '../io.ts';
import { checkDigest, readingZones, soundManifest } from './built.ts';

export interface UpdateOptions {
  readonly config?: string;
  readonly server?: Endpoint;
}

/** Prints what makes the zones of an earlier build those of a later one; false where they are the same. */
export function printUpdate(
  builds: { readonly old: string; readonly next: string },
  options: UpdateOptions,
  io: Io,
): boolean {
  const settings = readSettings(options.config, new Map(), io);
  const [old, next] = [readBuild(builds.old, io), readBuild(builds.next, io)];
  const whole = formats.flatMap((format): NamedPair[] => {
    const pair = zonePair(format, old, next);
    return format.zone && pair ? [{ ...pair, zone: settings.zone[format.zone] }] : [];
  });
  const pairs = [...whole, ...cutPairs(old, next, io)];
  if (pairs.length === 0) throw new CommandError(`There is no zone in ${old.label} and ${next.label} to compare.`);
  const changed = pairs.filter(({ entries: [a, b] }) => a.sha256 !== b.sha256);
  if (changed.length === 0) return false;
  for (const pair of changed) if (!isInARow(pair, old, next)) throw notInARow(pair, old, next);
  for (const { paths, entries } of changed) for (const at of [0, 1] as const) checkDigest(paths[at], entries[at]);
  // All is known to fit before anything is printed.
  const planned = changed.map((pair) => ({ pair, context: contextOf(pair, next.label) }));
  if (options.server !== undefined) io.stdout(`server ${options.server.address} ${options.server.port}\n`);
  for (const { pair, context } of planned) for (const text of sends(read(pair).batches, context)) io.stdout(text);
  return true;
}

interface Build {
  readonly folder: string;
  readonly label: string;
  readonly manifest: Manifest;
}

function readBuild(path: string, { cwd }: Io): Build {
  const place = pathKind(path, cwd) === 'file' ? dirname(path) : path;
  const [folder, label] = [resolve(cwd, place), shownPath(place, cwd)];
  return { folder, label, manifest: soundManifest(folder, label) };
}

type FileEntry = Manifest['files'][number];

interface ZonePair {
  /** Of the old file and of the new one. */
  readonly paths: readonly [string, string];
  readonly entries: readonly [FileEntry, FileEntry];
}

interface NamedPair extends ZonePair {
  readonly zone: SendContext['zone'];
}

function zonePair({ id }: Format, old: Build, next: Build): ZonePair | undefined {
  const [a, b] = [old, next].map(({ manifest }) => manifest.files.find(({ format, cut }) => format === id && !cut));
  if (!a && !b) return undefined;
  if (a && b) return pairOf({ a, b }, old, next);
  const [has, lacks] = a ? [old, next] : [next, old];
  throw new CommandError(
    `${has.label} holds ${(a ?? b)?.name ?? id} and ${lacks.label} does not, so their zones cannot be compared. Build both with the same --format.`,
  );
}

function pairOf({ a, b }: { readonly a: FileEntry; readonly b: FileEntry }, old: Build, next: Build): ZonePair {
  return { entries: [a, b], paths: [join(old.folder, a.name), join(next.folder, b.name)] };
}

/** Zones that were cut out in both builds. Of the others it says what the server needs that no update can give. */
function cutPairs(old: Build, next: Build, io: Io): readonly NamedPair[] {
  const cuts = ({ manifest }: Build) => manifest.files.filter(({ cut, zone }) => cut && zone);
  const [before, after] = [cuts(old), cuts(next)];
  for (const { zone } of before.filter((a) => after.every((b) => b.zone !== a.zone)))
    io.stderr(`The zone ${zone} is in ${old.label} alone: take it off the server.\n`);
  return after.flatMap((b): NamedPair[] => {
    const a = before.find((one) => one.zone === b.zone);
    if (a) return [{ ...pairOf({ a, b }, old, next), zone: b.zone as DomainName }];
    io.stderr(`The zone ${b.zone} is in ${next.label} alone: give the server ${b.name} whole.\n`);
    return [];
  });
}

/** A zone of a build from before zones had serials of their own has that of the build. */
function serialsOf({ entries: [a, b] }: ZonePair, old: Build, next: Build): readonly [number, number] {
  return [a.serial ?? old.manifest.serial, b.serial ?? next.manifest.serial];
}

function isInARow(pair: ZonePair, old: Build, next: Build): boolean {
  const [before, after] = serialsOf(pair, old, next);
  return isAfter(after, before);
}

function notInARow(pair: ZonePair, old: Build, next: Build): CommandError {
  const [before, after] = serialsOf(pair, old, next);
  return new CommandError(
    `The serial of ${next.label}, ${after}, does not come after that of ${old.label}, ${before}, and their zones differ. Name the older build first; both must come from the same output folder, so that serials move on.`,
  );
}

function contextOf(pair: NamedPair, label: string): SendContext {
  const context = readingZones(pair.paths.join(' or '), () => {
    const { old, next, batches: all } = read(pair);
    let count = 0;
    for (const _ of all) count += 1;
    return { old: old.head, next: next.head, zone: pair.zone, count };
  });
  if (hasRoom(context)) return context;
  let least = context.old.serial;
  for (let step = 0; step < context.count; step++) least = serialAfter(least, 0);
  throw new CommandError(
    `This change needs ${context.count} sends, each with a serial of its own, and from ${context.old.serial} to ${context.next.serial} there are fewer. Build ${label} again with --serial ${least}, or give the server the whole zone.`,
  );
}

function read({ paths, zone }: NamedPair): Pick<ZoneChange, 'old' | 'next'> & { readonly batches: Iterable<Batch> } {
  const [old, next] = [readZone(linesOf(paths[0])), readZone(linesOf(paths[1]))];
  return { old, next, batches: batches({ old, next, zone }) };
}
