import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { PastException, PastList, PastName } from '../../compile/lost-holds.ts';
import { type Blocklist, heldParts } from '../../core/blocklist.ts';
import type { DomainName } from '../../core/name.ts';
import type { Scope } from '../../core/order.ts';
import { FixedTexts, type Row, Writer } from '../../names/index.ts';
import { writeAll } from '../durable.ts';
import { linesOf } from '../file-lines.ts';
import { heldName } from '../sets.ts';

// Who held which name at a build: the whole list, then each that was compiled by itself. Of each a line of JSON (orders, sets of
// holders, exceptions), then a line for each name in canonical order, with the number of its set. It is written as fast as a
// plain list is, and read name by name.

/** A list with the zone that it was cut out for; undefined: the whole. */
export interface NamedList {
  readonly zone: string | undefined;
  readonly blocklist: Blocklist;
}

interface Head {
  readonly zone?: string;
  readonly orders: readonly string[];
  /** Of each set, its holders: the place of the order, and its scope. */
  readonly rules: readonly (readonly (readonly [order: number, scope: Scope])[])[];
  readonly exceptions: readonly (readonly [order: number, exceptions: readonly PastException[]])[];
}

/** Writes who holds which name into a folder; the answer is the SHA-256 of the file, in hexadecimal. For this account alone. */
export function writeHeld(folder: string, lists: readonly NamedList[]): string {
  const hash = createHash('sha256');
  const path = join(folder, '.held');
  const file = openSync(path, 'wx', 0o600);
  try {
    const out = new Writer((chunk) => {
      hash.update(chunk);
      writeAll(file, chunk);
    });
    for (const list of lists) writeList(out, list);
    out.end();
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  const sha256 = hash.digest('hex');
  renameSync(path, join(folder, heldName(sha256)));
  return sha256;
}

function writeList(out: Writer, { zone, blocklist }: NamedList): void {
  const { names, orders } = blocklist;
  out.text(`${JSON.stringify(headOf(zone, { names, orders }))}\n`);
  const ends = new FixedTexts(names.rules.map((_, number) => ` ${number}\n`));
  for (const { table, rows, rule } of heldParts(names)) {
    for (let place = 0; place < rows.length; place++)
      out.name(table, rows[place] as Row).fixedOf(ends, rule[place] as number);
  }
}

function headOf(zone: string | undefined, { names, orders }: Pick<Blocklist, 'names' | 'orders'>): Head {
  const places = new Map<string, number>();
  const placeOf = (id: string) => {
    const place = places.get(id) ?? places.size;
    places.set(id, place);
    return place;
  };
  const rules = names.rules.map(({ holders }) =>
    holders.map(({ order, claim }) => [placeOf(order.id), claim.scope] as const),
  );
  const exceptions = orders
    .filter(({ order }) => order.exceptions.length > 0)
    .map(({ order }) => [placeOf(order.id), order.exceptions.map(({ name, scope }) => ({ name, scope }))] as const);
  return { ...(zone !== undefined && { zone }), orders: [...places.keys()], rules, exceptions };
}

export interface HeldList extends PastList {
  readonly zone: string | undefined;
}

/** The lists of a file whose digest was looked at, one after the other: the next one when the names of this one are gone through. */
export function* heldLists(path: string): Generator<HeldList, undefined> {
  const lines = linesOf(path);
  for (let line = lines.next().value; line !== undefined; ) {
    const { zone, orders, rules, exceptions } = JSON.parse(line) as Head;
    let next: string | undefined;
    const names = namesUntilNext(lines, (head) => {
      next = head;
    });
    yield {
      zone,
      rules: rules.map((holders) => holders.map(([order, scope]) => ({ order: orders[order] as string, scope }))),
      exceptions: new Map(exceptions.map(([order, list]) => [orders[order] as string, list])),
      names,
    };
    while (!names.next().done);
    line = next;
  }
  return undefined;
}

function* namesUntilNext(
  lines: Iterator<string, undefined>,
  found: (head: string | undefined) => void,
): Generator<PastName, undefined> {
  for (let line = lines.next().value; ; line = lines.next().value) {
    if (line === undefined || line.startsWith('{')) {
      found(line);
      return undefined;
    }
    const space = line.indexOf(' ');
    yield { name: line.slice(0, space) as DomainName, rule: Number(line.slice(space + 1)) };
  }
}
