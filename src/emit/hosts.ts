import type { Action } from '../core/order.ts';
import { encoded, type Fixed, type Row } from '../names/index.ts';
import { exactLimits } from './exact-limits.ts';
import type { Format } from './format.ts';

const lineFeed = encoded('\n');

export const hosts: Format = {
  id: 'hosts',
  file: 'hosts',
  title: 'Hosts file: each name by itself, without the names below it',
  head: () => '# Names that orders in force block, each by itself: a hosts file cannot say "and all names below".\n',
  /** Both address families: with one alone, the other is still asked of the network and leaks. */
  records({ names }, number, { out }) {
    const { table, rows, rule } = names.at(number);
    const linesOf = linesByAddress();
    const lines = names.rules.map(({ self }) => self && linesOf(self));
    let count = 0;
    for (let place = 0; place < rows.length; place++) {
      const line = lines[rule[place] as number];
      if (!line) continue;
      const row = rows[place] as Row;
      out.fixed(line.ipv4).name(table, row).fixed(line.ipv6).name(table, row).fixed(lineFeed);
      count += 1;
    }
    return count;
  },
  tail: '',
  reachesBelow: false,
  *readOwners(text) {
    for (const [index, line] of text.split('\n').entries()) {
      const [address, name] = line.split(' ');
      if (index > 0 && address?.includes('.') && name !== undefined) yield name;
    }
  },
  limits: ({ names }) => exactLimits('A hosts file', names),
};

/** What stands before the name on its first line, and between it and its second. */
interface Lines {
  readonly ipv4: Fixed;
  readonly ipv6: Fixed;
}

/** Thousands of orders share a few addresses: each is encoded once, so that it stays near the processor. */
function linesByAddress(): (action: Action) => Lines {
  const known = new Map<string, Lines>();
  return (action) => {
    const { ipv4 = '0.0.0.0', ipv6 = '::' } = action.kind === 'redirect' ? action : {};
    const key = `${ipv4} ${ipv6}`;
    const lines = known.get(key) ?? { ipv4: encoded(`${ipv4} `), ipv6: encoded(`\n${ipv6} `) };
    known.set(key, lines);
    return lines;
  };
}
