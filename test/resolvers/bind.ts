import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runForeground, untilReady } from './foreground.ts';
import { requireProgram } from './programs.ts';
import type { Started, StartOptions } from './start-options.ts';
import { versionOf } from './version.ts';

/** Starts named. Resolves when it says of every zone that its policy is loaded: until then it enforces piecemeal. */
export async function startBind(options: StartOptions): Promise<Started> {
  const { folder, port, zones, programs, probe } = options;
  const program = requireProgram(programs, 'named');
  const version = versionOf(program, '-V');
  writeFileSync(join(folder, 'named.conf'), configuration(options));
  const running = runForeground({ program, args: ['-g', '-n', '1', '-c', join(folder, 'named.conf')], folder });
  await untilReady(running, {
    port,
    isLoaded: (log) => zones.every(({ name }) => log.includes(`rpz: ${name}: reload done: success`)),
    complaint: /not loaded due to errors|rpz: \S+: reload done: (?!success)|invalid rpz/,
    probe,
  });
  return { ...running, version };
}

function configuration({ folder, port, upstreamPort, zones, fault }: StartOptions): string {
  const names = zones.map(({ name }) => `zone "${name}";`).join(' ');
  const breaks = fault === 'BIND without break-dnssec' ? 'no' : 'yes';
  const policy = `response-policy { ${names} } min-update-interval 1 break-dnssec ${breaks} qname-wait-recurse no;`;
  const files = zones.map(
    ({ name, file }) => `zone "${name}" { type primary; file "${file}"; allow-query { none; }; notify no; };\n`,
  );
  return `options {
  directory "${folder}";
  pid-file "named.pid";
  session-keyfile "session.key";
  listen-on port ${port} { 127.0.0.1; };
  listen-on-v6 { none; };
  recursion yes;
  forwarders { 127.0.0.1 port ${upstreamPort}; };
  forward only;
  dnssec-validation no;
  empty-zones-enable no;
  ${zones.length === 0 ? '' : policy}
};
controls { };
${files.join('')}`;
}
