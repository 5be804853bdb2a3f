import { charactersThatAreNotText } from '../core/text.ts';

/**
 * The text in double quotes, for every reader of YAML 1.1 and 1.2 and of JSON the same. What is not text is written by its
 * escape: to YAML 1.1, U+0085, U+2028 and U+2029 end a line.
 */
export function quotedText(text: string): string {
  const json = JSON.stringify(text);
  let written = '';
  let from = 0;
  for (const { char, index } of charactersThatAreNotText(json)) {
    written += json.slice(from, index) + escaped(char);
    from = index + char.length;
  }
  return written + json.slice(from);
}

function escaped(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${hexadecimal(code, 8)}` : `\\u${hexadecimal(code, 4)}`;
}

function hexadecimal(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

// Of such a word no character means anything to YAML, and it begins like no number and no date.
const word = /^[A-Za-z][A-Za-z0-9_./-]*$/;
// What YAML 1.1 takes for a truth value or for nothing (yaml.org/type).
const otherThanText = /^(y|n|yes|no|on|off|true|false|null)$/i;
// As src/read/cut.ts has it: with a dot, and a letter at its end, it is no number whatever it begins with.
const plainName = /^(?=[^.]+\.)[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z]$/;

/** Whether every reader takes the text for itself without quotes, in a list in brackets too. */
export function isPlain(text: string): boolean {
  return (word.test(text) && !otherThanText.test(text)) || plainName.test(text);
}

/**
 * The lines of a text as a folded block (`>-`), each at most `width` wide unless a word is longer; undefined where it has
 * no such form. Lines are broken at single spaces between words, where folding puts a space again (YAML 1.2.2, 8.1.3); a
 * line break of the text is an empty line.
 */
export function foldedLines(text: string, width: number): readonly string[] | undefined {
  if (/[\t\r]/.test(text) || /^\s|\s$/.test(text) || !charactersThatAreNotText(text).next().done) return undefined;
  const paragraphs = text.split('\n').map((paragraph) => paragraph.split(' '));
  if (paragraphs.some((words) => words.length > 1 && words.includes(''))) return undefined;
  return paragraphs.flatMap((words, index) => (index === 0 ? wrapped(words, width) : ['', ...wrapped(words, width)]));
}

function wrapped(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  for (const one of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + one.length <= width) lines[lines.length - 1] = `${last} ${one}`;
    else if (one !== '') lines.push(one);
  }
  return lines;
}
