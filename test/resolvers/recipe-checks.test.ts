import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { record } from '../support/record.ts';
import { acceptingWorkspace } from '../support/workspace.ts';
import { ownFolder, type Printed, printRecipe, programFor } from './printed.ts';

const key = 'milan-key';
const secret = 'YSBzZWNyZXQgb2YgdGhpcnR5LXR3byBieXRlcyAuLi4=';
const keyed = ['--tsig', key];
const views = ['--view', 'IT=192.0.2.0/24,2001:db8::/32', '--view', 'FR=198.51.100.0/24'];
const to = ['--role', 'primary', '--secondary', '192.0.2.2', '--keyless', '2001:db8::3@5353', '--listen', '192.0.2.1'];
const from = ['--role', 'secondary', '--primary', '2001:db8::1', '--listen', '2001:db8::2'];
const sixth = ['--listen', '::1@5301', '--upstream', '2001:db8::53', '--clients', '::/0'];

const printed: readonly (readonly string[])[] = [
  ...['9.18', '9.20'].flatMap((version) =>
    [[], views, sixth, to, [...to, ...keyed], from, [...from, ...keyed]].map((more) => [
      'bind',
      '--version',
      version,
      ...more,
    ]),
  ),
  ...['1.17', '1.26'].flatMap((version) =>
    [[], views, sixth, from].map((more) => ['unbound', '--version', version, ...more]),
  ),
  ...[to, [...to, ...keyed]].map((more) => ['knot-dns', ...more]),
  ...[from, [...from, ...keyed]].map((more) => ['knot-resolver', ...more, '--notices', '2001:db8::2@5300']),
  ['dnsmasq', '--upstream', '2001:db8::53'],
];

test.each(printed.map((argv) => ({ argv, title: argv.join(' ') })))(
  'the checker of its program finds no fault in: recipe $title',
  async ({ argv }) => {
    const folder = ownFolder();
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const space = acceptingWorkspace({ 'orders/one.yaml': record('one', ['blocked-site.to']) });
    for (const out of ['out', 'out-it', 'out-fr']) await space.run('build', '--out', out);
    const files = await printRecipe(space, folder, argv);
    writeFileSync(join(folder, `${key}.key`), keyFor(argv[0] ?? ''));
    // Unbound's checker looks for the trust anchor, which unbound-anchor would fetch.
    writeFileSync(
      join(folder, 'root.key'),
      '. DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D\n',
    );
    expect(check(files)).toEqual({ status: 0, complaints: '' });
  },
);

function keyFor(id: string): string {
  if (id === 'bind') return `key "${key}" { algorithm hmac-sha256; secret "${secret}"; };\n`;
  return `key:\n  - id: ${key}\n    algorithm: hmac-sha256\n    secret: ${secret}\n`;
}

/** Runs the check that a recipe tells one to run, in the last of its files that tells one. */
function check(files: Printed): { readonly status: number | null; readonly complaints: string } {
  const told = [...files.values()].flatMap((text) => {
    const command = /Check: (.*?) {4}Try:/.exec(text)?.[1];
    return command === undefined ? [] : [{ text, command }];
  });
  const { text = '', command = '' } = told.at(-1) ?? {};
  const [name = '', ...args] = command.split(' ');
  const { path, libraryPath } = programFor(text, name);
  const env = { ...process.env, ...(libraryPath !== null && { LD_LIBRARY_PATH: libraryPath }) };
  const { status, stderr, stdout } = spawnSync(path, args, { encoding: 'utf8', env });
  const good = /^(dnsmasq: syntax check OK\.|Configuration is valid|unbound-checkconf: no errors in .*)$/gm;
  return { status, complaints: `${stdout}${stderr}`.replace(good, '').trim() };
}
