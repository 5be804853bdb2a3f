import type { Code } from '../core/codes.ts';
import { refusal } from '../core/target-refusal.ts';
import { readTarget } from '../core/target-text.ts';
import { joinReadings } from './breaks.ts';
import { mended } from './mend.ts';
import type { Offer, Question, Reading } from './understanding.ts';
import { tidy, wordKind } from './words.ts';

/**
 * Where a text stands, and so what is to be expected of it:
 * - `column`: in the column of names, where everything is a target or needs a person
 * - `list`: one of many lines that are mostly targets
 * - `document`: among prose
 */
export type Setting = 'column' | 'list' | 'document';

/** Reads the text of a line or a cell, without its number. */
export function readCell(text: string, setting: Setting): Reading {
  const words = wordsOf(text);
  const broken = breakInside(text);
  if (broken) return broken;
  const [only] = words;
  if (only === undefined) return noTarget('Nothing stands here but punctuation.');
  if (words.length === 1) return readOne(only, setting);
  const kinds = words.map((word) => wordKind(tidy(word)));
  if (kinds.every((kind) => kind === 'target')) {
    return {
      kind: 'entries',
      entries: words.map((word) => ({ raw: word.replace(/[,;]+$/, ''), written: tidy(word) })),
    };
  }
  return readProse(text, words, setting);
}

/** The words of a text; commas part them only where what follows could stand by itself. */
function wordsOf(text: string): readonly string[] {
  // What was taken out as personal data is one word, spaces or not; so is a redaction.
  const rough = text.match(/\[[^\s[\]]+(?: [^\s[\]]+){0,2}\]|[^\s;|]+/g) ?? [];
  return rough.flatMap((word) => {
    const pieces = word.split(',').filter((piece) => /[\p{L}\p{N}]/u.test(piece));
    const apart = pieces.length > 1 && pieces.slice(1).every((piece) => wordKind(tidy(piece)) === 'target');
    return (apart ? pieces : [word]).filter((piece) => /[\p{L}\p{N}…_]|\.\.|\*\./u.test(piece));
  });
}

function readOne(word: string, setting: Setting): Reading {
  const written = tidy(word);
  const kind = wordKind(written);
  if (kind === 'target' || (kind === 'unlisted' && setting !== 'document')) {
    return severalInOne(word) ?? { kind: 'entries', entries: [{ raw: word, written }] };
  }
  if (isTakenOut(written)) return takenOut(setting);
  if (kind === 'unlisted') return ask('paper/prose', `Nobody knows the ending of ${written}.`, [offer(written)]);
  const read = readTarget(written);
  const proposals = mended(written);
  if (read.kind === 'name' && !read.name.includes('.') && proposals.length === 0) {
    return setting === 'document'
      ? noTarget(prose)
      : ask('paper/no-ending', `${written} has no ending such as .com.`, []);
  }
  if (read.kind === 'placeholder' && (setting === 'column' || /[\p{L}\p{N}]/u.test(written))) {
    return ask('domain/placeholder', `${written} is a redaction, not a name.`, []);
  }
  if (
    setting !== 'column' &&
    kind === 'word' &&
    proposals.length === 0 &&
    !(setting === 'list' && /\p{L}/u.test(written))
  )
    return noTarget(prose);
  return ask(...slip(written), proposals.map(offer));
}

function slip(written: string): readonly [Code, string] {
  const read = readTarget(written);
  if (read.kind === 'fault' || read.kind === 'scheme') {
    const { code, reason } = refusal(read, written);
    return [code, `${reason}.`];
  }
  return ['paper/spelling', `${written} is not written like a domain name or a web address.`];
}

/** `http://a.example/x,b.example`: the comma may part two targets or belong to the page. */
function severalInOne(word: string): Reading | undefined {
  const pieces = word
    .split(/[,;]/)
    .map(tidy)
    .filter((piece) => wordKind(piece) === 'target');
  if (pieces.length < 2) return undefined;
  const offers = [offer(tidy(word)), together(pieces)];
  return ask('paper/prose', 'This may be one target or several.', offers);
}

const prose = 'It names no site.';

