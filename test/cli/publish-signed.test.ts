import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { record } from '../support/record.ts';
import { putKeys } from '../support/signing.ts';
import { standInPrimary } from '../support/stand-in-primary.ts';
import { workspace } from '../support/workspace.ts';

test('with a public key in the settings, only what is signed with it is published', async () => {
  const space = workspace({ 'orders/one.yaml': record('one', ['a.to']) });
  const primary = await standInPrimary(space);
  putKeys(space);
  putKeys(space, 'other');
  space.write('blocklist.config.yaml', `${primary.config}signing: { publicKey: ours.pub }\n`);
  const refused = async (why: string) => {
    const { status, stderr } = await space.run('publish');
    expect([status, stderr]).toEqual([4, expect.stringContaining(why)]);
    expect(stderr).toMatch(/^out was refused, and nothing was published:\n {2}/);
  };
  await space.run('build');
  await refused('nobody signed this build');
  await space.run('build', '--sign', 'other.key');
  await refused('It is signed with the key');
  await space.run('build', '--sign', 'ours.key');
  space.write('out/current/hosts', 'changed');
  await refused('hosts is not what was signed');
  expect(primary.served()).toEqual({});
  rmSync(join(space.folder, 'out'), { recursive: true });
  await space.run('build', '--sign', 'ours.key');
  expect((await space.run('publish')).status).toBe(0);
  expect(Object.keys(primary.served())).toHaveLength(2);
});
