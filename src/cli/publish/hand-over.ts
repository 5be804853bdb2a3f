import { counted, harmless, harmlessLines } from '../../core/text.ts';
import { CommandError, exitCodes } from '../exit-codes.ts';
import type { BuiltSet, ZoneFile } from './built-set.ts';
import type { PublishPlan } from './plan.ts';
import type { PrimaryServer } from './primary-server.ts';
import type { Ended } from './program.ts';
import { type Handover, type TakenBack, takeBack, writeState } from './take-back.ts';

export interface HandingOver extends Handover {
  /** Zones that are not served yet, in the order in which they are to be. */
  readonly due: readonly ZoneFile[];
  readonly plan: PublishPlan;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal | undefined;
}

export type Outcome =
  | { readonly kind: 'arrived'; readonly reason?: string }
  /** The server does not answer, and has never been given anything before: the files wait for it. */
  | { readonly kind: 'placed'; readonly reason: string }
  | { readonly kind: Exclude<TakenBack, 'arrived'>; readonly reason: string };

/** Puts the files of a set in place and has them read, zone by zone; if one does not arrive, all that have not go back. */
export async function handOver(handing: HandingOver): Promise<Outcome> {
  const { folder, server, old, next, due, plan, say } = handing;
  writeState(handing, 'on-the-way');
  folder.use(next.name);
  say(`The files are in place in ${plan.label}.`);
  const reason = await firstFailure(handing);
  if (reason === undefined) return { kind: 'arrived' };
  say(reason);
  if (!old && [...(await server.served(due)).values()].every(({ kind }) => kind === 'silent'))
    return { kind: 'placed', reason };
  const kind = await takeBack(handing);
  return { kind, reason };
}

/** Has one zone after the other read: of two that are new, the second is not touched before the first is served. */
async function firstFailure({ due, server, plan, say, signal }: HandingOver): Promise<string | undefined> {
  for (const zone of due) {
    const ended = await server.reload(zone, signal);
    const failure = reloadFailure(ended, plan);
    if (failure !== undefined && !gaveUpWaiting(ended)) return failure;
    if (failure !== undefined)
      say(`${failure}\n${plan.serverLabel} may still be reading it, so its serial is waited for.`);
    const served = await server.untilServed(zone.zone, { serials: [zone.serial], signal });
    if (signal?.aborted) return interruption;
    if (served === undefined) {
      return `${plan.serverLabel} did not serve serial ${zone.serial} of ${zone.zone} within ${counted(plan.wait, 'second')}.`;
    }
    say(`${plan.serverLabel} serves serial ${served} of ${zone.zone}.`);
  }
  return undefined;
}

/** Milliseconds within which a program that is refused says so. */
const refusalLimit = 5000;

/** A program that fails late was not refused: rndc waits for a minute, and a large zone may take longer to read. */
function gaveUpWaiting(ended: Ended): boolean {
  return ended.kind === 'failed' && ended.took >= refusalLimit;
}

export const interruption = 'This was interrupted.';

function reloadFailure(ended: Ended, { reload: [program = ''], wait }: PublishPlan): string | undefined {
  switch (ended.kind) {
    case 'done':
      return undefined;
    case 'failed':
      return `${harmless(program)}, which has a zone read again, failed with status ${ended.status}${lastWords(ended.said)}`;
    case 'missing':
      return `${harmless(program)}, which has a zone read again, cannot be run: there is no such program here for this account.`;
    case 'hung':
      return `${harmless(program)}, which has a zone read again, did not end within ${counted(wait, 'second')}.`;
    case 'interrupted':
      return interruption;
  }
}

/** Has the checker look at every zone of a build. What it refuses goes no further. */
export async function checkZones(
  { zones }: BuiltSet,
  work: {
    readonly server: PrimaryServer;
    readonly pathOf: (zone: ZoneFile) => string;
    readonly signal: AbortSignal | undefined;
    readonly plan: PublishPlan;
  },
): Promise<void> {
  const { server, pathOf, signal, plan } = work;
  const program = harmless(plan.check[0] ?? '');
  for (const zone of zones) {
    const ended = await server.check(zone, { path: pathOf(zone), signal });
    switch (ended.kind) {
      case 'done':
      case 'interrupted':
        break;
      case 'failed':
        throw stopped(`${program} refuses ${zone.zone} (${zone.file})${lastWords(ended.said)}`);
      case 'missing':
        throw new CommandError(
          `${program}, which checks zones, is not here. Nothing was touched. Install it (Debian: bind9-utils, knot-dnssecutils), or name another one as "check".`,
        );
      case 'hung':
        throw stopped(`${program} did not end over ${zone.zone}.`);
    }
  }
}

function stopped(what: string): CommandError {
  return new CommandError(
    `${what}\nNothing was touched: the primary server serves what it served.`,
    exitCodes.safetyStop,
  );
}

/** Lines that a program printed last, as a paragraph of their own. */
function lastWords(said: string): string {
  const lines = said
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-mostLines);
  return lines.length === 0 ? '.' : `:\n${harmlessLines(lines.map((line) => `  ${line}`).join('\n'))}`;
}

const mostLines = 5;
