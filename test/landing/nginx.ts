import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import { runForeground } from '../resolvers/foreground.ts';
import { freePorts } from '../resolvers/free-ports.ts';
import { requireProgram } from '../resolvers/programs.ts';
import type { Workspace } from '../support/workspace.ts';
import { untilAnswering } from './web-server.ts';

const surroundings = `daemon off; master_process off; pid nginx.pid; error_log stderr;
events {}
http {
  access_log off; client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fcgi;
  uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  include printed.conf;
}
`;

/** nginx with the recipe as it is printed, for the landing pages of this folder; answers its port. */
export async function startedNginx(space: Workspace): Promise<number> {
  const [port = 0] = await freePorts(1);
  const printed = await space.run('landing', '--recipe', 'nginx', '--listen', `127.0.0.1@${port}`);
  const folder = mkdtempSync(join(tmpdir(), 'blocklist-nginx-'));
  writeFileSync(join(folder, 'printed.conf'), printed.stdout);
  writeFileSync(join(folder, 'nginx.conf'), surroundings);
  const program = requireProgram(inject('programs'), 'nginx');
  const running = runForeground({ program, args: ['-p', folder, '-c', join(folder, 'nginx.conf')], folder });
  onTestFinished(() => running.stop());
  await untilAnswering(running, port);
  return port;
}
