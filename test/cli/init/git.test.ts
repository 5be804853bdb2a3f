import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { gitIn, programOnPath } from '../../support/git.ts';
import { record } from '../../support/record.ts';
import { type Workspace, workspace } from '../../support/workspace.ts';

afterEach(() => vi.unstubAllEnvs());

interface Repository extends Workspace {
  readonly git: (...argv: readonly string[]) => string;
  /** What a commit says where it fails. */
  readonly refusal: (...argv: readonly string[]) => string | undefined;
}

/** A repository with a folder for orders, made by `init` and committed. */
async function repository(house = '.'): Promise<Repository> {
  const space = workspace();
  const git = gitIn(space.folder);
  git('init', '-q');
  await space.run('init', house, '--hooks');
  programOnPath(join(space.folder, '.git/program'));
  git('add', '.');
  git('commit', '-qm', 'The house');
  const refusal = (...argv: readonly string[]) => {
    try {
      git('commit', '-qm', 'A change', ...argv);
      return undefined;
    } catch (error) {
      return String((error as { stderr: unknown }).stderr);
    }
  };
  return { ...space, git, refusal };
}

const broken = record('broken', ['co.uk']);

describe('the hook before a commit', () => {
  for (const [where, house] of [
    ['at the top of the repository', '.'],
    ['in a folder of it', "legal/it's dns"],
  ] as const) {
    test(`${where} keeps a record with an error out and lets a sound one pass`, async () => {
      const { write, git, refusal } = await repository(house);
      const place = (path: string) => join(house, path);
      write(place('orders/it/broken one.yaml'), broken);
      write(place('orders/sound.yaml'), record('sound', ['a.to']));
      git('add', '.');
      expect(refusal()).toBe(
        `error co.uk is an ending, not a site: anyone can have a site below it, and all of them would be blocked. domain/public-suffix
  orders/it/broken one.yaml:16:5
  16 │   - "co.uk"
     │     ^^^^^^^
  → Name the site itself. If the order does mean all of them, accept domain/public-suffix in the record, with the reason.

1 error.
2 records, 2 lines with a name: 2 names.
Nothing was committed. Mend what is said above, then: git add, git commit.
`,
      );
      write(place('orders/it/broken one.yaml'), record('mended', ['b.to']));
      git('add', '.');
      expect(refusal()).toBeUndefined();
    });
  }

  test('looks at what is committed, not at what lies in the folder', async () => {
    const { write, git, refusal } = await repository();
    write('orders/one.yaml', broken);
    git('add', '.');
    write('orders/one.yaml', record('one', ['a.to']));
    expect(refusal()).toContain('domain/public-suffix');
    git('add', '.');
    write('orders/one.yaml', broken);
    expect(refusal()).toBeUndefined();
    // Neither a path nor -a leads past it, though git then keeps what is to be committed in another place.
    expect(refusal('-a')).toContain('domain/public-suffix');
    expect(refusal('orders/one.yaml')).toContain('domain/public-suffix');
  });

  test('looks at all records when a list or the configuration changes, and at none when none is touched', async () => {
    const { write, git, refusal, folder } = await repository();
    const annex = 'a.to\n';
    const sha256 = createHash('sha256').update(annex).digest('hex');
    write('orders/list.txt', annex);
    write('orders/list.yaml', record('list', undefined, { annex: { file: 'list.txt', sha256 } }));
    git('add', '.');
    expect(refusal()).toBeUndefined();
    write('orders/list.txt', 'b.to\n');
    expect(refusal('-a')).toContain('order/annex-digest');
    write('orders/list.txt', annex);
    write('blocklist.config.yaml', 'operator: {}\n');
    expect(refusal('-a')).toContain('schema/missing');
    git('checkout', '-q', '.');
    write('README.md', 'Ours.\n');
    expect(refusal('-a')).toBeUndefined();
    rmSync(join(folder, 'orders/example.yaml'));
    expect(refusal('-a')).toBeUndefined();
  });

  test('lets warnings pass, and a commit that somebody insists on', async () => {
    const { write, git, refusal } = await repository();
    write('orders/draft.yaml', record('draft', ['a.to'], { events: [{ type: 'issued', date: '2026-01-01' }] }));
    git('add', '.');
    expect(refusal()).toBeUndefined();
    write('orders/broken.yaml', broken);
    git('add', '.');
    expect(refusal('--no-verify')).toBeUndefined();
  });

  test('says so where the program is not installed, and lets nothing pass unseen', async () => {
    const { write, git, refusal } = await repository();
    write('orders/one.yaml', record('one', ['a.to']));
    git('add', '.');
    vi.stubEnv('PATH', '/usr/bin:/bin');
    expect(refusal()).toBe(
      'This commit changes orders, and there is no blocklist program here to check them.\n' +
        'Install it, or commit with --no-verify and let the server check.\n',
    );
  });
});

test('.gitattributes keeps every byte of lists and papers, whatever git makes of line ends elsewhere', async () => {
  const { write, git, folder } = await repository();
  for (const setting of ['true', 'input', 'false']) {
    git('config', 'core.autocrlf', setting);
    const bytes = {
      'orders/it/annex.txt': Buffer.from('a.to\r\nb.to\nc.to\r\n\r\n'),
      'orders/register.csv': Buffer.from(`"a.to";1\r\n"b.to";2\n${setting}`),
      'orders/utf-16.txt': Buffer.from('\ufeffa.to\r\nb.to\r\n', 'utf16le'),
      'orders/papers/order.xml': Buffer.from('<a>\r\n</a>\n'),
      'incoming/list.txt': Buffer.from('a.to\r\n'),
    };
    for (const [path, content] of Object.entries(bytes)) write(path, content);
    write(`orders/${setting}.yaml`, record(setting, ['a.to']).replaceAll('\n', '\r\n'));
    git('add', '.');
    git('commit', '-qm', 'Lists', '--no-verify');
    for (const path of ['orders', 'incoming']) rmSync(join(folder, path), { recursive: true });
    git('checkout', '-q', '--', '.');
    for (const [path, content] of Object.entries(bytes)) {
      expect([setting, path, readFileSync(join(folder, path)).equals(content)]).toEqual([setting, path, true]);
    }
    // A record is text: its line ends are the same on every machine.
    expect(readFileSync(join(folder, `orders/${setting}.yaml`), 'utf8')).toBe(record(setting, ['a.to']));
  }
});
