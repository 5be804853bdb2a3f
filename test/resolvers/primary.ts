import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { runForeground, untilReady } from './foreground.ts';
import { freePorts } from './free-ports.ts';
import { type Program, requireProgram } from './programs.ts';
import type { Zone } from './start-options.ts';

interface Updated {
  readonly status: number | null;
  readonly stderr: string;
}

/** A BIND that holds zones and takes dynamic updates of them from the loopback. */
export interface Primary {
  readonly port: number;
  /** All records of a zone as `owner TTL TYPE data`, sorted; owners without the zone's name. */
  records(zone: string): readonly string[];
  /** Runs nsupdate on a script; its exit status and what it says. */
  update(script: string): Promise<Updated>;
  stop(): Promise<void>;
}

/** Starts named with copies of the zone files. */
export async function startPrimary(zones: readonly Pick<Zone, 'name' | 'file'>[]): Promise<Primary> {
  const programs = inject('programs');
  const folder = mkdtempSync(join(tmpdir(), 'primary-'));
  const [port = 0] = await freePorts(1);
  const clauses = zones.map(({ name, file }) => {
    copyFileSync(file, join(folder, name));
    return `zone "${name}" { type primary; file "${name}"; allow-update { 127.0.0.1; }; allow-transfer { 127.0.0.1; }; };\n`;
  });
  writeFileSync(join(folder, 'named.conf'), `${options(folder, port)}${clauses.join('')}`);
  const program = requireProgram(programs, 'named');
  const running = runForeground({ program, args: ['-g', '-n', '1', '-c', join(folder, 'named.conf')], folder });
  // What it answers to a name of its own zone shows that it is up; the log shows that all zones are in.
  const isLoaded = (log: string) => log.includes('all zones loaded') && log.includes('running');
  await untilReady(running, {
    port,
    isLoaded,
    complaint: /not loaded due to errors/,
    probe: `ready.${zones[0]?.name}`,
  });
  return {
    port,
    records: (zone) => recordsOf(requireProgram(programs, 'dig'), zone, port),
    update: (script) => update(requireProgram(programs, 'nsupdate'), `server 127.0.0.1 ${port}\n${script}`),
    stop: () => running.stop(),
  };
}

/** Not as one that this process waits for: the server logs each record, and stops when nobody reads its log. */
function update({ path, libraryPath }: Program, script: string): Promise<Updated> {
  return new Promise((resolve) => {
    const env = environment(libraryPath);
    const child = execFile(path, [], { encoding: 'utf8', env, timeout: 60_000 }, (_, __, stderr) => {
      resolve({ status: child.exitCode, stderr });
    });
    child.stdin?.end(script);
  });
}

function options(folder: string, port: number): string {
  return `options {
  directory "${folder}";
  pid-file "named.pid";
  session-keyfile "session.key";
  listen-on port ${port} { 127.0.0.1; };
  listen-on-v6 { none; };
  recursion no;
  notify no;
  empty-zones-enable no;
};
controls { };
`;
}

function recordsOf({ path, libraryPath }: Program, zone: string, port: number): readonly string[] {
  const argv = ['@127.0.0.1', '-p', String(port), `${zone}.`, 'AXFR', '+noall', '+answer'];
  const text = execFileSync(path, argv, { encoding: 'utf8', env: environment(libraryPath), maxBuffer: 1 << 28 });
  const lines = text.split('\n').filter((line) => /^[^;\s]/.test(line));
  const records = lines.map((line) => {
    const [owner = '', ttl, , type, ...data] = line.split(/\s+/);
    const relative = owner === `${zone}.` ? '@' : owner.slice(0, -zone.length - 2);
    return `${relative} ${ttl} ${type} ${data.join(' ')}`.trim();
  });
  // The SOA comes first and last (RFC 5936 2.2).
  return records.slice(0, -1).sort();
}

function environment(libraryPath: string | null): NodeJS.ProcessEnv {
  return libraryPath === null ? process.env : { ...process.env, LD_LIBRARY_PATH: libraryPath };
}
