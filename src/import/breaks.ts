import { isEnding, tidy, wordKind } from './words.ts';

/**
 * The names that two lines, one below the other, may make together; none where neither looks broken. A line looks broken
 * that ends in `-`, `.` or `/`, begins with `.` or `-`, or is no name by itself; and only if the two make a name or a web
 * address. `exam-` and `ple.com` may be `exam-ple.com` or `example.com`.
 */
export function joinReadings(first: string, second: string): readonly string[] {
  if (!isOneWord(first) || !isOneWord(second) || /^\d+$/.test(first) || beginsAnew(first, second)) return [];
  const joined = targets([first + second]);
  if (first.endsWith('-')) return [...joined, ...targets([first.slice(0, -1) + second])];
  const whole = wordKind(first.replace(/\.$/, '')) === 'target';
  const next = wordKind(second);
  if (/^[./]/.test(second) || (second.startsWith('-') && !whole)) return joined;
  if (first.endsWith('/') || hasPage(first))
    return next === 'target' || !isPagePart(first, second) ? [] : [first + second];
  if (first.endsWith('.')) return whole && next === 'target' && !isEnding(second) ? [] : joined;
  if (!/[\p{L}\p{N}]$/u.test(first) && !first.endsWith('://')) return [];
  return whole && (next !== 'word' || second.includes('.')) ? [] : targets([first + second]);
}

function isOneWord(text: string): boolean {
  return /^\S+$/.test(text);
}

/** A web address that stands below anything but a bare `https://` is no second half. */
function beginsAnew(first: string, second: string): boolean {
  return /^[a-z]{2,5}:\/\/|^www\./i.test(second) && !first.endsWith('://');
}

function targets(texts: readonly string[]): readonly string[] {
  return texts.map(tidy).filter((text) => wordKind(text) === 'target');
}

function hasPage(text: string): boolean {
  return /^(?:[a-z]+:\/\/)?[^/]+\.[^/]+\/./i.test(text) && wordKind(text) === 'target';
}

/** After a slash any word may go on; within a page's name only what no word of prose has. */
function isPagePart(first: string, second: string): boolean {
  if (wordKind(first.replace(/\/$/, '')) !== 'target') return false;
  return first.endsWith('/')
    ? /^[\w%.~?#=&/-]+$/.test(second)
    : /^[\w%.~?#=&/-]*[\w%][./?=&#_%-][\w%][\w%.~?#=&/-]*$/.test(second);
}
