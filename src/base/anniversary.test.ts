import assert from 'node:assert/strict';
import { test } from 'node:test';
import { monthsAfter } from './anniversary.ts';

const CASES: readonly (readonly [date: string, months: number, then: string])[] = [
  ['2026-03-15', 1, '2026-04-15'],
  ['2026-01-31', 1, '2026-02-28'],
  ['2024-01-31', 1, '2024-02-29'],
  ['2026-01-31', 3, '2026-04-30'],
  ['2026-01-31', 12, '2027-01-31'],
  ['2024-02-29', 12, '2025-02-28'],
  ['2024-02-29', 48, '2028-02-29'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2026-03-31', 0, '2026-03-31'],
  ['2026-12-31', 2, '2027-02-28'],
];

test('months are counted from the first day; a shorter month ends earlier', () => {
  for (const [date, months, then] of CASES) assert.equal(monthsAfter(date, months), then, `${date} + ${months}`);
});
