import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from './random.ts';

test('the sequence of a seed is fixed for good', () => {
  const random = seededRandom('tarifwerk');
  assert.deepEqual([random.next(), random.next(), random.next()], [3879706513, 3122495304, 2469859575]);
});

test('values stay in their bounds', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 1_000_000 }), (seed, limit) => {
      const random = seededRandom(seed);
      for (let turn = 0; turn < 20; turn++) {
        const value = random.below(limit);
        assert.ok(Number.isInteger(value) && value >= 0 && value < limit);
      }
      const between = random.between(-3, limit);
      assert.ok(between >= -3 && between <= limit);
      assert.match(random.digits(7), /^\d{7}$/);
    }),
  );
});

test('weights decide how often something comes', () => {
  const random = seededRandom('weights');
  const counts = [0, 0, 0];
  for (let turn = 0; turn < 10_000; turn++) counts[random.weighted([1, 0, 3])]!++;
  assert.equal(counts[1], 0);
  assert.ok(counts[2]! > 7200 && counts[2]! < 7800);
});
