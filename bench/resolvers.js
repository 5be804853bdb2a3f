// Loads a million names into real resolvers, and has ten thousand verified. Writes its own tables into bench/README.md.
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { untilRefused, wrongOf } from './dns.js';
import { makeAnnex, makeOrder } from './inputs.js';
import { memoryOf, resolvers, startResolver, startUpstream } from './resolver-programs.js';
import { ours } from './subjects.js';
import { sectionNote, writeSection } from './table.js';
import { median, Unmeasured } from './timing.js';

const many = 1_000_000;
const few = 10_000;
const sampled = 1000;
const patience = 300_000;

/** Takes many minutes: each resolver `rounds` times, in turn. */
export async function measureResolvers(rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'blocklist-bench-'));
  // Whichever way it ends.
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const load = loadavg()[0].toFixed(2);
  let upstream;
  try {
    upstream = await startUpstream(folder);
    const million = await madeNames(join(folder, 'many'), many);
    const thousands = await madeNames(join(folder, 'few'), few);
    const loads = new Map(resolvers.map(({ name }) => [name, []]));
    const verified = new Map();
    for (let round = 1; round <= rounds; round++) {
      for (const resolver of resolvers) {
        const measure = () => loaded(resolver, { ...million, upstream: upstream.port, round });
        loads.get(resolver.name).push(await said(`${resolver.name}, ${many} names`, measure));
      }
    }
    for (const resolver of resolvers.filter(({ formats }) => formats.includes('rpz'))) {
      const measure = () => verifiedOf(resolver, { ...thousands, upstream: upstream.port });
      verified.set(resolver.name, await said(`${resolver.name}, verify ${few} names`, measure));
    }
    writePage({ loads, verified, rounds, load });
  } finally {
    await upstream?.stop();
  }
}

async function said(what, measure) {
  let result;
  try {
    result = await measure();
  } catch (error) {
    if (!(error instanceof Unmeasured)) throw error;
    result = { words: error.message };
  }
  process.stderr.write(`${what}: ${JSON.stringify(result)}\n`);
  return result;
}

/** Names in an annex, evenly taken samples of them, and as many neighbours that are on no list, nor is a name above them. */
async function madeNames(cwd, count) {
  makeAnnex(cwd, count);
  makeOrder(cwd, 2, ['first-change.to']);
  const all = new Set();
  for await (const line of createInterface({ input: createReadStream(join(cwd, 'orders/annex.txt')) })) all.add(line);
  const every = Math.max(1, Math.floor(all.size / sampled));
  const sample = [...all].filter((_, at) => at % every === 0).slice(0, sampled);
  const isFree = (name) => name.split('.').every((_, at, labels) => !all.has(labels.slice(at).join('.')));
  const neighbours = sample.map((name) => `not-${name}`).filter(isFree);
  return { cwd, sample, neighbours };
}

async function built(cwd, formats) {
  const { status, stdout, stderr } = await ours(cwd, 'build', '--format', formats.join(','), '--json');
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout).files.filter(({ name }) => name !== 'allow.rpz');
}

async function loaded(resolver, { cwd, sample, neighbours, upstream, round }) {
  const changed = `change-${round}.to`;
  makeOrder(cwd, 2, ['first-change.to']);
  const [file] = await built(cwd, resolver.formats);
  const size = statSync(join(cwd, 'out', file.name)).size / 2 ** 20;
  const start = performance.now();
  const started = await startResolver(resolver, { cwd, upstream });
  const until = (name, from) => untilRefused(started.port, name, { start: from, started, patience });
  try {
    const first = await until(sample[0], start);
    // Some refuse piece by piece while they load.
    for (const name of sample) await until(name, start);
    const whole = (performance.now() - start) / 1000;
    const wrong =
      (await wrongOf(started.port, sample, 'refused')) + (await wrongOf(started.port, neighbours, 'resolves'));
    const memory = memoryOf(started);
    makeOrder(cwd, 2, ['first-change.to', changed]);
    await built(cwd, resolver.formats);
    const again = performance.now();
    await resolver.reload(started);
    const change = await until(changed, again);
    const wrongAfter =
      (await wrongOf(started.port, sample, 'refused')) + (await wrongOf(started.port, neighbours, 'resolves'));
    return { size, first, whole, memory: memory.now, change, peak: memoryOf(started).peak, wrong: wrong + wrongAfter };
  } finally {
    await started.stop();
  }
}

async function verifiedOf(resolver, { cwd, sample, upstream }) {
  await built(cwd, resolver.formats);
  const started = await startResolver(resolver, { cwd, upstream });
  try {
    const start = performance.now();
    for (const name of sample) await untilRefused(started.port, name, { start, started, patience });
    const begun = performance.now();
    const server = `127.0.0.1:${started.port}`;
    const { stdout, stderr } = await ours(cwd, 'verify', '--server', server, '--control', 'up.example', '--json');
    if (stdout === '') throw new Error(stderr);
    const { verdict, counts, wrong, asked } = JSON.parse(stdout);
    const seconds = (performance.now() - begun) / 1000;
    return { seconds, verdict, names: asked.names, blocked: counts.blocked ?? 0, wrong: wrong.length };
  } finally {
    await started.stop();
  }
}

function writePage({ loads, verified, rounds, load }) {
  const note = sectionNote(rounds, load);
  writeSection('resolvers', [note, '', ...loadTable(loads), '', ...verifyTable(verified)]);
}

function loadTable(loads) {
  const head = [
    '| A million names | file | first name refused | all of the sample refused | memory | a change refused | peak | wrong |',
    '|---|---|---|---|---|---|---|---|',
  ];
  const rows = [...loads].map(([name, results]) => {
    const words = results.find((result) => result.words !== undefined)?.words;
    if (words !== undefined) return `| ${name} | ${words} | | | | | | |`;
    const of = (key, unit, digits) => `${median(results.map((result) => result[key])).toFixed(digits)} ${unit}`;
    const wrong = results.reduce((sum, result) => sum + result.wrong, 0);
    const cells = [of('size', 'MiB', 0), of('first', 's', 1), of('whole', 's', 1), of('memory', 'MiB', 0)];
    return `| ${[name, ...cells, of('change', 's', 1), of('peak', 'MiB', 0), wrong].join(' | ')} |`;
  });
  return [...head, ...rows];
}

function verifyTable(verified) {
  const head = ['| `verify`, as it is, of 10,000 names | seconds | names | wrong | verdict |', '|---|---|---|---|---|'];
  const rows = [...verified].map(([name, { words, seconds, names, wrong, verdict }]) =>
    words === undefined
      ? `| ${name} | ${seconds.toFixed(1)} s | ${names} | ${wrong} | ${verdict} |`
      : `| ${name} | ${words} | | | |`,
  );
  const all = [...verified.values()].filter(({ seconds }) => seconds !== undefined);
  const sum = all.reduce((total, { seconds }) => total + seconds, 0);
  return [...head, ...rows, `| all, one after another | ${sum.toFixed(1)} s | | | goal: 120 s |`];
}
