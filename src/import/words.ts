import { suffixOf } from '../core/suffix.ts';
import { readTarget, type TargetText } from '../core/target-text.ts';

/**
 * What a word of a paper may be:
 * - `target`: a name below a known ending, a page of such a site, an IP address, a label under any ending
 * - `unlisted`: the shape of a name below an ending that nobody knows
 * - `doubtful`: hardly anything but a target, and written in a way that cannot be taken as it stands
 * - `word`: nothing of the kind
 */
export type WordKind = 'target' | 'unlisted' | 'doubtful' | 'word';

const wrappers: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['«', '»'],
  ['»', '«'],
  ['„', '“'],
  ['„', '”'],
  ['“', '”'],
  ['‘', '’'],
  ['‚', '‘'],
  ['<', '>'],
  ['(', ')'],
  ['{', '}'],
];

/** Takes off what stands around a word without being of it: quotation marks, brackets in pairs, a comma at the end. */
export function tidy(word: string): string {
  // What costs more than its length is spared for what could be a target.
  if (word.length > longestWord) return word;
  let text = word;
  for (;;) {
    const bare = unwrapped(
      text
        .trim()
        .replace(/[,;:]+$/, '')
        .replace(/([)»"'”’“>])\.$/, '$1'),
    );
    if (bare === text) return bracketed(text);
    text = bare;
  }
}

function unwrapped(text: string): string {
  const pair = wrappers.find(([open, close]) => text.length > 2 && text.startsWith(open) && text.endsWith(close));
  if (!pair) return text;
  const inside = text.slice(1, -1);
  return inside.includes(pair[0]) || inside.includes(pair[1]) ? text : inside;
}

/** Square brackets mark redactions, so they go only where a name with a known ending stands in them. */
function bracketed(text: string): string {
  const inside = /^\[([^[\]]+)\]$/.exec(text)?.[1];
  return inside !== undefined && !inside.includes(':') && wordKind(inside) === 'target' ? inside : text;
}

export function wordKind(word: string): WordKind {
  // Most words of prose have nothing that could part one label from the next.
  if (word.length > longestWord || !/[.:/。．｡]|dot/i.test(word)) return 'word';
  const read = readTarget(word);
  switch (read.kind) {
    case 'name':
      return nameKind(word, read.name);
    case 'address':
      return isWholeAddress(read.text) ? 'target' : 'word';
    case 'partial':
      return partialKind(word, read);
    case 'any-tld':
      return 'target';
    case 'scheme':
      return /^[\w+.-]+:\/\/[^/\s]*\./.test(word) ? 'doubtful' : 'word';
    case 'placeholder':
      return 'word';
    case 'fault':
      return 'word';
  }
}

const longestWord = 8000;

function nameKind(word: string, name: string): WordKind {
  if (/(^|\.)-|-(\.|$)/.test(name)) return name.includes('.') ? 'doubtful' : 'word';
  const meant = /:\/\/|^www\.|^\*\./i.test(word);
  if (!name.includes('.')) return meant ? 'doubtful' : 'word';
  return hasKnownEnding(name) ? 'target' : 'unlisted';
}

function partialKind(word: string, { host, part }: Extract<TargetText, { kind: 'partial' }>): WordKind {
  if (/^\/\*+(\.\*)?$/.test(part) || /(^|\.)-|-(\.|$)/.test(host)) return 'doubtful';
  if (hasKnownEnding(host)) return 'target';
  return /:\/\//.test(word) ? 'doubtful' : 'word';
}

/** Whether a word is an ending itself, such as `co.uk`, which may be the second half of a name. */
export function isEnding(word: string): boolean {
  const read = readTarget(word);
  return read.kind === 'name' && suffixOf(read.name).registrable === undefined;
}

function hasKnownEnding(name: string): boolean {
  return suffixOf(name as Parameters<typeof suffixOf>[0]).listed;
}

/** Of what ends in a number only this is an address: 26.07.2017 and 2.1 are none, nor is 12:30:45. */
function isWholeAddress(text: string): boolean {
  const bare = text.replace(/^\[(.*)\]/, '$1').replace(/\/\d{1,3}$/, '');
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(bare) || bare.includes('::') || bare.split(':').length === 8;
}
