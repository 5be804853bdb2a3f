import type { Action } from '../core/order.ts';
import { counted } from '../core/text.ts';
import { encoded, type Writer } from '../names/index.ts';
import type { Format } from './format.ts';
import { isNeeded, type NearestLine, type Say, walkNearest, writeName } from './nearest.ts';
import { readOwners, recordData, zoneHead } from './rpz.ts';
import { shortfall } from './shortfall.ts';

// Knot Resolver 6 reads policy zones as rules of its own (its lib/rules/zonefile.c). NXDOMAIN goes for the name and all
// below it, whether `*.` stands before it or not; addresses behind `*.` and exceptions it passes over. The nearest rule
// above a name decides, whatever lies between.

export const knot6Zone: Format = {
  id: 'rpz-knot6',
  file: 'knot6.rpz',
  title: 'Response policy zone for Knot Resolver 6',
  onRequest: true,
  head: (_, context) => zoneHead(context),
  records(blocklist, part, { out }) {
    let count = 0;
    const visit = (line: NearestLine) => {
      if (isNeeded(line)) count += writeLine(out, line);
    };
    walkNearest(blocklist, part, { say, visit });
    return count;
  },
  tail: '',
  reachesBelow: true,
  readOwners,
  limits(blocklist) {
    const { open, shut, otherwise } = shortfall(blocklist, say);
    const { size } = blocklist.names;
    const limits: string[] = [];
    if (open > 0)
      limits.push(
        `Knot Resolver 6 cannot block names below a name that stays free, as asked for by ${open} of ${size}: these are left out.`,
      );
    if (shut > 0)
      limits.push(`Knot Resolver 6 knows no exceptions: what is to be free at ${counted(shut, 'name')} stays blocked.`);
    if (otherwise > 0)
      limits.push(
        `Knot Resolver 6 cannot give ${otherwise} of ${size} the answer asked for: it blocks them with another.`,
      );
    return limits;
  },
};

const nodata: Action = { kind: 'nodata' };
const nxdomain: Action = { kind: 'nxdomain' };

const say: Say = (wanted, above) => {
  const self = wanted.self ?? above.below;
  const below = wanted.below ? reaching(wanted.below) : above.below;
  if (!self) return { self, below: undefined };
  return { self: self.kind === 'nxdomain' && below?.kind !== 'nxdomain' ? nodata : self, below };
};

/** An address is for a name alone. */
function reaching(action: Action): Action {
  return action.kind === 'redirect' ? nxdomain : action;
}

const wildcard = encoded('*.');

/** A line that is needed blocks its name: none leaves free what one above has blocked. */
function writeLine(out: Writer, line: NearestLine): number {
  const self = line.said.self as Action;
  const { below } = line.said;
  for (const data of recordData(self, true)) writeName(out, line).fixed(data);
  if (!below) return 1;
  for (const data of recordData(below, true)) writeName(out.fixed(wildcard), line).fixed(data);
  return 2;
}
