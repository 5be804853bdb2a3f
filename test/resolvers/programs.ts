import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from './install.ts';
import { newerProgram, unpackNewerPackages } from './newer.ts';
import { unpackedProgram, unpackPackages } from './unpack.ts';

const PROGRAM_NAMES = [
  'nsd',
  'named',
  'named-checkconf',
  'named-checkzone',
  'rndc',
  'nsupdate',
  'dig',
  'unbound',
  'unbound-checkconf',
  'pdns_recursor',
  'kresd',
  'knotd',
  'knotc',
  'kzonecheck',
  'dnsmasq',
  'tmux',
  'minisign',
  'nginx',
  'caddy',
  'strace',
] as const;

/** Newer ones than the machine has, by the version that recipes name. */
const NEWER_PROGRAMS = {
  'named 9.20': { file: 'named', package: 'bind9' },
  'named-checkconf 9.20': { file: 'named-checkconf', package: 'bind9-utils' },
  'unbound 1.26': { file: 'unbound', package: 'unbound' },
  'unbound-checkconf 1.26': { file: 'unbound-checkconf', package: 'unbound' },
  'pdns_recursor 5': { file: 'pdns_recursor', package: 'pdns-recursor' },
} as const;

type UsualName = (typeof PROGRAM_NAMES)[number];
type NewerName = keyof typeof NEWER_PROGRAMS;

export type ProgramName = UsualName | NewerName;

const NEWER_NAMES = Object.keys(NEWER_PROGRAMS) as readonly NewerName[];

/** A program and, when it was unpacked and not installed, the folders of its shared libraries (LD_LIBRARY_PATH). */
export interface Program {
  readonly path: string;
  readonly libraryPath: string | null;
}

/** What was found. Plain data: vitest hands it from the global setup to the test files. */
export type Programs = { readonly [name in ProgramName]?: Program };

/** `install` needs root; `unpack` leaves the system as it is; `find` only looks. */
type Acquire = 'install' | 'unpack' | 'find';

const PACKAGES: Readonly<Record<UsualName, string>> = {
  nsd: 'nsd',
  named: 'bind9',
  'named-checkconf': 'bind9-utils',
  'named-checkzone': 'bind9-utils',
  rndc: 'bind9-utils',
  nsupdate: 'bind9-dnsutils',
  dig: 'bind9-dnsutils',
  unbound: 'unbound',
  'unbound-checkconf': 'unbound',
  pdns_recursor: 'pdns-recursor',
  kresd: 'knot-resolver',
  tmux: 'tmux',
  knotd: 'knot',
  knotc: 'knot',
  kzonecheck: 'knot-dnssecutils',
  dnsmasq: 'dnsmasq-base',
  minisign: 'minisign',
  nginx: 'nginx-light',
  caddy: 'caddy',
  strace: 'strace',
};

const LEFT_UNPROVEN: Readonly<Record<ProgramName, string>> = {
  nsd: 'there is no upstream, so NO resolver can be asked anything',
  named: 'nothing is proven about BIND',
  'named-checkconf': 'the configurations that we print for BIND are not checked',
  'named-checkzone': 'zones are not passed through the gate that operators run before they load them',
  rndc: 'BIND is not told to read a zone again as operators tell it',
  nsupdate: 'no dynamic update is applied to a server',
  dig: 'nobody looks at what a server has after a dynamic update',
  unbound: 'nothing is proven about Unbound',
  'unbound-checkconf': 'neither local zones nor the configurations that we print for Unbound are checked',
  pdns_recursor: 'nothing is proven about PowerDNS Recursor',
  kresd: 'nothing is proven about Knot Resolver',
  tmux: 'nothing is proven about questions at a real terminal',
  knotd: 'nothing is proven about Knot DNS',
  knotc: 'the configurations that we print for Knot DNS are not checked',
  kzonecheck: 'zones are not passed through the gate that is run before Knot DNS loads them',
  dnsmasq: 'nothing is proven about dnsmasq',
  minisign: 'nobody else looks at our signatures and keys',
  nginx: 'the landing page is not shown by nginx',
  caddy: 'the landing page is not shown by Caddy',
  strace: 'nothing is proven about kills and disks that fail',
  'named 9.20': 'the recipe for it is not started, and nobody sees its extended errors',
  'named-checkconf 9.20': 'the configurations that we print for it are not checked',
  'unbound 1.26': 'the recipe for it is not started',
  'unbound-checkconf 1.26': 'the configurations that we print for it are not checked',
  'pdns_recursor 5': 'the recipe for it is not started',
};

/**
 * Finds the name servers that the tests ask, the terminal that they type into and what signs, and on Debian gets those that are missing.
 * Throws under CI when one is still missing: there what is not tested is a failure, never a skip.
 */
