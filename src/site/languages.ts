import { en } from './words/en.ts';
import { it } from './words/it.ts';
import type { Words } from './words/words.ts';

interface Language {
  readonly words: Words;
  /** Of its pages: empty, or with a slash at its end. */
  readonly folder: string;
}

/** Every language; the first is the usual one. */
export const languages: readonly Language[] = [
  { words: en, folder: '' },
  { words: it, folder: 'it/' },
];
