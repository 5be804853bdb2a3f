import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { neededFor, ownApt } from './own-apt.ts';
import type { Program } from './programs.ts';

/** Programs of the Debian release after that of the machine: unpacked, never installed. */
const RELEASE = 'trixie';

/** Outside of version control, and kept from run to run. */
const CACHE: string = fileURLToPath(new URL(`../../node_modules/.cache/${RELEASE}`, import.meta.url));

const ROOT = join(CACHE, 'root');

/** What the release has signed with; Debian 12 knows the keys of its successor. */
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * Unpacks packages of the newer release with all libraries that they are linked with, the C library too: they were made
 * for that one, and the machine's is older. apt-get checks the signature of the index and the digest of every package.
 */
export function unpackNewerPackages(packages: readonly string[]): void {
  const staging = join(CACHE, 'staging');
  const work = join(CACHE, 'work');
  rmSync(CACHE, { recursive: true, force: true });
  for (const folder of [staging, work]) mkdirSync(folder, { recursive: true });
  const [list, status] = [join(work, 'sources.list'), join(work, 'status')];
  writeFileSync(list, `deb [signed-by=${KEYRING}] ${mirror()} ${RELEASE} main\n`);
  writeFileSync(status, '');
  const options = [`Dir::Etc::sourcelist=${list}`, 'Dir::Etc::sourceparts=/dev/null', 'Acquire::Retries=3'];
  const apt = ownApt({ folder: work, status, options: [...options, 'Acquire::AllowInsecureRepositories=false'] });
  // Without a list of the release it must not go on with none.
  apt.run('-o', 'APT::Update::Error-Mode=any', 'update');
  apt.unpack(
    neededFor(apt, packages).filter((one) => isLibrary(one) || packages.some((name) => one.startsWith(`${name}=`))),
    staging,
  );
  writeStarters(staging);
  rmSync(work, { recursive: true });
  renameSync(staging, ROOT);
}

/** The one that the machine gets its own packages from, if apt-get knows one of Debian's. */
function mirror(): string {
  const known = execFileSync('apt-get', ['indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages'], {
    encoding: 'utf8',
  });
  return known.split('\n').find((uri) => /\/debian\/?$/.test(uri)) ?? 'http://deb.debian.org/debian';
}

/** What the programs load when they start: the rest of what their packages need is for setting up a machine. */
function isLibrary(name: string): boolean {
  return /^(lib|zlib)|^[^=]+-libs=/.test(name);
}

/** An unpacked program, by its own name, or null. */
export function newerProgram(name: string): Program | null {
  const path = join(ROOT, 'bin', name);
  // The libraries are the starter's business: in the environment, they would break the shell that starts it.
  return existsSync(path) ? { path, libraryPath: null } : null;
}

/**
 * The C library's loader has to be the one that belongs to it, and it takes the folders of the libraries as an option. The
 * scripts find both from where they lie, so that the cache can be moved with the project.
 */
function writeStarters(root: string): void {
  const triplet = readdirSync(join(root, 'usr/lib')).find((name) => name.endsWith('-linux-gnu')) ?? '';
  const folder = join(root, 'usr/lib', triplet);
  const loader = readdirSync(folder).find((name) => /^ld-linux.*\.so\.\d+$/.test(name)) ?? '';
  const starters = join(root, 'bin');
  mkdirSync(starters, { recursive: true });
  for (const place of ['usr/sbin', 'usr/bin']) {
    for (const name of readdirSync(join(root, place))) {
      const script = [
        '#!/bin/sh',
        'root=$(dirname "$(dirname "$(readlink -f "$0")")")',
        `libraries=$root/usr/lib/${triplet}`,
        `exec "$libraries/${loader}" --library-path "$libraries" --argv0 "$0" "$root/${place}/${name}" "$@"`,
      ].join('\n');
      writeFileSync(join(starters, name), `${script}\n`);
      chmodSync(join(starters, name), 0o755);
    }
  }
}
