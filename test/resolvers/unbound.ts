import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runForeground, untilReady } from './foreground.ts';
import { requireProgram } from './programs.ts';
import type { Started, StartOptions } from './start-options.ts';
import { versionOf } from './version.ts';

/** Starts Unbound. It reads its zones before it says that the service starts. */
export async function startUnbound(options: StartOptions): Promise<Started> {
  const { folder, port, programs, probe } = options;
  const program = requireProgram(programs, 'unbound');
  const version = versionOf(program, '-V');
  writeFileSync(join(folder, 'unbound.conf'), configuration(options));
  const running = runForeground({ program, args: ['-d', '-p', '-c', join(folder, 'unbound.conf')], folder });
  await untilReady(running, {
    port,
    isLoaded: (log) => log.includes('start of service'),
    complaint: /\] (?:fatal )?error: /,
    probe,
  });
  return { ...running, version };
}

// Names that Unbound answers by itself unless it is told otherwise: RFC 6761, RFC 7686, RFC 8375.
const SPECIAL_NAMES = ['test', 'invalid', 'onion', 'home.arpa'];

function configuration({ folder, port, upstreamPort, zones, list }: StartOptions): string {
  const policies = zones.map(({ name, file }) => `rpz:\n  name: "${name}"\n  zonefile: "${file}"\n`);
  return `server:
  directory: "${folder}"
  username: ""
  chroot: ""
  pidfile: ""
  use-syslog: no
  logfile: ""
  verbosity: 1
  interface: 127.0.0.1@${port}
  so-reuseport: no
  outgoing-port-avoid: "0-32767"
  do-ip6: no
  do-not-query-localhost: no
  module-config: "respip iterator"
  qname-minimisation: no
  unblock-lan-zones: yes
${SPECIAL_NAMES.map((name) => `  local-zone: "${name}." nodefault\n`).join('')}${list === undefined ? '' : `include: "${list}"\n`}remote-control:
  control-enable: no
forward-zone:
  name: "."
  forward-addr: 127.0.0.1@${upstreamPort}
${policies.join('')}`;
}
