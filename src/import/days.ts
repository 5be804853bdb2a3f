import type { DateOrder, Doubt } from './paper.ts';

/** A date as it is written: its three numbers, or a day that can be read in one way only. */
export type WrittenDate =
  | {
      readonly kind: 'numbers';
      readonly yearFirst: boolean;
      readonly iso: boolean;
      readonly parts: Three;
      readonly timed: boolean;
    }
  | { readonly kind: 'day'; readonly day: string; readonly timed: boolean }
  | { readonly kind: 'none' };

type Three = readonly [number, number, number];

// A time of day after the date is left aside: a register gives it by its own clock, often without saying which.
const numeric = /^(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,4})\.?((?:[T\s,]+\d{1,2}:\d{2}.*)?)$/s;
const worded =
  /^(\d{1,2})\.?(?:st|nd|rd|th|er|re|º|ª|°)?\s+(?:de\s+|di\s+)?(\p{L}+)\.?,?\s+(?:de\s+)?(\d{4})(?:\s?(?:г|р|r)\.?)?$/iu;
const wordedMonthFirst = /^(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/iu;

/** Reads one cell as a date, whose numbers are still to be told apart. */
export function readDate(text: string): WrittenDate {
  const trimmed = text.trim();
  if (trimmed.length > longestDate) return { kind: 'none' };
  const found = numeric.exec(trimmed);
  if (found) return numbersOf(found);
  const words = worded.exec(trimmed);
  const other = words ? null : wordedMonthFirst.exec(trimmed);
  const [day, month, year] = words?.slice(1) ?? [other?.[2], other?.[1], other?.[3]];
  const number = month === undefined ? undefined : monthNumber(month);
  const read = number === undefined ? undefined : dayOf(Number(year), number, Number(day));
  return read === undefined ? { kind: 'none' } : { kind: 'day', day: read, timed: false };
}

const longestDate = 60;

function numbersOf([, first = '', sign, second = '', third = '', time = '']: RegExpExecArray): WrittenDate {
  const yearFirst = first.length === 4;
  // Years of two digits could be days as well.
  if (yearFirst ? third.length > 2 : first.length > 2 || third.length !== 4) return { kind: 'none' };
  const parts = [Number(first), Number(second), Number(third)] as const;
  return { kind: 'numbers', yearFirst, iso: yearFirst && sign === '-', parts, timed: time !== '' };
}

/** The day in the order; undefined where there is no such day. */
export function dayIn(date: WrittenDate, orders: Orders): string | undefined {
  if (date.kind === 'day') return date.day;
  if (date.kind === 'none') return undefined;
  return ordered(date.parts, date.yearFirst ? orders.yearFirst : orders.yearLast);
}

function ordered([a, b, c]: Three, order: DateOrder): string | undefined {
  switch (order) {
    case 'day-month-year':
      return dayOf(c, b, a);
    case 'month-day-year':
      return dayOf(c, a, b);
    case 'year-month-day':
      return dayOf(a, b, c);
    case 'year-day-month':
      return dayOf(a, c, b);
  }
}

function dayOf(year: number, month: number, day: number): string | undefined {
  if (!(year >= earliestYear && year <= latestYear && month >= 1 && day >= 1)) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.toISOString().slice(0, 10);
}

const earliestYear = 1970;
const latestYear = 2199;

/** How a paper writes its dates, for those that begin with the year and those that end with it. */
export interface Orders {
  readonly yearFirst: 'year-month-day' | 'year-day-month';
  readonly yearLast: 'day-month-year' | 'month-day-year';
}

/** The order that all dates of the columns allow; where they allow two, or none, a doubt with the reading taken. */
export function dateOrders(
  texts: readonly string[],
  chosen: DateOrder | undefined,
): { readonly orders: Orders; readonly doubts: readonly Doubt[] } {
  const written = texts.map((text) => ({ text: text.trim(), date: readDate(text) }));
  const first = judge(
    written.filter(({ date }) => date.kind === 'numbers' && date.yearFirst),
    ['year-month-day', 'year-day-month'],
    chosen,
  );
  const last = judge(
    written.filter(({ date }) => date.kind === 'numbers' && !date.yearFirst),
    ['day-month-year', 'month-day-year'],
    chosen,
  );
  return { orders: { yearFirst: first.order, yearLast: last.order }, doubts: [...first.doubts, ...last.doubts] };
}

interface Written {
  readonly text: string;
  readonly date: WrittenDate;
}

function judge<Order extends DateOrder>(
  dates: readonly Written[],
  orders: readonly [Order, Order],
  chosen: DateOrder | undefined,
): { readonly order: Order; readonly doubts: readonly Doubt[] } {
  const choice = orders.find((order) => order === chosen);
  if (choice !== undefined) return { order: choice, doubts: [] };
  const [usual, other] = orders;
  const fits = (one: Written, order: Order) =>
    one.date.kind === 'numbers' && ordered(one.date.parts, order) !== undefined;
  const days = dates.filter((one) => fits(one, usual) || fits(one, other));
  const usually = days.filter((one) => fits(one, usual));
  const otherwise = days.filter((one) => fits(one, other));
  const taken = otherwise.length > usually.length ? other : usual;
  // A 13th or later day leaves one order only, unless another day leaves only the other.
  const clear = (usually.length === days.length) !== (otherwise.length === days.length);
  const open = usually.filter((one) => fits(one, other) && differs(one.date, orders));
  // ISO 8601 dates are never written the other way, unless the paper itself shows it.
  const iso = taken === usual && open.every(({ date }) => date.kind === 'numbers' && date.iso);
  const example = open[0];
  if (example === undefined || clear || iso) return { order: taken, doubts: [] };
  return { order: taken, doubts: [orderDoubt(example, orders, taken)] };
}

function differs(date: WrittenDate, [a, b]: readonly [DateOrder, DateOrder]): boolean {
  return date.kind === 'numbers' && ordered(date.parts, a) !== ordered(date.parts, b);
}

function orderDoubt({ text, date }: Written, orders: readonly DateOrder[], taken: DateOrder): Doubt {
  const parts: Three = date.kind === 'numbers' ? date.parts : [0, 0, 0];
  return {
    about: 'dateOrder',
    question: `Which day is ${text}?`,
    choices: orders.map((order) => ({
      value: order,
      label: order.replaceAll('-', ', '),
      example: `${text} is ${longDay(ordered(parts, order) ?? '')}`,
    })),
    taken,
  };
}

const english = Array.from({ length: 12 }, (_, month) => monthName('en', month, 'long'));

function longDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${date} ${english[(month ?? 1) - 1]} ${year}`;
}

const languages = 'en de fr it es pt nl pl cs sk sl hr hu ro da sv nb fi et lt lv ru uk bg el tr'.split(' ');
let months: ReadonlyMap<string, number> | undefined;

function monthNumber(word: string): number | undefined {
  months ??= new Map(
    languages.flatMap((language) =>
      (['long', 'short'] as const).flatMap((width) =>
        Array.from({ length: 12 }, (_, month) => [plainWord(monthName(language, month, width)), month + 1] as const),
      ),
    ),
  );
  return months.get(plainWord(word));
}

/** As it stands after a day, where many languages bend it: `26. července`, `3 апреля`. */
function monthName(language: string, month: number, width: 'long' | 'short'): string {
  const format = new Intl.DateTimeFormat(language, { day: 'numeric', month: width, timeZone: 'UTC' });
  return format.formatToParts(Date.UTC(2001, month, 3)).find(({ type }) => type === 'month')?.value ?? '';
}

function plainWord(word: string): string {
  return word.toLowerCase().replace(/\.$/, '');
}
