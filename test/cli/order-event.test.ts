import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../src/cli/conversation.ts';
import { main } from '../../src/cli/main.ts';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

const milan = `# Kept by the Milan desk.
id: milan
title: "A v B"   # short
instrument: court-order
authority: { name: "Tribunale di Milano", kind: court, country: "IT", timeZone: Europe/Rome }
obligations:
- {service: dns-resolver,   effect: block}
events:
- { type: issued, date: "2020-01-01" }   # from the paper
- { type: effective, date: "2020-01-02" }

# The names:
targets:
    - alone.to
    - both.to
    - name.below.to
    - wide.to
publication: public`;

/** Three orders: what the first one lists is partly held by the others too. */
function orders(): Workspace {
  return workspace({
    'orders/it/milan.yaml': milan,
    'orders/paris.yaml': record('paris', ['both.to', 'below.to', { name: 'wide.to', scope: 'exact' }]),
    'orders/ended.yaml': record('ended', ['x.to'], {
      events: [
        { type: 'effective', date: '2020-01-01' },
        { type: 'lifted', date: '2021-01-01' },
      ],
    }),
  });
}

/** The file but for the line that was added, which is this one. */
function withoutLine(text: string, line: string): string {
  const lines = text.split('\n');
  expect(lines.filter((one) => one === line)).toHaveLength(1);
  return lines.filter((one) => one !== line).join('\n');
}

describe('what happened to an order', () => {
  test.each([
    ['stay', 'stayed'],
    ['lift', 'lifted'],
    ['annul', 'annulled'],
    ['expire', 'expires'],
  ])('%s adds one line to the record and says what it frees', async (command, type) => {
    const space = orders();
    const run = await space.run(command, 'milan', '--date', '2026-11-20', '--reference', 'RG 1/26');
    expect(run).toMatchSnapshot();
    const line = `- { type: ${type}, date: "2026-11-20", reference: "RG 1/26" }`;
    expect(withoutLine(space.read('orders/it/milan.yaml'), line)).toBe(milan);
    const checked = await space.run('check');
    expect(checked.status).toBe(0);
  });

  test('a stay that ends blocks its names again', async () => {
    const space = orders();
    await space.run('stay', 'milan', '--date', '2026-11-20');
    expect(await space.run('resume', 'milan', '--date', 'tomorrow')).toMatchSnapshot();
    await space.run('build', '--as-of', '2026-11-26', '--format', 'domains', '--out', 'out');
    expect(space.read('out/domains.txt')).toContain('alone.to');
  });

  test('a draft that gets a beginning blocks its names from then on', async () => {
    const draft = record('draft', ['new.to'], { events: [{ type: 'issued', date: '2026-11-01' }] });
    const space = workspace({ 'orders/draft.yaml': draft });
    expect(await space.run('begin', 'draft', '--date', '2026-11-20')).toMatchSnapshot();
    expect(JSON.parse((await space.run('explain', 'new.to', '--json')).stdout).blocked).toBe(true);
    expect(await space.run('begin', 'draft', '--date', '2026-11-21')).toMatchSnapshot();
  });

  test('a service that is recorded late starts the clock and changes no name', async () => {
    const space = workspace({
      'orders/late.yaml': record('late', ['late.to'], {
        authority: { name: 'Tribunale di Milano', kind: 'court', country: 'IT', timeZone: 'Europe/Rome' },
        obligations: [{ service: 'dns-resolver', effect: 'block', comply: { within: 'PT48H', from: 'served' } }],
        events: [
          { type: 'issued', date: '2026-11-01' },
          { type: 'effective', date: '2026-11-23' },
        ],
      }),
    });
    expect((await space.run('due')).stdout).toContain('blocklist receive late --date YYYY-MM-DD');
    expect((await space.run('receive', 'late', '--date', '2026-10-31')).status).toBe(2);
    expect(await space.run('receive', 'late', '--date', '2026-11-22T09:30')).toMatchSnapshot();
    expect((await space.run('due')).stdout).toContain('2026-11-24 09:30 Europe/Rome');
    expect((await space.run('check')).stdout).toBe('No findings.\n');
    expect(await space.run('receive', 'late', '--date', 'today')).toMatchSnapshot();
  });

  test('an order can be named by its path, and another one takes its place', async () => {
    const space = orders();
    const run = await space.run('supersede', 'orders/it/milan.yaml', '--by', 'paris', '--date', 'today');
    expect(run).toMatchSnapshot();
    expect(space.read('orders/it/milan.yaml')).toContain('\n- { type: superseded, date: "2026-11-24", by: paris }\n');
  });

  test('--dry-run shows the same and writes nothing', async () => {
    const space = orders();
    const dry = await space.run('lift', 'milan', '--date', '2026-11-20', '--dry-run');
    expect(space.read('orders/it/milan.yaml')).toBe(milan);
    expect(dry.stderr).toBe('Nothing was written, because of --dry-run.\n');
    expect((await space.run('lift', 'milan', '--date', '2026-11-20')).stdout).toBe(dry.stdout);
  });

  test('--json prints the change as its schema has it', async () => {
    const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../schemas/change.schema.json'), 'utf8'));
    const { stdout, status } = await orders().run('stay', 'milan', '--date', '2026-12-01', '--json');
    const validate = new Ajv2020({ strict: true }).compile(schema);
    expect([status, validate(JSON.parse(stdout)), validate.errors]).toEqual([0, true, null]);
    expect(stdout).toMatchSnapshot();
  });

  test('many names are counted, and the first twenty are shown', async () => {
    const names = Array.from({ length: 30 }, (_, number) => `site-${number}.to`);
    const space = workspace({ 'orders/one.yaml': record('one', names) });
    const { stdout } = await space.run('lift', 'one', '--date', '2026-11-20');
    expect(stdout).toContain('No longer blocked, from now on: 30 names\n');
    expect(stdout).toContain('\n    and 10 more\n');
    expect(stdout.match(/^ {4}site-/gm)).toHaveLength(20);
  });

  test('it says so when the order blocked nothing anyway', async () => {
    const { stdout, status } = await orders().run('annul', 'ended', '--date', '2026-11-20');
    expect(status).toBe(0);
    expect(stdout).toContain('This order blocks nothing from now on anyway, because it was lifted on 2021-01-01.\n');
  });
});

