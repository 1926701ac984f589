import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  formatIncrements,
  formatPrice,
  isPrefix,
  MAX_CONNECTION_FEE_NANO,
  MAX_INCREMENT,
  MAX_PRICE_NANO,
  parseIncrements,
  parsePrice,
  splitPrefix,
} from './price.ts';

test('increments', () => {
  assert.deepEqual(parseIncrements('60/1'), { firstS: 60, nextS: 1 });
  for (const bad of ['', '60', '60/0', '0/1', '60/1/1', '86401/1', '1/86401', '-1/1', '1.5/1']) {
    assert.equal(parseIncrements(bad), null, bad);
  }
  assert.equal(formatIncrements(30, 6), '30/6');
});

test('prefixes: E.164 digits, or a short number with its country', () => {
  for (const good of ['1', '49176', '123456789012345', 'DE/110', 'FR/3900']) assert.ok(isPrefix(good), good);
  for (const bad of ['', '+49', '1234567890123456', 'D/110', 'de/110', 'DE/', '49 40', '49x'])
    assert.ok(!isPrefix(bad), bad);
  assert.deepEqual(splitPrefix('DE/110'), { country: 'DE', digits: '110' });
  assert.deepEqual(splitPrefix('4940'), { country: '', digits: '4940' });
});

test('a price keeps nine decimals through text and back', () => {
  assert.equal(parsePrice('0.0129'), 12_900_000n);
  assert.equal(parsePrice('0.0000000001'), null);
  assert.equal(formatPrice(12_900_000), '0.0129');
  assert.equal(formatPrice(1_000_000_000), '1.00');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: MAX_PRICE_NANO }), (nano) => {
      assert.equal(parsePrice(formatPrice(nano)), BigInt(nano));
    }),
  );
});

test('the bounds keep the dearest possible call below 2^53 micro-units', () => {
  const longestS = BigInt(Math.ceil((2 ** 31 - 1) / 1000) + 2 * MAX_INCREMENT); // usage.record.duration_ms is an int
  const nano = BigInt(MAX_CONNECTION_FEE_NANO) + (BigInt(MAX_PRICE_NANO) * longestS) / 60n;
  assert.ok(nano / 1000n < BigInt(Number.MAX_SAFE_INTEGER));
});
