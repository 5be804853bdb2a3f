import { byText } from '../core/diagnostic.ts';
import type { Authority, SiteFacts } from './facts.ts';
import { listedNames, type NameGroup, nameGroups } from './listing.ts';
import { weighedRows } from './pages/names.ts';
import type { Site } from './view.ts';

/** Works out where each name and each authority has its page. */
export function planOf(facts: SiteFacts): Site {
  const names = listedNames(facts);
  const groups = nameGroups(weighedRows(names));
  return {
    facts,
    names,
    groups,
    fileOfName: filesOfNames(groups),
    fileOfAuthority: authorityFiles(facts),
  };
}

/** A name that goes on on a second page is looked for on the first. */
function filesOfNames(groups: readonly NameGroup[]): ReadonlyMap<string, string> {
  const pairs = groups.flatMap(({ file, rows }) =>
    rows.flatMap(({ of, goesOn }) => (goesOn ? [] : [[of.name, file] as const])),
  );
  return new Map(pairs);
}

/** One authority is one name in one country. */
export function authorityKey({ country, name }: Pick<Authority, 'country' | 'name'>): string {
  return `${country} ${name}`;
}

const longestFile = 60;

/** `it-tribunale-di-milano.html`; where two come to the same, the later one by the alphabet has a number. */
function authorityFiles({ orders }: SiteFacts): ReadonlyMap<string, string> {
  const keys = [...new Set(orders.map(({ authority }) => authorityKey(authority)))].toSorted(byText);
  const taken = new Set<string>();
  return new Map(
    keys.map((key) => {
      const plain = key
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-');
      const start = plain.slice(0, longestFile).replace(/^-|-$/g, '');
      let file = `${start}.html`;
      for (let number = 2; taken.has(file); number++) file = `${start}-${number}.html`;
      taken.add(file);
      return [key, file];
    }),
  );
}
