import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { type Answers, Scripted } from '../support/conversation.ts';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

const config = 'approvals: { required: 2, people: [Anna, Bruno, Carla] }\n';
const names = ['a.to', 'b.to', 'c.to'];

function house(more: Readonly<Record<string, string>> = {}): Workspace {
  return workspace({ 'orders/it/one.yaml': record('one', names), 'blocklist.config.yaml': config, ...more });
}

/** The same with a person at the terminal. */
async function talk({ folder }: Workspace, argv: readonly string[], answers: Answers): Promise<readonly unknown[]> {
  const person = new Scripted(answers);
  let told = '';
  const status = await main(argv, {
    stdout: () => {},
    stderr: (text) => {
      told += text;
    },
    now: () => Date.UTC(2026, 10, 24, 12),
    identity: () => 'test',
    isTerminal: true,
    cwd: folder,
    converse: async () => person,
    colour: { stdout: false, stderr: false },
  });
  return [status, person.transcript, told];
}

describe('approve', () => {
  test('shows the order, writes who agrees, and says what is still missing', async () => {
    const space = house();
    const before = space.read('orders/it/one.yaml');
    expect(await space.run('approve', 'one', '--by', 'Anna')).toMatchInlineSnapshot(`
      {
        "status": 0,
        "stderr": "one: Applicant v Respondent (one)
        Tribunale di Milano (IT)
        2020-01-01  takes effect
        3 names
        orders/it/one.yaml
      Anna has approved one. 1 more approval must come, from Bruno or Carla.
      ",
        "stdout": "",
      }
    `);
    expect(space.read('orders/it/one.yaml').slice(before.length)).toMatchInlineSnapshot(`
      "approvals:
        - { by: "Anna", date: "2026-11-24", sha256: "abd95eeb76366eee2c0267d998b23157f3cbdf63feb1801a928287e315556b79" }
      "
    `);
    expect((await space.run('check')).status).toBe(1);
    expect((await space.run('approve', 'orders/it/one.yaml', '--by', ' Carla ')).stderr).toContain(
      'Carla has approved one. That is all it needs.\n',
    );
    expect((await space.run('check')).stdout).toBe('No findings.\n');
    expect((await space.run('build')).status).toBe(0);
  });

  test('touches no other byte, and is found again after a change', async () => {
    const text = `# Ours.\r\n${record('one', names).replaceAll('\n', '\r\n')}# The end.\r\n`;
    const space = house({ 'orders/it/one.yaml': text });
    for (const by of ['Anna', 'Bruno']) await space.run('approve', 'one', '--by', by);
    const approved = space.read('orders/it/one.yaml');
    const lines = approved.split('\r\n');
    expect(lines.filter((line) => !/^approvals:|^ {2}- \{ by:/.test(line)).join('\r\n')).toBe(text);
    expect((await space.run('check')).status).toBe(0);
    space.write('orders/it/one.yaml', approved.replace('c.to', 'd.to'));
    expect((await space.run('check')).status).toBe(1);
    for (const by of ['Bruno', 'Carla']) await space.run('approve', 'one', '--by', by);
    expect((await space.run('check')).stdout).toBe('No findings.\n');
  });

  test('by the same person again writes nothing', async () => {
    const space = house();
    await space.run('approve', 'one', '--by', 'Anna');
    const before = space.read('orders/it/one.yaml');
    expect(await space.run('approve', 'one', '--by', 'Anna')).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('Anna has approved it already, as it stands. Nothing was written.\n'),
    });
    expect(space.read('orders/it/one.yaml')).toBe(before);
  });

  test('says what is wrong with the command line', async () => {
    const space = house({ 'orders/two.yaml': record('two', ['e.to']), 'orders/three.yaml': record('two', ['f.to']) });
    const before = space.read('orders/it/one.yaml');
    const told = [];
    for (const argv of [
      ['one'],
      ['one', '--by', 'Dora'],
      ['one', '--by', ' '],
      ['nothing', '--by', 'Anna'],
      ['orders', '--by', 'Anna'],
    ]) {
      const { status, stderr } = await space.run('approve', ...argv);
      told.push(`${argv.join(' ')}: ${status}: ${stderr}`);
    }
    expect(told).toMatchInlineSnapshot(`
      [
        "one: 2: Say who approves: --by NAME. Who can: Anna, Bruno or Carla.
      ",
        "one --by Dora: 2: Dora is not among those who may approve orders. Who can: Anna, Bruno or Carla.
      ",
        "one --by  : 2: Say who approves: --by NAME. Who can: Anna, Bruno or Carla.
      ",
        "nothing --by Anna: 2: nothing is neither the id nor the file of an order that can be read. Look at the spelling.
      ",
        "orders --by Anna: 2: orders is neither the id nor the file of an order that can be read. Look at the spelling.
      ",
      ]
    `);
    space.write('blocklist.config.yaml', '');
    expect(await space.run('approve', 'one', '--by', 'anna@example.org')).toMatchObject({ status: 2 });
    expect(await space.run('approve', 'one', '--by', 'Anna\u001b[2J')).toMatchObject({ status: 2 });
    expect(space.read('orders/it/one.yaml')).toBe(before);
    expect((await space.run('approve', 'one', '--by', 'Anna')).stderr).toContain('asks for no approvals');
  });

  test('refuses what has another fault, and shows it', async () => {
    const space = house({ 'orders/it/one.yaml': record('one', ['co.uk']) });
    const before = space.read('orders/it/one.yaml');
    const { status, stderr } = await space.run('approve', 'one', '--by', 'Anna');
    expect([status, stderr.includes('domain/public-suffix'), stderr.split('\n').at(-2)]).toEqual([
      1,
      true,
      'Nothing was approved: mend this first, because an approval is for the record as it stands.',
    ]);
    expect(space.read('orders/it/one.yaml')).toBe(before);
  });

  test('writes nothing if the record changes while it is shown', async () => {
    const space = house();
    const changed = record('one', [...names, 'late.to']);
    space.meanwhile = () => writeFileSync(join(space.folder, 'orders/it/one.yaml'), changed);
    expect(await space.run('approve', 'one', '--by', 'Anna')).toMatchObject({
      status: 4,
      stderr: expect.stringContaining('orders/it/one.yaml has changed meanwhile, so nothing was written.'),
    });
    expect(space.read('orders/it/one.yaml')).toBe(changed);
  });

  test('asks a person at a terminal who it is, and once more before it writes', async () => {
    const space = house();
    const before = space.read('orders/it/one.yaml');
    const refused: Answers = [
      ['Who approves', 'Bruno'],
      ['Does Bruno approve', false],
    ];
    expect((await talk(space, ['approve', 'one'], refused))[2]).toContain('Nothing was written.\n');
    expect(space.read('orders/it/one.yaml')).toBe(before);
    const agreed: Answers = [['Does Bruno approve', true]];
    expect(await talk(space, ['approve', 'one', '--by', 'Bruno'], agreed)).toMatchInlineSnapshot(`
      [
        0,
        [
          "? Does Bruno approve this order as it stands?",
          "> true",
        ],
        "one: Applicant v Respondent (one)
        Tribunale di Milano (IT)
        2020-01-01  takes effect
        3 names
        orders/it/one.yaml
      Bruno has approved one. 1 more approval must come, from Anna or Carla.
      ",
      ]
    `);
  });

  test('ten at a time lose no approval', async () => {
    const people = Array.from({ length: 10 }, (_, number) => `Person ${number}`);
    const space = house({ 'blocklist.config.yaml': 'approvals: { required: 10 }\n' });
    const runs = await Promise.all(people.map((by) => space.run('approve', 'one', '--by', by)));
    expect(runs.map(({ status }) => status)).toEqual(people.map(() => 0));
    expect((await space.run('check')).stdout).toBe('No findings.\n');
  });
});
