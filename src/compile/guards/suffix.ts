import { coversBelow } from '../../core/blocklist.ts';
import { suffixOf } from '../../core/suffix.ts';
import { suffixRules } from '../../generated/suffix-rules.ts';
import type { Guard } from './guard.ts';

let below: ReadonlyMap<string, string> | undefined;

/** A rule below a name that is none itself. The map is made when the first name has to be looked at. */
function suffixBelow(name: string): string | undefined {
  below ??= namesAbove(suffixRules);
  return below.get(name);
}

/** The names above rules, one a line, but for top-level labels: each with a rule below it, without its star. */
export function namesAbove(rules: string): ReadonlyMap<string, string> {
  return new Map(
    rules.split('\n').flatMap((rule) => {
      const suffix = rule.replace(/^\*\./, '');
      const labels = suffix.split('.');
      return labels.slice(1, -1).map((_, index) => [labels.slice(index + 1).join('.'), suffix] as const);
    }),
  );
}

export const suffixGuard: Guard = ({ name, scope }) => {
  if (!name.includes('.')) {
    return {
      code: 'domain/top-level',
      message: `${name} is a whole ending, not a site: every name that ends in .${name} would be blocked.`,
    };
  }
  const suffix = suffixOf(name);
  if (suffix.publicSuffix === name) {
    const whose = suffix.private
      ? 'whoever runs it lets anyone have a site below it'
      : 'anyone can have a site below it';
    const message = `${name} is an ending, not a site: ${whose}, and all of them would be blocked.`;
    return { code: 'domain/public-suffix', message };
  }
  const ruled = coversBelow(scope) ? suffixBelow(name) : undefined;
  if (ruled !== undefined) {
    const message = `Anyone can have a site below ${ruled}, which lies below ${name}: all of them would be blocked too.`;
    return { code: 'domain/public-suffix', message };
  }
  if (suffix.listed) return undefined;
  return {
    code: 'domain/unknown-suffix',
    message: `Nobody knows the ending ".${suffix.publicSuffix}" of ${name}.`,
  };
};
