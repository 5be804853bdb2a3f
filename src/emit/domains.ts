import { encoded, type Row } from '../names/index.ts';
import { exactLimits } from './exact-limits.ts';
import type { Format } from './format.ts';

const lineFeed = encoded('\n');

export const domains: Format = {
  id: 'domains',
  file: 'domains.txt',
  title: 'Plain list: one name a line',
  head: () => '',
  records({ names }, number, { out }) {
    const { table, rows, rule } = names.at(number);
    const isNamed = names.rules.map(({ self }) => self !== undefined);
    let count = 0;
    for (let place = 0; place < rows.length; place++) {
      if (!isNamed[rule[place] as number]) continue;
      out.name(table, rows[place] as Row).fixed(lineFeed);
      count += 1;
    }
    return count;
  },
  tail: '',
  reachesBelow: false,
  *readOwners(text) {
    for (const line of text.split('\n')) if (line !== '') yield line;
  },
  limits: ({ names }) => exactLimits('A plain list', names),
};
