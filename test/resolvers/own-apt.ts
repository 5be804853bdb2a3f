import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** apt-get with lists, archives and locks of its own, since those of the system belong to root. */
export interface OwnApt {
  /** What apt-get prints. Throws with what it says when it fails; so it does for what its keys have not signed. */
  run(...args: readonly string[]): string;
  /** Gets packages, written `name=version`, and unpacks them into a folder. */
  unpack(packages: readonly string[], into: string): void;
}

interface Place {
  /** Exists, and belongs to it alone. */
  readonly folder: string;
  /** The file of the packages that count as installed. */
  readonly status: string;
  readonly options?: readonly string[];
}

export function ownApt({ folder, status, options = [] }: Place): OwnApt {
  const archives = join(folder, 'archives');
  for (const each of ['state/lists/partial', 'cache/archives/partial', 'archives']) {
    mkdirSync(join(folder, each), { recursive: true });
  }
  const own = [
    `Dir::State=${join(folder, 'state')}`,
    `Dir::State::status=${status}`,
    `Dir::Cache=${join(folder, 'cache')}`,
    'Debug::NoLocking=1',
    'APT::Sandbox::User=',
    ...options,
  ].flatMap((option) => ['-o', option]);
  const run = (...args: readonly string[]): string =>
    execFileSync('apt-get', ['-q', ...own, ...args], { cwd: archives, encoding: 'utf8', stdio: 'pipe' });
  return {
    run,
    unpack: (packages, into) => {
      run('download', ...packages);
      for (const archive of readdirSync(archives)) execFileSync('dpkg', ['-x', join(archives, archive), into]);
    },
  };
}

/** What it would install for these packages, each as `name=version`. */
export function neededFor({ run }: OwnApt, packages: readonly string[]): readonly string[] {
  const plan = run('--simulate', '--no-install-recommends', 'install', ...packages);
  return [...plan.matchAll(/^Inst (\S+) .*?\((\S+) /gm)].map(([, name, version]) => `${name}=${version}`);
}
