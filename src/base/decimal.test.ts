import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { divideRounded, formatDecimal, parseDecimal, type RoundingMode, rescale } from './decimal.ts';

test('decimal text is read exactly or not at all', () => {
  const cases: [string, number, bigint | null][] = [
    ['12', 2, 1200n],
    ['-0.0129', 4, -129n],
    ['+7.10', 1, 71n],
    ['0.1234567891', 9, null],
    ['0.123456789000', 9, 123456789n],
    ['1,5', 2, null],
    ['1e3', 2, null],
    ['', 2, null],
    ['.5', 2, null],
    ['99999999999999999999999999999.5', 1, 999999999999999999999999999995n],
  ];
  for (const [text, scale, expected] of cases) assert.equal(parseDecimal(text, scale), expected, text);
});

test('rounding modes at the half and beside it', () => {
  const cases: [bigint, bigint, RoundingMode, bigint][] = [
    [5n, 10n, 'halfUp', 1n],
    [-5n, 10n, 'halfUp', -1n],
    [15n, 10n, 'halfEven', 2n],
    [25n, 10n, 'halfEven', 2n],
    [-25n, 10n, 'halfEven', -2n],
    [26n, 10n, 'halfEven', 3n],
    [21n, 10n, 'up', 3n],
    [-21n, 10n, 'up', -3n],
    [29n, 10n, 'down', 2n],
    [-29n, 10n, 'down', -2n],
    [30n, 10n, 'up', 3n],
  ];
  for (const [numerator, denominator, mode, expected] of cases) {
    assert.equal(divideRounded(numerator, denominator, mode), expected, `${numerator}/${denominator} ${mode}`);
  }
});

test('format then parse is identity', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 9 }), (value, scale) => {
      assert.equal(parseDecimal(formatDecimal(value, scale), scale), value);
      assert.equal(parseDecimal(formatDecimal(value, scale, scale), scale), value);
    }),
  );
});

test('rounding is within one unit of the exact value, and half modes within half a unit', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
      fc.bigInt({ min: 1n, max: 10n ** 9n }),
      (numerator, denominator) => {
        for (const mode of ['halfUp', 'halfEven', 'up', 'down'] as const) {
          const off = divideRounded(numerator, denominator, mode) * denominator - numerator;
          const size = off < 0n ? -off : off;
          assert.ok(mode.startsWith('half') ? size * 2n <= denominator : size < denominator);
        }
      },
    ),
  );
});

test('rescale rounds once and only where decimals are lost', () => {
  assert.equal(rescale(123_455n, 6, 5, 'halfUp'), 12_346n);
  assert.equal(rescale(12n, 2, 6, 'down'), 120_000n);
});
