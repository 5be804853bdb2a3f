import { ruleAt } from '../core/blocklist.ts';
import type { Row } from '../names/index.ts';
import { exactLimits } from './exact-limits.ts';
import type { Format } from './format.ts';

export const domains: Format = {
  id: 'domains',
  file: 'domains.txt',
  title: 'Plain list: one name a line',
  head: () => '',
  records({ names }, out) {
    let count = 0;
    for (let place = 0; place < names.rows.length; place++) {
      if (!ruleAt(names, place).self) continue;
      out.name(names.rows[place] as Row).fixed('\n');
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
