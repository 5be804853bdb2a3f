import { suffixOf } from '../../core/suffix.ts';
import type { Guard } from './guard.ts';

export const suffixGuard: Guard = ({ name }) => {
  if (!name.includes('.')) {
    return { code: 'domain/top-level', message: `${name} is a whole top-level domain, not a site.` };
  }
  const suffix = suffixOf(name);
  if (suffix.publicSuffix === name) {
    const whose = suffix.private ? 'whoever runs it lets anyone have a name below it' : 'anyone can register below it';
    return { code: 'domain/public-suffix', message: `${name} is a public suffix: ${whose}, and all would be blocked.` };
  }
  if (suffix.listed) return undefined;
  return {
    code: 'domain/unknown-suffix',
    message: `The public suffix list has no rule for the ending ".${suffix.publicSuffix}" of ${name}.`,
  };
};
