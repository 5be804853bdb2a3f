import type { Settings } from '../../core/settings.ts';
import { suffixRules } from '../../generated/suffix-rules.ts';
import { type Alarm, HashSet } from '../../names/index.ts';
import { protectedGroups } from './protected-names.ts';
import { specialUse } from './special-use.ts';
import { suffixBelow } from './suffix.ts';
import { roomIn } from './zone-length.ts';

/**
 * Which names the guards must look at. Every name that a guard objects to raises the alarm; a plain name that does not
 * costs nothing more.
 */
export function alarmOf({ operator, protectedNames, zone }: Settings): Alarm {
  const groups = (reach: 'subtree' | 'apex') =>
    protectedGroups.filter((group) => group.reach === reach).flatMap(({ names }) => names);
  const own = [...(operator?.domains ?? []), ...protectedNames];
  const subtrees = [...groups('subtree'), ...specialUse, ...own];
  const apexes = groups('apex');
  const rules = suffixRules.split('\n');
  const wildcards = rules.filter((rule) => rule.startsWith('*.')).map((rule) => rule.slice(2));
  const plain = rules.filter((rule) => !rule.startsWith('*.'));
  return {
    subtrees: new HashSet(subtrees),
    names: new HashSet([
      ...plain,
      ...suffixBelow.keys(),
      ...apexes,
      ...apexes.map((name) => `www.${name}`),
      ...[...subtrees, ...apexes].flatMap(parents),
    ]),
    children: new HashSet(wildcards),
    knownTops: new HashSet(plain.filter((rule) => !rule.includes('.'))),
    longest: roomIn(zone),
  };
}

function parents(name: string): string[] {
  const labels = name.split('.');
  return labels.slice(1).map((_, index) => labels.slice(index + 1).join('.'));
}
