import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runForeground, untilReady } from './foreground.ts';
import { requireProgram } from './programs.ts';
import type { Started, StartOptions, Zone } from './start-options.ts';
import { versionOf } from './version.ts';

/** Starts PowerDNS Recursor 4. A zone that it cannot read it drops, and runs on: its log tells. */
export async function startPowerDns(options: StartOptions): Promise<Started> {
  const { folder, port, zones, programs, probe } = options;
  const program = requireProgram(programs, 'pdns_recursor');
  const version = versionOf(program, '--version');
  writeFileSync(join(folder, 'rpz.lua'), zones.map(policy).join(''));
  writeFileSync(join(folder, 'recursor.conf'), configuration(options));
  const running = runForeground({ program, args: [`--config-dir=${folder}`], folder });
  await untilReady(running, {
    port,
    isLoaded: (log) => zones.every(({ file }) => log.split('\n').some((line) => isDone(line, file))),
    complaint: /Exception while loading RPZ|Unable to load/,
    probe,
  });
  return { ...running, version };
}

function isDone(line: string, file: string): boolean {
  return line.includes('Done loading RPZ from file') && line.includes(`"${file}"`);
}

const CENSORED = 16;

function policy({ name, file, kind, extendedErrorText }: Zone): string {
  const settings = [`policyName=${JSON.stringify(name)}`];
  if (kind === 'block') settings.push(`extendedErrorCode=${CENSORED}`);
  if (extendedErrorText !== undefined) settings.push(`extendedErrorExtra=${JSON.stringify(extendedErrorText)}`);
  return `rpzFile(${JSON.stringify(file)}, { ${settings.join(', ')} })\n`;
}

// With `forward-zones` 4.8 gives the real answer to the first query for a name that rpz-ip blocks (measured).
function configuration({ folder, port, upstreamPort, fault }: StartOptions): string {
  return `daemon=no
write-pid=no
disable-syslog=yes
quiet=yes
loglevel=6
threads=1
include-dir=
socket-dir=${folder}
local-address=127.0.0.1
local-port=${port}
udp-source-port-min=32768
allow-from=127.0.0.0/8
forward-zones-recurse=.=127.0.0.1:${upstreamPort}
dont-query=
serve-rfc1918=no
hint-file=no
dnssec=off
disable-packetcache=${fault === 'PowerDNS with its packet cache' ? 'no' : 'yes'}
security-poll-suffix=
lua-config-file=${join(folder, 'rpz.lua')}
`;
}
