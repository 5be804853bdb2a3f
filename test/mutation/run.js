import { argv, env, stdout } from 'node:process';
import { Stryker } from '@stryker-mutator/core';
import { groups } from './groups.js';

const asked = argv.slice(2);

/** The files of a group that were asked for, by its name or theirs; all of them where nothing was asked for. */
function filesOf(name, files) {
  return asked.length === 0 || asked.includes(name) ? files : files.filter((file) => asked.includes(file));
}

async function mutate(name, files) {
  env.MUTATION_GROUP = name;
  const results = await new Stryker({
    testRunner: 'vitest',
    vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
    mutate: files,
    coverageAnalysis: 'perTest',
    concurrency: 2,
    incremental: true,
    incrementalFile: `node_modules/.cache/stryker/${name}.json`,
    tempDirName: 'node_modules/.cache/stryker/sandbox',
    ignorePatterns: ['bench', 'dist', 'out', 'docs'],
    reporters: ['clear-text'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: false },
    thresholds: { break: null },
    timeoutMS: 20_000,
    tsconfigFile: 'none',
    disableTypeChecks: false,
    allowEmpty: true,
  }).runMutationTest();
  return results.filter(({ status }) => status !== 'Ignored');
}

function row(name, results) {
  const valid = results.filter(({ status }) => status !== 'CompileError' && status !== 'RuntimeError').length;
  const killed = results.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
  const score = ((100 * killed) / valid).toFixed(1);
  return `| ${[name, valid, killed, valid - killed, `${score} %`].join(' | ')} |`;
}

const rows = ['| Group | Mutants | Killed | Survived | Score |', '|---|---|---|---|---|'];
for (const [name, { files }] of Object.entries(groups)) {
  const chosen = filesOf(name, files);
  if (chosen.length > 0) rows.push(row(name, await mutate(name, chosen)));
}
stdout.write(`${rows.join('\n')}\n`);
