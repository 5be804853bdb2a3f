// The member states of the European Union since 1 February 2020, ISO 3166-1 alpha-2.
const europeanUnion = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

/**
 * Whether a duty for `territory` (absent: everywhere) reaches any of the places asked for. A duty for the EU reaches
 * its members; a duty for one member does not reach all of the EU.
 */
export function reaches(territory: readonly string[] | undefined, asked: readonly string[]): boolean {
  if (territory === undefined) return true;
  return asked.some((place) => territory.some((one) => contains(one, place)));
}

function contains(outer: string, inner: string): boolean {
  return outer === inner || (outer === 'EU' && europeanUnion.has(inner));
}

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** Whether a code is a country's in ISO 3166-1, or EU. Great Britain is GB there; UK is not a code. */
export function isTerritory(code: string): boolean {
  return code !== 'UK' && code !== 'ZZ' && /^[A-Z]{2}$/.test(code) && regions.of(code) !== undefined;
}
