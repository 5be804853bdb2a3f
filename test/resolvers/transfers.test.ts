import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { record } from '../support/record.ts';
import { acceptingWorkspace } from '../support/workspace.ts';
import {
  type PrimaryId,
  patience,
  placeFor,
  primaries,
  secondaryIds,
  startPrimary,
  startSecondary,
  toldOf,
} from './distribution.ts';
import type { Foreground } from './foreground.ts';
import { freePorts } from './free-ports.ts';
import { answersOf, ownFolder } from './printed.ts';
import { requireProgram } from './programs.ts';
import { startUpstream } from './upstream.ts';

let upstream: Foreground;
let upstreamPort = 0;
const running: Foreground[] = [];

beforeAll(async () => {
  [upstreamPort = 0] = await freePorts(1);
  const program = requireProgram(inject('programs'), 'nsd');
  upstream = await startUpstream({ folder: ownFolder(), port: upstreamPort, program });
});

afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});

afterAll(() => upstream?.stop());

const isNewer = (recipe: string): boolean => recipe.includes(' ');

describe.each(Object.keys(primaries) as PrimaryId[])('from the recipe for a primary %s', (primaryId) => {
  // Programs of one age with each other: those of other ages say nothing new about a recipe.
  const ofOneAge = secondaryIds.filter((recipe) => isNewer(recipe) === isNewer(primaryId));
  test.each(ofOneAge)('to that for a secondary %s, one name arrives as a difference', async (id) => {
    const space = acceptingWorkspace({ 'orders/one.yaml': record('one', ['blocked-site.to', 'second.to']) });
    expect(await space.run('build')).toMatchObject({ status: 0 });
    const place = await placeFor(id);
    const { port } = place;
    const servers = { space, upstreamPort, running };
    const primary = await startPrimary(primaryId, servers, toldOf(place));
    await startSecondary(place, servers, primary);
    const names = ['blocked-site.to', 'www.second.to', 'later.to', 'www.later.to'];
    const before = ['nxdomain', 'nxdomain', 'resolves', 'resolves'];
    const after = ['nxdomain', 'nxdomain', 'nxdomain', 'nxdomain'];
    const now = async () => Object.values(await answersOf(port, names, [{ type: 'A' }]));
    await expect.poll(now, patience).toEqual(before);
    const firstSent = primary.process.log().length;

    space.write('orders/later.yaml', record('later', ['later.to']));
    expect(await space.run('build')).toMatchObject({ status: 0 });
    primary.reload();
    await expect.poll(now, patience).toEqual(after);
    expect(new Set(primary.sent(firstSent))).toEqual(new Set(['IXFR']));

    // A file that is no zone goes no further than the primary.
    const file = join(space.folder, 'out', 'blocklist.rpz');
    rmSync(file);
    writeFileSync(
      file,
      '$TTL 300\n@ SOA localhost. hostmaster.localhost. 4000000000 3600 600 2592000 60\nbroken..name CNAME .\n',
    );
    const logged = primary.process.log().length;
    primary.reload();
    await expect.poll(() => primary.process.log().slice(logged), patience).toMatch(primaries[primaryId].refused);
    // As long as the one that looks most often needs for a look.
    await sleep(1500);
    expect(await now()).toEqual(after);

    await primary.process.stop();
    expect(await now()).toEqual(after);
  });
});
