import { describe, expect, test, vi } from 'vitest';
import { commandNames } from '../../src/cli/commands.ts';
import type { Io } from '../../src/cli/io.ts';
import * as orders from '../../src/read/orders.ts';
import { record } from '../support/record.ts';
import { workspace } from '../support/workspace.ts';

const nowhere: Io = {
  stdout: () => {},
  stderr: () => {},
  now: () => 0,
  identity: () => '',
  isTerminal: false,
  cwd: '.',
  colour: { stdout: false, stderr: false },
};

describe('the command line', () => {
  for (const argv of [['--help'], ...commandNames(nowhere).map((name) => [name, '--help'])]) {
    test(argv.join(' '), async () => {
      const { status, stdout, stderr } = await workspace().run(...argv);
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toMatchSnapshot();
    });
  }

  test('wrong words are a matter of usage, with a hint', async () => {
    const { run } = workspace({ 'orders/one.yaml': record('one', ['a.to']) });
    for (const argv of [
      ['biuld'],
      ['build', '--as-off', '2020-01-01'],
      ['build', '--as-of', '2020-02-30'],
      ['build', '--format', 'rpz,bind'],
      ['build', '--territory', 'UK'],
      ['build', '--serial', '4294967296'],
      ['check', '--report', 'xml'],
      ['explain'],
    ]) {
      const { status, stdout, stderr } = await run(...argv);
      expect([argv, status, stdout, stderr]).toMatchSnapshot();
    }
  });

  test('a fault of the program is a message and exit code 70, not a stack trace', async () => {
    const { run } = workspace({ 'orders/one.yaml': record('one', ['a.to']) });
    const broken = vi.spyOn(orders, 'readOrders').mockImplementation(() => {
      throw new TypeError('Cannot read properties of undefined');
    });
    expect(await run('check')).toMatchSnapshot();
    broken.mockRestore();
  });
});
