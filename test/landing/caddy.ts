import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import { type Foreground, runForeground } from '../resolvers/foreground.ts';
import { freePorts } from '../resolvers/free-ports.ts';
import { type Program, requireProgram } from '../resolvers/programs.ts';
import type { Workspace } from '../support/workspace.ts';
import { untilAnswering } from './web-server.ts';

export interface Caddy {
  readonly port: number;
  readonly running: Foreground;
  /** As `systemctl reload caddy` does it. */
  readonly reload: () => void;
}

/**
 * Caddy with the recipe as it is printed, for the landing pages of this folder. Only the folder of its socket is
 * another one, and so is its home, where it keeps a copy of its configuration.
 */
export async function startedCaddy(space: Workspace): Promise<Caddy> {
  const [port = 0] = await freePorts(1);
  const printed = await space.run('landing', '--recipe', 'caddy', '--listen', `127.0.0.1@${port}`);
  const folder = mkdtempSync(join(tmpdir(), 'blocklist-caddy-'));
  const config = join(folder, 'Caddyfile');
  writeFileSync(config, printed.stdout.replace('unix//var/lib/caddy/', `unix/${folder}/`));
  const program = atHome(requireProgram(inject('programs'), 'caddy'), folder);
  const running = runForeground({ program, args: ['run', '--config', config], folder });
  onTestFinished(() => running.stop());
  await untilAnswering(running, port);
  const reload = () =>
    void execFileSync(program.path, ['reload', '--config', config, '--force'], { encoding: 'utf8', stdio: 'pipe' });
  return { port, running, reload };
}

/** A script that is this program with its home in this folder. */
function atHome({ path, libraryPath }: Program, folder: string): Program {
  const script = join(folder, 'caddy');
  writeFileSync(script, `#!/bin/sh\nexport HOME='${folder}'\nexec '${path}' "$@"\n`, { mode: 0o755 });
  return { path: script, libraryPath };
}
