import { runForeground, untilReady } from './foreground.ts';
import { requireProgram } from './programs.ts';
import type { Started, StartOptions } from './start-options.ts';
import { versionOf } from './version.ts';

/** Starts dnsmasq with a servers file: it knows no policy zones. It reads the file before it answers. */
export async function startDnsmasq({
  folder,
  port,
  upstreamPort,
  list,
  programs,
  probe,
}: StartOptions): Promise<Started> {
  const program = requireProgram(programs, 'dnsmasq');
  const version = versionOf(program, '--version');
  const args = [
    '--keep-in-foreground',
    '--log-facility=-',
    '--conf-file=/dev/null',
    '--pid-file',
    '--user=',
    '--group=',
    '--no-resolv',
    '--no-hosts',
    '--cache-size=0',
    `--port=${port}`,
    '--listen-address=127.0.0.1',
    '--bind-interfaces',
    `--server=127.0.0.1#${upstreamPort}`,
    ...(list === undefined ? [] : [`--servers-file=${list}`]),
  ];
  const running = runForeground({ program, args, folder });
  await untilReady(running, { port, isLoaded: () => true, complaint: /FAILED|bad option|: error/, probe });
  return { ...running, version };
}