function readProse(text: string, words: readonly string[], setting: Setting): Reading {
  const candidates = unique(words.map(tidy).flatMap(readable));
  // A name with spaces in it; of long texts nothing would be left but noise.
  const whole =
    words.length <= 3 && !/[,;]\s/.test(text)
      ? mended(tidy(text.trim())).filter((one) => !candidates.includes(one))
      : [];
  if (candidates.length === 0 && whole.length === 0) {
    if (setting !== 'column') return noTarget(prose);
    return words.some(isTakenOut) ? takenOut(setting) : ask('paper/prose', 'There is no name in this cell.', []);
  }
  const all = candidates.length > 1 ? [together(candidates)] : [];
  const single = candidates.length <= 5 ? candidates.map(offer) : [];
  const reason =
    candidates.length === 0 ? 'This may be a name with slips in it.' : 'More than names stands on this line.';
  return ask('paper/prose', reason, [...all, ...single, ...whole.map(offer)]);
}

const siteShape = /^[a-z0-9_-]{2,}(\.[a-z0-9_-]+)*\.[a-z]{3,}$/;
const fileName = /\.(pdf|docx?|xlsx?|pptx?|csv|txt|rtf|odt|ods|jpe?g|png|gif|tiff?|html?|xml|json|eml|msg|php|aspx?)$/;

/** What could be taken from one word of prose. */
function readable(word: string): readonly string[] {
  const kind = wordKind(word);
  if (kind === 'target') return [word];
  const proposals = kind === 'doubtful' || /[^\s\p{L}]/u.test(word) ? mended(word) : [];
  if (proposals.length > 0) return proposals;
  // Below an ending that nobody knows: S.p.A. and ruling.pdf are none of these.
  const meant =
    /:\/\/[^/]*\.|^www\./i.test(word) || (kind === 'unlisted' && siteShape.test(word) && !fileName.test(word));
  return meant ? [word] : [];
}

/** A line break in a cell may part two names, or stand within one. */
function breakInside(text: string): Reading | undefined {
  if (!/[\r\n]/.test(text)) return undefined;
  const lines = text.split(/[\r\n]+/).map((line) => line.split(/\s+/).map(tidy).filter(Boolean));
  const pieces = lines.filter((line) => line.length > 0);
  for (let at = 0; at + 1 < pieces.length; at += 1) {
    const joined = joinReadings(pieces[at]?.at(-1) ?? '', pieces[at + 1]?.[0] ?? '');
    if (joined.length === 0) continue;
    const isTarget = (word: string) => wordKind(word) === 'target';
    const before = pieces
      .slice(0, at + 1)
      .flat()
      .slice(0, -1)
      .filter(isTarget);
    const after = pieces
      .slice(at + 1)
      .flat()
      .slice(1)
      .filter(isTarget);
    const apart = pieces.flat().filter(isTarget);
    return ask('paper/line-break', breakReason, [
      ...joined.map((name) => together([...before, name, ...after])),
      ...(apart.length > 0 ? [separate(apart)] : []),
    ]);
  }
  return undefined;
}

export function together(take: readonly string[]): Offer {
  return { label: take.join(' and '), take };
}

/** What stands on both sides of a break, taken as it is. */
export function separate(take: readonly string[]): Offer {
  const [only, ...others] = take;
  return { label: others.length === 0 ? `${only} alone` : `${take.join(' and ')}, each by itself`, take };
}

/** Said of every break, within a cell or between rows. */
export const breakReason = 'A line ends here in a way that may have broken a name in two.';

function isTakenOut(word: string): boolean {
  return /^\[(e-mail address|telephone number|bank account number)\]$/.test(word);
}

function takenOut(setting: Setting): Reading {
  if (setting === 'document') return noTarget(prose);
  return ask('text/personal-data', 'Nothing but personal data stood here, and it was left out.', []);
}

export function noTarget(why: string): Reading {
  return { kind: 'no-target', why };
}

export function ask(code: Code, reason: string, offers: readonly Offer[]): { kind: 'question'; question: Question } {
  return { kind: 'question', question: { code, reason, offers } };
}

export function offer(text: string): Offer {
  return { label: text, take: [text] };
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
