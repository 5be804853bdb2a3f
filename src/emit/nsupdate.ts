import { canonicalKey, type DomainName } from '../core/name.ts';
import { isAfter, serialAfter } from '../core/serial.ts';
import type { ZoneHead, ZoneOwner, ZoneText } from './zone-text.ts';

// The change of a zone as a dynamic update (RFC 2136), in the words of nsupdate. What is sent at once happens wholly or
// not at all. Each send asks first for the very SOA that the one before it left, so none of it can be applied to another
// state, nor twice, nor after one that failed.

export interface ZoneChange {
  readonly old: ZoneText;
  readonly next: ZoneText;
  /** The zone's name, without a dot at its end. */
  readonly zone: DomainName;
}

/** Commands for one send; those of one owner are never parted. */
export type Batch = readonly string[];

/** Octets of updates in one send; a message has 65,535 at most, and head, prerequisite and SOA take less than 2,000. */
const mostOctets = 60_000;

/** A command is at least as long as what goes on the wire, but for an address of 16 octets that is written in three. */
const spareOctets = 4;

/**
 * The commands of the change, batch by batch. Both zones are read once, side by side; only what differs is kept or
 * written.
 */
export function* batches({ old, next, zone }: ZoneChange): Generator<Batch> {
  let batch: string[] = [];
  let octets = 0;
  for (const lines of changes({ old, next, zone })) {
    const size = lines.reduce((sum, line) => sum + line.length + spareOctets, 0);
    if (octets + size > mostOctets) {
      yield batch;
      batch = [];
      octets = 0;
    }
    batch.push(...lines);
    octets += size;
  }
  yield batch;
}

/** What is said of each owner that differs: what goes, then what comes. */
function* changes({ old, next, zone }: ZoneChange): Generator<readonly string[]> {
  const [gone, come] = [sayer('delete', old.head, zone), sayer('add', next.head, zone)];
  yield nameServerChange({ old, next, zone });
  const isSameTime = old.head.ttl === next.head.ttl;
  let before = old.owners.next().value;
  let after = next.owners.next().value;
  while (before || after) {
    const order = compare(before, after);
    const leaving = order <= 0 ? before : undefined;
    const coming = order >= 0 ? after : undefined;
    const stays = leaving && coming && isSameTime && sameRecords(leaving, coming);
    if (!stays) yield [...(leaving ? gone(leaving) : []), ...(coming ? come(coming) : [])];
    if (leaving) before = old.owners.next().value;
    if (coming) after = next.owners.next().value;
  }
}

/** The owners in the order of zones (RFC 4034 6.1); one that there is not comes last. */
function compare(before: ZoneOwner | undefined, after: ZoneOwner | undefined): number {
  if (!before || !after) return before ? -1 : 1;
  if (before.owner === after.owner) return 0;
  return canonicalKey(before.owner as DomainName) < canonicalKey(after.owner as DomainName) ? -1 : 1;
}

function sameRecords({ records: a }: ZoneOwner, { records: b }: ZoneOwner): boolean {
  return a.length === b.length && a.every((record, at) => record === b[at]);
}

function sayer(verb: 'add' | 'delete', { ttl }: ZoneHead, zone: DomainName): (owner: ZoneOwner) => readonly string[] {
  const time = verb === 'add' ? ` ${ttl}` : '';
  return ({ owner, records }) => records.map((record) => `update ${verb} ${owner}.${zone}.${time} IN ${record}`);
}

/** The new one first: a zone never is without (RFC 2136 3.4.2.4). */
function nameServerChange({ old: { head: old }, next: { head: next }, zone }: ZoneChange): readonly string[] {
  const isSame = old.nameServer === next.nameServer;
  if (isSame && old.ttl === next.ttl) return [];
  return [
    `update add ${zone}. ${next.ttl} IN NS ${next.nameServer}`,
    ...(isSame ? [] : [`update delete ${zone}. IN NS ${old.nameServer}`]),
  ];
}

export interface SendContext {
  readonly old: ZoneHead;
  readonly next: ZoneHead;
  readonly zone: DomainName;
  /** How many batches there are. */
  readonly count: number;
}

/** How many batches the step from one serial to another has room for: each needs a serial of its own (RFC 1982). */
export function hasRoom({ old, next, count }: Omit<SendContext, 'zone'>): boolean {
  let serial = old.serial;
  for (let step = 1; step < count; step++) serial = serialAfter(serial, 0);
  return isAfter(next.serial, serial);
}

/** The sends of the batches, each a text. The last one brings the new serial. */
export function* sends(all: Iterable<Batch>, { old, next, zone, count }: SendContext): Generator<string> {
  let number = 0;
  let [serial, before] = [old.serial, soa(old, old.serial)];
  for (const batch of all) {
    number += 1;
    serial = number === count ? next.serial : serialAfter(serial, 0);
    const after = soa(next, serial);
    const lines = [
      `zone ${zone}.`,
      `prereq yxrrset ${zone}. IN SOA ${before}`,
      ...batch,
      `update add ${zone}. ${next.ttl} IN SOA ${after}`,
      'send',
    ];
    yield `${lines.join('\n')}\n`;
    before = after;
  }
}

function soa({ soa: [before, after] }: ZoneHead, serial: number): string {
  return `${before} ${serial} ${after}`;
}
