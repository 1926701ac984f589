import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  DEAREST,
  formatIncrements,
  formatPrice,
  isAffordable,
  MAX_BYTE_INCREMENT,
  MAX_CONNECTION_FEE_NANO,
  MAX_INCREMENT,
  MAX_PRICE_NANO,
  parseIncrements,
  parsePrice,
} from './price.ts';
import { formatPer, MAX_UNITS, PER, parsePer, parseQuantity, UNITS } from './priced.ts';

test('increments', () => {
  assert.deepEqual(parseIncrements('60/1'), { first: 60, next: 1 });
  for (const bad of ['', '60', '60/0', '0/1', '60/1/1', '86401/1', '1/86401', '-1/1', '1.5/1', '1MB/1']) {
    assert.equal(parseIncrements(bad), null, bad);
  }
  assert.deepEqual(parseIncrements('1 minute/6'), { first: 60, next: 6 });
  assert.deepEqual(parseIncrements('10KiB/1024', 'byte'), { first: 10_240, next: 1024 });
  assert.equal(parseIncrements(`${MAX_BYTE_INCREMENT + 1}/1`, 'byte'), null);
  assert.equal(formatIncrements(30, 6), '30/6');
  assert.equal(formatIncrements(1_000_000, 102_400, 'byte'), '1 MB/100 KiB');
  assert.deepEqual(parseIncrements('1 MB/100 KiB', 'byte'), { first: 1_000_000, next: 102_400 });
});

test('quantities and what a price is per', () => {
  assert.deepEqual(parseQuantity('90', 'second'), { unit: 'second', units: 90 });
  assert.deepEqual(parseQuantity('5MB', 'second'), { unit: 'byte', units: 5_000_000 });
  for (const bad of ['', '-1', '1.5', '5 toString', 'MB5', '99999999999999GB'])
    assert.equal(parseQuantity(bad, 'byte'), null, bad);
  assert.deepEqual(parsePer('minute', 'piece'), { unit: 'second', units: 60 });
  assert.deepEqual(parsePer('10', 'second'), { unit: 'second', units: 10 });
  for (const bad of ['', 'constructor', '0', 'per minute']) assert.equal(parsePer(bad, 'second'), null, bad);
  assert.equal(formatPer('second', 3600), 'hour');
  assert.equal(formatPer('second', 90), '90 second');
  assert.equal(formatPer('byte', 2048), '2 KiB');
  assert.equal(formatPer('piece', 1), 'piece');
  for (const { unit, units } of Object.values(PER))
    assert.deepEqual(parsePer(formatPer(unit, units), unit), { unit, units });
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

test('the bounds keep the dearest possible record below 2^53 micro-units', () => {
  for (const unit of UNITS) {
    const increment = unit === 'byte' ? MAX_BYTE_INCREMENT : MAX_INCREMENT;
    const units = BigInt(MAX_UNITS[unit]) + 2n * BigInt(increment);
    const { nano, units: per } = DEAREST[unit];
    const dearest = BigInt(MAX_CONNECTION_FEE_NANO) + (BigInt(nano) * units) / BigInt(per);
    assert.ok(dearest / 1000n < BigInt(Number.MAX_SAFE_INTEGER), unit);
  }
});

test('a price is affordable as long as its units are', () => {
  assert.ok(isAffordable(MAX_PRICE_NANO, 'second', 60));
  assert.ok(!isAffordable(MAX_PRICE_NANO + 1, 'second', 3600));
  assert.ok(!isAffordable(MAX_PRICE_NANO, 'second', 59));
  assert.ok(isAffordable(1e8, 'byte', 1000));
  assert.ok(!isAffordable(1e8 + 1, 'byte', 1000));
});
