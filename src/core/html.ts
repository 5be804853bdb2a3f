import { harmless } from './text.ts';

/** Markup that was made here: whatever else goes into a page is text and is escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Part = string | number | Markup | readonly Part[];

/** A template of HTML in which every value is escaped but markup and lists of such. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(literals.map((literal, at) => literal + textOf(parts[at] ?? '')).join(''));
}

function textOf(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (Array.isArray(part)) return part.map(textOf).join('');
  return escaped(String(part));
}

/** Most text is this, by the hundred thousand: nothing in it is escaped or harmful. */
const plain = /^[\w .,/()=-]*$/;

/** Text as it may stand in HTML or XML, between tags and in quoted attributes. */
export function escaped(text: string): string {
  if (plain.test(text)) return text;
  return harmless(text).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
