import type { Settings } from '../../core/settings.ts';
import { suffixRules } from '../../generated/suffix-rules.ts';
import { type Alarm, HashSet, suffixHashes } from '../../names/index.ts';
import { protectedGroups } from './protected-names.ts';
import { specialUse } from './special-use.ts';
import { roomIn } from './zone-length.ts';

/**
 * Which names the guards must look at. Every name that a guard objects to raises the alarm; a plain name that does not
 * costs nothing more.
 */
export function alarmOf(settings: Settings): Alarm {
  const { operator, protectedNames } = settings;
  const groups = (reach: 'subtree' | 'apex') =>
    protectedGroups.filter((group) => group.reach === reach).flatMap(({ names }) => names);
  const own = [...(operator?.domains ?? []), ...protectedNames];
  const subtrees = [...groups('subtree'), ...specialUse, ...own];
  const apexes = groups('apex');
  const suffixes = suffixHashes(suffixRules);
  return {
    subtrees: new HashSet(subtrees),
    names: new HashSet(
      [...apexes, ...apexes.map((name) => `www.${name}`), ...[...subtrees, ...apexes].flatMap(parents)],
      [...suffixes.names, ...suffixes.above],
    ),
    children: new HashSet([], suffixes.wildcards),
    knownTops: new HashSet([], suffixes.tops),
    longest: roomIn(settings),
  };
}

function parents(name: string): string[] {
  const labels = name.split('.');
  return labels.slice(1).map((_, index) => labels.slice(index + 1).join('.'));
}
