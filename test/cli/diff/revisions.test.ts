import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { OrderRecord } from '../../../src/core/order.ts';
import { validateDifference } from '../../../src/generated/difference-validator.ts';
import { gitIn } from '../../support/git.ts';
import { record } from '../../support/record.ts';
import { type Workspace, workspace } from '../../support/workspace.ts';

afterEach(() => vi.unstubAllEnvs());

const effective = { type: 'effective', date: '2020-01-01' } as const;
const lifted: OrderRecord['events'] = [effective, { type: 'lifted', date: '2026-03-01' }];

interface Repository extends Workspace {
  readonly git: (...argv: readonly string[]) => string;
  readonly commit: (message: string) => void;
}

/** A repository whose first commit, on main, holds the files. */
function repository(files: Readonly<Record<string, string>>): Repository {
  const space = workspace(files);
  const git = gitIn(space.folder);
  vi.stubEnv('GIT_AUTHOR_DATE', '2026-11-01T00:00:00Z');
  vi.stubEnv('GIT_COMMITTER_DATE', '2026-11-01T00:00:00Z');
  git('init', '--quiet', '--initial-branch=main');
  const commit = (message: string) => {
    git('add', '--all');
    git('commit', '--quiet', '--message', message);
  };
  commit('first');
  return { ...space, run: (...argv) => space.run(...argv), git, commit };
}

const twoOrders = {
  'orders/it/first.yaml': record('first', ['film.to', 'only-first.to', 'www.shared.to']),
  'orders/it/second.yaml': record('second', ['film.to', 'shared.to'], {
    events: [effective, { type: 'expires', date: '2026-12-10' }],
  }),
};

/** A merge request that lifts an order, some names of which another one holds. */
function liftedOrder(): Repository {
  const space = repository(twoOrders);
  space.git('checkout', '--quiet', '-b', 'work');
  const targets = ['film.to', 'www.shared.to'];
  space.write('orders/it/first.yaml', record('first', targets));
  space.commit('without the third');
  space.git('branch', '--force', 'main');
  space.write('orders/it/first.yaml', record('first', targets, { events: lifted }));
  space.commit('lifted');
  return space;
}

function withoutHashes(text: string): string {
  return text.replace(/\b[0-9a-f]{40}\b/g, 'HASH').replace(/\b[0-9a-f]{12}\b/g, 'SHORT');
}

