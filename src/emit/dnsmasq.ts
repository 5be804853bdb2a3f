import { type Answers, sameAction } from '../core/blocklist.ts';
import type { Action } from '../core/order.ts';
import { encoded, type Fixed } from '../names/index.ts';
import type { Format } from './format.ts';
import { isNeeded, isOne, type NearestLine, type Say, walkNearest, writeName } from './nearest.ts';
import { shortfall } from './shortfall.ts';

// dnsmasq(8), --server: a domain without a server is never asked of anybody and does not exist, `#` stands for the usual
// servers, and the longest domain decides. `*.x` is longer than `x` and does not match it, so that a name and the names
// below it can differ (dnsmasq 2.86 or later).

export const serversFile: Format = {
  id: 'dnsmasq',
  file: 'dnsmasq.servers',
  title: 'dnsmasq servers file (2.86 or later)',
  onRequest: true,
  head: () => '# Names that orders in force block: for servers-file=, read again on SIGHUP.\n',
  records(blocklist, part, { out }) {
    let count = 0;
    const visit = (line: NearestLine) => {
      if (!isNeeded(line)) return;
      for (const { before, after } of linesOf(line)) writeName(out.fixed(before), line).fixed(after);
      count += 1;
    };
    walkNearest(blocklist, part, { say, visit });
    return count;
  },
  tail: '',
  reachesBelow: true,
  *readOwners(text) {
    for (const [index, line] of text.split('\n').entries()) {
      const owner = /^server=\/([a-z0-9._*-]+)\/#?$/.exec(line)?.[1];
      if (owner !== undefined) yield owner;
      else if (line !== '' && index > 0) yield `not a server: ${line}`;
    }
  },
  limits(blocklist) {
    const { otherwise } = shortfall(blocklist, say);
    if (otherwise === 0) return [];
    return [
      `A dnsmasq servers file cannot give an empty answer or a notice page: ` +
        `${otherwise} of ${blocklist.names.size} that ask for one do not exist instead.`,
    ];
  },
};

const nxdomain: Action = { kind: 'nxdomain' };

/** What is blocked does not exist, whatever was asked for. */
const say: Say = ({ self, below }) => ({ self: self && nxdomain, below: below && nxdomain });

interface Line {
  readonly before: Fixed;
  readonly after: Fixed;
}

const own = encoded('server=/');
const lower = encoded('server=/*.');
const blocked = encoded('/\n');
const free = encoded('/#\n');

function linesOf({ said, above }: NearestLine): readonly Line[] {
  const { self, below } = said;
  if (isOne(said)) return [{ before: own, after: ending(self) }];
  const ownLine = { before: own, after: ending(self) };
  const lowerLine = { before: lower, after: ending(below) };
  // A line for the name would reach below it, so what is below has one of its own.
  return sameAction(self, above.below) ? [lowerLine] : [ownLine, lowerLine];
}

function ending(action: Answers['self']): Fixed {
  return action ? blocked : free;
}
