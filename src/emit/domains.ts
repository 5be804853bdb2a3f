import { exactLimits } from './exact-limits.ts';
import type { Format } from './format.ts';

export const domains: Format = {
  id: 'domains',
  file: 'domains.txt',
  title: 'Plain list: one name a line',
  head: () => '',
  *records({ names }) {
    for (const { name, self } of names) if (self) yield { name, owners: [name], text: `${name}\n` };
  },
  separator: '',
  tail: '',
  *readOwners(text) {
    for (const line of text.split('\n')) if (line !== '') yield line;
  },
  reachesBelow: () => false,
  limits: ({ names }) => exactLimits('A plain list', names),
};
