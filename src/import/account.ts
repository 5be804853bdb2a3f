import type { Code } from '../core/codes.ts';
import { type DomainName, unicodeName } from '../core/name.ts';
import type { Scope } from '../core/order.ts';
import { refusal } from '../core/target-refusal.ts';
import { readTarget, type TargetText } from '../core/target-text.ts';
import { harmless } from '../core/text.ts';
import { type Answer, type Answers, type Choice, choicesAgainst, choicesFor } from './answers.ts';
import type { AcceptedEntry, Account, Item, LeftOut, Listed, NeedsYou, NoTarget, NotExpressible } from './items.ts';
import { latin, mended } from './mend.ts';
import { oneLine } from './rows.ts';
import { summaryOf, totalsOf } from './totals.ts';
import type { Days, Entry, PaperLine, Reading, Understanding } from './understanding.ts';
import { wordKind } from './words.ts';

/** What speaks against a name; an error needs a person, anything else is a note. */
export interface Objection {
  readonly code: Code;
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
  /** Whether a record may let it pass with a reason. */
  readonly acceptable: boolean;
}

export interface Accounting {
  /** Ids of the orders that hold a name; `scope` is undefined where the order's own counts. */
  existing(name: DomainName, scope: Scope | undefined): readonly string[];
  judge(name: DomainName, scope: Scope | undefined): readonly Objection[];
  readonly answers: Answers;
}

/** The same paper, records and answers give the same account. */
export function accountFor(understanding: Understanding, accounting: Accounting): Account {
  const ledger = new Ledger(understanding, accounting);
  const items = understanding.lines.flatMap((line) => ledger.itemsOf(line));
  const totals = totalsOf(items, understanding.blank);
  const lines = understanding.lines.length + understanding.blank;
  const unused = Object.keys(accounting.answers).filter((place) => !ledger.used.has(place));
  return { lines, items, totals, summary: summaryOf(lines, totals), unused };
}

/** A listing that a later one may repeat. */
interface Known extends Days {
  readonly at: string;
}

/** What is still to be judged of one target. */
interface Target {
  readonly at: string;
  readonly entry: Entry;
  readonly days: Days;
  readonly answer: Answer | undefined;
}

class Ledger {
  readonly used = new Set<string>();
  readonly #accounting: Accounting;
  readonly #known = new Map<string, Known[]>();
  /** Lines that belong to the problem of an earlier one, by its place. */
  readonly #continued = new Map<string, PaperLine[]>();
  /** Places of problems that nobody has settled. */
  readonly #open = new Map<string, NeedsYou>();

  constructor({ lines }: Understanding, accounting: Accounting) {
    this.#accounting = accounting;
    for (const line of lines) {
      if (line.reading.kind !== 'continued') continue;
      const { of } = line.reading;
      this.#continued.set(of, [...(this.#continued.get(of) ?? []), line]);
    }
  }

  itemsOf(line: PaperLine): readonly Item[] {
    const { place, reading } = line;
    if (reading.kind === 'continued') return [this.#continuation(line, reading.of)];
    const answer = this.#answerAt(place);
    if (answer && 'take' in answer) return this.#settle(place, this.#taken(line, answer));
    if (answer && 'noTarget' in answer) return this.#settle(place, [noTarget(line, 'A person said so.')]);
    if (reading.kind === 'entries') return this.#entries(line, reading.entries, answer);
    if (answer && 'leaveOut' in answer)
      return this.#settle(place, [leftOut({ at: place, text: this.#wordsOf(line) }, answer)]);
    return [this.#unread(line, reading)];
  }

  #answerAt(place: string): Answer | undefined {
    const { answers } = this.#accounting;
    const answer = Object.hasOwn(answers, place) ? answers[place] : undefined;
    // To take nothing is no decision: no line may vanish by it.
    return answer && 'take' in answer && answer.take.length === 0 ? undefined : answer;
  }

  #settle(place: string, items: readonly Item[]): readonly Item[] {
    this.used.add(place);
    const open = items.find((item) => item.verdict === 'needs-you');
    if (open) this.#open.set(place, open);
    return items;
  }

