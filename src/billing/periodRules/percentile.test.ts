import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { billedRates, percentileOf } from './percentile.ts';

test('the 95th percentile leaves the highest five of a hundred aside', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  assert.equal(percentileOf(hundred.toReversed(), 95), 95);
  assert.equal(percentileOf(hundred, 100), 100);
  assert.equal(percentileOf([7], 95), 7);
  assert.equal(percentileOf([], 95), 0);
  // 30 days: 8640 samples, of which 432 (36 hours) are free.
  const month = Array.from({ length: 8640 }, (_, index) => (index < 432 ? 1000 : 10));
  assert.equal(percentileOf(month, 95), 10);
  assert.equal(percentileOf([...month.slice(0, -1), 1000], 95), 1000);
});

test('at least so many samples do not exceed it, whatever their order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 300 }),
      fc.integer({ min: 50, max: 100 }),
      (values, percent) => {
        const value = percentileOf(values, percent);
        assert.ok(values.includes(value));
        assert.ok(values.filter((one) => one <= value).length * 100 >= values.length * percent);
        assert.ok(values.filter((one) => one < value).length * 100 < values.length * percent);
        assert.equal(percentileOf(values.toReversed(), percent), value);
      },
    ),
  );
});

test('the direction, and each line by itself or all as one', () => {
  const sample = (lineId: number, atMs: number, inBits: number, outBits: number) => ({
    lineId,
    contractId: 1,
    atMs,
    inBits,
    outBits,
  });
  const samples = [sample(1, 0, 10, 4), sample(1, 300_000, 20, 5), sample(2, 0, 1, 7), sample(2, 300_000, 2, 6)];
  const rates = (direction: 'greater' | 'in' | 'out' | 'sum', perLine = true) =>
    billedRates(samples, { percent: 100, direction, perLine });
  assert.deepEqual(rates('in'), [20, 2]);
  assert.deepEqual(rates('out'), [5, 7]);
  assert.deepEqual(rates('greater'), [20, 7]);
  assert.deepEqual(rates('sum'), [25, 9]);
  assert.deepEqual(rates('in', false), [22]);
  assert.deepEqual(rates('greater', false), [22]);
  assert.deepEqual(rates('out', false), [11]);
});
