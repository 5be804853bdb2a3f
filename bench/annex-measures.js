// Long lists: one order whose names lie in a text file.
import { hostlistCompiler } from './hostlist-compiler.js';
import { against, build, run } from './subjects.js';
import { inTurn, measured, medianOf } from './timing.js';

export function sortMeasure(inputs, count, goal) {
  return {
    name: `annex of ${count} names: build against sort -u`,
    goal,
    run: () => {
      const { cwd } = inputs.annex(count);
      const argv = ['sort', '-u', '-o', 'sorted.txt', 'orders/annex.txt'];
      return against(build(cwd), { argv, cwd, env: { LC_ALL: 'C' } });
    },
  };
}

export function zoneMeasure(inputs, count, goal) {
  return {
    name: `annex of ${count} names: build against named-compilezone of its zone`,
    goal,
    run: () => {
      const { cwd } = inputs.annex(count);
      const argv = ['named-compilezone', '-q', '-o', 'compiled.zone', 'rpz.bench', 'out/blocklist.rpz'];
      return against(build(cwd), { argv, cwd });
    },
  };
}

export function hostlistMeasure(inputs, count) {
  return {
    name: `annex of ${count} names: build against HostlistCompiler`,
    run: () => {
      const { cwd } = inputs.annex(count);
      return against(build(cwd), hostlistCompiler(cwd, 'orders/annex.txt'));
    },
  };
}

export function badLineMeasure(inputs, count) {
  return {
    name: `annex of ${count} names, one line bad: check against check without it`,
    goal: '1.0×',
    run: () => {
      const bad = { ...run(inputs.badAnnex(count).cwd, 'check'), status: 1 };
      return against(bad, run(inputs.annex(count).cwd, 'check'));
    },
  };
}

/** What more names cost: both sizes in turn. */
export function growthMeasures(inputs, few, many) {
  let pairs;
  const figure = (question) => {
    pairs ??= inTurn(build(inputs.annex(many).cwd), build(inputs.annex(few).cwd));
    return medianOf(pairs, ({ ours, theirs }) => question(ours, theirs));
  };
  const exponent = (larger, smaller) => Math.log(larger.seconds / smaller.seconds) / Math.log(many / few);
  const bytes = (larger, smaller) => ((larger.mebibytes - smaller.mebibytes) * 2 ** 20) / (many - few);
  const growth = `growth from ${few} to ${many} names`;
  return [
    { name: `${growth}: exponent of the time`, goal: '1.0', run: () => ({ figure: figure(exponent).toFixed(2) }) },
    {
      name: `${growth}: marginal peak`,
      goal: '60 B a name',
      run: () => ({ figure: `${figure(bytes).toFixed(0)} B a name` }),
    },
  ];
}

/** Takes many minutes and some 12 GB on the disk: run only when its size is asked for. */
export function hugeMeasure(inputs, count) {
  return {
    name: `annex of ${count} names: build`,
    goal: 'peak 256 MiB',
    onlyFor: String(count),
    run: () => {
      const { seconds, mebibytes } = measured(build(inputs.annex(count).cwd));
      return { ours: seconds, ourPeak: mebibytes };
    },
  };
}
