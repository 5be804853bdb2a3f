import { coversBelow } from '../../core/blocklist.ts';
import { type DomainName, isBelow, selfAndParents } from '../../core/name.ts';
import type { Guard, Objection } from './guard.ts';
import { type ProtectedGroup, protectedGroups } from './protected-names.ts';

const byName = new Map(
  protectedGroups.flatMap((group) => group.names.map((name) => [name as DomainName, group] as const)),
);

/** What a name takes down with it. */
interface Fallen {
  readonly below: DomainName;
  readonly what: string;
}

const fallenWith = new Map<DomainName, Fallen>();
for (const [below, { guard, what }] of byName) {
  if (guard !== 'stop') continue;
  for (const parent of selfAndParents(below)) if (!fallenWith.has(parent)) fallenWith.set(parent, { below, what });
}

export const protectedGuard: Guard = ({ name, scope }, { protectedNames }) => {
  const configured = protectedNames.find((one) => one === name || isBelow(name, one));
  if (configured !== undefined) return stop(name, configured, inConfiguration);
  const hits = [...selfAndParents(name)].flatMap((parent) => {
    const group = byName.get(parent);
    return group && reachesDown(group, parent, name) ? [{ parent, group }] : [];
  });
  const stopping = hits.find(({ group }) => group.guard === 'stop');
  if (stopping) return stop(name, stopping.parent, stopping.group.what);
  // A name that asks for a second look may lie above one that must be stopped.
  return (coversBelow(scope) ? takesDown(name, protectedNames) : undefined) ?? secondLook(name, hits[0]);
};

const inConfiguration = 'named as protected in the configuration';

function takesDown(name: DomainName, protectedNames: readonly DomainName[]): Objection | undefined {
  const configured = protectedNames.find((one) => isBelow(one, name));
  const fallen = configured ? { below: configured, what: inConfiguration } : fallenWith.get(name);
  if (!fallen) return undefined;
  const message = `Blocking ${name} would block ${fallen.below} too: it is ${fallen.what}.`;
  return { code: 'domain/protected', message };
}

function reachesDown(group: ProtectedGroup, parent: DomainName, name: DomainName): boolean {
  return parent === name || group.reach === 'subtree' || name === `www.${parent}`;
}

interface Hit {
  readonly parent: DomainName;
  readonly group: ProtectedGroup;
}

function secondLook(name: DomainName, hit: Hit | undefined): Objection | undefined {
  if (!hit) return undefined;
  return { code: 'domain/second-look', message: `${subject(name, hit.parent)} is ${hit.group.what}.` };
}

function stop(name: DomainName, parent: DomainName, what: string): Objection {
  return { code: 'domain/protected', message: `${subject(name, parent)} is ${what}.` };
}

function subject(name: DomainName, parent: DomainName): string {
  return name === parent ? name : `${name} belongs to ${parent}, which`;
}
