// Many records, and the builds after the first.
import { appendFileSync, existsSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { against, build, nothing, rebuild } from './subjects.js';
import { measured } from './timing.js';

const namesEach = 125;

export function ordersMeasure(inputs, count, goal) {
  return {
    name: `${count} orders: build against find, cat, sort -u`,
    goal,
    run: () => {
      const { cwd } = inputs.orders(count, namesEach);
      const command = "find orders -name '*.yaml' -exec cat {} + | sort -u > sorted.txt";
      return against(build(cwd), { argv: ['sh', '-c', command], cwd, env: { LC_ALL: 'C' } });
    },
  };
}

export function recordMeasure(inputs, targets) {
  return {
    name: `one record with ${targets} targets: build against sort -u`,
    run: () => {
      const { cwd, files } = inputs.orders(1, targets);
      const argv = ['sort', '-u', '-o', 'sorted.txt', ...files];
      return against(build(cwd), { argv, cwd, env: { LC_ALL: 'C' } });
    },
  };
}

export function rebuildMeasures(inputs, count) {
  const built = () => {
    const { cwd, files } = inputs.orders(count, namesEach);
    if (!existsSync(join(cwd, 'out'))) measured(build(cwd));
    return { cwd, files };
  };
  return [
    {
      name: `${count} orders, none touched: build against node -e 0`,
      goal: '2.2×',
      run: () => against(rebuild(built().cwd), nothing),
    },
    {
      name: `${count} orders, all touched, none changed: build against node -e 0`,
      goal: '3.5×',
      run: () => {
        const { cwd, files } = built();
        return against({ ...rebuild(cwd), before: () => touch(files) }, nothing);
      },
    },
    {
      name: `${count} orders, one changed: build against build from nothing`,
      goal: '0.4×',
      run: () => {
        const { cwd, files } = built();
        return against({ ...rebuild(cwd), before: changing(files) }, build(cwd));
      },
    },
  ];
}

/** Adds a name to another record each time. */
function changing(files) {
  let turn = 0;
  return () => {
    turn += 1;
    appendFileSync(files[(turn * 3571) % files.length], `  - changed-${turn}.com\n`);
  };
}

function touch(files) {
  const now = new Date();
  for (const file of files) utimesSync(file, now, now);
}
