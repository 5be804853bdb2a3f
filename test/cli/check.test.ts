import { createHash } from 'node:crypto';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

const root = join(import.meta.dirname, '../..');

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** One order with an annex whose digest is right. */
function withAnnex(id: string, annex: string, more = {}): Record<string, string> {
  const list = { file: `${id}.txt`, sha256: sha256(annex) };
  return { [`orders/${id}.yaml`]: record(id, undefined, { annex: list, ...more }), [`orders/${id}.txt`]: annex };
}

describe('check', () => {
  test('says nothing but the account of lines where all is well', async () => {
    const { run } = workspace({ 'orders/one.yaml': record('one', ['blocked.to', 'another.to']) });
    expect(await run('check')).toEqual({
      status: 0,
      stdout: 'No findings.\n',
      stderr: '1 record, 2 lines with a name: 2 names.\n',
    });
  });

  test('with --json prints what the published schema describes', async () => {
    const { run } = workspace({
      'orders/one.yaml': record('one', ['co.uk', 'google.com', 'dup.to', 'dup.to']),
      'orders/two.yaml': record('one', ['other.to']),
      'orders/three.yaml': 'title: Case # 12\n',
    });
    const { status, stdout } = await run('check', '--json');
    const schema = JSON.parse(readFileSync(join(root, 'schemas/diagnostics.schema.json'), 'utf8'));
    const validate = new Ajv2020({ allErrors: true }).compile(schema);
    expect([status, validate(JSON.parse(stdout)), validate.errors]).toEqual([1, true, null]);
    expect(stdout).toMatchSnapshot();
  });

  test('finds an order by its id, by its file and by its folder', async () => {
    const { run } = workspace({
      'orders/it/one.yaml': record('it-one', ['a.to']),
      'orders/fr/two.yml': record('fr-two', ['b.to', 'c.to']),
    });
    const counted = async (...argv: string[]) => (await run('check', ...argv)).stderr;
    expect(await counted('fr-two')).toBe('1 record, 2 lines with a name: 2 names.\n');
    expect(await counted('orders/it')).toBe('1 record, 1 line with a name: 1 name.\n');
    expect(await counted('orders/it/one.yaml')).toBe('1 record, 1 line with a name: 1 name.\n');
    expect(await counted('.')).toBe('2 records, 3 lines with a name: 3 names.\n');
  });

  test('of something that is not there is a matter of usage', async () => {
    const { run } = workspace({ 'orders/it/one.yaml': record('it-one', ['a.to']), 'empty/x': '' });
    expect(await run('check', 'it-two')).toMatchSnapshot();
    expect(await run('check', 'empty')).toMatchSnapshot();
    expect(await workspace().run('check')).toMatchSnapshot();
    expect(await run('check', '--config', 'none.yaml')).toMatchSnapshot();
  });

  test('of a faulty configuration shows its findings and exits 2', async () => {
    const { run } = workspace({
      'orders/one.yaml': record('one', ['a.to']),
      'blocklist.config.yaml': 'operator: { name: Resolver }\nzone: { ttl: soon, block: "a..b" }\n',
    });
    expect(await run('check')).toMatchSnapshot();
  });

  test('names a list that lies beside the records and that none of them names', async () => {
    const { run } = workspace({ ...withAnnex('one', 'a.to\n'), 'orders/amendments/2026-09.txt': 'forgotten.to\n' });
    expect((await run('check')).stdout).toMatchSnapshot();
  });
});

