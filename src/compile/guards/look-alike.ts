import type * as Confusables from 'confusables';
import { library } from '../../core/library.ts';
import { type DomainName, unicodeName } from '../../core/name.ts';
import { suffixOf } from '../../core/suffix.ts';
import type { Guard } from './guard.ts';
import { protectedGroups } from './protected-names.ts';

const confusables = library<typeof Confusables>('confusables');

const known: ReadonlySet<string> = new Set(protectedGroups.flatMap((group) => group.names));

/** Names in other alphabets that read like a well-known one. */
export const confusableGuard: Guard = ({ name }) => {
  const shown = unicodeName(name);
  if (shown === name) return undefined;
  const plain = confusables().remove(shown).toLowerCase();
  const registrable = suffixOf(plain as DomainName).registrable;
  const alike = [plain, registrable].find((one) => one !== undefined && known.has(one));
  if (alike === undefined) return undefined;
  return { code: 'domain/confusable', message: `${shown} (${name}) looks like ${alike} and is another name.` };
};

// Scripts that one label may mix (UTS 39 5.2, "Highly Restrictive"): Latin with those of Chinese, Japanese or Korean.
const mixable = [
  ['Latin', 'Han', 'Hiragana', 'Katakana'],
  ['Latin', 'Han', 'Bopomofo'],
  ['Latin', 'Han', 'Hangul'],
];

const scripts = (
  'Latin Greek Cyrillic Armenian Hebrew Arabic Syriac Devanagari Bengali Gurmukhi Gujarati Tamil Telugu Kannada ' +
  'Malayalam Sinhala Thai Lao Tibetan Myanmar Georgian Ethiopic Khmer Cherokee Hangul Hiragana Katakana Bopomofo Han'
).split(' ');
const scriptOf = scripts.map((script) => ({ script, pattern: new RegExp(`\\p{Script=${script}}`, 'u') }));

export const mixedScriptGuard: Guard = ({ name }) => {
  const shown = unicodeName(name);
  if (shown === name) return undefined;
  for (const label of shown.split('.')) {
    const used = scriptOf.filter(({ pattern }) => pattern.test(label)).map(({ script }) => script);
    if (used.length < 2 || mixable.some((set) => used.every((script) => set.includes(script)))) continue;
    return {
      code: 'domain/mixed-script',
      message: `${shown} (${name}) mixes ${used.join(' and ')} letters in "${label}".`,
    };
  }
  return undefined;
};
