/** Examples that are told of one kind of thing; the rest is a number. */
const shown = 10;

/** Sentences, the first few whole and the rest as a number, so that a long paper does not drown what it says. */
export function some(sentences: readonly string[], rest: (more: number) => string): string[] {
  if (sentences.length <= shown) return [...sentences];
  return [...sentences.slice(0, shown), rest(sentences.length - shown)];
}

/** A remark where a link leads elsewhere than its text says; undefined where both are the same place. */
export function linkElsewhere(
  place: string,
  { shown, address }: { shown: string; address: string },
): string | undefined {
  if (bare(shown) === bare(address)) return undefined;
  return `${place} shows “${clip(shown)}”, and the link behind it leads to “${clip(address)}”. What is shown was read; look at it if the link is what was meant.`;
}

export function moreLinks(more: number): string {
  return `${more} more links lead elsewhere than their text says.`;
}

function bare(address: string): string {
  const text = address.trim().toLowerCase();
  return text
    .replace(/^(?:[a-z]+:\/\/|mailto:)/, '')
    .replace(/^www\./, '')
    .replace(/\/$/, '');
}

function clip(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
