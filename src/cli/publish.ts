import { join } from 'node:path';
import type { PublishSettings, SafetyLimits } from '../core/settings.ts';
import { counted, harmless, harmlessJson, listed } from '../core/text.ts';
import type { Publication } from '../generated/publication.ts';
import { digestOf } from './digest.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { withLock } from './file-lock.ts';
import { readSettings } from './input.ts';
import type { Io } from './io.ts';
import { newOwner, workIsOver } from './owner.ts';
import { noteArrival } from './publish/arrival.ts';
import { staleWarning } from './publish/behind.ts';
import { buildAnew } from './publish/build-anew.ts';
import { type BuiltSet, builtSet, type ZoneFile } from './publish/built-set.ts';
import { endWords } from './publish/end-words.ts';
import { checkZones, handOver, interruption, type Outcome } from './publish/hand-over.ts';
import { type PublishPlan, publishPlan } from './publish/plan.ts';
import { type FileSet, PrimaryFolder } from './publish/primary-folder.ts';
import { PrimaryServer, type ServedZones, serialOf } from './publish/primary-server.ts';
import { admittedToPublish, refuseIdleAccept } from './publish/publish-stops.ts';
import { settle } from './publish/settle.ts';
import { dueZones, servingWords } from './publish/standing.ts';
import { standingAfter } from './refusal.ts';
import { type AcceptOptions, refuseHalf } from './safety/accepting.ts';

export interface PublishOptions extends PublishSettings, AcceptOptions {
  readonly build?: true;
  readonly config?: string;
  readonly dryRun?: true;
  readonly json?: true;
  readonly out: string;
}

export interface PublishCall {
  /** The command line, without the program's name. */
  readonly argv: readonly string[];
  readonly options: PublishOptions;
}

interface Job extends PublishCall {
  readonly built: BuiltSet;
  readonly plan: PublishPlan;
  readonly folder: PrimaryFolder;
  readonly server: PrimaryServer;
  readonly say: (line: string) => void;
  readonly limits: SafetyLimits;
}

/** Hands a build to a primary server. It ends with the new serials served, or with the old ones and the reason. */
export async function publish({ argv, options }: PublishCall, io: Io): Promise<ExitCode> {
  refuseHalf(options);
  const settings = readSettings(options.config, new Map(), io);
  const plan = publishPlan(options, settings.publish ?? {}, io);
  const ready = options.build ? await buildAnew({ argv, ...options }, io) : exitCodes.fine;
  if (ready !== exitCodes.fine) {
    io.stderr('Nothing was published.\n');
    return ready;
  }
  const built = builtSet(options.out, settings.signing.publicKey, io);
  const say = (line: string) => io.stderr(`${line}\n`);
  say(
    `${built.label} holds serial ${built.manifest.serial}: ${zoneWords(built.zones)}, ${counted(built.manifest.names, 'name')}.`,
  );
  const warning = options.build ? undefined : staleWarning(built, { config: options.config, out: options.out }, io);
  if (warning !== undefined) say(warning);
  const folder = new PrimaryFolder(plan.folder, plan.label);
  folder.refuseForeign(built.zones.map(({ file }) => file));
  const limits = settings.safety;
  const job = { built, plan, folder, server: new PrimaryServer(plan, io.cwd), say, options, argv, limits };
  if (options.dryRun) return rehearse(job, io);
  const owner = newOwner();
  try {
    return await withLock(join(plan.folder, 'current'), { owner, shown: plan.label }, () => publishNow(job, io));
  } catch (error) {
    throw standingAfter(error, plan.label, standing(folder));
  } finally {
    workIsOver(owner);
  }
}

/** Where a publication stands after the system refused something. */
function standing(folder: PrimaryFolder): string {
  return folder.isUnsettled()
    ? 'It broke off half way: the next "blocklist publish" finishes it or takes it back.'
    : 'What the primary server reads stays as it is.';
}

function zoneWords(zones: readonly ZoneFile[]): string {
  return listed(
    zones.map(({ zone }) => zone),
    'and',
  );
}

async function publishNow(job: Job, io: Io): Promise<ExitCode> {
  const { built, plan, folder, server, say } = job;
  const signal = io.interruption?.();
  folder.removeAside();
  await settle({ folder, server, plan, say, now: io.now() });
  const old = folder.current();
  const served = await askAll(job);
  const due = dueZones({ built, current: old, served, plan });
  const before = serialsOf(served);
  if (due.length === 0 && old) {
    refuseIdleAccept(job);
    noteAgain(old, job, io);
    say(`${servingWords(served, plan)} already: there is nothing to publish.`);
    tell(job, { outcome: 'nothing-to-do', before, served }, io);
    return exitCodes.fine;
  }
  say(`${servingWords(served, plan)}.`);
  const accepted = admittedToPublish(job, io);
  const aside = folder.copyAside(built);
  try {
    await checkZones(built, { server, pathOf: ({ file }) => join(aside, file), signal, plan });
    say(`${checkerOf(plan)} finds nothing wrong with ${zoneWords(built.zones)}.`);
    folder.holdAgainst(aside, built);
    if (signal?.aborted) {
      say(`${interruption} Nothing was touched.`);
      return exitCodes.interrupted;
    }
    const next = folder.keep(aside, built);
    const outcome = await handOver({ folder, server, old, next, due, before, accepted, plan, say, signal });
    if (outcome.kind === 'arrived') {
      noteArrival(folder, { set: next, manifestBytes: built.manifestBytes, plan, accepted, now: io.now() });
      folder.removeLeftover();
      folder.forgetSetsBut([next.name, old?.name]);
    }
    return end(job, { outcome, before, wasInterrupted: signal?.aborted === true }, io);
  } finally {
    folder.removeAside();
  }
}