  #unread(line: PaperLine, reading: Exclude<Reading, { kind: 'entries' | 'continued' }>): Item {
    if (reading.kind === 'heading') return { ...noTarget(line, 'It heads a column or a list.'), heading: true };
    if (reading.kind === 'no-target') return noTarget(line, reading.why);
    const { question } = reading;
    const { code, reason } = question;
    const text = harmless(this.#wordsOf(line));
    const item: NeedsYou = { verdict: 'needs-you', at: line.place, text, code, reason, choices: choicesFor(question) };
    this.#open.set(line.place, item);
    return item;
  }

  /** With those of the lines that belong to the same problem. */
  #wordsOf({ place, words, reading }: PaperLine): string {
    const broken = reading.kind === 'question' && reading.question.code !== 'paper/letterhead';
    const further = broken ? (this.#continued.get(place) ?? []).map((line) => line.words) : [];
    return [words, ...further].join(' ');
  }

  #continuation(line: PaperLine, of: string): Item {
    const open = this.#open.get(of);
    if (!open) return noTarget(line, `It was settled together with ${of}.`);
    const { code } = open;
    return {
      verdict: 'needs-you',
      at: line.place,
      text: harmless(line.words),
      code,
      reason: `It is part of the problem at ${of}.`,
      choices: [],
      together: of,
    };
  }

  #taken(line: PaperLine, answer: Extract<Answer, { take: unknown }>): readonly Item[] {
    const names = typeof answer.take === 'string' ? [answer.take] : answer.take;
    const raw = this.#wordsOf(line);
    const { from, deleted } = answer;
    const days = [line, ...(this.#continued.get(line.place) ?? [])].toReversed().map((one) => one.days);
    const all: Days = Object.assign({}, ...days, { ...(from && { from }), ...(deleted && { deleted }) });
    return this.#targets(
      line.place,
      names.map((written) => ({ raw, written })),
      { days: all, answer },
    );
  }

  #entries(line: PaperLine, entries: readonly Entry[], answer: Answer | undefined): readonly Item[] {
    const items = this.#targets(line.place, entries, { days: line.days, answer });
    return answer ? this.#settle(line.place, items) : items;
  }

  #targets(
    place: string,
    entries: readonly Entry[],
    { days, answer }: { readonly days: Days; readonly answer: Answer | undefined },
  ): readonly Item[] {
    return entries.flatMap((entry, index) => {
      const at = entries.length === 1 ? place : `${place}, name ${index + 1}`;
      const own = at === place ? undefined : this.#answerAt(at);
      if (own === undefined) return [this.#judge({ at, entry, days, answer })];
      this.used.add(at);
      if ('noTarget' in own) return [noTarget({ place: at, words: entry.raw }, 'A person said so.')];
      if (!('take' in own)) return [this.#judge({ at, entry, days, answer: own })];
      const names = typeof own.take === 'string' ? [own.take] : own.take;
      return names.map((written) => this.#judge({ at, entry: { raw: entry.raw, written }, days, answer: own }));
    });
  }

  #judge(target: Target): Item {
    const { at, entry, answer } = target;
    const text = wordsIn(entry);
    const read = readTarget(entry.written);
    const name = read.kind === 'name' ? read.name : entry.written;
    if (answer && 'leaveOut' in answer) {
      this.#repeats(name, read, target);
      return { ...leftOut({ at, text }, answer), name };
    }
    if (!isTold(read, entry.written)) return unreadable(at, text, entry.written);
    const of = this.#repeats(name, read, target);
    if (of !== undefined) return { verdict: 'duplicate', at, text, name: shown(read, name), of };
    return read.kind === 'name' ? this.#named(target, read) : notExpressible(target, read);
  }

  /** The place of an earlier listing that says all that this one says; else this one is known from now on. */
  #repeats(name: string, read: TargetText, { at, days }: Target): string | undefined {
    const key = `${read.kind} ${read.kind === 'name' && read.wildcard ? '*.' : ''}${name}`;
    const known = this.#known.get(key) ?? [];
    const earlier = known.find((one) => covers(one, days));
    if (earlier) return earlier.at;
    this.#known.set(key, [...known, { at, ...days }]);
    return undefined;
  }

  #named({ at, entry, days, answer }: Target, { name, wildcard }: Extract<TargetText, { kind: 'name' }>): Item {
    const scope = wildcard ? 'subdomains' : undefined;
    const text = wordsIn(entry);
    const objections = this.#accounting.judge(name, scope);
    const errors = objections.filter(({ severity }) => severity === 'error');
    const reason = answer && 'accept' in answer ? answer.accept : undefined;
    const accepted = reason !== undefined && errors.every(({ acceptable }) => acceptable);
    const [first] = errors;
    if (first && !accepted) return stopped({ at, text, name }, errors);
    const notes = objections.filter(({ severity }) => severity !== 'error').map(({ message }) => message);
    const codes = errors.map(({ code }) => code);
    const target: AcceptedEntry = {
      name,
      at,
      ...(text !== name && text !== '' && { raw: text }),
      ...days,
      ...(scope && { scope }),
      ...(reason !== undefined && codes.length > 0 && { accepted: { codes, reason } }),
    };
    const orders = this.#accounting.existing(name, scope);
    return orders.length > 0
      ? { verdict: 'already-ordered', at, text, entry: target, notes, orders }
      : { verdict: 'accepted', at, text, entry: target, notes };
  }
}

