import assert from 'node:assert/strict';
import { test } from 'node:test';
import { netOf } from './netOf.ts';

test('quantity × price is rounded half up once; a credit is the mirror of its charge', () => {
  const cases: [price: string, quantity: number, minor: bigint][] = [
    ['12.345', 1, 1235n],
    ['0.005', 1, 1n],
    ['-0.005', 1, -1n],
    ['0.333333333', 3, 100n],
    ['-15', 2, -3000n],
  ];
  for (const [price, quantity, minor] of cases)
    assert.equal(netOf(price, quantity, 'EUR'), minor, `${quantity} × ${price}`);
});
