import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject } from 'vitest';
import type { Workspace } from '../support/workspace.ts';
import type { Foreground } from './foreground.ts';
import { freePorts } from './free-ports.ts';
import { ownFolder, printRecipe, recipeArguments, startCommand, startPrinted } from './printed.ts';
import { type ProgramName, requireProgram } from './programs.ts';

const key = 'milan-key';
const secret = Buffer.from('a secret of thirty-two bytes ...').toString('base64');
/** A primary and a secondary use more than the usual two seconds to find each other. */
export const patience = { timeout: 40_000 };

/** What the servers of a test have in common. */
export interface Distribution {
  readonly space: Workspace;
  readonly upstreamPort: number;
  /** All that was started, for the test to stop. */
  readonly running: Foreground[];
}

/** A folder with the key in it, as each program wants it. */
function folderWithKey(): string {
  const folder = ownFolder();
  const forKnot = `key:\n  - id: ${key}\n    algorithm: hmac-sha256\n    secret: ${secret}\n`;
  const forBind = `key "${key}" { algorithm hmac-sha256; secret "${secret}"; };\n`;
  writeFileSync(join(folder, `${key}.secret`), `${secret}\n`);
  writeFileSync(join(folder, 'bind'), forBind);
  writeFileSync(join(folder, 'knot'), forKnot);
  return folder;
}

function useKeyOf(folder: string, program: 'bind' | 'knot'): void {
  writeFileSync(join(folder, `${key}.key`), readFileSync(join(folder, program)));
}

/** As recipes are called: `bind`, or `bind 9.20` where it is not the version that one gets without asking. */
export type PrimaryId = 'bind' | 'bind 9.20' | 'knot-dns';

/** As a recipe tells one to, where its program reads the secret from no other file. */
function writeSecret(file: string): void {
  if (!existsSync(file)) return;
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('WRITE THE SECRET HERE', secret));
}

export interface Primary {
  readonly port: number;
  readonly process: Foreground;
  /** What the recipe says to do after a build. */
  readonly reload: () => void;
  /** The same as words of a command, for one zone. */
  readonly reloadCommand: readonly string[];
  /** How each transfer of a zone (rpz.blocklist, if not another) was sent since the log had this length: AXFR, IXFR. */
  readonly sent: (since: number, zone?: string) => readonly string[];
}

interface Kind {
  readonly ready: RegExp;
  readonly refused: RegExp;
  readonly sent: (zone: string) => RegExp;
  readonly reload: (folder: string) => void;
  readonly reloadCommand: (folder: string, control: number) => readonly string[];
}

const bind: Kind = {
  ready: / running$/m,
  refused: /zone rpz\.blocklist\/IN: not loaded due to errors/,
  sent: (zone) => new RegExp(`transfer of '${zone}/IN'.*: (AXFR|IXFR) started`, 'g'),
  // As `rndc reload` does, without a key that belongs to root.
  reload: (folder) => process.kill(Number(readFileSync(join(folder, 'named.pid'), 'utf8')), 'SIGHUP'),
  reloadCommand: (folder, control) => [
    ...[...words('rndc'), '-k', join(folder, 'control.key'), '-p', String(control), 'reload', '{zone}'],
  ],
};

export const primaries: Readonly<Record<PrimaryId, Kind>> = {
  bind,
  'bind 9.20': bind,
  'knot-dns': {
    ready: /server started/,
    refused: /\[rpz\.blocklist\.\] .*failed/,
    sent: (zone) => new RegExp(`\\[${zone}\\.\\] (AXFR|IXFR), outgoing, .* started`, 'g'),
    reload: (folder) => {
      const [program = '', ...args] = [...words('knotc'), '-c', join(folder, 'knot.conf'), 'zone-reload'];
      // A zone that cannot be read makes it fail: the log tells, and the test looks there.
      try {
        execFileSync(program, [...args, 'rpz.allow', 'rpz.blocklist'], { stdio: 'pipe' });
      } catch {}
    },
    reloadCommand: (folder) => [...words('knotc'), '-c', join(folder, 'knot.conf'), 'zone-reload', '{zone}'],
  },
};

/** How a program of the tests is called. */
export function words(name: ProgramName): readonly string[] {
  const { path, libraryPath } = requireProgram(inject('programs'), name);
  return libraryPath === null ? [path] : ['env', `LD_LIBRARY_PATH=${libraryPath}`, path];
}

