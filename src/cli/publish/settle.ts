import { noteArrival } from './arrival.ts';
import type { PublishPlan } from './plan.ts';
import type { PrimaryFolder } from './primary-folder.ts';
import type { PrimaryServer } from './primary-server.ts';
import { servingWords, stopSilent } from './standing.ts';
import { arrivedZones, type Handover, takeBack } from './take-back.ts';

export interface Settling {
  readonly folder: PrimaryFolder;
  readonly server: PrimaryServer;
  readonly plan: PublishPlan;
  readonly say: (line: string) => void;
  readonly now: number;
}

/** Finishes or takes back what a publication before this one has left open. */
export async function settle({ folder, server, plan, say, now }: Settling): Promise<void> {
  const leftover = folder.leftover();
  if (!leftover) return;
  const next = folder.set(leftover.next);
  const old = leftover.old === null ? undefined : folder.set(leftover.old);
  if (!next) return folder.removeLeftover();
  const handover: Handover = { folder, server, old, next, before: leftover.before, accepted: leftover.accepted ?? [] };
  const served = await server.served(next.zones);
  const isSilent = [...served.values()].some(({ kind }) => kind === 'silent');
  if (isSilent && old) throw stopSilent(served, plan);
  if (leftover.state === 'taken-back' && !(await turnedUp(handover))) return folder.removeLeftover();
  if (leftover.state === 'on-the-way') say('The last publication broke off.');
  // A server that has never been given anything, and does not run.
  if (isSilent) folder.useNone();
  const outcome = isSilent ? 'back' : await takeBack(handover);
  if (outcome === 'arrived')
    noteArrival(folder, {
      set: next,
      manifestBytes: folder.manifest(next.name),
      plan,
      accepted: handover.accepted,
      now,
    });
  folder.removeLeftover();
  const what = outcome === 'arrived' ? 'It had arrived all the same' : 'It was taken back';
  say(`${what}: ${servingWords(await server.served(next.zones), plan)}.`);
}

/** Whether the server serves a new zone although its old file was put back: it was still reading. */
async function turnedUp(handover: Handover): Promise<boolean> {
  const current = handover.folder.current()?.zones ?? [];
  const arrived = await arrivedZones(handover);
  return handover.next.zones.some(
    ({ zone, serial }) => arrived.has(zone) && current.find((one) => one.zone === zone)?.serial !== serial,
  );
}
