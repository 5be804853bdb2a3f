import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { showInstant } from '../../core/dates.ts';
import type { Checkup } from '../../generated/doctor.ts';
import { ordersFolder } from '../input-files.ts';
import type { Io } from '../io.ts';

type Finding = Checkup['findings'][number];

/** The edition of tldts that holds the public suffix list, and the day on which it was published (npm). */
export const suffixList = { library: '7.5.5', day: '2026-11-19' } as const;

/** What package.json asks for in `engines`. */
export const oldestNode = '20.19.0';

const dayLength = 24 * 3600 * 1000;
/** Days after which a suffix list is old: new suffixes come every week. */
const oldAfter = 180;

/** What the program is made of. `now` in milliseconds since 1970. */
export function programFindings({ node, tz }: NodeJS.ProcessVersions, now: number): readonly Finding[] {
  return [nodeFinding(node), suffixFinding(now), zoneFinding(tz, now)];
}

function nodeFinding(version: string): Finding {
  const says = `Node.js ${version}.`;
  if (!isOlder(version, oldestNode)) return { subject: 'node', state: 'fine', says };
  const next = `Install Node.js ${oldestNode} or later: with this one, the program may do anything.`;
  return { subject: 'node', state: 'broken', says, next };
}

/** Whether a version of numbers and dots comes before another one. */
export function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split('.').map((part) => Number.parseInt(part, 10) || 0));
  for (const [at, least] of (b ?? []).entries()) {
    const part = a?.[at] ?? 0;
    if (part !== least) return part < least;
  }
  return false;
}

function suffixFinding(now: number): Finding {
  const age = Math.floor((now - Date.parse(suffixList.day)) / dayLength);
  const says = `The public suffix list is of ${suffixList.day} (tldts ${suffixList.library}).`;
  if (age <= oldAfter) return { subject: 'suffix-list', state: 'fine', says };
  const next = `It is ${age} days old. Install a newer blocklist: names under new suffixes may be guarded too little or too much.`;
  return { subject: 'suffix-list', state: 'look', says, next };
}

function zoneFinding(edition: string | undefined, now: number): Finding {
  const year = Number.parseInt(edition ?? '', 10);
  const says = edition === undefined ? 'The edition of the time zone data is not known.' : `Time zone data ${edition}.`;
  if (edition !== undefined && new Date(now).getUTCFullYear() - year <= 1)
    return { subject: 'time-zones', state: 'fine', says };
  const next = 'Update Node.js: where a country has changed its clock since, days may begin and end an hour off.';
  return { subject: 'time-zones', state: 'look', says, next };
}

/** Milliseconds that the clocks of a computer and of a file server may be apart. */
const tolerance = 2000;

/** Without a network, a clock is only known to be wrong where something lies after it. */
export function clockFinding(out: string, io: Io): Finding {
  const now = io.now();
  const says = `The clock says ${showInstant(now)}.`;
  const next = 'Set it: which orders are in force is reckoned by it.';
  if (now < Date.parse(suffixList.day) - dayLength)
    return { subject: 'clock', state: 'broken', says: `${says} That is before this program was made.`, next };
  const later = [ordersFolder, out].filter((path) => {
    const changed = statSync(resolve(io.cwd, path), { throwIfNoEntry: false })?.mtimeMs;
    return changed !== undefined && changed > now + tolerance;
  });
  if (later.length === 0)
    return { subject: 'clock', state: 'fine', says: `${says} Nothing here is later. Compare it with another clock.` };
  return { subject: 'clock', state: 'look', says: `${says} ${later.join(' and ')} changed after that.`, next };
}
