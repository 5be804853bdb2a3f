import { describe, expect, test } from 'vitest';
import { dateOrders, dayIn, readDate } from '../../src/import/days.ts';
import type { DateOrder } from '../../src/import/paper.ts';

function days(texts: readonly string[], chosen?: DateOrder): readonly (string | undefined)[] {
  const { orders } = dateOrders(texts, chosen);
  return texts.map((text) => dayIn(readDate(text), orders));
}

const asked = (texts: readonly string[]) => dateOrders(texts, undefined).doubts.map(({ taken }) => taken);

describe('the order of a date', () => {
  test('is that which all dates of the paper allow', () => {
    expect(days(['03.04.2026', '24.11.2026'])).toEqual(['2026-04-03', '2026-11-24']);
    expect(days(['03/04/2026', '11/24/2026'])).toEqual(['2026-03-04', '2026-11-24']);
    expect(days(['2026-04-03', '2026-11-24'])).toEqual(['2026-04-03', '2026-11-24']);
    expect(days(['2026.03.04', '2026.24.11'])).toEqual(['2026-04-03', '2026-11-24']);
    expect(
      [
        ['03.04.2026', '24.11.2026'],
        ['03/04/2026', '11/24/2026'],
        ['2026.03.04', '2026.24.11'],
      ].flatMap(asked),
    ).toEqual([]);
  });

  test('is asked for where all dates allow two, with an example both ways', () => {
    expect(dateOrders(['03/04/2026', '05/05/2026'], undefined).doubts).toEqual([
      {
        about: 'dateOrder',
        question: 'Which day is 03/04/2026?',
        choices: [
          { value: 'day-month-year', label: 'day, month, year', example: '03/04/2026 is 3 April 2026' },
          { value: 'month-day-year', label: 'month, day, year', example: '03/04/2026 is 4 March 2026' },
        ],
        taken: 'day-month-year',
      },
    ]);
    expect(days(['03/04/2026'], 'month-day-year')).toEqual(['2026-03-04']);
  });

  test('is not asked for where both readings are one day, nor of ISO dates', () => {
    expect([['05/05/2026'], ['2026-04-03']].flatMap(asked)).toEqual([]);
  });

  test('is asked for where dates of one paper contradict each other; what is no day in it is none', () => {
    const texts = ['24/11/2026', '25/11/2026', '11/26/2026', '03/04/2026'];
    expect(asked(texts)).toEqual(['day-month-year']);
    expect(days(texts)).toEqual(['2026-11-24', '2026-11-25', undefined, '2026-04-03']);
  });
});

test('a date may have words, spaces and a time', () => {
  expect(
    days([
      ...[
        '26. 7. 2017',
        '26 July 2017',
        'July 26, 2017',
        '26. července 2017',
        '26 июля 2017 г.',
        '26. Juli 2017',
        '26 lipca 2017',
        '1er juillet 2017',
      ],
      ...['2017-07-26T10:00:00', '2017-07-26 10:00:00+03:00', '26.07.2017 09:30'],
    ]),
  ).toEqual([
    ...['2017-07-26', '2017-07-26', '2017-07-26', '2017-07-26', '2017-07-26', '2017-07-26', '2017-07-26', '2017-07-01'],
    ...['2017-07-26', '2017-07-26', '2017-07-26'],
  ]);
});

test('what is no day of the calendar, or has a year of two digits, is no date', () => {
  expect(
    days(['31.02.2017', '2017-13-13', '26.07.17', '26.07', '1.2.3.4', 'soon', '', '00.01.2017', '1.1.0017']),
  ).toEqual(Array(9).fill(undefined));
});
