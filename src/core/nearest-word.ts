import type * as Levenshtein from 'fastest-levenshtein';
import { library } from './library.ts';

const levenshtein = library<typeof Levenshtein>('fastest-levenshtein');

/** The word that somebody may have meant; undefined where none is near. */
export function nearestWord(word: string, among: readonly string[]): string | undefined {
  const [best] = among
    .map((one) => ({ one, far: levenshtein().distance(word.toLowerCase(), one.toLowerCase()) }))
    .sort((a, b) => a.far - b.far);
  return best && best.far <= Math.max(1, Math.floor(best.one.length / 3)) ? best.one : undefined;
}
