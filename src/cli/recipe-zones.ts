import { below, type ConfigPath, type QuotableText } from '../core/config-text.ts';
import { type CutZones, cutZones, type NamedZone, zonesOf } from '../core/cut-zones.ts';
import type { DomainName } from '../core/name.ts';
import type { Settings, ZoneSettings } from '../core/settings.ts';
import { listed } from '../core/text.ts';
import { allowZone, blockZone } from '../emit/rpz.ts';
import type { Recipe, RecipeVersion, RecipeZone, Role } from '../resolver/recipe.ts';
import { CommandError } from './exit-codes.ts';
import type { ViewPlace } from './recipe-options.ts';
import type { ZoneTexts } from './recipe-texts.ts';

export interface ZoneRequest {
  readonly recipe: Pick<Recipe, 'title' | 'hasViews'>;
  readonly version: RecipeVersion;
  readonly role: Role;
  /** The folder of the build. */
  readonly out: ConfigPath;
  readonly settings: Settings;
  readonly places: readonly ViewPlace[];
  readonly texts: ZoneTexts;
}

export interface ChosenZones {
  /** In the order in which they are asked. */
  readonly zones: readonly RecipeZone[];
  /** The same for the clients of each place. */
  readonly views: readonly (readonly RecipeZone[])[];
  /** What is left out, in sentences. */
  readonly remarks: readonly string[];
}

/**
 * The zones that a resolver loads: the parts in place of the whole, where the configuration has parts; for the clients of
 * a place, the zone of its territory or else the zones of a build of its own. A primary hands out all there are.
 */
export function recipeZones(request: ZoneRequest): ChosenZones {
  const { role, settings, places } = request;
  const cuts = cutZones(settings);
  const parts = cuts.filter(({ cut }) => cut !== 'territory');
  const [allow, whole] = wholeZones(request.out, settings.zone, request.texts);
  const together = parts.flatMap((zones) => placed(zones, request));
  const territories = cuts.filter(({ cut }) => cut === 'territory').flatMap((zones) => placed(zones, request));
  const zones =
    role === 'primary'
      ? [allow, whole, ...together, ...territories]
      : [allow, ...(together.length > 0 ? together : [whole])];
  return { zones, views: places.map((place) => viewZones(place, request)), remarks: [...remarks(request)] };
}

function wholeZones(
  out: ConfigPath,
  names: Pick<ZoneSettings, 'allow' | 'block'>,
  { whole: text }: Pick<ZoneTexts, 'whole'>,
): readonly [RecipeZone, RecipeZone] {
  return [
    { kind: 'allow', name: names.allow, file: below(out, allowZone.file), text: undefined },
    { kind: 'block', name: names.block, file: below(out, blockZone.file), text },
  ];
}

function placed(zones: CutZones, { out, texts }: Pick<ZoneRequest, 'out' | 'texts'>): readonly RecipeZone[] {
  const text: QuotableText = zones.cut === 'rest' ? texts.whole : texts.of(zones.of);
  return zonesOf(zones).map(({ kind, name, file }: NamedZone) => ({
    kind,
    name,
    file: below(out, file),
    // An exception is no refusal.
    text: kind === 'allow' ? undefined : text,
  }));
}

function viewZones(place: ViewPlace, request: ZoneRequest): readonly RecipeZone[] {
  const { out, settings, texts } = request;
  const cut = cutZones(settings).find((zones) => zones.cut === 'territory' && zones.of.by.value === place.territory);
  if (cut) return placed(cut, request);
  return wholeZones(viewFolder(out, place), viewNames(place, settings), texts);
}

/** Where a build for a place alone lies. */
export function viewFolder(out: ConfigPath, place: Pick<ViewPlace, 'territory'>): ConfigPath {
  return `${out}-${place.territory.toLowerCase()}` as ConfigPath;
}

/** Some resolvers want a name of its own for each zone. The files were checked for names as long as the configuration's. */
function viewNames({ territory }: ViewPlace, { zone }: Settings): Pick<ZoneSettings, 'allow' | 'block'> {
  const end = territory.toLowerCase();
  const names = { allow: `allow-${end}` as DomainName, block: `block-${end}` as DomainName };
  if (names.allow.length <= zone.allow.length && names.block.length <= zone.block.length) return names;
  throw new CommandError(
    `With --view, the zones need names of at least ${names.block.length} characters in the configuration (zone: block, allow), because the names of the views are that long.`,
  );
}

function* remarks({ recipe, version, role, settings, places }: ZoneRequest): Generator<string> {
  const { cuts } = settings;
  if (cuts.length === 0) return;
  if (version.loads === 'lists') {
    yield 'It takes the whole list: the zones of their own in the configuration (zones) are not for it.';
    return;
  }
  if (role === 'primary') return;
  const open = cuts
    .filter(({ by }) => by.kind === 'territory' && !places.some(({ territory }) => territory === by.value))
    .map(({ by }) => by.value);
  if (open.length === 0) return;
  yield `NOT IN HERE: the zones for clients in ${listed(open, 'and')}, who get the whole list as all others do.`;
  if (recipe.hasViews && role === 'standalone')
    yield `Say who they are, such as: ${open.slice(0, 1).map((one) => `--view ${one}=192.0.2.0/24`)}`;
}
