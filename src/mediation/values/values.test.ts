import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Cost, Duration } from '../language/values.ts';
import { amountReader, NOT_AN_AMOUNT } from './amount.ts';
import { durationReader, NEGATIVE, NOT_A_DURATION } from './duration.ts';
import { blankParts, TimePattern } from './timePattern.ts';
import { civilMs } from './timestamp.ts';

const DURATIONS: readonly (readonly [
  form: Duration['form'],
  decimal: '.' | ',',
  text: string,
  ms: number,
  change?: Partial<Duration>,
])[] = [
  ['s', '.', '0', 0],
  ['s', '.', '61', 61_000],
  ['s', '.', '60.5', 60_500],
  ['s', ',', '60,0001', 60_001],
  ['s', '.', '1.0000001', 1_001],
  ['s', '.', '-1', NEGATIVE],
  ['s', '.', '-0', 0],
  ['s', '.', '', NOT_A_DURATION],
  ['s', '.', '1,5', NOT_A_DURATION],
  ['s', '.', '1.', NOT_A_DURATION],
  ['s', '.', 'ten', NOT_A_DURATION],
  ['s', '.', '999999999999', NOT_A_DURATION],
  ['ms', '.', '2147483647', 2_147_483_647],
  ['ms', '.', '2147483648', NOT_A_DURATION], // more than a usage row holds
  ['s', '.', '2147484', NOT_A_DURATION],
  ['hh:mm:ss', '.', '600:00:00', NOT_A_DURATION],
  ['ms', '.', '67540', 67_540],
  ['us', '.', '67539896', 67_540],
  ['us', '.', '1', 1],
  ['min', ',', '1,5', 90_000],
  ['hh:mm:ss', '.', '00:05:15', 315_000],
  ['hh:mm:ss', '.', '100:00:00', 360_000_000],
  ['hh:mm:ss', '.', '00:00:12.345', 12_345],
  ['hh:mm:ss', '.', '00:60:00', NOT_A_DURATION],
  ['hh:mm:ss', '.', '00:00:60', NOT_A_DURATION],
  ['hh:mm:ss', '.', '05:15', NOT_A_DURATION],
  ['mm:ss', '.', '75:15', 4_515_000],
  ['mm:ss', '.', ':15', NOT_A_DURATION],
  ['hh:mm:ss', '.', '0000:00:15', 15_000],
  ['hh:mm:ss', '.', '99:99:99', NOT_A_DURATION], // how some systems write "longer than we can tell"
  ["hh:mm'ss", '.', "00:01'05", 65_000],
  ["hh:mm'ss", '.', "100:01'05", 360_065_000],
  ["hh:mm'ss", '.', '00:01:05', NOT_A_DURATION],
  ["m'ss", '.', "5'15", 315_000],
  ["m'ss", '.', "5'60", NOT_A_DURATION],
  ['clock', '.', '1:02:03', 3_723_000],
  ['clock', '.', '2:03', 123_000],
  ['clock', ',', '63,5', 63_500],
  ['clock', '.', '1:2:3:4', NOT_A_DURATION],
  ['ticks', '.', '3004', 30_040, { tickMs: 10 }],
  ['hhmmss', '.', '000052', 52_000],
  ['hhmmss', '.', '1000001', 360_001_000],
  ['hhmmss', '.', '52', NOT_A_DURATION],
  ['hhmmss', '.', '006000', NOT_A_DURATION],
  ['hhmmss', '.', '00-1', NOT_A_DURATION],
  ['hhmmt', '.', '0023', 138_000],
  ['hhmmt', '.', '1000', 3_600_000],
  ['hhmmt', '.', '0600', NOT_A_DURATION],
  ['hhmmsscc', '.', '00003050', 30_500],
  ['hhmmsscc', '.', '000000305500', 1_855_000],
  ['hhmmsscc', '.', '00006000', NOT_A_DURATION],
  ['mmmmsst', '.', '0012345', 754_500],
  ['mmmmsst', '.', '9999599', 599_999_900],
  ['mmmmsst', '.', '0012605', NOT_A_DURATION],
  ['ms', '.', '1001', 2_000, { round: 'upToSecond' }],
  ['ms', '.', '1999', 1_000, { round: 'downToSecond' }],
  ['ms', '.', '1500', 2_000, { round: 'halfToSecond' }],
  ['ms', '.', '1499', 1_000, { round: 'halfToSecond' }],
  ['s', '.', '-1', NEGATIVE, { round: 'upToSecond' }],
];

