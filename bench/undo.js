// Undoes a mistaken block, with real servers from the record to the answer. Writes its own table into bench/README.md.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { untilAnswered, untilRefused } from './dns.js';
import { makeAnnex, makeOrder } from './inputs.js';
import { freePort, startRecipe, startUpstream } from './resolver-programs.js';
import { ours } from './subjects.js';
import { sectionNote, writeSection } from './table.js';
import { median } from './timing.js';

const sizes = [1000, 1_000_000];
const patience = 600_000;

/** rndc with a key of its own: Debian's belongs to an account that this may not be. */
function withKey(text, _out, folder) {
  const key = `key "control" { algorithm hmac-sha256; secret "${Buffer.alloc(32, 1).toString('base64')}"; };\n`;
  writeFileSync(join(folder, 'control.key'), key);
  return `${key}${text.replace('allow { 127.0.0.1; }', 'allow { 127.0.0.1; } keys { "control"; }')}`;
}

const primaryKind = { recipe: 'bind', program: 'named', edit: withKey };
const secondaries = [
  { name: 'BIND', recipe: 'bind', program: 'named', edit: withKey },
  { name: 'Unbound', recipe: 'unbound', program: 'unbound' },
];

/** Each size `rounds` times: one name more is blocked by mistake, and then freed. */
export async function measureUndo(rounds) {
  const load = loadavg()[0].toFixed(2);
  const results = [];
  for (const size of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'blocklist-bench-'));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    results.push({ size, times: await undoneTimes(folder, { size, rounds }) });
  }
  writeSection('undo', [sectionNote(rounds, load), '', ...table(results)]);
}

async function undoneTimes(cwd, { size, rounds }) {
  makeAnnex(cwd, size);
  makeOrder(cwd, 2, ['first-change.to']);
  const started = [];
  try {
    const stage = await startServers(cwd, started);
    const times = [];
    for (let round = 1; round <= rounds; round++) {
      times.push(await undone(round, { cwd, ...stage }));
      process.stderr.write(`${size} names: ${JSON.stringify(times.at(-1))}\n`);
    }
    return times;
  } finally {
    for (const server of started) await server.stop();
  }
}

/** A primary that was published to, and secondaries that have fetched it. */
async function startServers(cwd, started) {
  const upstream = await startUpstream(cwd);
  started.push(upstream);
  const zones = join(cwd, 'zones');
  mkdirSync(zones);
  const [port, control] = [await freePort(), await freePort()];
  const places = await Promise.all(secondaries.map(async (kind) => ({ kind, port: await freePort() })));
  const told = places.flatMap((place) => ['--keyless', `127.0.0.1@${place.port}`]);
  const more = ['--role', 'primary', ...told];
  await succeeds(cwd, 'build');
  const primary = await startRecipe(primaryKind, { cwd, port, control, out: zones, more });
  started.push(primary);
  const key = join(primary.folder, 'control.key');
  const reload = ['rndc', '-k', key, '-p', `${control}`, 'reload', '{zone}'];
  const publish = { primary: 'bind', server: `127.0.0.1@${port}`, folder: 'zones', reload, wait: patience / 1000 };
  writeFileSync(join(cwd, 'blocklist.config.yaml'), JSON.stringify({ publish }));
  await succeeds(cwd, 'publish');
  const resolvers = [];
  for (const place of places) {
    const from = ['--role', 'secondary', '--primary', `127.0.0.1@${port}`, '--upstream', `127.0.0.1@${upstream.port}`];
    const here = { cwd, port: place.port, control: await freePort(), out: zones };
    const server = await startRecipe(place.kind, { ...here, more: [...from, '--validation', 'upstream'] });
    started.push(server);
    resolvers.push({ name: place.kind.name, port: place.port, started: server });
  }
  return { resolvers };
}

async function succeeds(cwd, ...words) {
  const { status, stderr } = await ours(cwd, ...words);
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
}

/** Seconds from the start of the first command, by what was reached then. An order of its own each time: none may be rewritten. */
async function undone(round, { cwd, resolvers }) {
  const name = `mistaken-${round}.to`;
  makeOrder(cwd, 2 + round, [name, `stays-blocked-${round}.to`]);
  await succeeds(cwd, 'publish', '--build');
  for (const { port, started } of resolvers)
    await untilRefused(port, name, { start: performance.now(), started, patience });
  const start = performance.now();
  const since = () => (performance.now() - start) / 1000;
  const commands = async () => {
    await succeeds(cwd, 'withdraw', name, '--date', 'today', '--yes');
    const withdrawn = since();
    await succeeds(cwd, 'publish', '--build');
    return { withdrawn, published: since() };
  };
  const freed = resolvers.map(async ({ name: resolver, port, started }) => [
    resolver,
    await untilAnswered(port, name, { start, started, patience, answer: 'resolves' }),
  ]);
  const [ended, ...answered] = await Promise.all([commands(), ...freed]);
  return { ...ended, ...Object.fromEntries(answered) };
}

function table(results) {
  const columns = ['withdrawn', 'published', ...secondaries.map(({ name }) => name)];
  const head = `| Names in the zone | withdrawn | published | ${secondaries.map(({ name }) => `${name} resolves`).join(' | ')} |`;
  const rows = results.map(({ size, times }) => {
    const cells = columns.map((column) => `${median(times.map((time) => time[column])).toFixed(1)} s`);
    return `| ${[size.toLocaleString('en'), ...cells].join(' | ')} |`;
  });
  return [head, `|${'---|'.repeat(columns.length + 1)}`, ...rows];
}
