import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAmount, readDuration } from './amount.ts';

test('durations as people type them', () => {
  const cases: readonly (readonly [string, number | null])[] = [
    ['61', 61],
    ['0', 0],
    [' 1:01 ', 61],
    ['90:00', 5400],
    ['1:00:05', 3605],
    ['1:60', null],
    ['1.5', null],
    ['-1', null],
    ['', null],
    ['12345678', null],
  ];
  for (const [typed, expected] of cases) assert.equal(readDuration(typed), expected, typed);
});

test('amounts in the unit of the service', () => {
  assert.deepEqual(readAmount('voice', '1:01'), { seconds: 61 });
  assert.deepEqual(readAmount('data', '50 MB'), { units: 50_000_000 });
  assert.deepEqual(readAmount('data', '1KiB'), { units: 1024 });
  assert.deepEqual(readAmount('sms', '3'), { units: 3 });
  assert.equal(readAmount('sms', '3 MB'), null);
  assert.equal(readAmount('data', '1:00'), null);
});
