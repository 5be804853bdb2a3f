import { harmless } from '../../core/text.ts';
import type { Difference } from '../../generated/difference.ts';
import { hasChanges, headLines, type Section, sectionsOf } from './words.ts';

/** Characters (UTF-16 code units) that a comment on GitHub may have, as its interface says when there are more. */
export const mostCharacters = 65_536;

export interface MarkdownPage {
  readonly text: string;
  /** Whether all of it is there. */
  readonly isWhole: boolean;
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
  const room = mostCharacters - reserve - (overflow === undefined ? 0 : block([overflow]).length);
  for (const most of listed) {
    const page = pageOf(found, most, room);
    if (page.isFull && most !== 0) continue;
    const isWhole = !page.isFull && most === undefined;
    return { text: `${page.text}${isWhole ? '' : leftOut(overflow)}`, isWhole };
  }
  throw new Error('The last number of names was not tried.');
}

/** Names of one change that are listed: as many as fit, so that every reason is told first. */
const listed: readonly (number | undefined)[] = [undefined, 1000, 300, 100, 30, 10, 3, 0];

function pageOf(found: Difference, most: number | undefined, room: number): Page {
  const page = new Page(room);
  const sections = sectionsOf(found, { most });
  const overview = sections.map(({ title, count }) => `${title}: ${count}`);
  page.add(`### ${verdict(found)}\n${block([...headLines(found), ...overview])}`);
  if (found.missing.length > 0) page.add(`\nNot compared, or not wholly:\n${block(found.missing)}`);
  for (const section of sections) addSection(page, section);
  return page;
}

/** Room for what is said of what is left out. */
const reserve = 400;

function leftOut(overflow: string | undefined): string {
  const words = '\nNot all of it fits into a comment.';
  if (overflow === undefined) return `${words} The command without a format tells more, and as JSON everything.\n`;
  return `${words} All is in this file:\n${block([overflow])}`;
}

/** Text up to a length: after what does not fit comes nothing more. */
class Page {
  text = '';
  isFull = false;
  readonly #room: number;

  constructor(room: number) {
    this.#room = room;
  }

  /** Whether there is room for so many characters more; if not, for nothing any more. */
  takes(characters: number): boolean {
    this.isFull ||= this.text.length + characters > this.#room;
    return !this.isFull;
  }

  add(piece: string): void {
    if (this.takes(piece.length)) this.text += piece;
  }
}

function addSection(page: Page, { title, count, lines }: Section): void {
  const open = `\n<details><summary>${title}: ${count}</summary>\n\n${fence}text\n`;
  const close = `${fence}\n\n</details>\n`;
  let text = '';
  for (const line of lines) {
    const longer = `${text === '' ? open : text}${fenced(line)}`;
    if (!page.takes(longer.length + close.length)) break;
    text = longer;
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
