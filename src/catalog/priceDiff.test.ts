import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Price } from './price.ts';
import { diffPrices, percentOf } from './priceDiff.ts';
import { NO_TERMS } from './priceTerms.ts';

const PRICE: Price = {
  target: '49',
  service: 'voice',
  direction: 'outbound',
  band: 'any',
  destinationId: 1,
  unit: 'second',
  priceNano: 100,
  per: 60,
  connectionFeeNano: 10,
  firstIncrement: 60,
  nextIncrement: 1,
  terms: null,
};
const told = (before: readonly Partial<Price>[], after: readonly Partial<Price>[]) => {
  const all = (changes: readonly Partial<Price>[]) => changes.map((change) => ({ ...PRICE, ...change }));
  return diffPrices(all(before), all(after)).changes.map(
    (change) => `${change.kind} ${(change.after ?? change.before)?.target} ${change.band} ${percentOf(change)}`,
  );
};

test('what becomes of a price', () => {
  const cases: readonly (readonly [Partial<Price>, readonly string[]])[] = [
    [{}, []],
    [{ priceNano: 133 }, ['dearer 49 any 33.0']],
    [{ priceNano: 66 }, ['cheaper 49 any -34.0']],
    [{ priceNano: 1, per: 1 }, ['cheaper 49 any -40.0']],
    [{ priceNano: 2, per: 1 }, ['dearer 49 any 20.0']],
    [{ priceNano: 200, per: 120 }, ['changed 49 any 0.0']],
    [{ connectionFeeNano: 11 }, ['dearer 49 any 0.0']],
    [{ connectionFeeNano: 9 }, ['cheaper 49 any 0.0']],
    [{ nextIncrement: 60 }, ['changed 49 any 0.0']],
    [{ terms: { ...NO_TERMS, capNano: 5 } }, ['changed 49 any 0.0']],
    [{ destinationId: 2 }, ['changed 49 any 0.0']],
    [{ unit: 'piece', per: 1 }, ['changed 49 any null']],
    [{ service: 'sms' }, ['new 49 any null', 'closed 49 any null']],
    [{ target: '33' }, ['new 33 any null', 'closed 49 any null']],
  ];
  for (const [change, expected] of cases) assert.deepEqual(told([{}], [change]), expected, JSON.stringify(change));
  assert.deepEqual(told([{ terms: { ...NO_TERMS } }], [{ terms: { ...NO_TERMS } }]), []);
  assert.deepEqual(told([{ priceNano: 0 }], [{}]), ['dearer 49 any null']);
});

test('bands are compared by what each costs, however the rows are written', () => {
  const peak = { band: 'peak', priceNano: 200 };
  const offPeak = { band: 'offPeak' };
  assert.deepEqual(told([{}], [peak, offPeak]), ['dearer 49 peak 100.0']);
  assert.deepEqual(told([peak, offPeak], [{}]), ['cheaper 49 peak -50.0']);
  assert.deepEqual(told([{}], [peak, {}]), ['dearer 49 peak 100.0']);
  assert.deepEqual(told([peak, {}], [peak, { priceNano: 50 }]), ['cheaper 49 any -50.0']);
});

test('unchanged prices are counted', () => {
  const { counts } = diffPrices([PRICE, { ...PRICE, target: '33' }], [PRICE, { ...PRICE, target: '44' }]);
  assert.deepEqual(counts, { new: 1, dearer: 0, cheaper: 0, changed: 0, closed: 1, unchanged: 1 });
});
