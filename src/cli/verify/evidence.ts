import type { Deadline, UnknownDeadline } from '../../compile/deadlines.ts';
import type { HoldingOrder } from '../../core/blocklist.ts';
import { type AsOf, type Instant, showAsOf, showInstant } from '../../core/dates.ts';
import { byText } from '../../core/diagnostic.ts';
import type { Action } from '../../core/order.ts';
import type { Subject } from '../../core/subject.ts';
import type { Evidence, Order as OrderEvidence, Subject as SubjectEvidence } from '../../generated/evidence.ts';
import { programVersion } from '../../generated/version.ts';
import { conclude, type Habit, habitOf, type Status, wrongStatuses } from '../../resolver/conclude.ts';
import { nameToAsk, type Result } from '../../resolver/examine.ts';
import { verdictOf } from './verdict.ts';

/** All that an evidence report is made of. */
export interface Findings {
  readonly subjects: readonly Subject[];
  /** By the place of the subject. */
  readonly results: ReadonlyMap<number, Result>;
  readonly seed: string;
  readonly isGone: boolean;
  readonly begun: Instant;
  readonly ended: Instant;
  readonly by: string;
  readonly server: Evidence['server'];
  readonly asOf: AsOf;
  readonly asked: Omit<Evidence['asked'], 'subjects'>;
  readonly manifest: Evidence['manifest'];
  readonly policyZones: Evidence['policyZones'];
  readonly orders: readonly HoldingOrder[];
  /** How many names of an order were asked for. */
  readonly namesAsked: (order: string) => number;
  /** What the list of an order says, by the order's number. */
  readonly lists: ReadonlyMap<number, string>;
  readonly deadlines: readonly Deadline[];
  readonly unknownDeadlines: readonly UnknownDeadline[];
}

interface Concluded {
  readonly subject: Subject;
  readonly result: Result | undefined;
  readonly status: Status;
}

/** What the answers prove. The same findings give the same evidence, to the byte. */
export function evidenceOf(findings: Findings): Evidence {
  const { subjects, results } = findings;
  const habit = habitOf(subjects.map((subject, index) => [subject, results.get(index)] as const));
  const all = subjects.map((subject, index) => {
    const result = results.get(index);
    return { subject, result, status: conclude(subject, result, habit) };
  });
  const controls = all.filter(({ subject }) => subject.kind === 'control');
  const rest = all.filter(({ subject }) => subject.kind !== 'control');
  const wrong = all.filter(({ status }) => wrongStatuses.includes(status)).toSorted(byGravity);
  const shown = (one: Concluded) => subjectEvidence(one, findings.seed);
  const counts = countsOf(rest.map(({ status }) => status));
  const { verdict, reasons } = verdictOf({
    controls: controls.flatMap(({ result }) => result ?? []),
    silence: all.find(({ status }) => status === 'no-answer')?.result,
    counts,
    hasWrong: wrong.length > 0,
    untoldBlocks: rest.filter(({ subject, status }) => subject.expected && status === 'untold').length,
    habit,
    findings,
  });
  // Of a record that is gone nobody knows whether it was public.
  const isOfGone = ({ kind, orders }: Subject) => kind === 'ended' && orders.length === 0;
  const confidential =
    findings.orders.some(({ order }) => order.record.publication !== 'public') || subjects.some(isOfGone);
  return {
    version: 1,
    program: programVersion,
    verdict,
    reasons: [...reasons],
    begun: showInstant(findings.begun),
    ended: showInstant(findings.ended),
    by: findings.by,
    server: findings.server,
    asOf: showAsOf(findings.asOf),
    confidential,
    asked: { ...findings.asked, subjects: subjects.length },
    manifest: findings.manifest,
    policyZones: findings.policyZones,
    blocksLook: habit satisfies Habit,
    controls: controls.map(shown),
    counts,
    answers: countsOf(rest.flatMap(({ status, result }) => (status === 'blocked' && result ? [result.answer] : []))),
    orders: ordersEvidence(rest, findings, verdict),
    unknownDeadlines: findings.unknownDeadlines.map(({ order, what, reason }) => ({ order: order.id, what, reason })),
    wrong: wrong.map(shown),
    untold: all.filter(({ status }) => status === 'untold').map(shown),
  };
}