for (const [form, decimal, text, expected, change = {}] of DURATIONS) {
  test(`duration ${form}${change.round === undefined ? '' : `, ${change.round}`}: “${text}” is ${expected} ms`, () => {
    const bytes = Buffer.from(text);
    assert.equal(durationReader({ form, decimal, ...change })(bytes, 0, bytes.length), expected);
  });
}

test('a duration written by the clock is read back', () => {
  const read = durationReader({ form: 'hh:mm:ss', decimal: '.' });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 359_999 }), (seconds) => {
      const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
      const bytes = Buffer.from(`${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`);
      assert.equal(read(bytes, 0, bytes.length), seconds * 1000);
    }),
  );
});

const COST: Pick<Cost, 'decimal' | 'unit' | 'negative' | 'strip'> = {
  decimal: ',',
  unit: 'major',
  negative: 'reject',
  strip: ['€', 'EUR'],
};
const AMOUNTS: readonly (readonly [text: string, micro: number, change?: Partial<Cost>])[] = [
  ['0', 0],
  ['0,0425', 42_500],
  ['12', 12_000_000],
  [',5', 500_000],
  ['0,0000005', 1],
  ['0,00000049', 0],
  ['0,1234564999', 123_456],
  ['1 200,50', 1_200_500_000, { thousands: ' ' }],
  ['1.200,50', 1_200_500_000, { thousands: '.' }],
  ['€ 3,20', 3_200_000],
  ['3,20 EUR', 3_200_000],
  ['-0,03', NOT_AN_AMOUNT],
  ['-0,03', 30_000, { negative: 'charge' }],
  ['-0,03', -30_000, { negative: 'credit' }],
  ['0,03', 30_000, { negative: 'credit' }],
  ['0,03-', -30_000, { negative: 'credit' }],
  ['0,03 CR', -30_000, { negative: 'credit' }],
  ['-0,03 CR', NOT_AN_AMOUNT, { negative: 'credit' }],
  ['-0,0000005', -1, { negative: 'credit' }],
  ['-0', 0, { negative: 'credit' }],
  ['CR', NOT_AN_AMOUNT, { negative: 'credit' }],
  ['0,03-', NOT_AN_AMOUNT],
  ['425', 4_250_000, { unit: 'minor' }],
  ['4,25', 42_500, { unit: 'minor' }],
  ['0.04', NOT_AN_AMOUNT],
  ['1 200', NOT_AN_AMOUNT],
  ['', NOT_AN_AMOUNT],
  ['-', NOT_AN_AMOUNT],
  [',', NOT_AN_AMOUNT],
  ['9999999999', NOT_AN_AMOUNT],
];

for (const [text, expected, change = {}] of AMOUNTS) {
  test(`amount “${text}” ${JSON.stringify(change)} is ${expected} micro-units`, () => {
    const bytes = Buffer.from(text);
    assert.equal(amountReader({ ...COST, ...change })(bytes, 0, bytes.length), expected);
  });
}

test('every amount of up to six decimals is read exactly', () => {
  const read = amountReader(COST);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 0, max: 999_999 }), (whole, fraction) => {
      const bytes = Buffer.from(`${whole},${String(fraction).padStart(6, '0')}`);
      assert.equal(read(bytes, 0, bytes.length), whole * 1_000_000 + fraction);
    }),
  );
});