describe('diff between revisions', () => {
  test('of a lifted order whose names another one holds frees nothing, and says who holds them', async () => {
    const { status, stdout, stderr } = await liftedOrder().run('diff');
    expect([status, stderr]).toEqual([0, '']);
    expect(withoutHashes(stdout)).toMatchInlineSnapshot(`
      "From where this branch left main (SHORT) to the files as they are now, judged as of 2026-11-24 12:00 UTC:
      3 names blocked before, 3 after; 0 freed, 0 added.

      Blocked as before, because another order holds it: 2 names
        not any more by first: it was lifted on 2026-03-01 (orders/it/first.yaml:15)
        still by second: until the end of 2026-12-10 (orders/it/second.yaml:18)
          film.to
          www.shared.to

      Records: 1 record
        first: changed (orders/it/first.yaml)
          new in its history: lifted, 2026-03-01 (orders/it/first.yaml:15)

      In the next 30 days: 1 change
        2026-12-10  second: its last day
      "
    `);
  });

  test('with --json prints what the published schema describes, with every name and why', async () => {
    const { run } = liftedOrder();
    const { stdout } = await run('diff', 'main', 'work', '--json', '--as-of', '2026-11-24');
    const found: unknown = JSON.parse(stdout);
    expect([validateDifference(found), validateDifference.errors]).toEqual([true, null]);
    await expect(withoutHashes(stdout)).toMatchFileSnapshot('golden/lifted.json');
  });

  test('with --format markdown folds each kind of change', async () => {
    const { stdout } = await liftedOrder().run('diff', 'main', 'work', '--format', 'markdown');
    await expect(withoutHashes(stdout)).toMatchFileSnapshot('golden/lifted.md');
  });

  test('tells everything that can become of a name, of a record and of the settings', async () => {
    const until = (date: string) => ({ events: [effective, { type: 'expires' as const, date }] });
    const space = repository({
      'blocklist.config.yaml': 'operator: { names: [Resolver], territory: [IT] }\nprotected: [bank.it]\n',
      'orders/kept.yaml': record('kept', [
        'stays.to',
        'narrower.to',
        { name: 'wider.to', scope: 'exact' },
        'line-goes.to',
      ]),
      'orders/ends.yaml': record('ends', ['earlier.to'], until('2027-12-31')),
      'orders/later.yaml': record('later', ['longer.to'], until('2026-12-31')),
      'orders/gone.yaml': record('gone', ['gone.to']),
      'orders/german.yaml': record('german', ['german.to'], {
        obligations: [{ service: 'dns-resolver', effect: 'block', territory: ['IT', 'DE'] }],
      }),
      'orders/answers.yaml': record('answers', ['answer.to']),
      'orders/amended.yaml': record('amended', ['taken-off.to', 'rest.to'], {
        amendments: [{ date: '2021-01-01', add: ['added-once.to'] }],
      }),
    });
    space.write(
      'blocklist.config.yaml',
      'operator: { names: [Resolver], territory: [FR] }\nprotected: [post.it]\nzone: { ttl: 60 }\n',
    );
    space.git('rm', '--quiet', 'orders/gone.yaml');
    const both = {
      obligations: [{ service: 'dns-resolver', effect: 'block', territory: ['IT', 'DE'] }],
    } satisfies Partial<OrderRecord>;
    space.write('orders/german.yaml', record('german', ['german.to'], both));
    space.write(
      'orders/kept.yaml',
      record('kept', ['stays.to', { name: 'narrower.to', scope: 'exact' }, 'wider.to'], {
        exceptions: ['free.wider.to'],
      }),
    );
    space.write('orders/ends.yaml', record('ends', ['earlier.to'], until('2026-12-01')));
    space.write(
      'orders/later.yaml',
      record('later', ['longer.to'], {
        events: [effective, { type: 'expires', date: '2026-12-31' }, { type: 'expires', date: '2028-12-31' }],
      }),
    );
    space.write(
      'orders/answers.yaml',
      record('answers', ['answer.to'], {
        obligations: [{ service: 'dns-resolver', effect: 'block', action: 'nodata' }],
      }),
    );
    space.write(
      'orders/amended.yaml',
      record('amended', ['taken-off.to', 'rest.to'], {
        amendments: [
          { date: '2021-01-01', add: ['added-otherwise.to'] },
          { date: '2026-11-01', add: ['new.to'], remove: ['taken-off.to'] },
        ],
      }),
    );
    space.write('orders/joins.yaml', record('joins', ['stays.to', 'brand-new.to']));
    const { status, stdout, stderr } = await space.run('diff', 'HEAD', '--exit-code');
    expect([status, stderr]).toEqual([3, '']);
    await expect(withoutHashes(stdout)).toMatchFileSnapshot('golden/everything.txt');
  });

  test('says that nothing changes where nothing does, by time alone neither', async () => {
    const { run } = repository({ 'orders/one.yaml': record('one', ['a.to'], { events: lifted }) });
    for (const asOf of ['2026-02-28', '2026-03-01']) {
      const { status, stdout } = await run('diff', 'HEAD', '--exit-code', '--as-of', asOf);
      expect([status, stdout.split('\n').at(-2)]).toEqual([0, 'Nothing changes: no name, no record, no setting.']);
    }
  });

  test('takes what is compared with from where the branch left the main branch of its remote', async () => {
    const space = repository({ 'orders/one.yaml': record('one', ['a.to']) });
    space.git('clone', '--quiet', '--bare', '.', 'remote.git');
    space.git('remote', 'add', 'origin', 'remote.git');
    space.git('fetch', '--quiet', 'origin');
    // Here main went on, and there it did not.
    space.write('orders/two.yaml', record('two', ['b.to']));
    space.commit('second');
    const { stdout } = await space.run('diff');
    expect(stdout).toContain('From where this branch left origin/main (');
    expect(stdout).toContain('Newly blocked: 1 name\n  by two: a new record (orders/two.yaml:');
  });

  test('reads a folder inside of a repository as that folder was, its settings too', async () => {
    const space = repository({
      'legal/orders/one.yaml': record('one', ['a.to']),
      'legal/orders/.draft.yaml': 'no record',
      'orders/other.yaml': record('other', ['other.to']),
    });
    space.write('legal/orders/one.yaml', record('one', ['b.to']));
    const inside = { ...space, folder: join(space.folder, 'legal') };
    const { main } = await import('../../../src/cli/main.ts');
    let stdout = '';
    await main(['diff', 'HEAD', '--json'], {
      ...{ stderr: () => {}, now: () => space.now, identity: () => '', isTerminal: false },
      stdout: (text) => {
        stdout += text;
      },
      cwd: inside.folder,
      colour: { stdout: false, stderr: false },
    });
    const { changes, base } = JSON.parse(stdout) as {
      changes: { kind: string; names: string[] }[];
      base: { records: number };
    };
    expect([base.records, changes.map(({ kind, names }) => [kind, names])]).toEqual([
      1,
      [
        ['freed', ['a.to']],
        ['added', ['b.to']],
      ],
    ]);
  });

  test('reads bytes as git has them: line ends that a checkout turns, pointers of Git LFS, links, each said', async () => {
    const list = 'a.to\nb.to\n';
    const sha256 = 'f3a0b4a7e8b0a8bc6a2f2a27fd3a5bb2aa9e9d65f0d76e7f1f66b5f2a1c54d2e';
    const space = repository({ 'orders/one.yaml': record('one', ['z.to']) });
    const { createHash } = await import('node:crypto');
    const digest = createHash('sha256').update(list.replaceAll('\n', '\r\n')).digest('hex');
    const annexed = (file: string, hash: string) => record('annexed', undefined, { annex: { file, sha256: hash } });
    space.write('.gitattributes', '*.txt text eol=crlf\n');
    space.write('orders/annexed.yaml', annexed('list.txt', digest));
    space.write('orders/list.txt', list.replaceAll('\n', '\r\n'));
    space.commit('as a checkout on Windows has it');
    const turned = await space.run('diff', 'HEAD~1', 'HEAD');
    expect([turned.status, turned.stderr]).toEqual([0, '']);
    expect(turned.stdout).toContain(
      'Newly blocked: 2 names\n  by annexed: a new record (orders/list.txt:1)\n    a.to\n    b.to\n',
    );

    space.write('orders/list.txt', `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize 10\n`);
    symlinkSync('one.yaml', join(space.folder, 'orders/link.yaml'));
    space.commit('what git does not hold');
    const { status, stderr } = await space.run('diff', 'HEAD~1', 'HEAD');
    expect(status).toBe(1);
    expect(withoutHashes(stderr)).toMatchInlineSnapshot(`
      "1 error in HEAD (SHORT), in orders/annexed.yaml: what they are about may be missing here, and no build works.
      orders/link.yaml is a link or another repository in HEAD (SHORT): git does not hold what is in it.
      orders/list.txt is a pointer of Git LFS in HEAD (SHORT): git does not hold the file itself.
      So this is not the whole difference. Mend that, and run this again; blocklist check says more.
      "
    `);
  });

  test('says which records with errors are not compared, on either side, and exits with 1', async () => {
    const space = repository({ 'orders/one.yaml': record('one', ['a.to']), 'orders/two.yaml': 'id: two\n' });
    space.write('orders/three.yaml', record('three', ['c.to']));
    space.write('orders/four.yaml', record('four', ['d.to']));
    space.commit('two more');
    space.write('orders/one.yaml', record('one', ['co.uk']));
    space.write('orders/three.yaml', 'id: [');
    space.write('orders/four.yaml', record('four', ['d.to'], { events: [{ type: 'effective', date: '2020-02-30' }] }));
    const { status, stdout, stderr } = await space.run('diff', 'HEAD', '--exit-code');
    expect(status).toBe(1);
    expect(withoutHashes(stdout + stderr)).toMatchInlineSnapshot(`
      "From HEAD (SHORT) to the files as they are now, judged as of 2026-11-24 12:00 UTC:
      3 names blocked before, 1 after; 3 freed, 1 added.

      No longer blocked: 3 names
        not any more by four: its record has errors (orders/four.yaml:1)
          d.to
        not any more by one: its line was taken out of the record (orders/one.yaml:16, as it was)
          a.to
        not any more by three: its record cannot be read (orders/three.yaml:1, as it was)
          c.to

      Newly blocked: 1 name
        by one: a new line of its record (orders/one.yaml:16)
          co.uk

      Records: 2 records
        four: its past was rewritten; records are only ever added to (orders/four.yaml)
          of its history, this was changed or taken away: effective, 2020-01-01
          new in its history: effective, 2020-02-30 (orders/four.yaml:13)
        three: its record cannot be read (orders/three.yaml)
      5 errors in HEAD (SHORT), in orders/two.yaml: what they are about may be missing here, and no build works.
      8 errors in the files as they are now, in orders/four.yaml, orders/one.yaml, orders/three.yaml, orders/two.yaml: what they are about may be missing here, and no build works.
      So this is not the whole difference. Mend that, and run this again; blocklist check says more.
      "
    `);
  });

  test('refuses what it cannot read, and says what was tried', async () => {
    const space = repository({ 'orders/one.yaml': record('one', ['a.to']), 'notes/a.txt': 'a' });
    const refused = async (...argv: readonly string[]) => {
      const { status, stdout, stderr } = await space.run('diff', ...argv);
      return [argv.join(' '), status, stdout, stderr];
    };
    const all = [
      await refused('nowhere'),
      await refused('--', '--output=x'),
      await refused('notes'),
      await refused('notes/a.txt'),
      await refused('HEAD', '--server', '127.0.0.1'),
      await refused('HEAD', '--overflow', 'x.txt'),
      await refused('HEAD', '--format', 'nsupdate'),
      await refused('HEAD', '--json', '--format', 'markdown'),
    ];
    expect(all).toMatchInlineSnapshot(`
      [
        [
          "nowhere",
          2,
          "",
          "There is no folder nowhere here, and git knows no revision nowhere. Look at the spelling; a branch of the server may have to be fetched first, and is called origin/NAME.
      ",
        ],
        [
          "-- --output=x",
          2,
          "",
          "--output=x begins with a hyphen: that is no revision. A folder of this name is ./--output=x.
      ",
        ],
        [
          "notes",
          2,
          "",
          "In the folder notes there is neither an orders/, nor the manifest.json of a build, nor a record. If the git revision of that name is meant, write refs/heads/notes.
      ",
        ],
        [
          "notes/a.txt",
          2,
          "",
          "notes/a.txt is a file, and no manifest.json. Name a folder, the manifest.json of a build, or a git revision.
      ",
        ],
        [
          "HEAD --server 127.0.0.1",
          2,
          "",
          "--server says where nsupdate sends the change, so it needs --format nsupdate.
      ",
        ],
        [
          "HEAD --overflow x.txt",
          2,
          "",
          "--overflow takes what does not fit into a comment, so it needs --format markdown.
      ",
        ],
        [
          "HEAD --format nsupdate",
          2,
          "",
          "A change for a server leads from one build to another: name both folders, the older one first.
      ",
        ],
        [
          "HEAD --json --format markdown",
          2,
          "",
          "--json is a format of its own. Leave out --format markdown.
      ",
        ],
      ]
    `);
    expect(existsSync(join(space.folder, 'x'))).toBe(false);
  });

  test('says so where there is no git, no repository, no commit, no main branch, or only a shallow clone', async () => {
    const plain = workspace({ 'orders/one.yaml': record('one', ['a.to']) });
    vi.stubEnv('GIT_CEILING_DIRECTORIES', join(plain.folder, '..'));
    const said: string[] = [];
    const refused = async (space: Workspace, ...argv: readonly string[]) => {
      const { status, stderr } = await space.run('diff', ...argv);
      expect([argv, status]).toEqual([argv, 2]);
      said.push(stderr);
    };
    await refused(plain);
    await refused(plain, 'main');
    const git = gitIn(plain.folder);
    git('init', '--quiet', '--initial-branch=trunk');
    await refused(plain);
    git('add', '--all');
    git('commit', '--quiet', '--message', 'first');
    await refused(plain);

    const space = repository({ 'orders/one.yaml': record('one', ['a.to']) });
    space.git('checkout', '--quiet', '-b', 'work');
    space.write('orders/two.yaml', record('two', ['b.to']));
    space.commit('second');
    space.git('checkout', '--quiet', 'main');
    space.write('orders/three.yaml', record('three', ['c.to']));
    space.commit('third');
    space.git(
      'clone',
      '--quiet',
      '--depth=1',
      '--no-single-branch',
      '--branch=work',
      `file://${space.folder}`,
      'shallow',
    );
    const shallow = workspace();
    execFileSync('cp', ['-R', `${space.folder}/shallow/.`, shallow.folder]);
    await refused(shallow);
    await refused(shallow, 'HEAD~1');
    space.git('config', 'uploadpack.allowFilter', 'true');
    const partial = workspace();
    space.git('clone', '--quiet', '--filter=blob:none', '--branch=work', `file://${space.folder}`, partial.folder);
    await refused(partial, 'origin/main');
    vi.stubEnv('PATH', plain.folder);
    await refused(plain, 'HEAD');
    expect(said).toMatchInlineSnapshot(`
      [
        "This folder lies in no git repository, so there is nothing to compare with. Name what it is to be compared with: a folder of records, or the folder of a build.
      ",
        "There is no folder main here. This folder lies in no git repository, so it is no revision either. Look at the spelling.
      ",
        "Nothing was committed here yet, so there is nothing to compare with. Name a folder.
      ",
        "No main branch was found here (origin/HEAD, origin/main, origin/master, main, master). Name what it is to be compared with, as HEAD~1.
      ",
        "It cannot be told where this branch left origin/main: this clone is shallow: the commits that would tell are not in it. Fetch them (git fetch --unshallow; in GitHub Actions fetch-depth: 0, in GitLab GIT_DEPTH: 0), or name a revision to compare with, as origin/main.
      ",
        "There is no folder HEAD~1 here, and git knows no revision HEAD~1. This clone is shallow, so an older commit may just not be in it: git fetch --unshallow brings the rest (in GitHub Actions fetch-depth: 0, in GitLab GIT_DEPTH: 0).
      ",
        "This clone does not hold all files as of origin/main. Fetch what is missing with git fetch --refetch --no-filter, or clone again without --filter.
      ",
        "There is no git on this computer, so no revision can be read. Install git, or name two folders to compare.
      ",
      ]
    `);
  });

  test('lets nothing that a repository says run a program, or put one content in the place of another', async () => {
    const space = repository({ 'orders/one.yaml': record('one', ['a.to']) });
    const first = space.git('rev-parse', 'HEAD:orders/one.yaml').trim();
    space.write('orders/one.yaml', record('one', ['b.to']));
    space.commit('second');
    const second = space.git('rev-parse', 'HEAD:orders/one.yaml').trim();
    const trap = join(space.folder, '.git/trap.sh');
    const sprung = join(space.folder, 'sprung');
    space.write('.git/trap.sh', `#!/bin/sh\ntouch "${sprung}"\n`);
    chmodSync(trap, 0o755);
    mkdirSync(join(space.folder, '.git/hooks'), { recursive: true });
    for (const key of [
      'core.fsmonitor',
      'core.pager',
      'pager.cat-file',
      'pager.ls-tree',
      'core.sshCommand',
      'core.editor',
      'diff.external',
      'alias.rev-parse',
      'filter.x.smudge',
      'filter.x.process',
      'core.alternateRefsCommand',
      'credential.helper',
    ])
      space.git('config', key, key.startsWith('alias') ? `!${trap}` : trap);
    for (const hook of ['post-checkout', 'post-index-change', 'reference-transaction', 'pre-auto-gc'])
      symlinkSync(trap, join(space.folder, '.git/hooks', hook));
    space.write('.gitattributes', '* filter=x diff=x\n');
    space.git('replace', second, first);
    if (existsSync(sprung)) execFileSync('rm', [sprung]);
    const { status, stdout } = await space.run('diff', 'HEAD~1', 'HEAD');
    expect(status).toBe(0);
    expect(stdout).toContain('    b.to\n');
    expect(existsSync(sprung)).toBe(false);
  });
});
