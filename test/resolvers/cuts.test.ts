import { chmodSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import type { OrderRecord } from '../../src/core/order.ts';
import { record } from '../support/record.ts';
import { acceptingWorkspace, type Workspace } from '../support/workspace.ts';
import { ask } from './ask.ts';
import { all } from './built-zones.ts';
import type { Foreground } from './foreground.ts';
import { freePorts } from './free-ports.ts';
import type { ExtendedError } from './message.ts';
import { outcome } from './outcome.ts';
import { answersOf, ownFolder, printRecipe, recipeArguments, startPrinted } from './printed.ts';
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

async function built(files: Readonly<Record<string, string>>): Promise<Workspace> {
  const space = acceptingWorkspace(files);
  chmodSync(space.folder, 0o755);
  expect(await space.run('build')).toMatchObject({ status: 0 });
  return space;
}

interface Standing {
  readonly id: string;
  /** A name that is refused once all is loaded. */
  readonly probe: string;
  /** How many policy zones BIND says that it has loaded. */
  readonly zones: number;
}

/** Starts a standalone recipe as it is printed; answers where. */
async function stand(space: Workspace, { id, probe, zones }: Standing, more: readonly string[] = []): Promise<number> {
  const folder = ownFolder();
  const [port = 0, control = 0] = await freePorts(2);
  const here = ['--listen', `127.0.0.1@${port}`, '--upstream', `127.0.0.1@${upstreamPort}`, '--control', `${control}`];
  const argv = [...recipeArguments(id), ...here, '--validation', 'upstream', ...more];
  const [printed = ''] = (await printRecipe(space, folder, argv)).values();
  const loaded = id.startsWith('bind') ? new RegExp(`(reload done: success[\\s\\S]*){${zones}}`) : undefined;
  running.push(await startPrinted({ folder, printed, port, probe, ...(loaded && { loaded }) }));
  return port;
}

/** What a refused client is told. */
const resolvers = {
  bind: 'nothing',
  'bind 9.20': 'code',
  unbound: 'nothing',
  'unbound 1.26': 'nothing',
  powerdns: 'text',
  'powerdns 5': 'text',
  'knot-resolver': 'text',
} as const;

function errorsOf(tells: 'nothing' | 'code' | 'text', text: string): readonly ExtendedError[] {
  return tells === 'nothing' ? [] : [{ code: 16, text: tells === 'text' ? text : '' }];
}

const rome = { name: 'Tribunale di Roma', kind: 'court', country: 'IT', timeZone: 'Europe/Rome' } as const;
const parts = {
  'blocklist.config.yaml': `zones:
  - { name: rpz.roma, authority: "Tribunale di Roma" }
  - { name: rpz.film, order: film }
  - { name: rpz.song, order: song, text: "Ask the music desk, ext. 7" }
  - { name: rpz.hushed, order: hushed }
`,
  'orders/roma.yaml': record('roma', ['roma.to', 'wide.to'], {
    authority: rome,
    exceptions: ['good.wide.to'],
    obligations: [{ service: 'dns-resolver', effect: 'block' }],
  }),
  'orders/film.yaml': record('film', ['film.to', { name: 'exact.to', scope: 'exact' }], {
    caseNumbers: ['7/2026'],
  }),
  'orders/song.yaml': record('song', ['song.to', 'deep.wide.to', 'low.exact.to'], {
    obligations: [{ service: 'dns-resolver', effect: 'block', action: 'nodata' }],
  }),
  'orders/hushed.yaml': record('hushed', ['hushed.to'], { publication: 'sealed', title: 'Secret v Hidden' }),
  'orders/other.yaml': record('other', ['other.to', 'last.to']),
};

/** Which text a refused client is told, by name. */
const told = {
  'www.roma.to': 'Blocked by order of Tribunale di Roma',
  'film.to': 'Blocked by order 7/2026 of Tribunale di Milano',
  'exact.to': 'Blocked by order 7/2026 of Tribunale di Milano',
  'x.wide.to': 'Blocked by order of Tribunale di Roma',
  'hushed.to': 'Blocked by order of a court or an authority',
  'www.last.to': 'Blocked by order of a court or an authority',
};

describe.each(Object.entries(resolvers))('%s with a zone for each part, as its recipe is printed,', (id, tells) => {
  test('answers as with the whole zone, and tells whose order it is where it can', async () => {
    const space = await built(parts);
    const port = await stand(space, { id, probe: 'last.to', zones: 6 });
    const expected = {
      ...all(['roma.to', 'a.b.roma.to', 'wide.to', 'x.wide.to', 'film.to', 'exact.to', 'hushed.to'], 'nxdomain'),
      ...all(['other.to', 'x.last.to'], 'nxdomain'),
      ...all(['song.to', 'x.song.to', 'deep.wide.to', 'x.deep.wide.to', 'low.exact.to', 'x.low.exact.to'], 'nodata'),
      ...all(['good.wide.to', 'x.good.wide.to', 'x.exact.to', 'free.to', 'xroma.to'], 'resolves'),
    };
    expect(await answersOf(port, Object.keys(expected))).toEqual(expected);
    for (const [name, text] of Object.entries(told)) {
      const expectedErrors = errorsOf(tells, text);
      expect(await ask({ port, name })).toMatchObject({ name, extendedErrors: expectedErrors });
    }
    const asked = ['--server', `127.0.0.1:${port}`, '--control', 'free.to', '--json'];
    const proof = await space.run('verify', ...asked);
    expect(proof.stderr).toBe('');
    expect(JSON.parse(proof.stdout)).toMatchObject({
      verdict: 'proven',
      reasons: ['Every name that was asked for is blocked or free as it must be.'],
      manifest: { isOfTheseRecords: true },
    });
    if (id.startsWith('bind')) {
      space.write('orders/other.yaml', record('other', ['other.to', 'last.to', 'later.to']));
      expect(await space.run('build')).toMatchObject({ status: 0 });
      const { verdict, reasons } = JSON.parse((await space.run('verify', ...asked)).stdout);
      expect([verdict, reasons]).toEqual([
        'wrong',
        expect.arrayContaining([
          'The policy zone rpz.blocklist-rest of the resolver has the serial 2026112400; that of the last build has 2026112401.',
        ]),
      ]);
    }
    if (id.startsWith('powerdns'))
      expect(await ask({ port, name: 'song.to' })).toMatchObject({
        extendedErrors: [{ code: 16, text: 'Ask the music desk, ext. 7' }],
      });
  });
});

test.each(['powerdns', 'powerdns 5', 'knot-resolver'])('%s sends the JSON of a draft as it is printed', async (id) => {
  const config = parts['blocklist.config.yaml'];
  const notice = 'notice: { organisation: "Example", contacts: ["mailto:block@example.net"], language: de }\n';
  const space = await built({ ...parts, 'blocklist.config.yaml': config + notice });
  const port = await stand(space, { id, probe: 'last.to', zones: 6 }, ['--extra-text', 'sde-27']);
  const text =
    '{"c":["mailto:block@example.net"],"j":"Blocked by order 7/2026 of Tribunale di Milano","o":"Example","l":"en"}';
  expect(await ask({ port, name: 'film.to' })).toMatchObject({ extendedErrors: [{ code: 16, text }] });
});

const within = (territory: string): Partial<OrderRecord> => ({
  obligations: [{ service: 'dns-resolver', effect: 'block', territory: [territory] }],
});
const countries = {
  'blocklist.config.yaml': `zones:
  - { name: rpz.italy, territory: IT }
  - { name: rpz.france, territory: FR, text: "Bloqué en France" }
`,
  // What is free in Italy by an order of Italy is blocked in France by one of France, and the other way round.
  'orders/italy.yaml': record('italy', ['italian.to', 'both.to'], { ...within('IT'), exceptions: ['good.both.to'] }),
  'orders/france.yaml': record('france', ['french.to', 'good.both.to'], within('FR')),
  'orders/union.yaml': record('union', ['union.to'], within('EU')),
  'orders/everywhere.yaml': record('everywhere', ['everywhere.to']),
};
const clients = { IT: '127.0.0.2', FR: '127.0.0.3' };

describe.each(Object.entries(resolvers))('%s with a zone for each country, as its recipe is printed,', (id, tells) => {
  test('refuses a client there what orders there block, and nothing else', async () => {
    const space = await built(countries);
    const views = ['--view', `IT=${clients.IT}/32`, '--view', `FR=${clients.FR}/32`];
    const port = await stand(space, { id, probe: 'everywhere.to', zones: 6 }, views);
    const names = ['italian.to', 'both.to', 'x.good.both.to', 'french.to', 'union.to', 'x.everywhere.to', 'free.to'];
    const seenFrom = async (client: string) => {
      const answers = await Promise.all(names.map((name) => ask({ port, name, from: client })));
      return names.filter((_, at) => outcome(answers[at] as (typeof answers)[number]) === 'nxdomain');
    };
    expect(await seenFrom(clients.IT)).toEqual(['italian.to', 'both.to', 'union.to', 'x.everywhere.to']);
    expect(await seenFrom(clients.FR)).toEqual(['x.good.both.to', 'french.to', 'union.to', 'x.everywhere.to']);
    expect(await seenFrom('127.0.0.1')).toEqual(names.filter((name) => name !== 'free.to'));
    const texts = { IT: 'Blocked in Italy by order of a court or an authority', FR: 'Bloqué en France' };
    for (const place of ['IT', 'FR'] as const)
      expect(await ask({ port, name: 'union.to', from: clients[place] })).toMatchObject({
        extendedErrors: errorsOf(tells, texts[place]),
      });
  });
});
