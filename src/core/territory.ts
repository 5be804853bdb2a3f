// The member states of the European Union since 1 February 2020, ISO 3166-1 alpha-2.
const europeanUnion = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

/** Whether a duty for `territory` (absent: everywhere) reaches any of the places asked for. EU stands for its members. */
export function reaches(territory: readonly string[] | undefined, asked: readonly string[]): boolean {
  if (territory === undefined) return true;
  return asked.some((place) => territory.some((one) => contains(one, place) || contains(place, one)));
}

function contains(outer: string, inner: string): boolean {
  return outer === inner || (outer === 'EU' && europeanUnion.has(inner));
}

// ISO 3166-1 alpha-2, the officially assigned codes. A fixed list: what Intl knows differs from machine to machine.
/** The codes of all countries. */
export const countryCodes: readonly string[] = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW ' +
  'BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI ' +
  'FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN ' +
  'IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME ' +
  'MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF ' +
  'PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV ' +
  'SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE ' +
  'YT ZA ZM ZW'
).split(' ');

const countries = new Set(countryCodes);

/** Whether a code is a country's in ISO 3166-1, or EU. Great Britain is GB there; UK is not a code. */
export function isTerritory(code: string): boolean {
  return code === 'EU' || countries.has(code);
}
