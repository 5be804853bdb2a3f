import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import type { Checkup } from '../../generated/doctor.ts';
import { isOlder } from './program.ts';

type Finding = Checkup['findings'][number];

interface Known {
  readonly program: string;
  readonly title: string;
  /** Prints the version. */
  readonly option: string;
  /** The oldest that was tried with our zones. */
  readonly oldest: string;
  readonly means: (version: string) => { readonly says: string; readonly state?: 'look'; readonly next?: string };
}

// What was measured: docs/resolvers.md.
const known: readonly Known[] = [
  {
    program: 'named',
    title: 'BIND',
    option: '-v',
    oldest: '9.18',
    means: (version) => ({
      says: `loads the zones; set break-dnssec yes and qname-wait-recurse no. ${isOlder(version, '9.20') ? 'Clients are not told why.' : 'Clients can be told that a name is censored, without a text.'}`,
    }),
  },
  {
    program: 'unbound',
    title: 'Unbound',
    option: '-V',
    oldest: '1.17',
    means: () => ({ says: 'loads the zones; module-config begins with respip. Clients are not told why.' }),
  },
  {
    program: 'pdns_recursor',
    title: 'PowerDNS Recursor',
    option: '--version',
    oldest: '4.8',
    means: () => ({ says: 'loads the zones and tells clients why; wipe its packet cache after each change.' }),
  },
  {
    program: 'kresd',
    title: 'Knot Resolver',
    option: '--version',
    oldest: '5.6',
    means: (version) =>
      isOlder(version, '6')
        ? { says: 'loads the zones and tells clients why, where the answer is NXDOMAIN.' }
        : {
            state: 'look',
            says: 'blocks everything below a name even where an order is exact, and knows no exceptions.',
            next: 'Do not give it these zones if an order in force is exact or has exceptions.',
          },
  },
  {
    program: 'knotd',
    title: 'Knot DNS',
    option: '--version',
    oldest: '3.2',
    means: () => ({ says: 'hands zones to resolvers; it blocks nothing itself.' }),
  },
  {
    program: 'dnsmasq',
    title: 'dnsmasq',
    option: '--version',
    oldest: '2.90',
    means: () => ({ says: 'loads no policy zones, only lists of names.' }),
  },
];

/** The resolvers in these folders, and what their versions mean for the zones. */
export function resolverFindings(folders: readonly string[]): readonly Finding[] {
  const found = known.flatMap((one) => {
    const path = folders.map((folder) => join(folder, one.program)).find(isProgram);
    return path === undefined ? [] : [finding(one, path)];
  });
  if (found.length > 0) return found;
  return [
    { subject: 'resolver', state: 'fine', says: 'No resolver was found on this computer. It may well run on another.' },
  ];
}

function finding({ title, option, oldest, means }: Known, path: string): Finding {
  const { stdout, stderr } = spawnSync(path, [option], {
    encoding: 'utf8',
    timeout: 5000,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const version = /\d+\.\d+(\.\d+)*/.exec(`${stdout}${stderr}`)?.[0];
  if (version === undefined) {
    const next = `Run ${path} ${option} to see why.`;
    return { subject: 'resolver', state: 'look', says: `${title} (${path}) does not tell its version.`, next };
  }
  const { says, ...more } = means(version);
  const whole = { subject: 'resolver', says: `${title} ${version} ${says}` } as const;
  if (!isOlder(version, oldest)) return { state: 'fine', ...whole, ...more };
  const next = `Nothing older than ${oldest} was tried with these zones: try it before you rely on it.`;
  return { ...whole, state: 'look', next };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
