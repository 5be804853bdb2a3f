import { afterEach, expect, test, vi } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { type Answers, Scripted } from '../../support/conversation.ts';
import { gitIn } from '../../support/git.ts';
import { type Workspace, workspace } from '../../support/workspace.ts';

afterEach(() => vi.unstubAllEnvs());

interface Talk {
  readonly status: number;
  readonly transcript: string;
}

/** Runs a command line with a person who gives these answers, and then breaks off. */
async function talk({ folder }: Workspace, argv: readonly string[], answers: Answers): Promise<Talk> {
  const person = new Scripted(answers);
  const status = await main(argv, {
    stdout: () => {},
    stderr: () => {},
    now: () => 0,
    identity: () => 'test',
    isTerminal: true,
    cwd: folder,
    converse: async () => person,
    colour: { stdout: false, stderr: false },
  });
  return { status, transcript: person.transcript.join('\n') };
}

test('init asks a person at a terminal, and does what the answers say', async () => {
  const space = workspace();
  const git = gitIn(space.folder);
  git('init', '-q');
  const answers: Answers = [
    ['name of your company', 'Resolver, Inc.\n  Resolver \n\n'],
    ['which countries', 'it, UK'],
    ['which countries', 'it, fr'],
    ['example', false],
    ['look at changes', 'GitLab'],
    ['git refuse records', true],
  ];
  expect(await talk(space, ['init'], answers)).toMatchInlineSnapshot(`
    {
      "status": 0,
      "transcript": "? How do orders write the name of your company? Every way of writing it, one on each line.
      Orders for others are then left out. Leave it empty if you are not sure: then every order counts.
    > Resolver, Inc.
      Resolver 


    ? For which countries do you run the resolver? Two letters each, by comma: IT, FR.
      Orders for other countries are then left out. Leave it empty for everywhere.
    > it, UK
    ! UK is not a country's code. Write two letters, as IT, or EU.
    ? For which countries do you run the resolver? Two letters each, by comma: IT, FR.
      Orders for other countries are then left out. Leave it empty for everywhere.
    > it, fr
    ? Shall an example of an order be laid in? It blocks no real site.
    > false
    ? Where will colleagues look at changes?
      - GitHub
      - GitLab
      - I do not know yet (files for both; the one that is not used does nothing)
      - Somewhere else
    > GitLab
    ? This folder is kept in git. Shall git refuse records with errors, on this computer?
    > true",
    }
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
  expect(await talk(space, argv, [])).toEqual({ status: 0, transcript: '' });
});

test('whoever breaks off has written nothing', async () => {
  const space = workspace();
  const answers: Answers = [
    ['name of your company', ''],
    ['which countries', ''],
  ];
  expect((await talk(space, ['init', 'new'], answers)).status).toBe(130);
  expect(() => space.read('new')).toThrow('ENOENT');
});
