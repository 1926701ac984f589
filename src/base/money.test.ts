import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMicro, formatMinor, microToMinor, parseMinor, taxOf } from './money.ts';

test('micro-units become minor units half up, once, mirrored for credits', () => {
  const cases: [bigint, bigint][] = [
    [4_999n, 0n],
    [5_000n, 1n],
    [-5_000n, -1n],
    [1_234_999n, 123n],
    [1_235_000n, 124n],
  ];
  for (const [micro, minor] of cases) assert.equal(microToMinor(micro, 'EUR'), minor);
});

test('VAT is rounded half up on the category sum (BR-CO-17)', () => {
  assert.equal(taxOf(20_438n, '19'), 3_883n);
  assert.equal(taxOf(50n, '19'), 10n); // 9.5
  assert.equal(taxOf(-50n, '19'), -10n);
  assert.equal(taxOf(1_000n, '8.5'), 85n);
  assert.equal(taxOf(1_000n, '0'), 0n);
});

test('amounts are written with the decimals of their unit', () => {
  assert.equal(formatMinor(-5n, 'EUR'), '-0.05');
  assert.equal(formatMinor(123_456n, 'CHF'), '1234.56');
  assert.equal(parseMinor('12.345', 'EUR'), null);
  assert.equal(parseMinor('12.3', 'EUR'), 1_230n);
  assert.equal(formatMicro(12_900n), '0.0129');
  assert.equal(formatMicro(12_901n), '0.012901');
});
