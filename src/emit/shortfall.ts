import { type Answers, type Blocklist, type Rule, sameAction } from '../core/blocklist.ts';
import { type NearestLine, type Say, walkNearest } from './nearest.ts';

/** How many names do not get what orders ask for. */
export interface Shortfall {
  /** Not blocked, or not below. */
  readonly open: number;
  /** Blocked, or blocked below, although they are to stay free. */
  readonly shut: number;
  /** Blocked with another answer. */
  readonly otherwise: number;
}

/** What a format cannot say of a blocklist. */
export function shortfall(blocklist: Blocklist, say: Say): Shortfall {
  const count = { open: 0, shut: 0, otherwise: 0 };
  if (isPlain(blocklist, say)) return count;
  for (let part = 0; part < blocklist.names.parts; part++) {
    walkNearest(blocklist, part, {
      say,
      visit: (line) => {
        if (falls(line, isOpen)) count.open += 1;
        if (falls(line, isShut)) count.shut += 1;
        if (falls(line, isOther)) count.otherwise += 1;
      },
    });
  }
  return count;
}

/** Nearly every list is so: one answer for all names and what is below them, which the format can say. Nobody need count. */
export function isPlain({ names: { rules }, allowZone }: Blocklist, say: Say): boolean {
  let hasExceptions = false;
  for (let part = 0; part < allowZone.parts; part++) {
    allowZone.walk(part, () => {
      hasExceptions = true;
    });
  }
  const first = rules[0];
  if (hasExceptions || !first) return !hasExceptions;
  const said = say(first, { below: undefined, isFreed: false });
  return rules.every((rule: Rule) => same(rule, said));
}

function same(rule: Answers, { self, below }: Answers): boolean {
  return sameAction(rule.self, self) && sameAction(rule.below, below) && sameAction(self, below);
}

type Fault = (wanted: Answers['self'], said: Answers['self']) => boolean;

const isOpen: Fault = (wanted, said) => wanted !== undefined && said === undefined;
const isShut: Fault = (wanted, said) => wanted === undefined && said !== undefined;
const isOther: Fault = (wanted, said) => wanted !== undefined && said !== undefined && !sameAction(wanted, said);

function falls({ wanted, said }: NearestLine, fault: Fault): boolean {
  return fault(wanted.self, said.self) || fault(wanted.below, said.below);
}
