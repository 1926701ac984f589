import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minus, percentChange, rounded } from './exact.ts';

test('differences of decimal texts are exact', () => {
  const cases: readonly [string, string, string][] = [
    ['0.30', '0.10', '0.20'],
    ['12345678901234567.89', '0.01', '12345678901234567.88'],
    ['5', '7.5', '-2.50'],
    ['0.000001', '0', '0.000001'],
  ];
  for (const [a, b, expected] of cases) assert.equal(minus(a, b), expected, `${a} - ${b}`);
});

test('amounts are rounded for reading from their decimal text', () => {
  assert.equal(rounded('2.258971', 2), '2.26');
  assert.equal(rounded('-0.005', 2), '-0.01');
  assert.equal(rounded('12', 2), '12.00');
  assert.equal(rounded('0.00594666', 4), '0.0059');
});

test('change in percent has the sign of the change and nothing to compare is null', () => {
  assert.equal(percentChange('110', '100'), 10);
  assert.equal(percentChange('50', '100'), -50);
  assert.equal(percentChange('-50', '-100'), 50);
  assert.equal(percentChange('1', '0'), null);
});
