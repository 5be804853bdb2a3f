import { afterEach, expect, test, vi } from 'vitest';
import { type Conversation, Interrupted } from '../../../src/cli/conversation.ts';
import { main } from '../../../src/cli/main.ts';
import { gitIn } from '../../support/git.ts';
import { type Workspace, workspace } from '../../support/workspace.ts';

afterEach(() => vi.unstubAllEnvs());

interface Talk {
  readonly status: number;
  readonly asked: readonly string[];
}

/** Runs a command line with a person who gives these answers, one after another, and then breaks off. */
async function talk({ folder }: Workspace, argv: readonly string[], answers: readonly unknown[]): Promise<Talk> {
  const left = [...answers];
  const asked: string[] = [];
  const answer = async ({ message }: { readonly message: string }) => {
    asked.push(message);
    if (left.length === 0) throw new Interrupted();
    return left.shift();
  };
  const conversation = {
    line: answer,
    lines: answer,
    choose: answer,
    chooseSeveral: answer,
    yes: answer,
    say: () => {},
  };
  const status = await main(argv, {
    stdout: () => {},
    stderr: () => {},
    now: () => 0,
    identity: () => 'test',
    isTerminal: true,
    cwd: folder,
    converse: async () => conversation as unknown as Conversation,
    colour: { stdout: false, stderr: false },
  });
  return { status, asked };
}

test('init asks a person at a terminal, and does what the answers say', async () => {
  const space = workspace();
  const git = gitIn(space.folder);
  git('init', '-q');
  const { status, asked } = await talk(
    space,
    ['init'],
    ['Resolver, Inc.\n  Resolver \n\n', 'it, fr', false, 'gitlab', true],
  );
  expect([status, asked]).toMatchInlineSnapshot(`
    [
      0,
      [
        "How do orders write the name of your company? Every way of writing it, one on each line.",
        "For which countries do you run the resolver? Two letters each, by comma: IT, FR.",
        "Shall an example of an order be laid in? It blocks no real site.",
        "Where will colleagues look at changes?",
        "Shall git check records before each commit, in this folder on this computer?",
      ],
    ]
  `);
  const files = git('ls-files', '--others', '--exclude-standard').split('\n');
  expect(files.filter((path) => /orders|gitlab|github/.test(path))).toEqual(['.gitlab-ci.yml', 'orders/.gitkeep']);
  const config = space.read('blocklist.config.yaml');
  expect(config).toContain('\n  names: ["Resolver, Inc.", "Resolver"]\n');
  expect(config).toContain('\n  territory: ["IT", "FR"]\n');
  expect(git('config', 'core.hooksPath')).toBe('.githooks\n');
});

test('init does not ask what the command line says, nor about git where there is none', async () => {
  const space = workspace();
  gitIn(space.folder);
  const argv = ['init', '--operator', 'Resolver, Inc.', '--country', 'IT', '--ci', 'none', '--example'];
  expect(await talk(space, argv, [])).toEqual({ status: 0, asked: [] });
});

test('whoever breaks off has written nothing', async () => {
  const space = workspace();
  expect((await talk(space, ['init', 'new'], ['', ''])).status).toBe(130);
  expect(() => space.read('new')).toThrow('ENOENT');
});

test('a country that is none is told at once', async () => {
  const space = workspace();
  const told: (string | undefined)[] = [];
  const conversation = {
    lines: async () => '',
    line: async ({ validate }: { validate: (text: string) => string | undefined }) => {
      told.push(...['', 'IT', 'it,fr', 'UK'].map(validate));
      throw new Interrupted();
    },
  };
  await main(['init'], {
    stdout: () => {},
    stderr: () => {},
    now: () => 0,
    identity: () => 'test',
    isTerminal: true,
    cwd: space.folder,
    converse: async () => conversation as unknown as Conversation,
    colour: { stdout: false, stderr: false },
  });
  const wrong = "UK is not a country's code. Write two letters, as IT, or EU.";
  expect(told).toEqual([undefined, undefined, undefined, wrong]);
});