describe('nothing is written, and a sentence says why', () => {
  test.each<[string, readonly string[], number]>([
    ['without a date', ['lift', 'milan'], 2],
    ['for a date that is none', ['lift', 'milan', '--date', '30 February 2026'], 2],
    ['for a date that can be read in two ways', ['lift', 'milan', '--date', '3/4/2026'], 2],
    ['for a date before the last event', ['lift', 'milan', '--date', '2020-01-01'], 2],
    ['for a last day before the first', ['expire', 'milan', '--date', '2020-01-01'], 2],
    ['for an order that nobody knows', ['lift', 'nowhere', '--date', 'today'], 2],
    ['where there is no stay', ['resume', 'milan', '--date', 'today'], 2],
    ['where the order is over', ['lift', 'ended', '--date', 'today'], 2],
    ['where the order is over, for a stay', ['stay', 'ended', '--date', 'today'], 2],
    ['where an order would take its own place', ['supersede', 'milan', '--by', 'milan', '--date', 'today'], 2],
    [
      'where the note says what a record must not',
      ['lift', 'milan', '--date', 'today', '--note', 'ask a@b.example'],
      1,
    ],
    ['where the record has errors', ['lift', 'faulty', '--date', 'today'], 1],
  ])('%s', async (_, argv, status) => {
    const space = orders();
    const faulty = record('faulty', ['co.uk']);
    if (argv.includes('faulty')) space.write('orders/faulty.yaml', faulty);
    const run = await space.run(...argv);
    expect(run).toMatchSnapshot();
    expect([run.status, run.stdout]).toEqual([status, '']);
    expect(space.read('orders/it/milan.yaml')).toBe(milan);
    if (argv.includes('faulty')) expect(space.read('orders/faulty.yaml')).toBe(faulty);
  });

  test('a second stay', async () => {
    const space = orders();
    await space.run('stay', 'milan', '--date', '2026-11-20');
    const { stderr, status } = await space.run('stay', 'milan', '--date', '2026-11-21');
    expect([status, stderr]).toEqual([2, 'milan has been stayed since 2026-11-20 already. Nothing was written.\n']);
  });
});

/** Runs at a terminal, where a person gives these answers. */
async function atTerminal(space: Workspace, argv: readonly string[], answers: { line?: string; yes: boolean }) {
  const asked: string[] = [];
  const conversation: Pick<Conversation, 'line' | 'yes' | 'end'> = {
    end: () => {},
    line: async ({ message }) => {
      asked.push(message);
      return answers.line ?? '';
    },
    yes: async ({ message }) => {
      asked.push(message);
      return answers.yes;
    },
  };
  const out = { stdout: '', stderr: '' };
  const status = await main(argv, {
    stdout: (text) => {
      out.stdout += text;
    },
    stderr: (text) => {
      out.stderr += text;
    },
    now: () => space.now,
    identity: () => 'test',
    isTerminal: false,
    cwd: space.folder,
    converse: async () => conversation as Conversation,
    colour: { stdout: false, stderr: false },
  });
  return { status, ...out, asked };
}

describe('at a terminal', () => {
  test('the date is asked for, and nothing is written before a yes', async () => {
    const space = orders();
    const no = await atTerminal(space, ['lift', 'milan'], { line: '20 November 2026', yes: false });
    expect(no.asked).toEqual(['From which day is the order lifted?', 'Write it?']);
    expect([no.status, no.stderr]).toEqual([0, 'Nothing was written.\n']);
    expect(space.read('orders/it/milan.yaml')).toBe(milan);
    await atTerminal(space, ['lift', 'milan'], { line: '20 November 2026', yes: true });
    expect(space.read('orders/it/milan.yaml')).toContain('\n- { type: lifted, date: "2026-11-20" }\n');
  });

  test('--yes asks nothing', async () => {
    const { asked } = await atTerminal(orders(), ['lift', 'milan', '--date', 'today', '--yes'], { yes: false });
    expect(asked).toEqual([]);
  });
});

test('events that come at the same time are all written', async () => {
  const space = orders();
  const notes = Array.from({ length: 8 }, (_, number) => `no. ${number}`);
  const runs = await Promise.all(
    notes.map((note) => space.run('expire', 'milan', '--date', '2026-12-01', '--note', note)),
  );
  expect(runs.map(({ status }) => status)).toEqual(notes.map(() => 0));
  for (const note of notes) expect(space.read('orders/it/milan.yaml')).toContain(`note: "${note}" }\n`);
});
