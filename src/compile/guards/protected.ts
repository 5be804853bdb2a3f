import { coversBelow } from '../../core/blocklist.ts';
import { type DomainName, selfAndParents } from '../../core/name.ts';
import type { Guard, Objection } from './guard.ts';
import { type ProtectedGroup, protectedGroups } from './protected-names.ts';

const byName = new Map(
  protectedGroups.flatMap((group) => group.names.map((name) => [name as DomainName, group] as const)),
);

const protectedBelow = new Map<DomainName, DomainName>();
for (const [name, group] of byName) {
  if (group.guard !== 'stop') continue;
  for (const parent of selfAndParents(name))
    if (parent !== name && !protectedBelow.has(parent)) protectedBelow.set(parent, name);
}

export const protectedGuard: Guard = ({ name, scope }, { protectedNames }) => {
  const configured = protectedNames.find((one) => [...selfAndParents(name)].includes(one));
  if (configured !== undefined) return stop(name, configured, 'named as protected in the configuration');
  const hits = [...selfAndParents(name)].flatMap((parent) => {
    const group = byName.get(parent);
    return group && reachesDown(group, parent, name) ? [{ parent, group }] : [];
  });
  const hit = hits.find(({ group }) => group.guard === 'stop') ?? hits[0];
  if (hit) return objection(name, hit.parent, hit.group);
  const below = coversBelow(scope) ? protectedBelow.get(name) : undefined;
  if (below === undefined) return undefined;
  return {
    code: 'domain/protected',
    message: `Blocking ${name} would block ${below} too: it is ${byName.get(below)?.what}.`,
  };
};

function reachesDown(group: ProtectedGroup, parent: DomainName, name: DomainName): boolean {
  return parent === name || group.reach === 'subtree' || name === `www.${parent}`;
}

function objection(name: DomainName, parent: DomainName, group: ProtectedGroup): Objection {
  if (group.guard === 'stop') return stop(name, parent, group.what);
  return { code: 'domain/second-look', message: `${subject(name, parent)} is ${group.what}.` };
}

function stop(name: DomainName, parent: DomainName, what: string): Objection {
  return { code: 'domain/protected', message: `${subject(name, parent)} is ${what}.` };
}

function subject(name: DomainName, parent: DomainName): string {
  return name === parent ? name : `${name} belongs to ${parent}, which`;
}
