import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, daysBetween } from '#base';
import type { Recurrence } from '#catalog';
import { gridOf, periodAt, periodNumber, positionByDays, positionByThirtieths } from './grid.ts';

const CASES: readonly [why: string, recurrence: Recurrence, startsOn: string, periods: readonly string[]][] = [
  [
    'months of the calendar',
    { months: 1, align: 'calendar' },
    '2026-01-31',
    ['2026-01-01', '2026-02-01', '2026-03-01'],
  ],
  ['quarters of the calendar', { months: 3, align: 'calendar' }, '2026-05-15', ['2026-04-01', '2026-07-01']],
  ['half-years of the calendar', { months: 6, align: 'calendar' }, '2026-12-31', ['2026-07-01', '2027-01-01']],
  ['years of the calendar', { months: 12, align: 'calendar' }, '2026-05-15', ['2026-01-01', '2027-01-01']],
  [
    'two years count from the month of the begin',
    { months: 24, align: 'calendar' },
    '2026-05-15',
    ['2026-05-01', '2028-05-01'],
  ],
  [
    'five months count from the month of the begin',
    { months: 5, align: 'calendar' },
    '2026-11-30',
    ['2026-11-01', '2027-04-01'],
  ],
  ['anniversary', { months: 1, align: 'anniversary' }, '2026-05-15', ['2026-05-15', '2026-06-15']],
  [
    'the 31st is the last day of shorter months, and the 31st again',
    { months: 1, align: 'anniversary' },
    '2027-12-31',
    ['2027-12-31', '2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30'],
  ],
  [
    'a year from 29 February',
    { months: 12, align: 'anniversary' },
    '2028-02-29',
    ['2028-02-29', '2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29'],
  ],
  [
    'a quarter from 30 November',
    { months: 3, align: 'anniversary' },
    '2026-11-30',
    ['2026-11-30', '2027-02-28', '2027-05-30'],
  ],
];

for (const [why, recurrence, startsOn, periods] of CASES)
  test(`service periods: ${why}`, () => {
    const grid = gridOf(recurrence, startsOn);
    const first = periodAt(grid, startsOn);
    assert.deepEqual(
      periods.map((_, index) => periodNumber(grid, first.index + index).from),
      periods,
    );
  });

const dates = fc.integer({ min: 0, max: 4000 }).map((days) => addDays('2024-01-01', days));
const recurrences = fc.record({
  months: fc.integer({ min: 1, max: 40 }),
  align: fc.constantFrom('calendar' as const, 'anniversary' as const),
});

test('every day lies in exactly one period, and periods follow one another', () => {
  fc.assert(
    fc.property(recurrences, dates, dates, (recurrence, startsOn, date) => {
      const grid = gridOf(recurrence, startsOn);
      const period = periodAt(grid, date);
      assert.ok(period.from <= date && date < period.to, `${date} in ${period.from}/${period.to}`);
      assert.equal(periodNumber(grid, period.index + 1).from, period.to);
      assert.ok(periodAt(grid, startsOn).from <= startsOn);
    }),
  );
});

test('a place in a period grows with the days, from nothing to the whole', () => {
  fc.assert(
    fc.property(recurrences, dates, fc.integer({ min: 0, max: 1500 }), ({ months, align }, startsOn, offset) => {
      const grid = gridOf({ months, align }, startsOn);
      const period = periodAt(grid, startsOn);
      const date = addDays(period.from, offset % daysBetween(period.from, period.to));
      for (const place of [
        (day: string) => positionByDays(period, day),
        (day: string) => positionByThirtieths(grid, period, day),
      ]) {
        const { days, ofDays } = place(date);
        assert.equal(place(period.from).days, 0);
        assert.equal(place(period.to).days, ofDays);
        const next = place(addDays(date, 1)).days;
        assert.ok(days >= 0 && days <= next && next <= ofDays);
      }
    }),
  );
});

test('thirtieths: every month has 30 days', () => {
  const days = (months: number, date: string) => {
    const grid = gridOf({ months, align: 'calendar' }, date);
    const place = positionByThirtieths(grid, periodAt(grid, date), date);
    return `${place.days}/${place.ofDays}`;
  };
  const cases: [months: number, date: string, place: string][] = [
    [1, '2026-01-01', '0/30'],
    [1, '2026-01-16', '15/30'],
    [1, '2026-01-30', '29/30'],
    [1, '2026-01-31', '29/30'], // 30E/360: the 31st is the 30th
    [1, '2026-02-28', '27/30'], // begins on the last day of February: three days are left
    [3, '2026-02-16', '45/90'],
    [12, '2026-07-01', '180/360'],
  ];
  for (const [months, date, place] of cases) assert.equal(days(months, date), place, date);
});
