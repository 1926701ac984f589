import assert from 'node:assert/strict';
import { test } from 'node:test';
import { easterSunday, isRegionOf, publicHolidays, publicHolidaysBetween } from './holidays.ts';

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

/** Days of a year that are holidays; written `MM-DD`. */
const daysOf = (country: string, region: string | null, year: number) =>
  publicHolidays(country, region, year)
    .map((date) => date.slice(5))
    .join(' ');

test('Austria, Belgium and Luxembourg as printed in their calendars', () => {
  assert.equal(
    daysOf('AT', null, 2026),
    '01-01 01-06 04-06 05-01 05-14 05-25 06-04 08-15 10-26 11-01 12-08 12-25 12-26',
  );
  assert.equal(daysOf('BE', null, 2025), '01-01 04-21 05-01 05-29 06-09 07-21 08-15 11-01 11-11 12-25');
  assert.equal(daysOf('LU', null, 2026), '01-01 04-06 05-01 05-09 05-14 05-25 06-23 08-15 11-01 12-25 12-26');
  assert.equal(publicHolidays('LU', null, 2018).includes('2018-05-09'), false);
});

test('Switzerland by canton', () => {
  assert.equal(daysOf('CH', null, 2026), '01-01 05-14 08-01 12-25');
  assert.equal(daysOf('CH', 'ZH', 2026), '01-01 04-03 04-06 05-01 05-14 05-25 08-01 12-25 12-26');
  assert.equal(daysOf('CH', 'GE', 2026), '01-01 04-03 04-06 05-14 05-25 08-01 09-10 12-25 12-31');
  assert.equal(daysOf('CH', 'VD', 2025), '01-01 01-02 04-18 04-21 05-29 06-09 08-01 09-22 12-25');
  assert.equal(
    daysOf('CH', 'TI', 2026),
    '01-01 01-06 03-19 04-06 05-01 05-14 05-25 06-04 06-29 08-01 08-15 11-01 12-08 12-25 12-26',
  );
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['GL', '2026-04-09', true], // the first Thursday is Maundy Thursday
    ['GL', '2026-04-02', false],
    ['GL', '2025-04-03', true],
    ['NE', '2023-01-02', true], // a Monday
    ['NE', '2024-01-02', false],
    ['AR', '2026-12-26', false], // a Saturday
    ['AR', '2025-12-26', true],
    ['VS', '2026-04-03', false],
  ];
  for (const [canton, date, is] of cases)
    assert.equal(publicHolidays('CH', canton, Number(date.slice(0, 4))).includes(date), is, `${canton} ${date}`);
});

test('the nations of the United Kingdom, with substitute days', () => {
  assert.equal(daysOf('GB', 'ENG', 2025), '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26');
  assert.equal(daysOf('GB', 'WLS', 2022), '01-01 01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-25 12-26 12-27');
  assert.equal(
    daysOf('GB', 'SCT', 2022),
    '01-01 01-02 01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-25 12-26 12-27',
  );
  assert.equal(daysOf('GB', 'NIR', 2021), '01-01 03-17 04-02 04-05 05-03 05-31 07-12 08-30 12-25 12-26 12-27 12-28');
  assert.equal(publicHolidays('GB', null, 2020).includes('2020-05-08'), true);
  assert.equal(publicHolidays('GB', null, 2020).includes('2020-05-04'), false);
});

test('regions', () => {
  for (const [country, region, is] of [
    ['DE', 'HH', true],
    ['DE', 'ZH', false],
    ['CH', 'SO', true],
    ['FR', '57', true],
    ['FR', 'Moselle', false],
    ['GB', 'SCT', true],
    ['XX', '1', true],
  ] as const)
    assert.equal(isRegionOf(country, region), is, `${country} ${region}`);
});