/** Whether the first listing holds for all the time of the second. Days as text stand in the order of time. */
function covers(first: Days, second: Days): boolean {
  const begins = first.from === undefined || (second.from !== undefined && first.from <= second.from);
  const ends = first.deleted === undefined || (second.deleted !== undefined && second.deleted <= first.deleted);
  return begins && ends;
}

function wordsIn({ raw }: Entry): string {
  return harmless(oneLine(raw));
}

/** As long as the schema lets a target be. */
const longestTarget = 2000;

function isTold(read: TargetText, written: string): boolean {
  if (written.length > longestTarget) return false;
  if (read.kind === 'address') return wordKind(written) === 'target';
  return read.kind === 'name' || read.kind === 'partial' || read.kind === 'any-tld';
}

function shown(read: TargetText, name: string): string {
  return read.kind === 'name' && read.wildcard ? `*.${name}` : name;
}

function unreadable(at: string, text: string, written: string): NeedsYou {
  const read = readTarget(written);
  const known = read.kind === 'name' || read.kind === 'address' ? undefined : refusal(read, written);
  const { code, reason } = known ?? {
    code: 'paper/spelling' as const,
    reason: `${written} is neither a name nor an address`,
  };
  const offers = mended(written).map((one) => ({ label: one, take: [one] }));
  return { verdict: 'needs-you', at, text, code, reason: `${reason}.`, choices: choicesFor({ code, reason, offers }) };
}

function stopped({ at, text, name }: Listed & { readonly name: DomainName }, errors: readonly Objection[]): NeedsYou {
  const latinName = latin(unicodeName(name));
  const double = latinName === unicodeName(name) || wordKind(latinName) !== 'target' ? [] : [latinName];
  const choices: readonly Choice[] = [
    ...double.map((one): Choice => ({ label: `Take ${one}`, answer: { take: one } })),
    ...choicesAgainst({ acceptable: errors.every(({ acceptable }) => acceptable) }),
  ];
  const reason = errors.map(({ message }) => message).join(' ');
  return { verdict: 'needs-you', at, text, code: errors[0]?.code ?? 'domain/second-look', reason, choices };
}

function notExpressible({ at, entry, days }: Target, read: Exclude<TargetText, { kind: 'name' }>): NotExpressible {
  const { code, reason } = refusal(read, entry.written);
  return {
    verdict: 'not-expressible',
    at,
    text: wordsIn(entry),
    written: harmless(entry.written),
    ...(read.kind === 'any-tld' && { anyTldOf: read.label }),
    ...days,
    code,
    reason: `${reason}; it is kept in the record and not blocked.`,
  };
}

function leftOut(listed: Listed, { leaveOut, by }: Extract<Answer, { leaveOut: string }>): LeftOut {
  return { verdict: 'left-out', ...listed, text: harmless(listed.text), reason: leaveOut, by };
}

function noTarget({ place, words }: Pick<PaperLine, 'place' | 'words'>, reason: string): NoTarget {
  return { verdict: 'no-target', at: place, text: harmless(words), heading: false, reason };
}
