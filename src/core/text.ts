/**
 * What is not text: C0 but tab and line feed, carriage return by itself, DEL, C1, the line and paragraph separators, the
 * bidirectional controls (UAX 9), the byte order mark, interlinear marks, tags, non-characters and lone surrogates.
 */
const notText: RegExp =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that it looks for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\r(?!\n)|\p{Noncharacter_Code_Point}|\p{Cs}/gu;

// GitHub's runner obeys `::command` at the start of a line, white space or not, and `##[command]` anywhere in it.
const runnerCommand = /^(\s*):(?=:)|##\[/gm;

/** Every character that is not text, with its offset in UTF-16 code units. */
export function* charactersThatAreNotText(text: string): Generator<{ readonly char: string; readonly index: number }> {
  for (const match of text.matchAll(notText)) yield { char: match[0], index: match.index };
}

/** The text on one line with nothing in it that a terminal, a log or a reader could take for more than text. */
export function harmless(text: string): string {
  return text
    .replace(notText, codePointName)
    .replace(/[\r\n]/g, codePointName)
    .replace(runnerCommand, (command, before) => (command === '##[' ? '##<U+005B>' : `${before}<U+003A>`));
}

/** The same for a text of several lines. */
export function harmlessLines(text: string): string {
  return text.split('\n').map(harmless).join('\n');
}

/** The same for JSON, in which each such character has an escape. */
export function harmlessJson(json: string): string {
  return json.replace(notText, escaped).replaceAll('##[', '##\\u005b');
}

function escaped(char: string): string {
  const units = Array.from({ length: char.length }, (_, at) => char.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

const longestShown = 400;

/** A line, cut to what stands around a column (from 1) where it is long. */
export function around(text: string, column: number): string {
  if (text.length <= longestShown) return text;
  const from = Math.max(0, Math.min(column - 1 - longestShown / 4, text.length - longestShown));
  return `${from > 0 ? '…' : ''}${text.slice(from, from + longestShown)}${from + longestShown < text.length ? '…' : ''}`;
}

/** `1 name`, `2 names`. */
export function counted(count: number, one: string, many: string = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[], joint: 'and' | 'or'): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${joint} ${last}`;
}

/**
 * The same text, unit for unit, with the ASCII signs that a space, a dash or a sign of full width is read as, so that what is
 * found in it lies at the same place. The sign @ stays: whether it has its full width may mean something.
 */
export function plainSigns(text: string): string {
  return text.replace(/[\u0080-\uffff]/g, (char) => {
    if (spaces.test(char)) return ' ';
    if (dashes.test(char)) return '-';
    return /[\uff01-\uff1f\uff21-\uff5e]/.test(char) ? String.fromCharCode(char.charCodeAt(0) - fullWidth) : char;
  });
}

const spaces = /\p{Zs}/u;
const dashes = /[\p{Pd}\u2212]/u;
/** From `!` to the sign of its width (Unicode, Halfwidth and Fullwidth Forms). */
const fullWidth = 0xff01 - 0x21;

function codePointName(char: string): string {
  return `<${codePoint(char)}>`;
}

/** `U+00AD` for one character. */
export function codePoint(char: string): string {
  return `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
