import { coversBelow } from '../../core/blocklist.ts';
import { suffixOf } from '../../core/suffix.ts';
import { suffixRules } from '../../generated/suffix-rules.ts';
import type { Guard } from './guard.ts';

/** Names above a rule that are no rule themselves, each with one below it. */
export const suffixBelow: ReadonlyMap<string, string> = new Map(
  suffixRules.split('\n').flatMap((rule) => {
    const name = rule.replace(/^\*\./, '');
    const labels = name.split('.');
    return labels.slice(1, -1).map((_, index) => [labels.slice(index + 1).join('.'), name] as const);
  }),
);

export const suffixGuard: Guard = ({ name, scope }) => {
  if (!name.includes('.')) {
    return { code: 'domain/top-level', message: `${name} is a whole top-level domain, not a site.` };
  }
  const suffix = suffixOf(name);
  if (suffix.publicSuffix === name) {
    const whose = suffix.private ? 'whoever runs it lets anyone have a name below it' : 'anyone can register below it';
    return { code: 'domain/public-suffix', message: `${name} is a public suffix: ${whose}, and all would be blocked.` };
  }
  const below = coversBelow(scope) ? suffixBelow.get(name) : undefined;
  if (below !== undefined) {
    const message = `${name} lies above the public suffix ${below}: all sites there would be blocked too.`;
    return { code: 'domain/public-suffix', message };
  }
  if (suffix.listed) return undefined;
  return {
    code: 'domain/unknown-suffix',
    message: `The public suffix list has no rule for the ending ".${suffix.publicSuffix}" of ${name}.`,
  };
};