/** Notes a build whose zones are those that are served: later ones are compared with its manifest. */
function noteAgain(old: FileSet, { built, plan, folder }: Job, io: Io): void {
  const noted = folder.published();
  const { manifestBytes } = built;
  const isSame = folder.isOf(old, built);
  if (isSame && noted !== 'damaged' && noted?.manifestSha256 === digestOf(manifestBytes)) return;
  const set = isSame ? old : folder.renew(old, built);
  if (!isSame) folder.use(set.name);
  noteArrival(folder, { set, manifestBytes, plan, accepted: [], now: io.now() });
  if (!isSame) folder.forget(old);
}

/** What is served of the zones of the build, and of those that the server has read until now. */
function askAll({ built, folder, server }: Job): Promise<ServedZones> {
  const names = new Set([...built.zones, ...(folder.current()?.zones ?? [])].map(({ zone }) => zone));
  return server.served([...names].map((zone) => ({ zone })));
}

/** By the name of the zone; null: none is served. */
type Serials = Readonly<Record<string, number | null>>;

function serialsOf(served: ServedZones): Serials {
  return Object.fromEntries([...served].map(([zone, one]) => [zone, serialOf(one)]));
}

interface Ended {
  readonly outcome: Outcome;
  readonly before: Serials;
  readonly wasInterrupted: boolean;
}

const outcomes = { arrived: 'published', placed: 'placed', back: 'went-back', partly: 'partly-published' } as const;

async function end(job: Job, { outcome, before, wasInterrupted }: Ended, io: Io): Promise<ExitCode> {
  const { built, plan, server, say } = job;
  const served = await server.served(built.zones);
  for (const line of endWords(outcome, { built, plan, served })) say(line);
  const { reason } = outcome;
  tell(job, { outcome: outcomes[outcome.kind], before, served, reason }, io);
  if (wasInterrupted && outcome.kind !== 'arrived') return exitCodes.interrupted;
  return outcome.kind === 'arrived' ? exitCodes.fine : exitCodes.safetyStop;
}

interface Told {
  readonly outcome: Publication['outcome'];
  readonly before: Serials;
  readonly served: ServedZones;
  readonly reason?: string | undefined;
}

/** As data, where that is asked for. */
function tell({ built, plan, options }: Job, { outcome, before, served, reason }: Told, io: Io): void {
  if (!options.json) return;
  const publication: Publication = {
    version: 1,
    outcome,
    ...(reason !== undefined && { reason }),
    server: plan.serverLabel,
    folder: plan.label,
    serial: built.manifest.serial,
    zones: built.zones.map(({ zone, file }) => {
      return { zone, file, before: before[zone] ?? null, served: serialOf(served.get(zone)) };
    }),
  };
  io.stdout(`${harmlessJson(JSON.stringify(publication, null, 2))}\n`);
}

/** Everything short of touching the primary server or its folder. */
async function rehearse(job: Job, io: Io): Promise<ExitCode> {
  const { built, plan, folder, server, say } = job;
  const [current, served] = [folder.current(), await askAll(job)];
  if (folder.leftover()) say('The last publication is not settled: this one would do that first.');
  const due = dueZones({ built, current, served, plan });
  const before = serialsOf(served);
  say(`${servingWords(served, plan)}.`);
  if (due.length > 0) {
    admittedToPublish(job, io);
    await checkZones(built, { server, pathOf: ({ file }) => join(built.folder, file), signal: undefined, plan });
    say(`${checkerOf(plan)} finds nothing wrong with ${zoneWords(built.zones)}.`);
  }
  say(
    due.length === 0
      ? 'There would be nothing to publish.'
      : `Serial ${built.manifest.serial} of ${zoneWords(due)} would be put into ${plan.label} and read by the primary server. Nothing was changed, because of --dry-run.`,
  );
  tell(job, { outcome: due.length === 0 ? 'nothing-to-do' : 'would-publish', before, served }, io);
  return exitCodes.fine;
}

function checkerOf({ check: [program = ''] }: PublishPlan): string {
  return harmless(program);
}
