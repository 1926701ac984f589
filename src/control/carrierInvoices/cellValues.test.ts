import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimalOf, localDateIn, microOf, monthIn, rangeIn, secondsOf, timesOf } from './cellValues.ts';

test('amounts as carriers write them', () => {
  const cases: [cell: string, sign: 'point' | 'comma', decimal: string | null][] = [
    ['1.234,50 €', 'comma', '1234.50'],
    ['EUR 1,234.50', 'point', '1234.50'],
    ['12,00-', 'comma', '-12.00'],
    ['(3.10)', 'point', '-3.10'],
    ['−0,05', 'comma', '-0.05'],
    ['+7', 'point', '7'],
    ['19 %', 'comma', '19'],
    ["1'234.50", 'point', '1234.50'],
    ['0,00012345678', 'comma', '0.00012345678'],
    ['', 'comma', null],
    ['n/a', 'point', null],
  ];
  for (const [cell, sign, decimal] of cases) assert.equal(decimalOf(cell, sign), decimal, cell);
  assert.equal(microOf('0.0000005'), 1n);
  assert.equal(microOf('-12.3456784'), -12345678n);
  assert.equal(timesOf('1.5', 60n), 90);
});

test('durations', () => {
  const cases: [cell: string, seconds: number | null][] = [
    ['1:02:03', 3723],
    ['1204:30:00', 4_336_200],
    ['123:45', 7425],
    ['1h 2m 3s', 3723],
    ['123 min', 7380],
    ['45 s', 45],
    ['2 Std. 5 Min.', 7500],
    ['', null],
    ['12', null],
    ['1:75', null],
  ];
  for (const [cell, seconds] of cases) assert.equal(secondsOf(cell), seconds, cell);
});

test('dates, months and stretches of days', () => {
  const dates: [cell: string, date: string | null][] = [
    ['2026-10-01', '2026-10-01'],
    ['01.10.2026', '2026-10-01'],
    ['1/10/26', '2026-10-01'],
    ['20261001', '2026-10-01'],
    ['1. Oktober 2026', '2026-10-01'],
    ['1 août 2026', '2026-08-01'],
    ['01.10.2026 00:00:00', '2026-10-01'],
    ['31.02.2026', null],
    ['Oktober', null],
  ];
  for (const [cell, date] of dates) assert.equal(localDateIn(cell), date, cell);
  const months: [cell: string, month: string | null][] = [
    ['2026-10', '2026-10'],
    ['10/2026', '2026-10'],
    ['202610', '2026-10'],
    ['Okt. 2026', '2026-10'],
    ['octobre 2026', '2026-10'],
    ['01.10.2026 - 31.10.2026', '2026-10'],
    ['2026-09-28 – 2026-10-27', '2026-10'],
    ['13/2026', null],
  ];
  for (const [cell, month] of months) assert.equal(monthIn(cell), month, cell);
  assert.deepEqual(rangeIn('01.10.2026 bis 31.10.2026'), { from: '2026-10-01', to: '2026-10-31' });
  assert.deepEqual(rangeIn('01/10/2026-31/10/2026'), { from: '2026-10-01', to: '2026-10-31' });
  assert.equal(rangeIn('31.10.2026 - 01.10.2026'), null);
});
