import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { secondLook } from '../../src/cli/second-look.ts';
import { workspace } from '../support/workspace.ts';

const threads = [
  ['in this thread', 1],
  ['in a second thread', 1_000_000],
] as const;

test.each(threads)('what the disk gives back is told, %s', async (_, names) => {
  const text = 'blocked.to\n'.repeat(100_000);
  const { folder } = workspace({ 'domains.txt': text });
  const look = secondLook(names);
  const sha256 = createHash('sha256').update(text).digest('hex');
  expect(await look.at(join(folder, 'domains.txt'))).toEqual({ sha256, crc32: crc32(text) });
  await look.end();
});

test.each(threads)('what the system refuses keeps its code, which says it in plain words, %s', async (_, names) => {
  const { folder } = workspace();
  const look = secondLook(names);
  await expect(look.at(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'ENOENT' });
  await look.end();
});
