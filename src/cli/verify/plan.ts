import { createHash } from 'node:crypto';
import { answersOf } from '../../compile/answer.ts';
import type { compile } from '../../compile/compile.ts';
import { subjectsOf } from '../../compile/subjects.ts';
import type { Blocklist } from '../../core/blocklist.ts';
import { showAsOf } from '../../core/dates.ts';
import type { DomainName } from '../../core/name.ts';
import type { Subject } from '../../core/subject.ts';
import type { Server } from '../../resolver/ask.ts';
import { plainAddress } from '../../resolver/reply.ts';
import { CommandError } from '../exit-codes.ts';
import type { Input } from '../input.ts';
import type { VerifyOptions } from '../verify.ts';
import type { EarlierName } from './earlier-names.ts';
import { sampler } from './sampler.ts';

export const day: number = 24 * 3_600_000;

export interface Job {
  readonly input: Input;
  readonly options: VerifyOptions;
  readonly moment: Parameters<typeof compile>[2];
  readonly earlier: Iterable<EarlierName>;
}

export interface Plan {
  /** Controls first. */
  readonly subjects: readonly Subject[];
  /** How many are controls. */
  readonly controls: number;
  /** Listed names that are asked for, by order. */
  readonly namesAsked: ReadonlyMap<string, number>;
  readonly names: number;
}

/** What a resolver is to be asked, by what is in force and what the command line says. */
export function planOf(blocklist: Blocklist, { input, options, moment, earlier }: Job): Plan {
  const { orders: ids, lately, sample } = options;
  const unknown = ids?.find((id) => !input.orders.some((order) => order.id === id));
  if (unknown !== undefined) throw new CommandError(`${unknown} is not the id of an order here. Look at the spelling.`);
  const isAbout = (id: string) => ids === undefined || ids.includes(id);
  const picked = sampler(blocklist.names.size, sample, showAsOf(moment.asOf).slice(0, 10));
  const namesAsked = new Map<string, number>();
  let names = 0;
  const found = subjectsOf(blocklist, {
    ...input,
    moment,
    lately: lately * day,
    earlier,
    isAbout,
    takes: (place, orders) => {
      const isTaken = orders.some(isAbout) && picked(place);
      if (isTaken) for (const id of orders) namesAsked.set(id, (namesAsked.get(id) ?? 0) + 1);
      if (isTaken) names += 1;
      return isTaken;
    },
  });
  const unblocked = options.control ?? input.settings.controls ?? usualControls;
  const controls = controlsOf(unblocked, answersOf(blocklist, input.corpus));
  return { subjects: [...controls, ...found], controls: controls.length, namesAsked, names };
}

/** Kept up by the Internet Assigned Numbers Authority (RFC 2606 3), and a site of everybody's. */
const usualControls = ['example.com', 'iana.org', 'wikipedia.org'] as DomainName[];

function controlsOf(names: readonly DomainName[], answers: ReturnType<typeof answersOf>): readonly Subject[] {
  const control = (name: DomainName): Subject => ({
    kind: 'control',
    name,
    part: 'self',
    expected: undefined,
    orders: [],
  });
  const blocked = names.find((name) => answers(name) !== undefined);
  if (blocked !== undefined) {
    throw new CommandError(
      `${blocked} must be blocked, so that it cannot be a control. Name another one with --control.`,
    );
  }
  return [...new Set(names)].map(control);
}

/** The addresses of all notice pages. */
export function noticesOf({ names }: Blocklist): ReadonlySet<string> {
  const actions = names.rules.flatMap(({ holders }) => holders.map(({ action }) => action));
  return new Set(
    actions
      .flatMap((action) => (action.kind === 'redirect' ? [action.ipv4, action.ipv6 ?? action.ipv4] : []))
      .map(plainAddress),
  );
}

/** Tells one plan for one resolver from any other. */
export function digestOfPlan({ subjects }: Plan, { address, port }: Server): string {
  const hash = createHash('sha256').update(JSON.stringify([address, port]));
  for (const subject of subjects) hash.update(JSON.stringify(subject));
  return hash.digest('hex');
}
