import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { configShape } from '../../../src/generated/shape.ts';
import { readConfig } from '../../../src/read/config.ts';
import { gitIn } from '../../support/git.ts';
import { record } from '../../support/record.ts';
import { type Workspace, workspace } from '../../support/workspace.ts';

const schemas = join(import.meta.dirname, '../../../schemas');

function filesOf({ folder }: Workspace): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !path.startsWith('.git/'))
    .sort();
}

function contents(space: Workspace): string {
  return filesOf(space)
    .map((path) => `=== ${path}\n${path.includes('.blocklist/') ? '(a copy of the schema)\n' : space.read(path)}`)
    .join('\n');
}

afterEach(() => vi.unstubAllEnvs());

describe('init', () => {
  test('lays in these files, as they stand here', async () => {
    const space = workspace();
    const { status, stdout, stderr } = await space.run('init');
    expect([status, stdout]).toEqual([0, '']);
    await expect(`${stderr}\n${contents(space)}`).toMatchFileSnapshot('golden/usual.txt');
  });

  test('fills in what it is told, and leaves out what is not wanted', async () => {
    const space = workspace();
    const operators = ['--operator', 'Résolveur "Un", S.A.', '--operator', 'Resolver # 1'];
    const { stderr } = await space.run('init', 'work/orders here', ...operators, '--country', 'FR,BE', '--ci', 'none');
    await expect(`${stderr}\n${contents(space)}`).toMatchFileSnapshot('golden/filled-in.txt');
  });

  test('with an example leaves a folder that checks without a finding and builds', async () => {
    for (const more of [[], ['--operator', 'Resolver, Inc.', '--country', 'US,CA']]) {
      const { run, read } = workspace();
      await run('init', ...more);
      expect(await run('check')).toEqual({
        status: 0,
        stdout: 'No findings.\n',
        stderr: '1 record, 2 lines with a name: 2 names.\n',
      });
      expect((await run('build')).status).toBe(0);
      expect(read('out/domains.txt')).toContain('film-mirror.example\nfilm-stream.example\n');
      // Nobody is told of an order that there is not.
      expect(read('out/feed.json')).not.toContain('example');
    }
  });

  test('without an example leaves a folder in which a build says what is missing', async () => {
    const space = workspace();
    expect((await space.run('init', '--no-example')).stderr).toContain('Until then there is nothing to check');
    expect(filesOf(space)).toContain('orders/.gitkeep');
    expect(await space.run('build')).toMatchInlineSnapshot(`
      {
        "status": 2,
        "stderr": "There is no order in orders/. Go to the folder that holds orders/, or name another one.
      ",
        "stdout": "",
      }
    `);
  });

  test('twice changes nothing', async () => {
    const space = workspace();
    await space.run('init');
    const before = contents(space);
    const { status, stderr } = await space.run('init');
    expect(contents(space)).toBe(before);
    expect(status).toBe(0);
    expect(stderr).toMatchInlineSnapshot(`
      "Nothing was made: all of it is there.

      There already, and left as they are:
        README.md
        blocklist.config.yaml
        .gitattributes
        .gitignore
        CODEOWNERS
        .githooks/pre-commit
        .github/workflows/blocklist.yml
        .github/actions/blocklist/action.yml
        .gitlab-ci.yml
        .blocklist/schemas/order.schema.json
        .blocklist/schemas/config.schema.json
        .vscode/settings.json
        .vscode/extensions.json
        .editorconfig

      What comes next:
        1. Open blocklist.config.yaml and say who you are. Until then, every order in the folder counts.
        2. See what is there: "blocklist check", then "blocklist build".
        3. Keep the history of every change with git (a colleague who knows it can do this): "git init", then "blocklist init --hooks".
        4. Open CODEOWNERS and write down who must look at every change.
      "
    `);
  });

  test('leaves what is there as it is, lays no example beside orders, and says where that matters', async () => {
    const mine = {
      'orders/one.yml': record('one', ['a.to']),
      'blocklist.config.yaml': 'zone: { ttl: 7 }\n',
      '.gitattributes': '* text=auto\n',
      '.gitignore': 'out/\n',
      'README.md': 'Mine.\n',
      '.blocklist/schemas/order.schema.json': '{}\n',
    };
    const space = workspace(mine);
    const { stderr } = await space.run('init', '--ci', 'gitlab');
    for (const [path, text] of Object.entries(mine)) expect([path, space.read(path)]).toEqual([path, text]);
    expect(filesOf(space)).not.toContain('orders/example.yaml');
    expect(stderr).toMatchInlineSnapshot(`
      "Made:
        CODEOWNERS
        .githooks/pre-commit
        .gitlab-ci.yml
        .blocklist/schemas/config.schema.json
        .vscode/settings.json
        .vscode/extensions.json
        .editorconfig

      There already, with something else in them, and left as they are:
        README.md
        blocklist.config.yaml
        .gitattributes
        .gitignore
        .blocklist/schemas/order.schema.json

      Make sure that .gitattributes has this line, or git may change lists: orders/**/*.txt -text
      Make sure that .gitignore has these lines: out/ .blocklist/drafts/ .blocklist/pending/
      So that your editor knows the records of this version, delete .blocklist/schemas/order.schema.json and run this again.

      What comes next:
        1. See what is there: "blocklist check", then "blocklist build".
        2. Keep the history of every change with git (a colleague who knows it can do this): "git init", then "blocklist init --hooks".
        3. Open CODEOWNERS and write down who must look at every change.
      "
    `);
  });

  test('into a file is a matter of usage', async () => {
    const space = workspace({ here: '' });
    expect(await space.run('init', 'here')).toMatchObject({
      status: 2,
      stderr: 'here is a file. Name a folder, or a new one.\n',
    });
    expect((await space.run('init', '--ci', 'jenkins')).status).toBe(2);
    expect((await space.run('init', '--country', 'UK')).status).toBe(2);
    expect(filesOf(space)).toEqual(['here']);
  });
});

