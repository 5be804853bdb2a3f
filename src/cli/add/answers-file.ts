import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Answer, Answers } from '../../import/answers.ts';
import { attempt } from '../disk.ts';
import { CommandError } from '../exit-codes.ts';
import { sampleReason } from './undecided.ts';

/** Decisions on lines of a paper, by place, as JSON. */
export function readAnswers(path: string, cwd: string): Answers {
  const text = attempt(() => readFileSync(resolve(cwd, path), 'utf8'), path);
  const value = parsed(text, path);
  for (const [place, answer] of Object.entries(value)) {
    if (!isAnswer(answer)) {
      throw new CommandError(
        `${path}: what stands at "${place}" is no decision. Write one as {"take": "example.org"}, {"leaveOut": "why", "by": "court"} or {"noTarget": true}.`,
      );
    }
    if (hasSampleReason(answer)) {
      throw new CommandError(`${path}: at "${place}" stands the reason of the example. Write your own in its place.`);
    }
  }
  return value as Answers;
}

/** A reason is read by judges: nobody's own must not get into a record by accident. */
function hasSampleReason(answer: Answer): boolean {
  return Object.values(answer).includes(sampleReason);
}

function parsed(text: string, path: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new CommandError(
    `${path} is not JSON with one decision for each place, as {"line 3": {"take": "example.org"}}.`,
  );
}

function isAnswer(value: unknown): value is Answer {
  if (typeof value !== 'object' || value === null) return false;
  const answer = value as Readonly<Record<string, unknown>>;
  const isText = (one: unknown) => typeof one === 'string' && one !== '';
  const { take, accept, leaveOut, by, noTarget, from, deleted, ...rest } = answer;
  if (Object.keys(rest).length > 0) return false;
  const days = [from, deleted].every(
    (day) => day === undefined || (isText(day) && /^\d{4}-\d{2}-\d{2}$/.test(String(day))),
  );
  if (take !== undefined) {
    const targets = Array.isArray(take) ? take : [take];
    return days && targets.length > 0 && targets.every(isText) && (accept === undefined || isText(accept));
  }
  if (accept !== undefined) return isText(accept);
  if (leaveOut !== undefined) return isText(leaveOut) && (by === 'court' || by === 'operator');
  return noTarget === true;
}