const TIMES: readonly (readonly [pattern: string, text: string, iso: string | null])[] = [
  ['yyyy-MM-dd HH:mm:ss', '2026-09-01 09:15:00', '2026-09-01T09:15:00.000Z'],
  ['yyyy-MM-dd HH:mm:ss', '2024-02-29 23:59:59', '2024-02-29T23:59:59.000Z'],
  ['yyyy-MM-dd HH:mm:ss', '2026-02-29 00:00:00', null],
  ['yyyy-MM-dd HH:mm:ss', '2026-13-01 00:00:00', null],
  ['yyyy-MM-dd HH:mm:ss', '2026-01-01 24:00:00', null],
  ['yyyy-MM-dd HH:mm:ss', '2026-01-01 00:00', null],
  ['yyyy-MM-dd HH:mm:ss', '2026-01-01 00:00:00x', null],
  ['dd/MM/yyyy HH:mm', '01/09/2026 09:15', '2026-09-01T09:15:00.000Z'],
  ['d.M.yyyy H:mm', '1.9.2026 9:05', '2026-09-01T09:05:00.000Z'],
  ['dd.MM.yy HH:mm:ss', '01.09.26 09:15:00', '2026-09-01T09:15:00.000Z'],
  ['dd.MM.yy HH:mm:ss', '01.09.95 09:15:00', '1995-09-01T09:15:00.000Z'],
  ['yyyy-MM-ddTHH:mm:ss.SSSXXX', '2026-09-01T09:15:00.123456+02:00', '2026-09-01T07:15:00.123Z'],
  ['yyyy-MM-ddTHH:mm:ssXXX', '2026-09-01T09:15:00Z', '2026-09-01T09:15:00.000Z'],
  ['yyyy-MM-ddTHH:mm:ssZ', '2026-09-01T09:15:00Z', '2026-09-01T09:15:00.000Z'],
  ['yyyy-MM-ddTHH:mm:ssXXX', '2026-09-01T09:15:00-0330', '2026-09-01T12:45:00.000Z'],
  ['MMM d yyyy hh:mm:ss a', 'Sep 1 2026 12:15:00 AM', '2026-09-01T00:15:00.000Z'],
  ['MMM d yyyy hh:mm:ss a', 'sep 1 2026 01:15:00 pm', '2026-09-01T13:15:00.000Z'],
  ['MMM d yyyy hh:mm:ss a', 'Xyz 1 2026 01:15:00 pm', null],
  ['EEE MMM d HH:mm:ss yyyy', 'Tue Sep  1 09:15:00 2026', '2026-09-01T09:15:00.000Z'],
  ['EEE, d. MMMM yyyy H:mm', 'Di., 1. März 2026 9:15', '2026-03-01T09:15:00.000Z'],
  ['d MMMM yyyy', '1 août 2026', '2026-08-01T00:00:00.000Z'],
  ['d MMMM yyyy', '1 déc. 2026', '2026-12-01T00:00:00.000Z'],
  ['d MMMM yyyy', '1 enero 2026', '2026-01-01T00:00:00.000Z'],
  ['d MMMM yyyy', '1 brumaire 2026', null],
  ['dd/MM/yyyy h:mma', '01/09/2026 3:35PM', '2026-09-01T15:35:00.000Z'],
  ['dd/MM/yyyy h:mma', '01/09/2026 12:05p', '2026-09-01T12:05:00.000Z'],
  ['dd/MM/yyyy h:mm a', '01/09/2026 12:05 a.m.', '2026-09-01T00:05:00.000Z'],
  ['dd/MM/yyyy h:mma', '01/09/2026 13:05p', null],
  ['[*.]HH:mm:ss.SSS EEE MMM d yyyy', '*12:13:14.123 Mon Sep 3 2018', '2018-09-03T12:13:14.123Z'],
  ['[*.]HH:mm:ss.SSS EEE MMM d yyyy', '12:13:14.123 Mon Sep 3 2018', '2018-09-03T12:13:14.123Z'],
  ['HH:mm:ss.SSS  EEE MMM dd yyyy', '18:57:52.320  Mon Dec 05 2022', '2022-12-05T18:57:52.320Z'],
  ["yyyy-MM-dd HH'h'mm", '2026-09-01 09h15', '2026-09-01T09:15:00.000Z'],
  ['yyyyMMddHHmmssSS', '2012070818150699', '2012-07-08T18:15:06.990Z'],
  ['yyyy-MM-ddTHH:mm:ss.SSSZ', '2026-09-01T09:15:00.1234567Z', '2026-09-01T09:15:00.123Z'],
  ['yyyyMMddHHmmss.SSS', '20260901091500.001', '2026-09-01T09:15:00.001Z'],
];

for (const [pattern, text, iso] of TIMES) {
  test(`time ${pattern}: “${text}” is ${iso}`, () => {
    const bytes = Buffer.from(text);
    const parts = blankParts();
    const fits = TimePattern.compile(pattern, 70)!.read(bytes, 0, bytes.length, parts);
    const offsetMs = Number.isNaN(parts.offsetMinutes) ? 0 : parts.offsetMinutes * 60_000;
    const ms = fits ? civilMs(parts) - offsetMs : Number.NaN;
    assert.equal(Number.isNaN(ms) ? null : new Date(ms).toISOString(), iso);
  });
}

test('a civil time is the same instant that the runtime makes of it', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), (at) => {
      const parts = {
        year: at.getUTCFullYear(),
        month: at.getUTCMonth() + 1,
        day: at.getUTCDate(),
        hour: at.getUTCHours(),
        minute: at.getUTCMinutes(),
        second: at.getUTCSeconds(),
        millisecond: at.getUTCMilliseconds(),
        offsetMinutes: Number.NaN,
        zone: '',
      };
      assert.equal(civilMs(parts), at.getTime());
    }),
  );
});

test('a pattern with a letter that is no token is refused', () => {
  assert.equal(TimePattern.compile('yyyy-MM-dd hh:mm:ss QQ', 70), null);
});