export function ensurePrograms(acquire: Acquire = usualWay()): Programs {
  const before = findPrograms();
  const wanted = missingFrom(before);
  if (wanted.length === 0) return before;
  const failure = getPackages(before, acquire);
  const programs = findPrograms();
  const missing = missingFrom(programs);
  if (missing.length > 0) complain(missing, failure);
  return programs;
}

/** Looks in PATH, in the folders for daemons that a user's PATH often lacks, and among the unpacked packages. */
function findPrograms(): Programs {
  const { PATH = '' } = process.env;
  const folders = [...PATH.split(':').filter(Boolean), '/usr/sbin', '/usr/local/sbin'];
  const found: { [name in ProgramName]?: Program } = {};
  for (const name of PROGRAM_NAMES) {
    const path = folders.map((folder) => join(folder, name)).find(isExecutable);
    const program = path === undefined ? unpackedProgram(name) : { path, libraryPath: null };
    if (program !== null) found[name] = program;
  }
  for (const name of NEWER_NAMES) {
    const program = newerProgram(NEWER_PROGRAMS[name].file);
    if (program !== null) found[name] = program;
  }
  return found;
}

function missingFrom(programs: Programs): readonly ProgramName[] {
  return [...PROGRAM_NAMES, ...NEWER_NAMES].filter((name) => programs[name] === undefined);
}

/** The name of the program in the version that a recipe is for: the machine's own, where there is no newer one. */
export function programOfVersion(name: string, version: string | undefined): ProgramName {
  const newer = `${name} ${version}`;
  return (newer in NEWER_PROGRAMS ? newer : name) as ProgramName;
}

export function requireProgram(programs: Programs, name: ProgramName): Program {
  const program = programs[name];
  if (program === undefined) throw new Error(`${name} is missing: ${LEFT_UNPROVEN[name]}`);
  return program;
}

function usualWay(): Acquire {
  if (!existsSync('/etc/debian_version') || !existsSync('/usr/bin/apt-get')) return 'find';
  return process.getuid?.() === 0 ? 'install' : 'unpack';
}

/** Returns why some could not be had, or null. */
function getPackages(before: Programs, acquire: Acquire): string | null {
  if (acquire === 'find') return 'this is not Debian, or it has no apt-get';
  const missing = missingFrom(before);
  process.stderr.write(`resolvers: ${acquire} ${missing.join(', ')} …\n`);
  const failures = [
    failureOf(() => getUsual(missing.filter(isUsual), before, acquire)),
    failureOf(() => getNewer(missing.some((name) => !isUsual(name)))),
  ].filter((failure) => failure !== null);
  return failures.length === 0 ? null : failures.join('\n');
}

function failureOf(get: () => void): string | null {
  try {
    get();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function getUsual(missing: readonly UsualName[], before: Programs, acquire: 'install' | 'unpack'): void {
  if (missing.length === 0) return;
  if (acquire === 'install') {
    installPackages(packagesOf(missing));
    return;
  }
  if (missing.some((name) => name !== 'kresd')) {
    unpackPackages(packagesOf(PROGRAM_NAMES.filter((name) => isUnpackable(name, before))));
  }
  if (missing.includes('kresd')) throw new Error('kresd cannot be unpacked, only installed by root');
}

/** Whoever asks: the system has programs of these names already, of its own version. */
function getNewer(isWanted: boolean): void {
  if (isWanted) unpackNewerPackages([...new Set(Object.values(NEWER_PROGRAMS).map((one) => one.package))]);
}

function isUsual(name: ProgramName): name is UsualName {
  return (PROGRAM_NAMES as readonly string[]).includes(name);
}

function packagesOf(programs: readonly UsualName[]): readonly string[] {
  return [...new Set(programs.map((name) => PACKAGES[name]))];
}

/** kresd finds its Lua modules at paths that were fixed when it was built, so a copy elsewhere cannot start. */
function isUnpackable(name: UsualName, before: Programs): boolean {
  return name !== 'kresd' && before[name]?.libraryPath !== null;
}

function complain(missing: readonly ProgramName[], failure: string | null): void {
  const packageOf = (name: ProgramName) => (isUsual(name) ? PACKAGES[name] : NEWER_PROGRAMS[name].package);
  const lines = missing.map((name) => `  ${name} (Debian: ${packageOf(name)}): ${LEFT_UNPROVEN[name]}`);
  const usual = missing.filter(isUsual);
  const message = [
    `MISSING PROGRAMS: ${missing.join(', ')}`,
    ...lines,
    ...(failure === null ? [] : [`Why: ${failure}`]),
    ...(usual.length === 0 ? [] : [`Install: apt-get install --no-install-recommends ${packagesOf(usual).join(' ')}`]),
  ].join('\n');
  const { CI } = process.env;
  if (CI) throw new Error(message);
  const rule = '!'.repeat(100);
  process.stderr.write(`\n${rule}\n${message}\n${rule}\n\n`);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
