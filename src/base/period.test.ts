import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  dateOf,
  dayNumber,
  daysBetween,
  daysInMonth,
  intersect,
  isLocalDate,
  monthEnd,
  weekday,
} from './period.ts';

test('calendar edges', () => {
  assert.equal(isLocalDate('2026-02-29'), false);
  assert.equal(isLocalDate('2028-02-29'), true);
  assert.equal(isLocalDate('2026-13-01'), false);
  assert.equal(daysInMonth('2026-02'), 28);
  assert.equal(daysInMonth('2028-02'), 29);
  assert.equal(monthEnd('2026-12'), '2027-01-01');
  assert.equal(addMonths('2026-01', -1), '2025-12');
  assert.equal(addMonths('2026-11', 14), '2028-01');
  assert.equal(weekday('2026-11-23'), 1);
  assert.equal(weekday('2026-11-22'), 7);
  assert.equal(weekday('1969-12-31'), 3);
});

test('days are counted and added consistently', () => {
  fc.assert(
    fc.property(fc.integer({ min: -20_000, max: 40_000 }), fc.integer({ min: -5_000, max: 5_000 }), (day, days) => {
      const date = dateOf(day);
      assert.equal(dayNumber(date), day);
      assert.equal(daysBetween(date, addDays(date, days)), days);
    }),
  );
});

test('half-open ranges share days only where they overlap', () => {
  assert.deepEqual(intersect({ from: '2026-10-01', to: '2026-11-01' }, { from: '2026-10-12', to: null }), {
    from: '2026-10-12',
    to: '2026-11-01',
  });
  assert.equal(intersect({ from: '2026-10-01', to: '2026-11-01' }, { from: '2026-11-01', to: null }), null);
  assert.deepEqual(intersect({ from: '2026-10-01', to: null }, { from: '2026-11-01', to: null }), {
    from: '2026-11-01',
    to: null,
  });
});
