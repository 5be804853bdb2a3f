import { configText } from '../core/config-text.ts';
import { allowName, restName } from '../core/cut-zones.ts';
import { type Diagnostic, diagnostic } from '../core/diagnostic.ts';
import { type DomainName, parseName } from '../core/name.ts';
import type { Cut, CutBy, Settings } from '../core/settings.ts';
import { isTerritory, reaches } from '../core/territory.ts';
import type { Config } from '../generated/config.ts';
import { keyPlace, valuePlace, type YamlDocument, yamlFinding } from './yaml.ts';

type Entry = NonNullable<Config['zones']>[number];

const kinds = ['territory', 'authority', 'order'] as const;

/** The zones that the configuration cuts out of the whole. Whatever is wrong with them is found. */
export function cutsIn(
  document: YamlDocument,
  config: Config,
  { zone, operator }: Pick<Settings, 'zone' | 'operator'>,
): { readonly cuts: readonly Cut[]; readonly diagnostics: readonly Diagnostic[] } {
  const found: Diagnostic[] = [];
  const cuts = (config.zones ?? []).flatMap((entry, index): Cut[] => {
    const pointer = `/zones/${index}`;
    const by = cutBy(document, entry, { pointer, served: operator?.territory }, found);
    const name = nameOf(document, entry.name, `${pointer}/name`, found);
    const text = entry.text === undefined ? undefined : configText(entry.text);
    if (entry.text !== undefined && text === undefined) {
      const place = valuePlace(document, `${pointer}/text`);
      found.push(diagnostic('zones/text', { message: 'Not every resolver can be given this text.', place }));
    }
    return by && name ? [{ name, by, text, place: valuePlace(document, `${pointer}/name`) }] : [];
  });
  return { cuts, diagnostics: [...found, ...repeated(cuts), ...collisions(cuts, zone)] };
}

interface Spot {
  readonly pointer: string;
  /** The operator's own territory. */
  readonly served: readonly string[] | undefined;
}

function cutBy(
  document: YamlDocument,
  entry: Entry,
  { pointer, served }: Spot,
  found: Diagnostic[],
): CutBy | undefined {
  const given = kinds.flatMap((kind) => (entry[kind] === undefined ? [] : [{ kind, value: entry[kind] }]));
  const [by] = given;
  if (!by || given.length > 1) {
    const message = `The zone ${entry.name} must be for one of territory, authority or order.`;
    found.push(
      diagnostic('schema/value', {
        message,
        place: keyPlace(document, `${pointer}/name`),
        help: by
          ? 'Keep one of them. Write another item for the other.'
          : 'Add one, as territory: "IT", authority: "Tribunale di Roma", or order: its id.',
      }),
    );
    return undefined;
  }
  const at = `${pointer}/${by.kind}`;
  if (by.kind !== 'territory') return by;
  if (!isTerritory(by.value)) {
    found.push(yamlFinding(document, 'order/country', at, `${by.value} is not a country's code.`));
    return undefined;
  }
  if (served && !reaches(served, [by.value])) {
    const message = `${by.value} is none of the countries that we serve (operator: territory), so its orders are not compiled.`;
    found.push(yamlFinding(document, 'zones/not-served', at, message));
  }
  return by;
}

function nameOf(document: YamlDocument, text: string, pointer: string, found: Diagnostic[]): DomainName | undefined {
  const result = parseName(text);
  if (result.ok) return result.name;
  found.push(yamlFinding(document, result.fault.code, pointer, `This is not a domain name: ${result.fault.detail}.`));
  return undefined;
}

/** Two zones for the same: the second would say the same again, or hold nothing. */
function repeated(cuts: readonly Cut[]): Diagnostic[] {
  return cuts.flatMap((cut, index) => {
    const first = cuts.slice(0, index).find(({ by }) => by.kind === cut.by.kind && by.value === cut.by.value);
    if (!first) return [];
    const message = `${cut.name} is for the same ${cut.by.kind} as ${first.name}.`;
    const related = [{ message: 'The first one', place: first.place }];
    return [diagnostic('zones/same-cut', { message, place: cut.place, related })];
  });
}

/** A name that the build gives to a zone, for a cut or because of one. */
interface Taken {
  readonly name: DomainName;
  readonly what: string;
  /** undefined: the name of a zone that is there without cuts. */
  readonly cut: Cut | undefined;
}

function collisions(cuts: readonly Cut[], zone: Settings['zone']): Diagnostic[] {
  const taken: Taken[] = [
    { name: zone.block, what: 'the zone of the whole list', cut: undefined },
    { name: zone.allow, what: 'the allow zone', cut: undefined },
  ];
  const found: Diagnostic[] = [];
  const take = (one: Taken & { readonly cut: Cut }) => {
    const other = taken.find(({ name }) => name === one.name);
    if (other) {
      const message = `${one.name}, the name of ${one.what}, is already that of ${other.what}.`;
      found.push(diagnostic('zones/same-name', { message, place: one.cut.place }));
    }
    const result = parseName(one.name);
    if (!result.ok) {
      const message = `The name of ${one.what} would be ${one.name}: ${result.fault.detail}.`;
      found.push(diagnostic(result.fault.code, { message, place: one.cut.place }));
    }
    taken.push(one);
  };
  for (const cut of cuts) take({ name: cut.name, what: `the zone for ${cut.by.value}`, cut });
  for (const cut of cuts.filter(({ by }) => by.kind === 'territory'))
    take({ name: allowName(cut), what: `the exceptions for ${cut.by.value}`, cut });
  const [part] = cuts.filter(({ by }) => by.kind !== 'territory');
  if (part) take({ name: restName(zone), what: 'the zone of what no part takes', cut: part });
  return found;
}
