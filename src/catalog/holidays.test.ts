import assert from 'node:assert/strict';
import { test } from 'node:test';
import { easterSunday, publicHolidays, publicHolidaysBetween } from './holidays.ts';

test('Easter Sunday', () => {
  const cases: readonly (readonly [number, string])[] = [
    [1818, '1818-03-22'],
    [1943, '1943-04-25'],
    [2000, '2000-04-23'],
    [2008, '2008-03-23'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
  ];
  for (const [year, date] of cases) assert.equal(easterSunday(year), date);
});

test('Hamburg 2026: the nationwide nine and Reformation Day', () => {
  assert.deepEqual(publicHolidays('DE', 'HH', 2026), [
    '2026-01-01',
    '2026-04-03',
    '2026-04-06',
    '2026-05-01',
    '2026-05-14',
    '2026-05-25',
    '2026-10-03',
    '2026-10-31',
    '2026-12-25',
    '2026-12-26',
  ]);
  assert.equal(publicHolidays('DE', null, 2026).includes('2026-10-31'), false);
});

test('regions and years decide', () => {
  const cases: readonly (readonly [string, string | null, string, boolean])[] = [
    ['DE', 'HH', '2017-10-31', true],
    ['DE', 'HH', '2016-10-31', false],
    ['DE', 'BY', '2017-10-31', true],
    ['DE', 'BY', '2026-06-04', true],
    ['DE', 'HH', '2026-06-04', false],
    ['DE', 'SN', '2026-11-18', true],
    ['DE', 'SN', '2022-11-16', true],
    ['DE', 'BE', '2025-05-08', true],
    ['DE', 'BE', '2026-05-08', false],
    ['FR', null, '2026-07-14', true],
    ['FR', null, '2026-04-03', false],
    ['FR', '67', '2026-04-03', true],
    ['XX', null, '2026-01-01', false],
  ];
  for (const [country, region, date, is] of cases) {
    const year = Number(date.slice(0, 4));
    assert.equal(publicHolidays(country, region, year).includes(date), is, `${country}-${region} ${date}`);
  }
});

test('France has eleven, Alsace-Moselle thirteen', () => {
  assert.equal(publicHolidays('FR', null, 2026).length, 11);
  assert.equal(publicHolidays('FR', '57', 2026).length, 13);
  assert.equal(publicHolidaysBetween('FR', null, 2026, 2028).length, 33);
});
