import { counted, harmless } from '../../core/text.ts';
import type { Difference } from '../../generated/difference.ts';
import { hasChanges, headLines, type Section, sectionsOf } from './words.ts';

/** Characters (UTF-16 code units) that a comment on GitHub may have, as its interface says when there are more. */
export const mostCharacters = 65_536;

export interface MarkdownPage {
  readonly text: string;
  /** How many lines were left out. */
  readonly left: number;
}

export interface MarkdownOptions {
  /** Where everything can be read that is left out; undefined: nowhere but in --json. */
  readonly overflow: string | undefined;
}

/**
 * The difference for a comment, never longer than a comment may be. Every word that comes from a record, a file or git
 * stands in a fenced block (CommonMark 0.31 section 4.5), where nothing renders, links, mentions or commands; the rest is
 * ours. No backtick gets into a block, so nothing in it can end it.
 */
export function differenceMarkdown(found: Difference, { overflow }: MarkdownOptions): MarkdownPage {
  const page = new Page(mostCharacters - reserve - (overflow ?? '').length);
  page.add(`### ${verdict(found)}\n${block(headLines(found))}`);
  if (found.missing.length > 0) page.add(`\nNot compared:\n${block(found.missing)}`);
  for (const section of sectionsOf(found, { most: undefined })) addSection(page, section);
  return { text: `${page.text}${page.left === 0 ? '' : leftOut(page.left, overflow)}`, left: page.left };
}

/** Room for what is said of what is left out. */
const reserve = 400;

function leftOut(lines: number, overflow: string | undefined): string {
  const words = `\n${counted(lines, 'more line does', 'more lines do')} not fit into a comment.`;
  if (overflow === undefined) return `${words} The command without a format prints them.\n`;
  return `${words} All is in this file:\n${block([overflow])}`;
}

/** Text up to a length: what does not fit is counted. */
class Page {
  text = '';
  left = 0;
  readonly #room: number;

  constructor(room: number) {
    this.#room = room;
  }

  /** Whether there is still room for so much. */
  fits(characters: number): boolean {
    return this.left === 0 && this.text.length + characters <= this.#room;
  }

  add(piece: string): void {
    if (this.fits(piece.length)) this.text += piece;
    else this.left += piece.split('\n').length;
  }
}

function addSection(page: Page, { title, count, lines }: Section): void {
  const open = `\n<details><summary>${title}: ${count}</summary>\n\n${fence}text\n`;
  const close = `${fence}\n\n</details>\n`;
  let text = '';
  for (const line of lines) {
    const longer = `${text === '' ? open : text}${fenced(line)}`;
    if (page.fits(longer.length + close.length)) text = longer;
    else page.left += 1;
  }
  if (text !== '') page.text += text + close;
}

function verdict(found: Difference): string {
  const { names, missing } = found;
  if (missing.length > 0) return 'Blocklist: not everything could be compared';
  if (!hasChanges(found)) return 'Blocklist: nothing changes';
  if (names.freed + names.added === 0) return 'Blocklist: no name is freed or added';
  return `Blocklist: ${names.freed} freed, ${names.added} added`;
}

const fence = '```';

function block(lines: readonly string[]): string {
  return `\n${fence}text\n${lines.map(fenced).join('')}${fence}\n`;
}

function fenced(line: string): string {
  return `${harmless(line).replaceAll('`', '<U+0060>')}\n`;
}
