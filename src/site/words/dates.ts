/** `11 July 2022`, `11 July 2022, 09:30`; what is no day stays as it is. */
export function dateWords(text: string, months: readonly string[]): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](.+))?$/.exec(text);
  const month = months[Number(parts?.[2]) - 1];
  if (!parts || month === undefined) return text;
  const [, year, , day, time] = parts;
  return `${Number(day)} ${month} ${year}${time === undefined ? '' : `, ${time}`}`;
}

/** One and many of each unit of a duration, by its letter in ISO 8601; a minute is `TM`. */
export type Units = Readonly<Record<Unit, readonly [string, string]>>;

/** `PT48H` as `48 hours`. */
export function durationWords(iso: string, units: Units): string {
  const said = durationParts(iso).map(([count, unit]) => `${count} ${units[unit][count === 1 ? 0 : 1]}`);
  return said.length === 0 ? iso : said.join(', ');
}

/** Thousands apart, without asking what the machine knows of languages. */
export function groupedDigits(count: number, sign: string): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, sign);
}

type Unit = 'Y' | 'M' | 'W' | 'D' | 'TH' | 'TM';

/** The parts of a duration of ISO 8601, largest first: `P1DT30M` is 1 D and 30 TM. */
function durationParts(iso: string): readonly (readonly [count: number, unit: Unit])[] {
  const [days = '', clock = ''] = iso.slice(1).split('T');
  const parts = (text: string, before: string) =>
    [...text.matchAll(/(\d+)([YMWDH])/g)].map(
      ([, count, letter]) => [Number(count), `${before}${letter}` as Unit] as const,
    );
  return [...parts(days, ''), ...parts(clock, 'T')];
}