describe('an annex', () => {
  test('has its warnings shown where its order is asked for by id, and not where another one is', async () => {
    const { run } = workspace({
      ...withAnnex('one', 'a.to\nhttps://b.to/page\n'),
      ...withAnnex('two', 'c.to\nhttps://d.to/page\n'),
    });
    const placesOf = (text: string) => text.match(/^ {2}orders\/\S+/gm)?.map((line) => line.trim());
    expect(placesOf((await run('check', 'one')).stdout)).toEqual(['orders/one.txt:2:1']);
    expect(placesOf((await run('check', 'orders/two.yaml')).stdout)).toEqual(['orders/two.txt:2:1']);
    expect(placesOf((await run('check', 'two', 'one')).stdout)).toEqual(['orders/one.txt:2:1', 'orders/two.txt:2:1']);
    expect(placesOf((await run('build', 'one')).stderr)).toEqual(['orders/one.txt:2:1']);
    expect(placesOf((await run('build', 'one')).stderr)).toEqual(['orders/one.txt:2:1']);
  });

  test('whose line ends git has turned gives the same files, and says how to prevent it', async () => {
    const plain = workspace(withAnnex('one', '# Annex A\nb.to\n\na.to\n'));
    const turned = workspace(withAnnex('one', '# Annex A\nb.to\n\na.to\n'));
    for (const file of ['orders/one.yaml', 'orders/one.txt']) {
      turned.write(file, turned.read(file).replaceAll('\n', '\r\n'));
    }
    expect((await turned.run('check')).stdout).toMatchSnapshot();
    for (const space of [plain, turned]) expect((await space.run('build', '--as-of', '2026-01-01')).status).toBe(0);
    for (const file of ['blocklist.rpz', 'hosts', 'feed.json', 'domains.txt', 'manifest.json']) {
      expect(turned.read(`out/${file}`)).toBe(plain.read(`out/${file}`));
    }
  });

  test('that was changed, that is shorter than its paper says, or that is not UTF-8 is not used', async () => {
    const { run, write } = workspace({
      ...withAnnex('changed', 'a.to\n'),
      ...withAnnex('short', 'b.to\n', { annex: { file: 'short.txt', sha256: sha256('b.to\n'), count: 3 } }),
    });
    write('orders/changed.txt', 'a.to\nadded.to\n');
    write('orders/latin.txt', Buffer.from('m\xfcller.to\n', 'latin1'));
    const latin = createHash('sha256').update(Buffer.from('m\xfcller.to\n', 'latin1')).digest('hex');
    write('orders/latin.yaml', record('latin', undefined, { annex: { file: 'latin.txt', sha256: latin } }));
    expect((await run('check')).stdout).toMatchSnapshot();
  });

  test('accounts for every line: the parts add up', async () => {
    const annex = ['a.to', 'A.TO', 'https://b.to/', 'https://b.to/page', '1.2.3.4', 'left-out.to', '*.c.to', 'd.to'];
    const space = workspace(
      withAnnex('one', `${annex.join('\n')}\n`, {
        excluded: [{ name: 'left-out.to', by: 'court', reason: 'Refused in the judgment.' }],
        amendments: [{ date: '2021-01-01', add: ['e.to', 'a.to'], remove: ['d.to'] }],
      }),
    );
    const { stdout, stderr } = await space.run('check');
    expect(stderr).toBe(
      '1 record, 11 lines with a name: 5 names, 2 that stood there already, 1 removal, 1 left out with a reason, ' +
        '2 that no resolver can block.\n',
    );
    expect(stdout).toMatchSnapshot();
  });
});

describe('the annex of Madras High Court, C.S. 601/2017', () => {
  const shared = join(root, 'orders/in/in-madras-2017-annex.txt');
  const annex = readFileSync(shared, 'utf8');

  function madras(more = {}): Workspace {
    const space = workspace({
      'orders/madras.yaml': record('madras', undefined, {
        annex: { file: 'annex.txt', sha256: sha256(annex), count: 2650 },
        ...more,
      }),
    });
    cpSync(shared, join(space.folder, 'orders/annex.txt'));
    return space;
  }

  test('is stopped by archive.org and weebly.com, and what every line became is said', async () => {
    const { status, stdout, stderr } = await madras().run('check');
    await expect(stdout + stderr).toMatchFileSnapshot('golden/madras.txt');
    expect([status, stdout.match(/^error .*/gm)?.map((line) => line.split(' ')[1])]).toEqual([
      1,
      ['archive.org', 'www.weebly.com'],
    ]);
  });

  test('builds once those two are dealt with in the record, either way', async () => {
    const reason = 'Looked at twice; the court was asked.';
    const heldBack = ['archive.org', 'www.weebly.com'].map((name) => ({ name, by: 'operator', reason }));
    const space = madras({ excluded: heldBack });
    expect((await space.run('build')).status).toBe(0);
    const names = space.read('out/domains.txt').split('\n');
    expect([names.length, names.includes('archive.org'), names.includes('ok.ru')]).toEqual([2648, false, true]);

    const accepted = madras({
      overblock: { accept: ['domain/protected'], names: ['archive.org', 'www.weebly.com'], reason },
    });
    expect((await accepted.run('build')).status).toBe(0);
    expect(accepted.read('out/domains.txt').split('\n')).toEqual(
      expect.arrayContaining(['archive.org', 'www.weebly.com']),
    );
  });
});