describe('the files that init lays in', () => {
  test('hold the schemas of this version, where the first lines of the records look for them', async () => {
    const { run, read, folder } = workspace();
    await run('init');
    for (const [file, schema] of [
      ['orders/example.yaml', 'order'],
      ['blocklist.config.yaml', 'config'],
    ] as const) {
      const [, path = ''] = /^# yaml-language-server: \$schema=(\S+)$/m.exec(read(file)) ?? [];
      const shipped = readFileSync(join(schemas, `${schema}.schema.json`), 'utf8');
      expect(readFileSync(join(folder, file, '..', path), 'utf8')).toBe(shipped);
    }
    const settings = JSON.parse(read('.vscode/settings.json')) as { 'yaml.schemas': Record<string, unknown> };
    expect(Object.keys(settings['yaml.schemas']).map((path) => JSON.parse(read(path)).title)).toEqual([
      'OrderRecord',
      'Config',
    ]);
  });

  test('explain every setting, and each that is not in force would be accepted', async () => {
    const { run, read } = workspace();
    await run('init');
    const text = read('blocklist.config.yaml');
    const all = text.replace(/^( *)#(?! |$)/gm, '$1');
    const { settings, diagnostics } = readConfig('blocklist.config.yaml', Buffer.from(all));
    expect(diagnostics).toEqual([]);
    expect(settings).toMatchInlineSnapshot(`
      {
        "approvals": {
          "from": "2026-12-01",
          "people": [
            "Anna",
            "Bruno",
            "Carla",
          ],
          "required": 2,
        },
        "controls": [
          "example.com",
        ],
        "cuts": [
          {
            "by": {
              "kind": "territory",
              "value": "IT",
            },
            "name": "rpz.it",
            "place": {
              "column": 17,
              "endColumn": 23,
              "file": "blocklist.config.yaml",
              "line": 42,
              "text": "zones: [{ name: rpz.it, territory: "IT" }]",
            },
            "text": undefined,
          },
        ],
        "notice": {
          "contacts": [
            "mailto:blocks@resolver.example",
          ],
          "language": "en",
          "organisation": "Example Resolver",
          "website": "https://resolver.example/",
        },
        "operator": {
          "domains": [
            "resolver.example",
          ],
          "names": [
            "Example Resolver, Inc.",
            "Example Resolver",
          ],
          "services": [
            "dns-resolver",
          ],
          "territory": [
            "IT",
          ],
        },
        "protectedNames": [
          "customer.example",
        ],
        "publish": {
          "check": [
            "named-checkzone",
            "-k",
            "fail",
            "{zone}",
            "{file}",
          ],
          "folder": "/var/lib/bind/blocklist",
          "primary": "bind",
          "reload": [
            "rndc",
            "reload",
            "{zone}",
          ],
          "server": "127.0.0.1@53",
          "wait": 60,
        },
        "safety": {
          "fewerNames": 10,
          "moreNames": 50,
        },
        "signing": {
          "key": "/etc/blocklist/blocklist.key",
          "publicKey": "blocklist.pub",
          "validDays": 30,
        },
        "zone": {
          "allow": "rpz.allow",
          "block": "rpz.blocklist",
          "contact": "hostmaster.localhost",
          "primary": "localhost",
          "ttl": 300,
        },
      }
    `);
    const keysOf = (value: object, at = ''): string[] =>
      Object.entries(value).flatMap(([key, child]) => [
        `${at}/${key}`,
        ...(typeof child === 'object' && !Array.isArray(child) ? keysOf(child, `${at}/${key}`) : []),
      ]);
    const known = [...configShape.keys()].filter((pointer) => pointer !== '' && !pointer.endsWith('/*'));
    const written = known.filter((pointer) => !pointer.includes('/*/'));
    expect(keysOf(parse(all)).sort()).toEqual(written.sort());
    const plain = text.replace(/\n *#/g, '').replace(/ +/g, ' ');
    for (const pointer of known) expect(plain).toContain(configShape.get(pointer)?.description);
  });

  test('tell a server to do what the package says: test/ci/recipes.test.ts does it', async () => {
    const { run, read } = workspace();
    await run('init', '--ci', 'github');
    const { steps } = parse(read('.github/workflows/blocklist.yml')).jobs.blocklist;
    expect(steps.map(({ uses }: { uses: string }) => uses)).toEqual([
      'actions/checkout@v4',
      './.github/actions/blocklist',
    ]);
    expect(Object.keys(parse(read('.github/actions/blocklist/action.yml')).inputs)).toContain(
      Object.keys(steps[1].with)[0],
    );
  });
});

describe('init and git', () => {
  const hooksPath = (git: ReturnType<typeof gitIn>) => {
    try {
      return git('config', '--get', 'core.hooksPath').trim();
    } catch {
      return undefined;
    }
  };

  test('never sets anything in git without being asked to', async () => {
    const space = workspace();
    const git = gitIn(space.folder);
    git('init', '-q');
    expect((await space.run('init')).stderr).toContain('can do this): git config core.hooksPath .githooks\n');
    expect(hooksPath(git)).toBeUndefined();
    expect((await space.run('init', '--hooks')).stderr).not.toContain('core.hooksPath');
    expect(hooksPath(git)).toBe('.githooks');
    expect((await space.run('init')).stderr).not.toContain('core.hooksPath');
  });

  test('knows a folder within a repository', async () => {
    const space = workspace();
    const git = gitIn(space.folder);
    git('init', '-q');
    const { stderr } = await space.run('init', 'legal/dns', '--hooks');
    expect(stderr).toContain(
      'Servers look only at the topmost folder of a repository, and this one is legal/dns/ there:',
    );
    expect(hooksPath(git)).toBe('legal/dns/.githooks');
  });

  test('leaves hooks of others in force', async () => {
    const configured = workspace();
    const git = gitIn(configured.folder);
    git('init', '-q');
    git('config', 'core.hooksPath', '.husky');
    expect((await configured.run('init', '--hooks')).stderr).toContain('(core.hooksPath is .husky)');
    expect(hooksPath(git)).toBe('.husky');
    const grown = workspace({ '.git/hooks/pre-commit': '#!/bin/sh\n' });
    gitIn(grown.folder)('init', '-q');
    expect((await grown.run('init', '--hooks')).stderr).toContain('(there is .git/hooks/pre-commit)');
    expect(hooksPath(gitIn(grown.folder))).toBeUndefined();
  });

  test('outside a repository says how to come to one', async () => {
    const space = workspace();
    gitIn(space.folder);
    const { status, stderr } = await space.run('init', '--hooks');
    expect([status, stderr.includes('"git init", then "blocklist init --hooks"')]).toEqual([0, true]);
  });
});