/** Debian's key for rndc is for an account that named is not here: it is given one of its own. */
function giveControlKey(folder: string): void {
  const text = `key "control" { algorithm hmac-sha256; secret "${secret}"; };\n`;
  writeFileSync(join(folder, 'control.key'), text);
  const file = join(folder, 'named.conf');
  const config = readFileSync(file, 'utf8').replace('allow { 127.0.0.1; }', 'allow { 127.0.0.1; } keys { "control"; }');
  writeFileSync(file, `${text}${config}`);
}

/** Starts the primary of a recipe. */
export async function startPrimary(
  id: PrimaryId,
  { space, running }: Distribution,
  more: readonly string[],
): Promise<Primary> {
  const folder = folderWithKey();
  useKeyOf(folder, id.startsWith('bind') ? 'bind' : 'knot');
  const [port = 0, control = 0] = await freePorts(2);
  const here = ['--role', 'primary', '--listen', `127.0.0.1@${port}`, '--control', `${control}`, '--tsig', key];
  const printed = await printRecipe(space, folder, [...recipeArguments(id), ...here, ...more]);
  if (id !== 'knot-dns') giveControlKey(folder);
  const process = startCommand(folder, [...printed.values()].join(''));
  running.push(process);
  const { ready, sent, reload, reloadCommand } = primaries[id];
  await expect.poll(() => process.log(), patience).toMatch(ready);
  return {
    port,
    process,
    reload: () => reload(folder),
    reloadCommand: reloadCommand(folder, control),
    sent: (since, zone = 'rpz.blocklist') =>
      [...process.log().slice(since).matchAll(sent(zone))].map(([, how = '']) => how),
  };
}

const keyed = ['--tsig', key];

export type SecondaryId =
  | 'bind'
  | 'bind 9.20'
  | 'unbound'
  | 'unbound 1.26'
  | 'powerdns'
  | 'powerdns 5'
  | 'knot-resolver';

const secondaries: Readonly<Record<SecondaryId, { told: '--secondary' | '--keyless'; more: readonly string[] }>> = {
  bind: { told: '--secondary', more: keyed },
  'bind 9.20': { told: '--secondary', more: keyed },
  unbound: { told: '--keyless', more: [] },
  'unbound 1.26': { told: '--keyless', more: [] },
  powerdns: { told: '--secondary', more: [...keyed, '--refresh', '1'] },
  'powerdns 5': { told: '--secondary', more: [...keyed, '--refresh', '1'] },
  'knot-resolver': { told: '--secondary', more: keyed },
};

export const secondaryIds = Object.keys(secondaries) as readonly SecondaryId[];

export interface Place {
  readonly id: SecondaryId;
  /** Where it answers. */
  readonly port: number;
  readonly notices: number;
  readonly control: number;
}

/** Ports for a secondary. */
export async function placeFor(id: SecondaryId): Promise<Place> {
  const [port = 0, notices = 0, control = 0] = await freePorts(3);
  return { id, port, notices, control };
}

/** How a primary is told of a secondary. */
export function toldOf({ id, port, notices }: Place): readonly string[] {
  return [secondaries[id].told, `127.0.0.1@${id === 'knot-resolver' ? notices : port}`];
}

/** Starts the secondary of a recipe; it enforces when this is over. */
export async function startSecondary(
  { id, port, notices, control }: Place,
  { space, running, upstreamPort }: Distribution,
  primary: Pick<Primary, 'port'>,
): Promise<void> {
  const folder = folderWithKey();
  const printed = await printRecipe(space, folder, [
    ...[...recipeArguments(id), '--role', 'secondary', '--listen', `127.0.0.1@${port}`],
    ...['--primary', `127.0.0.1@${primary.port}`],
    ...['--upstream', `127.0.0.1@${upstreamPort}`, '--validation', 'upstream', '--notices', `127.0.0.1@${notices}`],
    ...['--control', `${control}`, ...secondaries[id].more],
  ]);
  useKeyOf(folder, id.startsWith('bind') ? 'bind' : 'knot');
  writeSecret(join(folder, 'recursor.yml'));
  const beside = printed.get('knot.conf');
  if (beside !== undefined) {
    const knot = startCommand(ownFolder(), beside);
    running.push(knot);
    await expect.poll(() => knot.log().match(/zone file updated/g)?.length, patience).toBe(2);
  }
  const [first = ''] = printed.values();
  running.push(await startPrinted({ folder, printed: first, port, probe: 'blocked-site.to' }));
}
