import { hostname, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { compile } from '../compile/compile.ts';
import { allComplyTimes } from '../compile/comply.ts';
import { listDigests } from '../compile/list-digests.ts';
import type { Blocklist } from '../core/blocklist.ts';
import { type AsOf, momentAt, showAsOf, showInstant } from '../core/dates.ts';
import { hasErrors, inReadingOrder } from '../core/diagnostic.ts';
import type { DomainName } from '../core/name.ts';
import { harmlessJson } from '../core/text.ts';
import { zoneDigest } from '../emit/zone-digest.ts';
import type { Evidence } from '../generated/evidence.ts';
import { Client, type Server } from '../resolver/ask.ts';
import { examine } from '../resolver/examine.ts';
import { Pace } from '../resolver/pace.ts';
import { lastBuild } from './build-check.ts';
import { digestOf } from './digest.ts';
import { attempt, readBytes, shownPath } from './disk.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { type Input, readInput } from './input.ts';
import type { Io } from './io.ts';
import { previousManifest } from './output-folder.ts';
import { Progress } from './progress.ts';
import { createTogether } from './safe-file.ts';
import { tellErrors } from './tell-errors.ts';
import { type EarlierName, earlierNames } from './verify/earlier-names.ts';
import { evidenceOf } from './verify/evidence.ts';
import { evidencePage } from './verify/evidence-page.ts';
import { type KeptResults, keptResults } from './verify/kept-results.ts';
import { day, digestOfPlan, type Job, noticesOf, type Plan, planOf } from './verify/plan.ts';
import { verifyText } from './verify/verify-text.ts';

export interface VerifyOptions {
  readonly asOf?: AsOf;
  readonly build: string;
  readonly by?: string;
  readonly config?: string;
  readonly control?: readonly DomainName[];
  readonly json?: true;
  /** Days. */
  readonly lately: number;
  readonly orders?: readonly string[];
  readonly out?: string;
  /** Questions a second. */
  readonly rate: number;
  readonly resume?: string;
  readonly sample?: number | undefined;
  readonly server: Server;
  readonly territory?: readonly string[];
}

/** Resolvers ask others, and those may take their time: RFC 1035 4.2.1 has stub resolvers wait for seconds. */
const patience = { timeout: 2500, tries: 3 };

/** Asks a resolver for all names that must be blocked and for those next to them. What it is asked is compiled as a build is. */
export async function verify(inputs: readonly string[], options: VerifyOptions, io: Io): Promise<ExitCode> {
  const progress = new Progress(io);
  const input = readInput({ inputs, config: options.config, progress }, io);
  const asOf: AsOf = options.asOf ?? momentAt(io.now());
  const moment = { asOf, settings: input.settings, territory: options.territory };
  const { blocklist, diagnostics } = compile(input.corpus, input.orders, moment);
  const findings = inReadingOrder([...input.diagnostics, ...diagnostics]);
  if (hasErrors(findings))
    return tellErrors(findings, 'Nothing was asked: with errors it is not known what must be blocked.', io);
  const earlier = earlierOf(blocklist, { input, options }, io);
  const plan = planOf(blocklist, { input, options, moment, earlier });
  if (plan.subjects.length === plan.controls) {
    io.stderr(`No name is blocked on ${showAsOf(asOf)} or was lately, so there is nothing to ask for.\n`);
    return exitCodes.safetyStop;
  }
  const kept = keptResults({ file: options.resume, plan: digestOfPlan(plan, options.server) }, io);
  try {
    const { evidence, isGone } = await ask(plan, { blocklist, input, options, moment, progress, kept }, io);
    await tell(evidence, options, io);
    // Not before it is told: until then, what took hours to ask must not be lost.
    if (!isGone) kept.finish();
    return evidence.verdict === 'proven' ? exitCodes.fine : exitCodes.errors;
  } finally {
    kept.close();
  }
}

async function tell(evidence: Evidence, { json, out }: VerifyOptions, io: Io): Promise<void> {
  if (out !== undefined) await writeReport(evidence, out, io);
  io.stdout(json ? `${harmlessJson(JSON.stringify(evidence, null, 2))}\n` : verifyText(evidence));
}

/** What earlier builds blocked. Where orders are named, what others blocked is not asked for. */
function earlierOf(
  blocklist: Blocklist,
  { input, options }: Pick<Job, 'input' | 'options'>,
  io: Io,
): Iterable<EarlierName> {
  const { build, territory, lately, orders } = options;
  if (input.named || orders !== undefined) return [];
  const digest = zoneDigest(blocklist, input.settings.zone);
  return earlierNames({ build, zoneDigest: digest, territory, lately: lately * day }, io);
}

interface Asking extends Omit<Job, 'earlier'> {
  readonly blocklist: Blocklist;
  readonly kept: KeptResults;
  readonly progress: Progress;
}

interface Asked {
  readonly evidence: Evidence;
  /** The resolver stopped answering. */
  readonly isGone: boolean;
}

async function ask(plan: Plan, asking: Asking, io: Io): Promise<Asked> {
  const { options, blocklist, input, moment, kept } = asking;
  const { server, rate, lately, by } = options;
  const client = new Client(server, patience);
  try {
    const isGone = (await put(plan, { ...asking, client })) === 'gone';
    const program = isGone ? null : await programOf(client);
    const ended = io.now();
    const { known, unknown } = allComplyTimes(input.orders, moment);
    const isAbout = ({ id }: { readonly id: string }) => options.orders === undefined || options.orders.includes(id);
    const orders = blocklist.orders.filter(({ order }) => isAbout(order));
    const evidence = evidenceOf({
      subjects: plan.subjects,
      results: kept.results,
      seed: seedOf(kept),
      isGone,
      begun: kept.begun,
      ended,
      by: by ?? `${userInfo().username} on ${hostname()}`,
      server: { ...server, program },
      asOf: moment.asOf,
      asked: { names: plan.names, ofNames: blocklist.names.size, rate, latelyDays: lately },
      manifest: manifestOf(input, options.build, io),
      policyZones: [...kept.zones.values()].sort((a, b) =>
        a.zone < b.zone ? -1 : a.zone > b.zone ? 1 : a.serial - b.serial,
      ),
      orders,
      namesAsked: (id) => plan.namesAsked.get(id) ?? 0,
      lists: listDigests(
        input.corpus,
        orders.map(({ order }) => order),
        moment.asOf,
      ),
      deadlines: known.filter(({ order }) => isAbout(order)),
      unknownDeadlines: unknown.filter(({ order }) => isAbout(order)),
    });
    return { evidence, isGone };
  } finally {
    client.close();
  }
}

interface Putting extends Asking {
  readonly client: Client;
}

/** Controls first: where none is answered, the rest need not be asked. */
async function put(
  { subjects, controls }: Plan,
  { options, blocklist, progress, client, kept }: Putting,
): Promise<'whole' | 'gone'> {
  const examination = {
    client,
    pace: new Pace(options.rate),
    notices: noticesOf(blocklist),
    seed: seedOf(kept),
    onResult: (index: number, result: Parameters<KeptResults['add']>[1]) => {
      kept.add(index, result);
      progress.asking(kept.results.size, subjects.length);
    },
    onZone: kept.addZone,
  };
  const open = [...subjects.entries()].filter(([index]) => !kept.results.has(index));
  try {
    await examine(
      open.filter(([index]) => index < controls),
      examination,
    );
    const isSilent = subjects.slice(0, controls).every((_, index) => kept.results.get(index)?.answered !== true);
    if (isSilent) return 'gone';
    return await examine(
      open.filter(([index]) => index >= controls),
      examination,
    );
  } finally {
    progress.end();
  }
}

function seedOf({ begun }: KeptResults): string {
  return showInstant(begun);
}

/** What the server says it is (RFC 4892 names the same for its identity); most can be told to keep it to themselves. */
async function programOf(client: Client): Promise<string | null> {
  const question = { name: 'version.bind', type: 'TXT', class: 'CH', dnssecOk: false, transport: 'udp' } as const;
  const reply = await client.ask(question);
  return (reply.kind === 'answered' && reply.rcode === 'NOERROR' && reply.texts[0]) || null;
}

function manifestOf(input: Input, build: string, io: Io): Evidence['manifest'] {
  const label = shownPath(build, io.cwd);
  const manifest = attempt(() => previousManifest(resolve(io.cwd, build)), label);
  const bytes = readBytes(join(build, 'manifest.json'), io.cwd);
  if (!manifest || manifest === 'damaged' || !bytes) return null;
  const isOfTheseRecords = lastBuild(input, build, io) !== undefined;
  const zones = manifest.files.flatMap(({ zone, serial }) =>
    zone !== undefined && serial !== undefined ? [{ zone, serial }] : [],
  );
  return { sha256: digestOf(bytes), serial: manifest.serial, asOf: manifest.asOf, isOfTheseRecords, zones };
}

/** A report is a document: it bears its time and its resolver in its name, and none is ever replaced. */
async function writeReport(evidence: Evidence, out: string, io: Io): Promise<void> {
  const { ended, server } = evidence;
  const stem = `evidence-${ended.slice(0, 19)}Z-${server.address}-${server.port}`.replace(/[^0-9A-Za-z.-]/g, '-');
  const json = `${harmlessJson(JSON.stringify(evidence, null, 2))}\n`;
  const files = [
    { path: `${out}/${stem}.json`, bytes: Buffer.from(json) },
    { path: `${out}/${stem}.html`, bytes: Buffer.from(evidencePage(evidence)) },
  ];
  await createTogether(files, io.cwd);
  io.stderr(`The evidence lies in ${files.map(({ path }) => shownPath(path, io.cwd)).join(' and ')}.\n`);
}
