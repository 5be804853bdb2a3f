import { createHash } from 'node:crypto';
import type { Subject } from '../core/subject.ts';
import type { Client } from './ask.ts';
import { type Finding, type Judged, judge, type Terms } from './judge.ts';
import { markOf, policyZonesOf } from './mark.ts';
import type { Pace } from './pace.ts';
import type { Reply, StartOfZone } from './reply.ts';
import { type Way, waysFor, wayWords } from './ways.ts';

/** What came of one subject: the worst of its answers. */
export interface Result {
  /** stale-leak: the name leaks, and is blocked where the question is not in a cache. */
  readonly finding: Finding | 'stale-leak';
  readonly answer: string;
  /** How that answer was asked for. */
  readonly way: string;
  /** Whether some answer certainly came from a policy. */
  readonly marked: boolean;
  /** Whether there was any answer at all. */
  readonly answered: boolean;
  /** Whether some answer gave the name's own addresses. */
  readonly resolved: boolean;
}

export interface Examination {
  readonly client: Pick<Client, 'ask'>;
  readonly pace: Pace;
  readonly notices: Terms['notices'];
  /** Makes labels that nobody has asked for before. */
  readonly seed: string;
  readonly onResult: (index: number, result: Result) => void;
  /** A policy zone that the resolver names. */
  readonly onZone: (zone: Pick<StartOfZone, 'zone' | 'serial'>) => void;
}

/** Subjects that are asked for at a time. */
const workers = 48;

/** A block needs no other server: after so many milliseconds its answer is late. */
const late = 1000;

/** So many subjects in a row without any answer, and the resolver is taken for gone. */
const patience = 100;

/**
 * Puts subjects to a resolver. Says whether it answered to the end: where it is gone, the rest is not asked. Where a result
 * cannot be taken, the questions that are on their way are waited for before that is thrown: nothing goes on behind it.
 */
export async function examine(
  subjects: Iterable<readonly [index: number, subject: Subject]>,
  examination: Examination,
): Promise<'whole' | 'gone'> {
  const queue = subjects[Symbol.iterator]();
  let silent = 0;
  const failures: unknown[] = [];
  const work = async () => {
    for (let next = queue.next(); !next.done && silent < patience; next = queue.next()) {
      const [index, subject] = next.value;
      const result = await resultOf(subject, examination);
      if (failures.length > 0) return;
      silent = result.finding === 'no-answer' ? silent + 1 : 0;
      examination.onResult(index, result);
    }
  };
  const stopAll = (error: unknown) => void failures.push(error);
  await Promise.all(Array.from({ length: workers }, () => work().catch(stopAll)));
  if (failures.length > 0) throw failures[0];
  return silent < patience ? 'whole' : 'gone';
}

async function resultOf(subject: Subject, examination: Examination): Promise<Result> {
  const seen = { marked: false, answered: false, resolved: false };
  let worst: Pick<Result, 'finding' | 'answer' | 'way'> | undefined;
  for (const way of waysFor(subject)) {
    const { reply, judged } = await askOne(subject, way, examination);
    seen.answered ||= reply.kind === 'answered';
    seen.marked ||= reply.kind === 'answered' && markOf(reply) === 'certain';
    seen.resolved ||= judged.finding === 'free' || judged.finding === 'leak';
    const finding = judged.finding === 'leak' ? await leakOf(subject, way, examination) : judged.finding;
    if (!worst || rank(subject, finding) < rank(subject, worst.finding))
      worst = { finding, answer: judged.answer, way: wayWords(way) };
    // A server that lets one question time out would do the same to the others.
    if (finding === 'no-answer') break;
  }
  return { ...(worst as NonNullable<typeof worst>), ...seen };
}

interface OneAnswer {
  readonly reply: Reply;
  readonly judged: Judged;
}

async function askOne(
  subject: Subject,
  way: Way & { readonly afresh?: true },
  { client, pace, notices, seed, onZone }: Examination,
): Promise<OneAnswer> {
  await pace.take();
  const asked = performance.now();
  const reply = await client.ask({ ...way, name: nameToAsk(subject, seed) });
  // Of other names the resolver may have to ask others, who may take their time.
  if (subject.expected && performance.now() - asked > late) pace.slowDown();
  if (reply.kind === 'answered') for (const zone of policyZonesOf(reply)) onZone(zone);
  return { reply, judged: judge(subject, reply, { type: way.type, notices }) };
}

/** A cache of whole answers can hold one from before a block: a question that it does not know shows that. */
async function leakOf(subject: Subject, way: Way, examination: Examination): Promise<'leak' | 'stale-leak'> {
  const { judged } = await askOne(subject, { ...way, afresh: true }, examination);
  return judged.finding === 'blocked' || judged.finding === 'bare' ? 'stale-leak' : 'leak';
}

const longestName = 253;
const labelLength = 12;

/** For the names below: one that no order lists and no cache holds. */
export function nameToAsk({ name, part }: Pick<Subject, 'name' | 'part'>, seed: string): string {
  if (part === 'self') return name;
  const label = createHash('sha256').update(`${seed} ${name}`).digest('hex').slice(0, labelLength);
  return `${label.slice(0, Math.max(1, longestName - 1 - name.length))}.${name}`;
}

// The worst first. A name that has an address is free, whether or not it has one of each kind.
const forBlocked: readonly Result['finding'][] = [
  'leak',
  'stale-leak',
  'other-answer',
  'refused',
  'failed',
  'no-answer',
  'unmarked',
  'bare',
  'blocked',
];
const forFree: readonly Result['finding'][] = [
  'overblocked',
  'refused',
  'failed',
  'no-answer',
  'bare',
  'free',
  'unmarked',
];

function rank({ expected }: Subject, finding: Result['finding']): number {
  return (expected ? forBlocked : forFree).indexOf(finding);
}
