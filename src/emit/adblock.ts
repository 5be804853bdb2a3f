import { type Blocklist, sameAction } from '../core/blocklist.ts';
import { type DomainName, isBelow } from '../core/name.ts';
import type { Action } from '../core/order.ts';
import { counted } from '../core/text.ts';
import { encoded, type Fixed } from '../names/index.ts';
import type { Format } from './format.ts';
import { isNeeded, isOne, type NearestLine, nearestName, type Say, walkNearest, writeName } from './nearest.ts';
import { isPlain, shortfall } from './shortfall.ts';

// `||x^` is a name and all below it, and a plain name is that name alone, for both AdGuard Home and Pi-hole. What else
// there is, only AdGuard Home reads: `|x^` (a name alone), `||*.x^` (what is below), `@@` before each (left free). Pi-hole
// passes over such a line. Neither can block again below what was left free, so that is said to be left out.

export const adblock: Format = {
  id: 'adblock',
  file: 'adblock.txt',
  title: 'Adblock list: AdGuard Home, Pi-hole',
  onRequest: true,
  head: () => '! Title: Names that orders in force block\n',
  records(blocklist, part, { out }) {
    let count = 0;
    walkPatterns(blocklist, part, (line, { before, after }) => {
      writeName(out.fixed(before), line).fixed(after);
      count += 1;
    });
    return count;
  },
  tail: '',
  reachesBelow: true,
  *readOwners(text) {
    for (const [index, line] of text.split('\n').entries()) {
      if (line === '' || index === 0) continue;
      const [, , mark = '', name = '', end] = /^(@@)?(\|\|\*\.|\|\|?)?([a-z0-9._-]+)(\^)?$/.exec(line) ?? [];
      if (name === '' || (mark === '') !== (end === undefined)) yield `not a pattern: ${line}`;
      else if (mark === '||') yield* [name, `*.${name}`];
      else yield mark === '||*.' ? `*.${name}` : name;
    }
  },
  limits(blocklist) {
    const { open, otherwise } = shortfall(blocklist, say);
    const unread = unreadByPiHole(blocklist);
    const limits: string[] = [];
    if (otherwise > 0)
      limits.push(
        `An adblock list cannot say which answer to give, as asked for by ${otherwise} of ${blocklist.names.size}.`,
      );
    if (open > 0)
      limits.push(`An adblock list cannot block below what is left free: ${counted(open, 'name')} left out.`);
    if (unread.blocking > 0)
      limits.push(
        `Pi-hole does not read | and *: what is blocked by ${counted(unread.blocking, 'line')} is open there.`,
      );
    if (unread.freeing > 0) {
      // What is left out lies below what is left free, and so Pi-hole answers it as all the rest, whatever its order asks for.
      const leftOut = open > 0 ? ', and what is left out below it as if it did not exist' : '';
      limits.push(
        `Pi-hole does not read @@: what is left free by ${counted(unread.freeing, 'line')} is blocked there${leftOut}.`,
      );
    }
    return limits;
  },
};

const blocked: Action = { kind: 'nxdomain' };

const say: Say = ({ self, below }, above) => ({
  self: above.isFreed ? undefined : self && blocked,
  below: above.isFreed ? undefined : below && blocked,
});

type VisitPattern = (line: NearestLine, pattern: Pattern) => void;

function walkPatterns(blocklist: Blocklist, part: number, visit: VisitPattern): void {
  let lower: DomainName | undefined;
  walkNearest(blocklist, part, {
    say,
    visit: (line) => {
      // Pi-hole has not read the pattern that blocks what is below, so each name there stands for itself.
      const standsAlone = lower !== undefined && line.said.self !== undefined && isBelow(nearestName(line), lower);
      if (!isNeeded(line) && !standsAlone) return;
      const pattern = isNeeded(line) ? patternOf(line) : patterns.subtree;
      if (pattern === patterns.lower) lower = nearestName(line);
      visit(line, pattern);
    },
  });
}

function unreadByPiHole(blocklist: Blocklist): { readonly blocking: number; readonly freeing: number } {
  const count = { blocking: 0, freeing: 0 };
  if (isPlain(blocklist, say)) return count;
  for (let part = 0; part < blocklist.names.parts; part++) {
    walkPatterns(blocklist, part, (_, { unread }) => {
      if (unread) count[unread] += 1;
    });
  }
  return count;
}

interface Pattern {
  readonly before: Fixed;
  readonly after: Fixed;
  /** What Pi-hole misses by passing over it. */
  readonly unread: 'blocking' | 'freeing' | undefined;
}

function pattern(before: string, after: string, unread?: 'blocking' | 'freeing'): Pattern {
  return { before: encoded(before), after: encoded(`${after}\n`), unread };
}

const patterns = {
  subtree: pattern('||', '^'),
  plain: pattern('', ''),
  exact: pattern('|', '^', 'blocking'),
  lower: pattern('||*.', '^', 'blocking'),
  freeSubtree: pattern('@@||', '^', 'freeing'),
  freeExact: pattern('@@|', '^', 'freeing'),
  freeLower: pattern('@@||*.', '^', 'freeing'),
};

function patternOf(line: NearestLine): Pattern {
  const { said, above } = line;
  const changesSelf = !sameAction(said.self, above.below);
  if (above.below) {
    if (isOne(said)) return patterns.freeSubtree;
    return changesSelf ? patterns.freeExact : patterns.freeLower;
  }
  if (isOne(said)) return patterns.subtree;
  if (!changesSelf) return patterns.lower;
  // AdGuard Home takes a plain line that is no host name for a pattern that may stand anywhere in a name.
  return hostName.test(nearestName(line)) ? patterns.plain : patterns.exact;
}

/** What AdGuard Home holds for a host name. */
const hostName = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+([a-z]{2,}|xn--[a-z0-9]{4,})$/;
