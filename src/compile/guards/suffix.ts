import { coversBelow } from '../../core/blocklist.ts';
import { suffixOf } from '../../core/suffix.ts';
import { suffixRules } from '../../generated/suffix-rules.ts';
import type { Guard } from './guard.ts';

let below: ReadonlyMap<string, string> | undefined;

/** A rule below a name that is none itself. The map is made when the first name has to be looked at. */
function suffixBelow(name: string): string | undefined {
  below ??= new Map(
    suffixRules.split('\n').flatMap((rule) => {
      const suffix = rule.replace(/^\*\./, '');
      const labels = suffix.split('.');
      return labels.slice(1, -1).map((_, index) => [labels.slice(index + 1).join('.'), suffix] as const);
    }),
  );
  return below.get(name);
}

export const suffixGuard: Guard = ({ name, scope }) => {
  if (!name.includes('.')) {
    return { code: 'domain/top-level', message: `${name} is a whole top-level domain, not a site.` };
  }
  const suffix = suffixOf(name);
  if (suffix.publicSuffix === name) {
    const whose = suffix.private ? 'whoever runs it lets anyone have a name below it' : 'anyone can register below it';
    return { code: 'domain/public-suffix', message: `${name} is a public suffix: ${whose}, and all would be blocked.` };
  }
  const ruled = coversBelow(scope) ? suffixBelow(name) : undefined;
  if (ruled !== undefined) {
    const message = `${name} lies above the public suffix ${ruled}: all sites there would be blocked too.`;
    return { code: 'domain/public-suffix', message };
  }
  if (suffix.listed) return undefined;
  return {
    code: 'domain/unknown-suffix',
    message: `The public suffix list has no rule for the ending ".${suffix.publicSuffix}" of ${name}.`,
  };
};
