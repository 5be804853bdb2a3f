import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { gitIn } from '../support/git.ts';
import {
  type GithubRun,
  gitlabJobs,
  installing,
  type Machine,
  type Ran,
  readAction,
  readPipeline,
  runAction,
  runJob,
} from '../support/pipelines.ts';
import { record } from '../support/record.ts';
import { packedInto } from '../support/tarball.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

const recipes = join(import.meta.dirname, '../../.ci');
const actionText = readFileSync(join(recipes, 'action.yml'), 'utf8');
const pipelineText = readFileSync(join(recipes, 'gitlab.yml'), 'utf8');
const action = readAction(actionText);
const pipeline = readPipeline(pipelineText);

let home = '';
let tarball = '';

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'blocklist-ci-'));
  tarball = packedInto(home).path;
  const steps = action.runs.steps.filter(({ name }) => name === installing);
  const run = { inputs: { program: tarball }, eventName: 'push', event: {} };
  const only = { ...action, runs: { ...action.runs, steps } };
  expect(runAction(only, run, { home, repository: home, isReady: false }).steps.map(({ status }) => status)).toEqual([
    0,
  ]);
});

afterAll(() => rmSync(home, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

interface Checkout extends Workspace {
  readonly machine: Machine;
  readonly git: (...argv: readonly string[]) => string;
  /** Commits all that is there, and gives the id of the commit. */
  readonly commit: (message: string) => string;
}

/** A repository with one sound order, as a server has checked it out. */
async function checkout(): Promise<Checkout> {
  const space = workspace();
  const git = gitIn(space.folder);
  git('init', '-q', '-b', 'main');
  await space.run('init', '--no-example', '--ci', 'both');
  space.write('orders/one.yaml', record('one', ['a.to', 'b.to']));
  const commit = (message: string) => {
    git('add', '.');
    git('commit', '-qm', message);
    return git('rev-parse', 'HEAD').trim();
  };
  commit('The house');
  return { ...space, git, commit, machine: { home, repository: space.folder, isReady: true } };
}

function onGithub(run: Omit<GithubRun, 'inputs'> & Partial<GithubRun>, { machine }: Checkout) {
  return runAction(action, { inputs: { program: tarball }, ...run }, machine);
}

/** A change to a repository, as a server checks it out: one commit deep. */
function shallow(origin: Checkout): Checkout {
  const place = workspace();
  gitIn(origin.folder)('clone', '-q', '--depth', '1', `file://${origin.folder}`, place.folder);
  return { ...origin, ...place, machine: { home, repository: place.folder, isReady: true } };
}

const pullRequest = (base: string) => ({ eventName: 'pull_request', event: { pull_request: { base: { sha: base } } } });

/** The same on a machine that has nothing yet. */
function fresh(place: Checkout): Checkout {
  return { ...place, machine: { ...place.machine, isReady: false } };
}

/** What differs from day to day and from npm to npm is no part of what is expected. */
function steady({ name, status, log }: Ran): string {
  const told = log
    .replace(/^.*?(added|changed) \d+ packages? in [^\n]*\n/s, 'INSTALLED\n')
    .replace(/\b\d{10}\b/g, 'SERIAL')
    .replace(/\b[0-9a-f]{7,40}\b/g, 'COMMIT')
    .replace(/\b\d{4}-\d\d-\d\d( \d\d:\d\d UTC|T[\d:]+Z)?/g, 'NOW');
  return `${name}: ${status}\n${told.replace(/^(?=.)/gm, '  ')}`;
}

const zoneFiles = ['allow.rpz', 'blocklist.rpz', 'domains.txt', 'feed.json', 'hosts', 'manifest.json'];

describe('the recipes', () => {
  test('are of this version, and init lays in the very same', async () => {
    const { version } = JSON.parse(readFileSync(join(recipes, '../package.json'), 'utf8'));
    expect(action.inputs['program']?.default).toBe(`blocklist@${version}`);
    expect(pipeline.variables['BLOCKLIST_PROGRAM']).toBe(`blocklist@${version}`);
    const { read } = await checkout();
    expect(read('.github/actions/blocklist/action.yml')).toBe(actionText);
    expect(read('.gitlab-ci.yml')).toBe(pipelineText);
    expect(read('.github/workflows/blocklist.yml')).toContain(
      `- uses: ./.github/actions/blocklist\n${' '.repeat(8)}with:\n`,
    );
  });

  test('put nothing into a script: what comes from outside is in the environment', () => {
    const scripts = action.runs.steps.flatMap(({ run }) => run ?? []);
    expect(scripts.length).toBeGreaterThan(3);
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });
});

describe('on GitHub', () => {
  test('a push to the main branch is checked, built and uploaded, without the index and the links', async () => {
    const place = await checkout();
    const { steps, called } = onGithub({ eventName: 'push', event: { ref: 'refs/heads/main' } }, fresh(place));
    await expect(steps.map(steady).join('')).toMatchFileSnapshot('golden/github-push.txt');
    expect(called).toEqual([
      'actions/setup-node@v4 {"node-version":"22"}',
      'actions/cache@v4 {"path":"out","key":"blocklist-out-7-1","restore-keys":"blocklist-out-"}',
      'actions/upload-artifact@v4 {"name":"zones","path":"zones","if-no-files-found":"error"}',
    ]);
    expect(
      readdirSync(join(place.folder, 'zones'), { withFileTypes: true }).map((one) => [one.name, one.isFile()]),
    ).toEqual(zoneFiles.map((name) => [name, true]));
    expect(place.read('zones/domains.txt')).toContain('a.to\nb.to\n');
  });

  test('a pull request with a fault ends at the check, with a remark at the line', async () => {
    const place = await checkout();
    place.write('orders/two.yaml', record('two', ['co.uk']));
    place.commit('A change');
    const { steps, called } = onGithub({ eventName: 'pull_request', event: {} }, place);
    expect(steps.map(({ status }) => status)).toEqual([1]);
    await expect(steps.map(steady).join('')).toMatchFileSnapshot('golden/github-fault.txt');
    expect(called).toEqual(['actions/setup-node@v4 {"node-version":"22"}']);
    expect(readdirSync(place.folder)).not.toContain('zones');
  });

  test('a sound pull request is told in the summary and built, and nothing of it is uploaded', async () => {
    const origin = await checkout();
    const base = origin.git('rev-parse', 'HEAD').trim();
    origin.write('orders/one.yaml', record('one', ['a.to', 'c.to']));
    origin.commit('A change: $(touch pwned)');
    const { steps, called, summary } = onGithub(pullRequest(base), shallow(origin));
    expect(steps.map(({ status }) => status)).toEqual([0, 0, 0, 0]);
    await expect(steady({ name: 'summary', status: 0, log: summary })).toMatchFileSnapshot('golden/github-summary.txt');
    expect(called.map((one) => one.split('@')[0])).toEqual(['actions/setup-node', 'actions/cache']);
  });

  test('a change that mends what was broken before passes', async () => {
    for (const [path, broken, sound] of [
      ['orders/two.yaml', record('two', ['co.uk']), record('two', ['c.to'])],
      ['blocklist.config.yaml', 'operator: {}\n', ''],
    ] as const) {
      const origin = await checkout();
      origin.write(path, broken);
      const base = origin.commit('It breaks');
      origin.write(path, sound);
      origin.commit('It is mended');
      const { steps } = onGithub(pullRequest(base), shallow(origin));
      expect([path, steps.map(({ status }) => status)]).toEqual([path, [0, 0, 0, 0]]);
    }
  });

  test('without a state before, or one that is gone, it says so and goes on', async () => {
    const place = await checkout();
    const told = (event: object) => {
      const { steps } = onGithub({ eventName: 'push', event }, place);
      return steps.map(({ status, log }) => [status, log])[1];
    };
    expect(told({})).toEqual([0, 'There is no state before to compare with.\n']);
    expect(told({ before: '0'.repeat(40) })).toEqual([0, 'There is no state before to compare with.\n']);
    expect(told({ before: '1'.repeat(40) })).toEqual([
      0,
      expect.stringContaining('The state before is not on the server any more.\n'),
    ]);
  });

  test('the next run counts the serial on from the output that was kept, and old zones go', async () => {
    const place = await checkout();
    const push = { eventName: 'push', event: {} };
    onGithub(push, place);
    const serial = () => Number(JSON.parse(place.read('zones/manifest.json')).serial);
    const first = serial();
    place.write('zones/left-over', '');
    place.write('orders/one.yaml', record('one', ['a.to', 'b.to', 'c.to']));
    place.commit('One more');
    onGithub(push, place);
    expect(serial()).toBeGreaterThan(first);
    expect(readdirSync(join(place.folder, 'zones'))).toEqual(zoneFiles);
  });

  test('what an input holds is a word, never a command', async () => {
    const place = await checkout();
    for (const program of ['$(touch pwned)', '"; touch pwned; "', '`touch pwned`', '--prefix=. x\ntouch pwned']) {
      const { steps } = onGithub({ eventName: 'push', event: {}, inputs: { program } }, fresh(place));
      expect([program, steps.length, steps[0]?.status !== 0]).toEqual([program, 1, true]);
    }
    expect(readdirSync(place.folder)).not.toContain('pwned');
  });
});

describe('on GitLab', () => {
  const variables = (more: Readonly<Record<string, string>>) => ({
    CI_DEFAULT_BRANCH: 'main',
    BLOCKLIST_PROGRAM: tarball,
    ...more,
  });
  const mergeRequest = (more: Readonly<Record<string, string>> = {}) =>
    variables({
      CI_PIPELINE_SOURCE: 'merge_request_event',
      CI_MERGE_REQUEST_IID: '7',
      CI_MERGE_REQUEST_TITLE: '$(touch pwned)"; touch pwned; "',
      CI_COMMIT_REF_NAME: '`touch pwned`',
      ...more,
    });
  const push = () => variables({ CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: 'main' });

  test('a merge request is checked, the main branch is built as well, and other branches are left alone', () => {
    expect(gitlabJobs(pipeline, mergeRequest())).toEqual(['check']);
    expect(gitlabJobs(pipeline, push())).toEqual(['check', 'build']);
    expect(gitlabJobs(pipeline, { ...push(), CI_PIPELINE_SOURCE: 'schedule' })).toEqual(['check', 'build']);
    expect(gitlabJobs(pipeline, { ...push(), CI_COMMIT_BRANCH: 'other' })).toEqual([]);
  });

  for (const shell of ['sh', 'bash'] as const) {
    test(`the jobs of the main branch pass in ${shell}`, async () => {
      const place = await checkout();
      const ran = gitlabJobs(pipeline, push()).map((job) =>
        runJob({ pipeline, job, shell }, push(), fresh(place).machine),
      );
      expect(ran.map(({ status }) => status)).toEqual([0, 0]);
      await expect(ran.map(steady).join('')).toMatchFileSnapshot('golden/gitlab-push.txt');
      expect(readdirSync(join(place.folder, 'zones'))).toEqual(zoneFiles);
      expect(place.read('blocklist.quality.json')).toBe('[]\n');
    });

    test(`a merge request leaves what it does in ${shell}`, async () => {
      const origin = await checkout();
      const base = origin.git('rev-parse', 'HEAD').trim();
      origin.write('orders/one.yaml', record('one', ['a.to', 'c.to']));
      origin.commit('A change');
      const place = shallow(origin);
      const more = mergeRequest({ CI_MERGE_REQUEST_DIFF_BASE_SHA: base });
      const ran = runJob({ pipeline, job: 'check', shell }, more, place.machine);
      expect(ran.status).toBe(0);
      await expect(steady(ran)).toMatchFileSnapshot('golden/gitlab-merge-request.txt');
      expect(ran.log).toContain(place.read('blocklist.diff.txt'));
    });

    test(`a merge request with a fault fails in ${shell}, says so in the log, and leaves both reports`, async () => {
      const place = await checkout();
      place.write('orders/two.yaml', record('two', ['co.uk']));
      const ran = runJob({ pipeline, job: 'check', shell }, mergeRequest(), place.machine);
      expect(ran.status).toBe(1);
      await expect(steady(ran)).toMatchFileSnapshot('golden/gitlab-fault.txt');
      const reports = (pipeline['check'] as { artifacts: { reports: { junit: string; codequality: string } } })
        .artifacts.reports;
      expect(place.read(reports.junit)).toContain('<failure type="domain/public-suffix"');
      expect(JSON.parse(place.read(reports.codequality))).toMatchObject([
        {
          check_name: 'domain/public-suffix',
          severity: 'critical',
          location: { path: 'orders/two.yaml', lines: { begin: 16 } },
        },
      ]);
      expect(readdirSync(place.folder)).not.toContain('trial');
      expect(readdirSync(place.folder)).not.toContain('pwned');
    });
  }
});
