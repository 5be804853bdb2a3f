import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { vi } from 'vitest';

const program = join(import.meta.dirname, '../../bin/blocklist.js');

/** Git in a folder, as on a computer where nobody has set anything. */
export function gitIn(folder: string): (...argv: readonly string[]) => string {
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
  for (const who of ['AUTHOR', 'COMMITTER']) {
    vi.stubEnv(`GIT_${who}_NAME`, 'Anna');
    vi.stubEnv(`GIT_${who}_EMAIL`, 'anna@localhost');
  }
  return (...argv) => execFileSync('git', argv, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Puts the compiled program where shells look for it, under its name. */
export function programOnPath(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'blocklist'), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
  chmodSync(join(folder, 'blocklist'), 0o755);
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH']}`);
}