function byGravity(a: Concluded, b: Concluded): number {
  return wrongStatuses.indexOf(a.status) - wrongStatuses.indexOf(b.status);
}

function countsOf(words: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => byText(a, b)));
}

function subjectEvidence({ subject, result, status }: Concluded, seed: string): SubjectEvidence {
  const { name, part, kind, expected, orders } = subject;
  return {
    name,
    part,
    kind,
    expected: expected ? actionWords(expected) : 'free',
    status,
    asked: result ? `${nameToAsk(subject, seed)} ${result.way}` : 'not asked',
    answer: result?.answer ?? '',
    orders: [...orders],
  };
}

function actionWords(action: Action): string {
  if (action.kind === 'redirect') return [action.ipv4, action.ipv6].filter(Boolean).join(' ');
  return action.kind === 'nxdomain' ? 'NXDOMAIN' : 'no address';
}

/** What shows that a name was not blocked as ordered; an answer that is missing shows nothing. */
const breaches: readonly Status[] = ['leak', 'stale-leak', 'unproven', 'other-answer'];

interface Tally {
  asked: number;
  blocked: number;
  wrong: number;
  untold: number;
  breached: boolean;
  isWhole: boolean;
}

function ordersEvidence(all: readonly Concluded[], findings: Findings, verdict: Evidence['verdict']): OrderEvidence[] {
  const tallies = tally(all);
  return findings.orders.map(({ order, names }) => {
    const { asked, blocked, wrong, untold, breached, isWhole } = tallies.get(order.id) ?? noTally();
    const namesAsked = findings.namesAsked(order.id);
    const isShown = isWhole && verdict !== 'worthless' && namesAsked === names;
    const deadlines = findings.deadlines.filter((one) => one.order === order);
    return {
      id: order.id,
      title: order.record.title,
      publication: order.record.publication,
      names,
      namesAsked,
      listSha256: findings.lists.get(order.index) as string,
      asked,
      blocked,
      wrong,
      untold,
      deadlines: deadlines.map(({ what, at, penalty, notes }) => ({
        what,
        at: showInstant(at),
        timeZone: order.timeZone,
        state: deadlineState({ breached, isShown, at, ended: findings.ended }),
        ...(penalty !== undefined && { penalty }),
        notes: [...notes],
      })),
    };
  });
}

function noTally(): Tally {
  return { asked: 0, blocked: 0, wrong: 0, untold: 0, breached: false, isWhole: true };
}

function tally(all: readonly Concluded[]): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const one of all) {
    for (const id of one.subject.orders) {
      const sum = tallies.get(id) ?? noTally();
      tallies.set(id, sum);
      count(sum, one);
    }
  }
  return tallies;
}

function count(sum: Tally, { subject, status, result }: Concluded): void {
  if (wrongStatuses.includes(status)) sum.wrong += 1;
  if (status === 'untold') sum.untold += 1;
  if (!subject.expected) return;
  if (result) sum.asked += 1;
  if (status === 'blocked') sum.blocked += 1;
  else sum.isWhole = false;
  if (breaches.includes(status)) sum.breached = true;
}

interface Shown {
  readonly breached: boolean;
  readonly isShown: boolean;
  readonly at: Instant;
  readonly ended: Instant;
}

function deadlineState({ breached, isShown, at, ended }: Shown): OrderEvidence['deadlines'][number]['state'] {
  if (breached) return at < ended ? 'missed' : 'open';
  if (!isShown) return 'not-shown';
  return ended <= at ? 'met' : 'seen-later';
}
