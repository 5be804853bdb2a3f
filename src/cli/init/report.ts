import { configFile, ordersFolder } from '../input-files.ts';
import { schemaFolder } from '../schema-path.ts';
import type { Choices } from './new-file.ts';
import type { PlacedFile } from './place.ts';
import type { HookState } from './repository.ts';

export interface Outcome {
  /** The folder, for people; undefined where they are in it. */
  readonly label: string | undefined;
  readonly choices: Choices;
  readonly files: readonly PlacedFile[];
  readonly hooks: HookState;
  /** Where it lies in its repository, as `legal/`; empty at the top. */
  readonly prefix: string;
}

/** What was made, what stayed, and what comes next. */
export function initReport(outcome: Outcome): string {
  const { files } = outcome;
  const paths = (placed: PlacedFile['placed']) =>
    files.filter((one) => one.placed === placed).map(({ file }) => file.path);
  const made = paths('made');
  const parts = [
    list(made.length > 0 ? 'Made:' : 'Nothing was made: all of it is there.', made),
    list('There already, and left as they are:', paths('same')),
    list('There already, with something else in them, and left as they are:', paths('other')),
    paths('other').flatMap(advice).join(''),
    list(
      'What comes next:',
      nextSteps(outcome).map((step, index) => `${index + 1}. ${step}`),
    ),
  ];
  return `${parts.filter((part) => part !== '').join('\n')}`;
}

function list(head: string, lines: readonly string[]): string {
  if (lines.length === 0) return head.endsWith(':') ? '' : `${head}\n`;
  return `${head}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** Where it matters that a file is not the one that would have been made. */
function advice(path: string): readonly string[] {
  if (path === '.gitattributes') {
    return [`Make sure that .gitattributes has this line, or git may change lists: ${ordersFolder}/**/*.txt -text\n`];
  }
  if (path === '.gitignore')
    return ['Make sure that .gitignore has these lines: out/ .blocklist/drafts/ .blocklist/pending/\n'];
  if (path.startsWith(schemaFolder))
    return [`So that your editor knows the records of this version, delete ${path} and run this again.\n`];
  return [];
}

function nextSteps({ label, choices, files, hooks, prefix }: Outcome): readonly string[] {
  const isOurs = (path: string) => files.some(({ file, placed }) => file.path === path && placed !== 'other');
  return [
    ...(label === undefined ? [] : [`Go there: cd "${label}"`]),
    ...(choices.operators.length === 0 && isOurs(configFile)
      ? ['Open blocklist.config.yaml and say who you are. Until then, every order in the folder counts.']
      : []),
    ...orderSteps(choices.orders),
    ...hookSteps(hooks),
    ...(prefix === ''
      ? []
      : [
          `Servers look only at the topmost folder of a repository, and this one is ${prefix} there: ` +
            `move .github, .gitlab-ci.yml and CODEOWNERS up, and put ${prefix} before the paths in them.`,
        ]),
    ...(isOurs('CODEOWNERS') ? ['Open CODEOWNERS and write down who must look at every change.'] : []),
  ];
}

function orderSteps(orders: Choices['orders']): readonly string[] {
  switch (orders) {
    case 'there':
      return ['See what is there: "blocklist check", then "blocklist build".'];
    case 'none':
      return [
        'Record your first order with "blocklist add". Until then there is nothing to check and nothing to build.',
      ];
    case 'example':
      return [
        'Try it: "blocklist check", then "blocklist build". The example blocks two names that no site can have.',
        `Record your first order with "blocklist add", then delete ${ordersFolder}/example.yaml.`,
      ];
  }
}

function hookSteps(hooks: HookState): readonly string[] {
  switch (hooks.kind) {
    case 'no-repository':
      return [
        'Keep the history of every change with git (a colleague who knows it can do this): "git init", then "blocklist init --hooks".',
      ];
    case 'free':
      return [
        `So that git takes no record with an error (a colleague who knows git can do this): git config core.hooksPath ${hooks.path}`,
      ];
    case 'others':
      return [
        `Git has hooks of its own here (${hooks.what}). So that it checks records too, let them call .githooks/pre-commit.`,
      ];
    case 'ours':
      return [];
  }
}
