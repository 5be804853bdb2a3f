import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { domainToUnicode } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { manyNames, writeOrder, writeOrders } from './inputs.ts';
import { inCanonicalOrder, isBlocked, isInForce, listedOn, papersIn, View, zoneOf } from './reader.ts';

const day = '2026-11-24';
const program = join(import.meta.dirname, '../../bin/blocklist.js');

function blocklist(cwd: string, ...argv: readonly string[]) {
  return spawnSync(process.execPath, [program, ...argv], { cwd, encoding: 'utf8', maxBuffer: 2 ** 28 });
}

const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'blocklist-million-'));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Where texts differ, shows the first lines that do: a whole difference could have a million. */
function expectText(actual: string, expected: string): void {
  if (actual === expected) return;
  const [lines, wanted] = [actual.split('\n'), expected.split('\n')];
  const at = wanted.findIndex((line, index) => line !== lines[index]);
  expect({ count: lines.length, at, lines: lines.slice(at, at + 3) }).toEqual({
    count: wanted.length,
    at,
    lines: wanted.slice(at, at + 3),
  });
}

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

describe('a million names of orders that overlap, against a second reading of the orders', () => {
  let folder = '';
  let inForce: View;
  /** The part of it that may be shown. */
  let shown: View;
  let idle: View;
  let ordered: readonly string[];
  let alone: readonly string[];
  let owners: readonly string[];
  const read = (file: string) => readFileSync(join(folder, 'out', file), 'utf8');
  const afterLines = (count: number, file: string) => read(file).replace(new RegExp(`(.*\n){${count}}`), '');

  beforeAll(() => {
    folder = newFolder();
    writeOrders(folder);
    const { status, stderr } = blocklist(folder, 'build', '--as-of', day, '--report', 'json');
    expect([status, stderr.slice(-2000)]).toEqual([0, expect.stringContaining('Serial 2026112400.')]);
    const papers = papersIn(folder);
    const listed = listedOn(day, folder, papers);
    inForce = new View(listed, papers, (paper) => isInForce(paper, day));
    shown = new View(listed, papers, (paper) => isInForce(paper, day) && paper.publication === 'public');
    idle = new View(listed, papers, (paper) => !isInForce(paper, day));
    ordered = inCanonicalOrder(inForce.names);
    alone = ordered.filter((name) => inForce.holdsSelf(name));
    owners = ordered.flatMap((name) => {
      if (inForce.coverOf(name) !== undefined) return [];
      return [...(inForce.holdsSelf(name) ? [name] : []), ...(inForce.holdsBelow(name) ? [`*.${name}`] : [])];
    });
    expect(ordered.length).toBeGreaterThan(1_000_000);
  });

  test('the plain list has each name that is itself listed, once, in canonical order, and no other', () => {
    expectText(read('domains.txt'), text(alone));
  });

  test('the hosts file has the same names, each for both families of addresses', () => {
    expectText(afterLines(1, 'hosts'), text(alone.map((name) => `0.0.0.0 ${name}\n:: ${name}`)));
  });

  test('the zone says nothing that a shorter name says already, and every other name as it is asked for', () => {
    expectText(afterLines(3, 'blocklist.rpz'), text(owners.map((owner) => `${owner} CNAME .`)));
  });

  test('asked as resolvers ask it, the zone blocks each name, and what lies below, where some order says so', () => {
    const lines = afterLines(3, 'blocklist.rpz').split('\n').slice(0, -1);
    const zone = zoneOf(lines.map((line) => line.slice(0, line.indexOf(' '))));
    const wrong = [...ordered, ...idle.names].filter((name) => {
      const isCovered = inForce.coverOf(name) !== undefined;
      const isRight = isBlocked(name, zone) === (inForce.holdsSelf(name) || isCovered);
      return !isRight || isBlocked(`of.nobody.${name}`, zone) !== (inForce.holdsBelow(name) || isCovered);
    });
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  test('the feed says of each name its scope, the public orders that hold it, and the name that covers it', () => {
    const feed = JSON.parse(read('feed.json'));
    const said = feed.names.map((entry: object) => JSON.stringify(entry));
    const names = ordered.filter((name) => shown.holdsSelf(name) || shown.holdsBelow(name));
    expectText(text(said), text(names.map((name) => JSON.stringify(feedEntry(name, shown)))));
    expect(feed.withheld).toEqual({ orders: 1, names: ordered.length - names.length });
    const counts: Record<string, number> = {};
    for (const id of names.flatMap((name) => shown.ordersOf(name))) counts[id] = (counts[id] ?? 0) + 1;
    const summed = feed.orders.map((order: { id: string; names: number }) => [order.id, order.names]);
    expect(Object.fromEntries(summed)).toEqual(counts);
  });

  test('the manifest counts what the files hold, gives their digests, and names the next change', () => {
    const entry = (name: string, count: number) => ({
      name,
      count,
      bytes: statSync(join(folder, 'out', name)).size,
      sha256: createHash('sha256')
        .update(readFileSync(join(folder, 'out', name)))
        .digest('hex'),
    });
    expect(JSON.parse(read('manifest.json'))).toMatchObject({
      asOf: day,
      validUntil: '2026-11-24T23:00:00Z',
      orders: 8,
      names: ordered.length,
      files: [
        entry('blocklist.rpz', owners.length),
        entry('allow.rpz', 0),
        entry('hosts', alone.length),
        entry('feed.json', shown.names.length),
        entry('domains.txt', alone.length),
      ],
    });
  });
});

function feedEntry(name: string, shown: View): object {
  const unicode = domainToUnicode(name);
  const cover = shown.coverOf(name);
  return {
    name,
    ...(unicode !== name && { unicode }),
    scope: !shown.holdsBelow(name) ? 'exact' : shown.holdsSelf(name) ? 'subtree' : 'subdomains',
    action: 'nxdomain',
    orders: shown.ordersOf(name),
    ...(cover !== undefined && { coveredBy: cover }),
  };
}

test('one bad line in a million is shown with its file, its number and its text, and nothing is written', () => {
  const folder = newFolder();
  const lines = manyNames(1_000_000);
  lines[654_320] = 'two words.com';
  writeOrder(folder, 'long', lines);
  const { status, stderr } = blocklist(folder, 'build', '--as-of', day);
  expect([status, stderr]).toEqual([
    1,
    `error This is not a domain name: a space cannot stand in a domain name. domain/character
  orders/long.txt:654321:1
  654321 │ two words.com
         │ ^^^^^^^^^^^^^
  → Compare the line with the paper and write the name alone.

1 error.
Nothing was written: the files of the last build stay as they are.
`,
  ]);
  expect(existsSync(join(folder, 'out'))).toBe(false);
});
