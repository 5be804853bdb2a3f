import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Foreground } from './foreground.ts';
import { runForeground, untilReady } from './foreground.ts';
import { UPSTREAM_DATA } from './outcome.ts';
import type { Program } from './programs.ts';

interface UpstreamOptions {
  readonly folder: string;
  readonly port: number;
  readonly program: Program;
  readonly isSigned?: boolean;
}

/** Starts NSD as the whole internet: it serves the root, where every name has the same records. */
export async function startUpstream({ folder, port, program, isSigned = false }: UpstreamOptions): Promise<Foreground> {
  writeFileSync(join(folder, 'root.zone'), isSigned ? ROOT_ZONE + signatures() : ROOT_ZONE);
  writeFileSync(join(folder, 'nsd.conf'), configuration(folder, port));
  const running = runForeground({ program, args: ['-d', '-c', join(folder, 'nsd.conf')], folder });
  await untilReady(running, { port, isLoaded: () => true, complaint: /error: /, probe: undefined });
  return running;
}

const ROOT_ZONE = `$TTL 60
. SOA localhost. hostmaster.localhost. 1 3600 600 2592000 60
. NS localhost.
* A ${UPSTREAM_DATA.A}
* AAAA ${UPSTREAM_DATA.AAAA}
* MX ${UPSTREAM_DATA.MX}.
* TXT "${UPSTREAM_DATA.TXT}"
* HTTPS 1 . alpn=h2
`;

/** Signatures that sign nothing: enough for a resolver that does not look. NSD sends them if there is one of a key. */
function signatures(): string {
  const bytes = 'A'.repeat(86);
  const covering = (owner: string, type: string) =>
    `${owner} RRSIG ${type} 13 0 60 20361231000000 20260101000000 12345 . ${bytes}==\n`;
  const types = ['A', 'AAAA'].map((type) => covering('*', type)).join('');
  return `@ DNSKEY 257 3 13 ${bytes}==\n${covering('@', 'DNSKEY')}${types}`;
}

// NSD limits the rate of answers by default, and to it all wildcard answers are one: without the zeros, hundreds of
// names a second would time out.
function configuration(folder: string, port: number): string {
  return `server:
  ip-address: 127.0.0.1@${port}
  username: ""
  chroot: ""
  zonesdir: "${folder}"
  database: ""
  pidfile: ""
  xfrdfile: "${folder}/xfrd.state"
  xfrdir: "${folder}"
  zonelistfile: "${folder}/zone.list"
  server-count: 1
  rrl-ratelimit: 0
  rrl-whitelist-ratelimit: 0
remote-control:
  control-enable: no
zone:
  name: "."
  zonefile: "root.zone"
`;
}
