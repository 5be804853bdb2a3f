import { tidy, wordKind } from './words.ts';

const mostOffered = 3;

// Small letters of Cyrillic and Greek that look like Latin ones.
const lookAlikes = new Map(
  [...'аa сc еe оo рp хx уy іi јj ѕs ԁd һh ԛq ԝw вb кk мm нh тt οo αa εe ιi κk νv ρp τt υu'.split(' ')].map((pair) => [
    pair[0] ?? '',
    pair[1] ?? '',
  ]),
);

type Mending = (text: string) => string;

/** From the surest slip of the pen to the least sure; each is applied on top of those before. */
const mendings: readonly Mending[] = [
  (text) => text.replaceAll('\\', '/'),
  (text) => text.replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, ''),
  // tps://, htps:, http//, https;//, hxxp:/ and the schemes of other services.
  (text) => text.replace(/^\W*(?=[htpsx]{2,6}\b)h{0,2}[tx]{0,3}p{0,2}s?\s*(?:[:;]\s*\/*|[.,]?\s*\/+)\s*(?=\S)/i, ''),
  (text) => text.replace(/^[a-z][a-z0-9+.-]*:\/\/(?=\S)/i, ''),
  (text) => text.replace(/\/\*+(\.\*)?$/, '').replace(/(?<=\w)\*+$/, ''),
  (text) => text.replace(/^[^\p{L}\p{N}*]+|[^\p{L}\p{N}/]+$/gu, ''),
  (text) => text.replace(/\s*\[\.\]\s*|\s*\((?:dot|\.)\)\s*|\s*\[dot\]\s*|\s+dot\s+/gi, '.'),
  (text) => text.replace(/\s+/g, ''),
  (text) => text.replace(/[,;。．｡]/g, '.').replace(/\.{2,}/g, '.'),
  (text) => text.replace(/-+(?=\.)|(?<=\.)-+/g, ''),
  latin,
];

/**
 * What the writer may have meant by a text that cannot be taken as it stands: proposals for a person, never to be taken
 * in silence. All are readable as targets.
 */
export function mended(text: string): readonly string[] {
  if (text.length > longestMended) return [];
  const found = new Set<string>();
  let current = text;
  for (const mend of mendings) {
    current = mend(current);
    const candidate = tidy(current);
    if (candidate !== text && wordKind(candidate) === 'target') found.add(candidate);
  }
  return [...found].slice(0, mostOffered);
}

const longestMended = 1000;

/** The text with Latin letters for others that look the same; itself where some letter has no such double. */
export function latin(text: string): string {
  const doubled = [...text.toLowerCase()].map((char) => lookAlikes.get(char) ?? char).join('');
  return /^[\x20-\x7e]*$/.test(doubled) ? doubled : text;
}
