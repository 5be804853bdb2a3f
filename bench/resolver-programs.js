// The resolvers, as the recipes of the program itself set them up, and NSD as the whole internet before them.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { run } from './subjects.js';
import { Unmeasured } from './timing.js';

const policyZones = ['rpz', 'rpz-allow'];

/** `edit` changes the recipe's file as its own comments say; `reload` is what it says to do after a build. */
export const resolvers = [
  {
    name: 'BIND',
    recipe: 'bind',
    program: 'named',
    formats: policyZones,
    reload: ({ process }) => process.kill('SIGHUP'),
  },
  { name: 'Unbound', recipe: 'unbound', program: 'unbound', formats: policyZones, reload: commands },
  {
    name: 'Unbound, local zones',
    recipe: 'unbound',
    program: 'unbound',
    formats: ['unbound'],
    edit: (text, out) => `${text.slice(0, text.indexOf('\nrpz:'))}\nserver:\n  include: "${out}/local-zones.conf"\n`,
    reload: ({ folder }) => told('unbound-control', '-c', join(folder, 'unbound.conf'), 'reload'),
  },
  { name: 'PowerDNS Recursor', recipe: 'powerdns', program: 'pdns_recursor', formats: policyZones, reload: commands },
  // It looks at its files by itself.
  { name: 'Knot Resolver', recipe: 'knot-resolver', program: 'kresd', formats: policyZones, reload: () => {} },
];

/** What the recipe says to do after a build, one command after another. */
async function commands({ text }) {
  for (const [, command] of text.matchAll(/After a build: (\S+ .+)$/gm)) await told(...command.split(' '));
}

/** Not as one that this process waits for: it reads the logs of the servers meanwhile. */
function told(program, ...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'ignore' });
    child.on('error', reject);
    child.on('exit', (status) => (status === 0 ? resolve() : reject(new Error(`${program} ended with ${status}`))));
  });
}

const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));

function start(program, args, folder) {
  const log = openSync(join(folder, `${program}.log`), 'a');
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', log, log] });
  closeSync(log);
  running.add(child);
  const ended = new Promise((resolve) => {
    child.on('error', resolve);
    child.on('exit', resolve);
  }).then(() => running.delete(child));
  const stop = async () => {
    child.kill('SIGTERM');
    const deaf = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(deaf);
  };
  const lastWords = () =>
    readFileSync(join(folder, `${program}.log`), 'utf8')
      .split('\n')
      .slice(-5)
      .join('\n');
  return { process: child, isOver: () => !running.has(child), lastWords, stop };
}

/** Starts a resolver with the build of a folder, as its recipe says; the answer comes before it has loaded anything. */
export async function startResolver(resolver, { cwd, upstream }) {
  const port = await freePort();
  const before = ['--upstream', `127.0.0.1@${upstream}`, '--validation', 'upstream'];
  return startRecipe(resolver, { cwd, port, control: await freePort(), out: join(cwd, 'out'), more: before });
}

/** Starts what a recipe prints with these words more; `out` is the folder of the zones. */
export async function startRecipe({ recipe, program, edit }, { cwd, port, control, out, more }) {
  refuseMissing(program);
  const folder = mkdtempSync(join(cwd, `${recipe}-`));
  const here = ['--listen', `127.0.0.1@${port}`, '--control', `${control}`, ...more];
  const [node, ...argv] = run(cwd, 'recipe', recipe, '--folder', folder, '--out', out, ...here).argv;
  const print = (...more) => spawnSync(node, [...argv, ...more], { cwd, encoding: 'utf8' });
  const whole = print();
  if (whole.status !== 0) throw new Error(whole.stderr);
  const saved = /^Save this as (\S+) on/.exec(whole.stderr)?.[1];
  const paths = saved ? [saved] : [...whole.stdout.matchAll(/^# =+ File: (\S+) =+$/gm)].map(([, path]) => path);
  const texts = paths.map((path) => (saved ? whole.stdout : print('--file', basename(path)).stdout));
  for (const [at, path] of paths.entries()) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, edit ? edit(texts[at], out, folder) : texts[at]);
  }
  const [text] = texts;
  const [, ...args] = /Try: (.+)$/m.exec(text)[1].split(' ');
  return { ...start(program, args, folder), port, folder, text };
}

/** The root, where every name has an address. */
export async function startUpstream(folder) {
  refuseMissing('nsd');
  const port = await freePort();
  // NSD limits the rate of answers by default, and to it all wildcard answers are one.
  writeFileSync(
    join(folder, 'root.zone'),
    '$TTL 60\n. SOA localhost. hostmaster.localhost. 1 3600 600 2592000 60\n. NS localhost.\n* A 192.0.2.99\n* AAAA 2001:db8::99\n',
  );
  const configuration = join(folder, 'nsd.conf');
  writeFileSync(
    configuration,
    `server:
  ip-address: 127.0.0.1@${port}
  username: ""
  chroot: ""
  zonesdir: "${folder}"
  database: ""
  pidfile: ""
  xfrdfile: "${folder}/xfrd.state"
  xfrdir: "${folder}"
  zonelistfile: "${folder}/zone.list"
  server-count: 1
  rrl-ratelimit: 0
  rrl-whitelist-ratelimit: 0
remote-control:
  control-enable: no
zone:
  name: "."
  zonefile: "root.zone"
`,
  );
  return { ...start('nsd', ['-d', '-c', configuration], folder), port };
}

/** MiB that a process holds now, and the most that it ever did (proc_pid_status(5)). */
export function memoryOf({ process: { pid } }) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mebibytes = (key) => Number(new RegExp(`^${key}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024;
  return { now: mebibytes('VmRSS'), peak: mebibytes('VmHWM') };
}

function refuseMissing(program) {
  try {
    execFileSync('sh', ['-c', 'command -v "$1"', 'sh', program], { stdio: 'ignore' });
  } catch {
    throw new Unmeasured(`${program} is not here`);
  }
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
