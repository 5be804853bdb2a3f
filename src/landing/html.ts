import { harmless } from '../core/text.ts';

/** Text as it stands in HTML, between tags and between double quotes. */
export function escaped(text: string): string {
  return harmless(text).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
