import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scopeGroups, scopeKey } from './usageScopes.ts';

test('a month billed up to a load leaves the later loads, customer by customer', () => {
  const billed = new Map([
    [scopeKey(1, '2026-08'), 40],
    [scopeKey(2, '2026-08'), 40],
  ]);
  assert.deepEqual(scopeGroups([1, 2, 3], ['2026-08', '2026-09'], billed, 90), [
    { month: '2026-08', afterLoadNo: 40, customerIds: [1, 2] },
    { month: '2026-08', afterLoadNo: 0, customerIds: [3] }, // left out of the August run: all of August is still to be billed
    { month: '2026-09', afterLoadNo: 0, customerIds: [1, 2, 3] },
  ]);
});

test('a month with no later load asks for nothing', () => {
  assert.deepEqual(scopeGroups([1], ['2026-08'], new Map([[scopeKey(1, '2026-08'), 90]]), 90), []);
});
