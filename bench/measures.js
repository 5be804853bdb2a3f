// Every row of the table, in its order. `name` is the row's key; `onlyFor` is the word without which it is not run.
import {
  badLineMeasure,
  growthMeasures,
  hostlistMeasure,
  hugeMeasure,
  sortMeasure,
  zoneMeasure,
} from './annex-measures.js';
import { ordersMeasure, rebuildMeasures, recordMeasure } from './orders-measures.js';
import { against, inputsIn, nothing, run } from './subjects.js';

export function measuresIn(folder) {
  const inputs = inputsIn(folder);
  return [
    startMeasure(inputs, '--help'),
    startMeasure(inputs, '--version'),
    sortMeasure(inputs, 10_000),
    sortMeasure(inputs, 100_000),
    sortMeasure(inputs, 1_000_000, '1.8×'),
    sortMeasure(inputs, 5_000_000, '1.1×'),
    zoneMeasure(inputs, 100_000),
    zoneMeasure(inputs, 1_000_000, '0.08×'),
    zoneMeasure(inputs, 5_000_000),
    hostlistMeasure(inputs, 100_000),
    hostlistMeasure(inputs, 1_000_000),
    badLineMeasure(inputs, 1_000_000),
    ...growthMeasures(inputs, 1_000_000, 5_000_000),
    hugeMeasure(inputs, 50_000_000),
    ordersMeasure(inputs, 1000),
    ordersMeasure(inputs, 10_000, '1.6×'),
    ...rebuildMeasures(inputs, 10_000),
    recordMeasure(inputs, 100_000),
  ];
}

function startMeasure(inputs, option) {
  return {
    name: `${option} against node -e 0`,
    goal: '1.10×',
    run: () => against(run(inputs.none().cwd, option), nothing),
  };
}

/** All of them without words, or those whose name has one of the words. */
export function chosen(measures, words) {
  return measures.filter(({ name, onlyFor }) => {
    if (onlyFor !== undefined) return words.includes(onlyFor);
    return words.length === 0 || words.some((word) => name.split(/[\s,:]+/).includes(word));
  });
}
