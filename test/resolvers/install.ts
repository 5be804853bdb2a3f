import { spawnSync } from 'node:child_process';

// Debian Policy 9.11.3: invoke-rc.d asks policy-rc.d, and 101 forbids the action. Without it the packages would start
// four name servers on port 53. The trap removes ours whichever way the shell ends; one that stood already is kept.
const SCRIPT = `
set -e
policy=$1; shift
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 130' HUP INT TERM
  printf '#!/bin/sh\\nexit 101\\n' >"$policy"
  chmod 755 "$policy"
fi
apt-get -q -o DPkg::Lock::Timeout=300 update
apt-get -q -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"
`;

/** Installs Debian packages as root and starts none of their services. */
export function installPackages(packages: readonly string[], policy = '/usr/sbin/policy-rc.d'): void {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', SCRIPT, 'install', policy, ...packages], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`apt-get install ended with ${status}:\n${`${stdout}${stderr}`.slice(-3000)}`);
}
