import { describe, expect, test } from 'vitest';
import { isTerritory, reaches } from '../../src/core/territory.ts';

/** ISO 3166-1, the 249 officially assigned codes, and EU. */
const assigned = `
  AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
  CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET EU FI FJ FK FM FO FR GA GB
  GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG
  KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV
  MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB
  SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US
  UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`
  .trim()
  .split(/\s+/);

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const pairs = letters.flatMap((first) => letters.map((second) => first + second));

describe('the code of a territory', () => {
  test('every assigned code of ISO 3166-1 is one, and EU', () => {
    expect(assigned).toHaveLength(250);
    expect(assigned.filter((code) => !isTerritory(code))).toEqual([]);
  });

  test('no other pair of letters is one: no state of the past, no code for tests', () => {
    expect(pairs.filter((code) => isTerritory(code) && !assigned.includes(code))).toEqual([]);
  });

  test('Great Britain is GB, not UK, and ZZ is nowhere', () => {
    expect(['GB', 'UK', 'ZZ'].filter(isTerritory)).toEqual(['GB']);
  });

  test('it is two capital letters', () => {
    expect(['it', 'It', 'ITA', 'I', '', '380', 'IT ', 'ÍT'].filter(isTerritory)).toEqual([]);
  });
});

describe('a duty reaches a place', () => {
  const cases = [
    ['everywhere, when the order names no territory', undefined, ['JP'], true],
    ['which is the one it names', ['IT'], ['IT'], true],
    ['which is among those asked for', ['FR', 'IT'], ['DE', 'IT'], true],
    ['in the EU, when it is for the EU', ['EU'], ['IT'], true],
    ['but not Norway, Switzerland or Great Britain from there', ['EU'], ['NO', 'CH', 'GB'], false],
    ['in the EU as a whole, when it is for one member', ['IT'], ['EU'], true],
    ['but not another country', ['IT'], ['FR'], false],
    ['but nothing, when it is for no territory', [], ['IT'], false],
    ['but nothing, when no place is asked for', ['IT'], [], false],
  ] as const;
  for (const [rule, territory, asked, expected] of cases) {
    test(rule, () => expect(reaches(territory, asked)).toBe(expected));
  }

  test('a duty for the EU reaches its 27 members', () => {
    const members = pairs.filter((code) => code !== 'EU' && reaches(['EU'], [code]));
    expect(members.join(' ')).toBe('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK');
  });
});
