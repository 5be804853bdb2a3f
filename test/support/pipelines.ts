import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';

/** A machine of a server that runs pipelines: nothing of ours is in its environment. */
export interface Machine {
  /** A folder of its own, outside the repository. */
  readonly home: string;
  readonly repository: string;
  /** Whether the program is on it already; then what installs it is left out, because it takes its time. */
  readonly isReady: boolean;
}

/** The step of the action that installs the program. */
export const installing = 'Install the program';

export interface Ran {
  readonly name: string;
  readonly status: number | null;
  /** Both streams, as they came. */
  readonly log: string;
}

interface Script {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly text: string;
  readonly env: Readonly<Record<string, string>>;
}

function runScript({ name, command: [shell, ...options], text, env }: Script, { home, repository }: Machine): Ran {
  mkdirSync(join(home, 'npm'), { recursive: true });
  const file = join(home, 'step.sh');
  writeFileSync(file, text);
  const npmCache = process.env['npm_config_cache'] ?? join(process.env['HOME'] ?? home, '.npm');
  const logFile = join(home, 'log.txt');
  const log = openSync(logFile, 'w');
  const { status } = spawnSync(shell, [...options, file], {
    cwd: repository,
    stdio: ['ignore', log, log],
    timeout: 100_000,
    env: {
      PATH: [join(home, 'npm/bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
      HOME: home,
      CI: 'true',
      NPM_CONFIG_PREFIX: join(home, 'npm'),
      NPM_CONFIG_CACHE: npmCache,
      NPM_CONFIG_PREFER_OFFLINE: 'true',
      NPM_CONFIG_UPDATE_NOTIFIER: 'false',
      ...env,
    },
  });
  closeSync(log);
  return { name, status, log: readFileSync(logFile, 'utf8') };
}

interface ActionStep {
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
}

export interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly ActionStep[] };
}

export interface GithubRun {
  readonly inputs: Readonly<Record<string, string>>;
  readonly eventName: string;
  readonly event: object;
}

export interface GithubResult {
  readonly steps: readonly Ran[];
  /** The actions of others that were called, with what they were given. */
  readonly called: readonly string[];
  readonly summary: string;
  readonly output: string;
}

/** Runs the steps of a composite action as GitHub's runner does (actions/runner, ScriptHandlerHelpers: bash). */
export function runAction(action: Action, run: GithubRun, machine: Machine): GithubResult {
  const files = { summary: join(machine.home, 'summary.md'), output: join(machine.home, 'output.txt') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const eventFile = join(machine.home, 'event.json');
  writeFileSync(eventFile, JSON.stringify(run.event));
  const defaults = Object.entries(action.inputs).map(([name, input]) => [name, input.default]);
  const contexts = {
    inputs: { ...Object.fromEntries(defaults), ...run.inputs },
    github: { event_name: run.eventName, event: run.event, run_id: '7', run_attempt: '1' },
  };
  const steps: Ran[] = [];
  const called: string[] = [];
  for (const step of action.runs.steps) {
    if (step.if !== undefined && !evaluated(step.if, contexts)) continue;
    if (step.uses !== undefined) {
      called.push(`${step.uses} ${JSON.stringify(filled(step.with ?? {}, contexts))}`);
      continue;
    }
    if (machine.isReady && step.name === installing) continue;
    if (step.shell !== 'bash') throw new Error('A step of a composite action says its shell.');
    const env = {
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: run.eventName,
      GITHUB_EVENT_PATH: eventFile,
      GITHUB_OUTPUT: files.output,
      GITHUB_STEP_SUMMARY: files.summary,
      GITHUB_WORKSPACE: machine.repository,
      RUNNER_TEMP: machine.home,
      ...filled(step.env ?? {}, contexts),
    };
    const command = ['bash', '--noprofile', '--norc', '-eo', 'pipefail'] as const;
    const ran = runScript({ name: step.name ?? '', command, text: filledText(step.run ?? '', contexts), env }, machine);
    steps.push(ran);
    if (ran.status !== 0) break;
  }
  const { summary, output } = files;
  return { steps, called, summary: readFileSync(summary, 'utf8'), output: readFileSync(output, 'utf8') };
}

type Contexts = Readonly<Record<string, unknown>>;

function filled(values: Readonly<Record<string, unknown>>, contexts: Contexts): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, filledText(String(value), contexts)]));
}

/** As the runner does it: what an expression gives is put into the text, whatever it holds. */
function filledText(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => String(evaluated(expression, contexts) ?? ''));
}

/** As much of GitHub's expressions as we use: paths, texts, == and !=, ||. */
function evaluated(expression: string, contexts: Contexts): unknown {
  const [left = '', right] = expression.split('||', 2);
  const value = compared(left.trim(), contexts);
  return value || right === undefined ? value : compared(right.trim(), contexts);
}

function compared(expression: string, contexts: Contexts): unknown {
  const [, left = expression, sign, right = ''] = /^(.*?)\s*([!=]=)\s*(.*)$/.exec(expression) ?? [];
  if (sign === undefined) return operand(left, contexts);
  return (operand(left, contexts) === operand(right, contexts)) === (sign === '==');
}

function operand(text: string, contexts: Contexts): unknown {
  const literal = /^'(.*)'$/.exec(text);
  if (literal) return literal[1];
  if (!/^[a-z_]+(\.[a-z_]+)+$/.test(text)) throw new Error(`An expression that this runner does not know: ${text}`);
  return text
    .split('.')
    .reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key], contexts);
}

interface GitlabJob {
  readonly rules: readonly { readonly if: string }[];
  readonly script: readonly string[];
}

export interface GitlabPipeline {
  readonly variables: Readonly<Record<string, string>>;
  readonly before_script: readonly string[];
  readonly [job: string]: unknown;
}

/** The jobs of a pipeline that GitLab would run with these variables, in the order of their stages. */
export function gitlabJobs(pipeline: GitlabPipeline, variables: Readonly<Record<string, string>>): readonly string[] {
  const value = (text: string) => (text.startsWith('$') ? variables[text.slice(1)] : text.replaceAll('"', ''));
  const holds = ({ if: rule }: { readonly if: string }) => {
    const [left = '', right = ''] = rule.split(' == ');
    return value(left) !== undefined && value(left) === value(right);
  };
  const stages = pipeline['stages'] as readonly string[];
  return stages.filter((name) => (pipeline[name] as GitlabJob).rules.some(holds));
}

/** Runs a job's lines in one shell, as GitLab's runner does. */
export function runJob(
  { pipeline, job, shell }: { readonly pipeline: GitlabPipeline; readonly job: string; readonly shell: 'sh' | 'bash' },
  variables: Readonly<Record<string, string>>,
  machine: Machine,
): Ran {
  const lines = [...(machine.isReady ? [] : pipeline.before_script), ...(pipeline[job] as GitlabJob).script];
  const env = { GITLAB_CI: 'true', ...pipeline.variables, ...variables };
  return runScript({ name: job, command: [shell, '-e'], text: `${lines.join('\n')}\n`, env }, machine);
}

export function readAction(text: string): Action {
  return parse(text) as Action;
}

export function readPipeline(text: string): GitlabPipeline {
  return parse(text) as GitlabPipeline;
}
