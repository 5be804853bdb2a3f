/**
 * Which letters outside ASCII the languages of a region write. A character set is judged by how much of a text one
 * language of its region could have written: a Czech text read as French has letters of four languages in one word.
 */
const regions = {
  'windows-1250': [
    'áčďéěíňóřšťúůýž', // Czech
    'áäčďéíĺľňóôŕšťúýž', // Slovak
    'ąćęłńóśźż', // Polish
    'áéíóöőúüű', // Hungarian
    'čćđšž', // Croatian, Slovenian, Bosnian
    'ăâîşţ', // Romanian, with the cedilla that this set has
    'äöüß', // German, which this set has as well
  ],
  'windows-1251': [
    'абвгдежзийклмнопрстуфхцчшщъыьэюяё', // Russian
    'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя', // Ukrainian
    'абвгдеёжзійклмнопрстуўфхцчшыьэюя', // Belarusian
    'абвгдежзийклмнопрстуфхцчшщъьюя', // Bulgarian
    'абвгдђежзијклљмнњопрстћуфхцчџшѓќѕ', // Serbian, Macedonian
  ],
  'windows-1252': [
    'äöüß', // German
    'àâæçéèêëîïôœùûüÿ', // French
    'áéíñóúü', // Spanish
    'ãáàâçéêíóôõú', // Portuguese
    'àèéìíîòóùú', // Italian
    'àçèéíïòóúü', // Catalan
    'áéëïíóöü', // Dutch
    'æøåéü', // Danish, Norwegian
    'åäöéü', // Swedish, Finnish
    'áðéíóúýþæö', // Icelandic
  ],
} as const;

export type Region = keyof typeof regions;

export const regionNames: readonly Region[] = ['windows-1250', 'windows-1251', 'windows-1252'];

export interface Plausibility {
  /** How many of the letters outside ASCII one language could have written, from 0 to 1; 1 where there are none. */
  readonly share: number;
  /** Letters of an alphabet of its own stand in whole words, as Cyrillic does. */
  readonly letters: number;
}

const words = /[\p{L}\p{M}]+|[^\p{L}\p{M}\s]/gu;

/** Judges a text that was read in one of the character sets. */
export function plausibility(text: string, region: Region): Plausibility {
  const seen = new Map<string, number>();
  let misplaced = 0;
  for (const [word] of text.matchAll(words)) {
    if (isAscii(word)) continue;
    if (isMisplaced(word, region)) misplaced += 1;
    else if (/\p{L}/u.test(word)) for (const letter of word) if (!isAscii(letter)) count(seen, letter.toLowerCase());
  }
  // Signs between letters: `³` in the middle of a Polish word that was read as French.
  misplaced += text.match(/(?<=\p{L})[^\p{L}\p{M}\p{ASCII}’‘“”–—…·«»„\u00a0]+(?=\p{L})/gu)?.length ?? 0;
  const letters = [...seen.values()].reduce((sum, times) => sum + times, misplaced);
  if (letters === 0) return { share: 1, letters };
  const best = Math.max(...regions[region].map((alphabet) => written(seen, alphabet)));
  return { share: best / letters, letters };
}

function isMisplaced(word: string, region: Region): boolean {
  // Controls and unused places of a set are in no text.
  if (/[\u0080-\u009f\ufffd]/.test(word)) return true;
  // An upper-case letter after a lower-case one; a word of two alphabets.
  return /\p{Ll}\p{Lu}/u.test(word) || (region === 'windows-1251' && /[a-z]/i.test(word));
}

function written(seen: ReadonlyMap<string, number>, alphabet: string): number {
  let sum = 0;
  for (const [letter, times] of seen) if (alphabet.includes(letter)) sum += times;
  return sum;
}

function count(seen: Map<string, number>, letter: string): void {
  seen.set(letter, (seen.get(letter) ?? 0) + 1);
}

function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text);
}
