import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runForeground, untilReady } from './foreground.ts';
import { requireProgram } from './programs.ts';
import type { Started, StartOptions, Zone } from './start-options.ts';
import { versionOf } from './version.ts';

/** Starts kresd 5. It reads its zones before it listens; of a broken one it keeps what stands before the fault. */
export async function startKnot(options: StartOptions): Promise<Started> {
  const { folder, port, programs, probe } = options;
  const program = requireProgram(programs, 'kresd');
  const version = versionOf(program, '--version');
  writeFileSync(join(folder, 'kresd.conf'), configuration(options));
  const running = runForeground({ program, args: ['-n', '-c', join(folder, 'kresd.conf'), folder], folder });
  await untilReady(running, {
    port,
    isLoaded: (log) => log.includes(ZONES_READ),
    complaint: /RPZ .+:\d+:? (?!CNAME with custom target|warning: different TTLs)|\[system\] error/,
    probe,
  });
  return { ...running, version };
}

// kresd says nothing when a zone is whole. This comes after all complaints, in the stream that it logs them to.
const ZONES_READ = 'zones are read';

// Modules that by themselves ask the root, or the time at the root.
const OUTGOING = ['priming', 'detect_time_skew', 'ta_update', 'ta_signal_query'];

// policy.PASS ends the list of rules and would send the query to the root servers, so a passthru goes upstream here.
// Of two extended errors kresd keeps the first; but for NODATA and local data policy.ANSWER always tells its own.
function configuration({ port, upstreamPort, zones }: StartOptions): string {
  return `${OUTGOING.map((name) => `modules.unload('${name}')\n`).join('')}trust_anchors.remove('.')
net.ipv6 = false
cache.size = 16 * MB
net.listen('127.0.0.1', ${port}, { kind = 'dns' })
local upstream = policy.STUB({ '127.0.0.1@${upstreamPort}' })
local function enforce(file, text)
  local rules = policy.rpz(policy.DENY_MSG(nil, kres.extended_error.CENSORED), file, false)
  policy.add(function (request, query)
    local action = rules(request, query)
    if action == policy.PASS then return upstream end
    if action and text then request:set_extended_error(kres.extended_error.CENSORED, text) end
    return action
  end)
end
${zones.map(enforce).join('')}policy.add(policy.all(upstream))
io.stderr:write('${ZONES_READ}\\n')
`;
}

function enforce({ file, extendedErrorText }: Zone): string {
  const text = extendedErrorText === undefined ? 'nil' : JSON.stringify(extendedErrorText);
  return `enforce(${JSON.stringify(file)}, ${text})\n`;
}
