// The nearest neighbour in JavaScript, installed on first use into a cache: it is no dependency of ours.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Unmeasured } from './timing.js';

const place = new URL('../node_modules/.cache/hostlist-compiler', import.meta.url).pathname;
const program = join(place, 'node_modules/@adguard/hostlist-compiler/src/cli.js');

// Without the override npm takes a version of diff-builder that it does not get along with.
const wanted = {
  private: true,
  dependencies: { '@adguard/hostlist-compiler': '2.1.1' },
  overrides: { '@adguard/diff-builder': '1.1.7' },
};

/** The command that makes one list out of the file: what it can do of what a build does. */
export function hostlistCompiler(cwd, list) {
  install();
  const configuration = {
    name: 'Bench',
    sources: [{ source: list }],
    transformations: ['RemoveComments', 'Compress', 'Validate', 'Deduplicate'],
  };
  writeFileSync(join(cwd, 'hostlist.json'), JSON.stringify(configuration));
  return { argv: [process.execPath, program, '-c', 'hostlist.json', '-o', 'hostlist.txt'], cwd };
}

function install() {
  if (existsSync(program)) return;
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'package.json'), JSON.stringify(wanted));
  const { status, stderr } = spawnSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: place, encoding: 'utf8' });
  if (status === 0) return;
  const reason = stderr?.split('\n').find((line) => line.startsWith('npm error')) ?? 'npm is not here';
  throw new Unmeasured(`npm could not install it: ${reason}`);
}
