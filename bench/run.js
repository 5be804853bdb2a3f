// Measures the program against plain tools, side by side in one run, and writes the table of bench/README.md.
// Needs GNU time, sort and named-compilezone (Debian: time, coreutils, bind9-utils). Usage: npm run bench
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';

const root = new URL('..', import.meta.url).pathname;
const program = join(root, 'bin/blocklist.js');
const runs = 3;

/** The same names every time: a linear congruential generator with a fixed seed (Numerical Recipes). */
function annex(count) {
  let state = 20220711;
  const next = (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
  const tops = ['com', 'net', 'org', 'to', 'ru', 'pro', 'de', 'info', 'xyz', 'it', 'fr', 'co.uk'];
  const lines = [];
  for (let index = 0; index < count; index++) {
    let name = 'n';
    for (let length = 5 + next(12); length > 0; length--) name += letters[next(36)];
    lines.push(`${next(10) < 3 ? 'www.' : ''}${name}.${tops[next(tops.length)]}`);
  }
  return `${lines.join('\n')}\n`;
}

function orderWith(folder, count) {
  const text = annex(count);
  mkdirSync(join(folder, 'orders'), { recursive: true });
  writeFileSync(join(folder, 'orders/annex.txt'), text);
  const sha256 = createHash('sha256').update(text).digest('hex');
  writeFileSync(
    join(folder, 'orders/order.yaml'),
    `id: bench
title: "A register"
instrument: register-entry
authority: { name: "An authority", kind: administrative-authority, country: "IT", timeZone: Europe/Rome }
obligations: [{ service: dns-resolver, effect: block }]
events: [{ type: effective, date: "2020-01-01" }]
annex: { file: annex.txt, sha256: "${sha256}", count: ${count} }
publication: public
`,
  );
}

/** Seconds and MiB at the peak, of one run. */
function measured(argv, { cwd, env, before = () => {} }) {
  before();
  const { status, stderr } = spawnSync('/usr/bin/time', ['-f', '%e %M', ...argv], {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`);
  const [seconds, kilobytes] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return { seconds, mebibytes: kilobytes / 1024 };
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Both in turn, so that the machine's mood hits both; the ratio is the median of the pairs. */
function pair(name, ours, theirs) {
  const all = Array.from({ length: runs }, () => ({ a: measured(...ours), b: measured(...theirs) }));
  const row = {
    name,
    ours: median(all.map(({ a }) => a.seconds)),
    theirs: median(all.map(({ b }) => b.seconds)),
    ratio: median(all.map(({ a, b }) => a.seconds / b.seconds)),
    peak: median(all.map(({ a }) => a.mebibytes)),
  };
  process.stderr.write(`${JSON.stringify(row)}\n`);
  return row;
}

function buildPairs(folder, count) {
  const cwd = join(folder, String(count));
  orderWith(cwd, count);
  const before = () => rmSync(join(cwd, 'out'), { recursive: true, force: true });
  const build = [['node', program, 'build', '--as-of', '2026-11-24'], { cwd, before }];
  const sort = [['sort', '-u', '-o', 'sorted.txt', 'orders/annex.txt'], { cwd, env: { LC_ALL: 'C' } }];
  const rows = [pair(`${count} names: build against sort -u`, build, sort)];
  const compile = [['named-compilezone', '-q', '-o', 'zone.out', 'rpz.bench', 'out/blocklist.rpz'], { cwd }];
  const again = [['node', program, 'build', '--as-of', '2026-11-24'], { cwd }];
  return [...rows, pair(`${count} names: build against named-compilezone of its zone`, again, compile)];
}

const folder = mkdtempSync(join(tmpdir(), 'blocklist-bench-'));
try {
  const help = [['node', program, '--help'], { cwd: folder }];
  const nothing = [['node', '-e', '0'], { cwd: folder }];
  const rows = [pair('--help against node -e 0', help, nothing)];
  for (const count of [100_000, 1_000_000, 5_000_000]) rows.push(...buildPairs(folder, count));
  const table = rows.map(
    ({ name, ours, theirs, ratio, peak }) =>
      `| ${name} | ${ours.toFixed(2)} s | ${theirs.toFixed(2)} s | ${ratio.toFixed(2)}× | ${peak.toFixed(0)} MiB |`,
  );
  const machine = `${cpus().length} × ${cpus()[0].model}, Node ${process.version}, ${execFileSync('uname', ['-sr'], { encoding: 'utf8' }).trim()}`;
  const page = join(root, 'bench/README.md');
  const [head] = readFileSync(page, 'utf8').split('<!-- made by npm run bench -->');
  writeFileSync(
    page,
    `${head}<!-- made by npm run bench -->\n\n${machine}; medians of ${runs} runs.\n\n| Work | ours | theirs | ratio | our peak |\n|---|---|---|---|---|\n${table.join('\n')}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
