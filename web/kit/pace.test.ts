import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paceOf } from './pace.ts';

test('pace and time left, once there is enough to tell them by', () => {
  const first = { done: 0, atMs: 1_000 };
  for (const [now, total, pace] of [
    [{ done: 250, atMs: 2_000 }, 1_000, null],
    [{ done: 0, atMs: 9_000 }, 1_000, null],
    [{ done: 250, atMs: 6_000 }, 1_000, { perMinute: 3_000, secondsLeft: 15 }],
    [{ done: 1_000, atMs: 21_000 }, 1_000, { perMinute: 3_000, secondsLeft: 0 }],
    [{ done: 250, atMs: 6_000 }, null, { perMinute: 3_000, secondsLeft: null }],
  ] as const)
    assert.deepEqual(paceOf(first, now, total), pace);
});
