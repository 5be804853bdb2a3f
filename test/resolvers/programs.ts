import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from './install.ts';
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
] as const;

export type ProgramName = (typeof PROGRAM_NAMES)[number];

/** A program and, when it was unpacked and not installed, the folders of its shared libraries (LD_LIBRARY_PATH). */
export interface Program {
  readonly path: string;
  readonly libraryPath: string | null;
}

/** What was found. Plain data: vitest hands it from the global setup to the test files. */
export type Programs = { readonly [name in ProgramName]?: Program };

/** `install` needs root; `unpack` leaves the system as it is; `find` only looks. */
type Acquire = 'install' | 'unpack' | 'find';

const PACKAGES: Readonly<Record<ProgramName, string>> = {
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
};

/**
 * Finds the name servers that the tests ask and the terminal that they type into, and on Debian gets those that are missing.
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
  return found;
}

function missingFrom(programs: Programs): readonly ProgramName[] {
  return PROGRAM_NAMES.filter((name) => programs[name] === undefined);
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
  const wanted = missingFrom(before);
  process.stderr.write(`resolvers: ${acquire} ${wanted.join(', ')} …\n`);
  try {
    if (acquire === 'install') {
      installPackages(packagesOf(wanted));
      return null;
    }
    if (wanted.some((name) => name !== 'kresd')) {
      unpackPackages(packagesOf(PROGRAM_NAMES.filter((name) => isUnpackable(name, before))));
    }
    return wanted.includes('kresd') ? 'kresd cannot be unpacked, only installed by root' : null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function packagesOf(programs: readonly ProgramName[]): readonly string[] {
  return [...new Set(programs.map((name) => PACKAGES[name]))];
}

/** kresd finds its Lua modules at paths that were fixed when it was built, so a copy elsewhere cannot start. */
function isUnpackable(name: ProgramName, before: Programs): boolean {
  return name !== 'kresd' && before[name]?.libraryPath !== null;
}

function complain(missing: readonly ProgramName[], failure: string | null): void {
  const lines = missing.map((name) => `  ${name} (Debian: ${PACKAGES[name]}): ${LEFT_UNPROVEN[name]}`);
  const message = [
    `MISSING PROGRAMS: ${missing.join(', ')}`,
    ...lines,
    ...(failure === null ? [] : [`Why: ${failure}`]),
    `Install: apt-get install --no-install-recommends ${packagesOf(missing).join(' ')}`,
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
