import { counted } from '../core/text.ts';
import type { Item } from './items.ts';

/** How many ended how. */
export interface Totals {
  readonly accepted: number;
  readonly alreadyOrdered: number;
  readonly duplicate: number;
  readonly notExpressible: number;
  readonly needsYou: number;
  readonly leftOut: number;
  readonly noTarget: number;
  readonly blank: number;
}

const totalOf = {
  accepted: 'accepted',
  'already-ordered': 'alreadyOrdered',
  duplicate: 'duplicate',
  'not-expressible': 'notExpressible',
  'needs-you': 'needsYou',
  'left-out': 'leftOut',
  'no-target': 'noTarget',
} as const;

export function totalsOf(items: readonly Item[], blank: number): Totals {
  const totals = {
    accepted: 0,
    alreadyOrdered: 0,
    duplicate: 0,
    notExpressible: 0,
    needsYou: 0,
    leftOut: 0,
    noTarget: 0,
    blank,
  };
  for (const { verdict } of items) totals[totalOf[verdict]] += 1;
  return totals;
}

/** One line for people; what is nought is left out. */
export function summaryOf(lines: number, totals: Totals): string {
  const { accepted, alreadyOrdered, duplicate, notExpressible, needsYou, leftOut, noTarget, blank } = totals;
  const entries = Object.values(totals).reduce((sum, count) => sum + count, 0);
  const parts: readonly (readonly [number, string])[] = [
    [accepted, counted(accepted, 'domain')],
    [alreadyOrdered, `${counted(alreadyOrdered, 'domain')} that another order holds too`],
    [duplicate, counted(duplicate, 'duplicate')],
    [notExpressible, `${notExpressible} that no resolver can block`],
    [leftOut, `${leftOut} left out`],
    [noTarget, `${noTarget} that ${noTarget === 1 ? 'names' : 'name'} no site`],
    [blank, `${blank} blank`],
    [needsYou, `${needsYou} ${needsYou === 1 ? 'needs' : 'need'} you`],
  ];
  const said = parts.filter(([count]) => count > 0).map(([, text]) => text);
  const head = entries === lines ? counted(lines, 'line') : `${counted(lines, 'line')} with ${entries} entries`;
  return said.length === 0 ? head : `${head}: ${said.join(', ')}`;
}
