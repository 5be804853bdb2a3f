import { argv, env, stdout } from 'node:process';
import { Stryker } from '@stryker-mutator/core';
import { groups } from './groups.js';

// node test/mutation/run.js [GROUP | FILE…]: changes the code of the files in small ways, a group at a time, and tells the
// changes that no test of the group has noticed.

const cache = 'node_modules/.cache/stryker';
const asked = argv.slice(2);

/** All files where nothing was asked for. */
function filesOf(group, files) {
  return asked.length === 0 || asked.includes(group) ? files : files.filter((file) => asked.includes(file));
}

async function mutate(group, files) {
  env.MUTATION_GROUP = group;
  const results = await new Stryker({
    testRunner: 'vitest',
    vitest: { configFile: 'test/mutation/vitest.config.js', related: false },
    mutate: files,
    coverageAnalysis: 'perTest',
    concurrency: 2,
    timeoutMS: 20_000,
    tempDirName: `${cache}/${group}`,
    ignorePatterns: ['bench', 'dist', 'docs', 'orders'],
    reporters: ['clear-text'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: false },
    // TypeScript 7 has nothing that Stryker could read tsconfig.json with, and nothing here needs it.
    tsconfigFile: 'none',
    thresholds: { break: null },
  }).runMutationTest();
  return results.filter(({ fileName }) => files.some((file) => fileName.endsWith(file)));
}

function row(group, results) {
  const tried = results.filter(({ status }) => ['Killed', 'Timeout', 'Survived', 'NoCoverage'].includes(status)).length;
  const killed = results.filter(({ status }) => ['Killed', 'Timeout'].includes(status)).length;
  return `| ${[group, tried, killed, tried - killed, `${((100 * killed) / tried).toFixed(1)} %`].join(' | ')} |`;
}

const rows = ['| Group | Mutants | Killed | Survived | Score |', '| --- | --: | --: | --: | --: |'];
for (const [group, { files }] of Object.entries(groups)) {
  const chosen = filesOf(group, files);
  if (chosen.length > 0) rows.push(row(group, await mutate(group, chosen)));
}
stdout.write(`${rows.join('\n')}\n`);
