import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type NewProduct, type ProductPrice, productOf } from '#catalog';
import { productPriceImpact } from './productPriceImpact.ts';
import { type NewSubscription, subscriptionOf } from './subscription.ts';

const NAME = { de: '', fr: '', en: '' };
const seat = (more: Partial<NewProduct> = {}) =>
  productOf(
    { code: 'SEAT', name: NAME, kind: 'recurring', unitPrice: '10', ...more },
    { id: 1, currency: 'EUR', familyId: null, setupProductId: null, revenueAccount: '8400' },
  );
const price = (unitPrice: string, more: Partial<ProductPrice> = {}): ProductPrice => ({
  currency: 'EUR',
  validFrom: '2026-07-01',
  unitPrice,
  setupFee: null,
  buyingPrice: null,
  stairs: [],
  existing: 'follow',
  ...more,
});
const held = (customerId: number, more: Partial<NewSubscription> = {}, currency = 'EUR') => ({
  subscription: subscriptionOf({ contractId: 1, productId: 1, startsOn: '2026-01-01', ...more }, customerId),
  customerId,
  currency,
});
const HELD = [
  held(1, { quantity: 3 }),
  held(1),
  held(2, { unitPrice: '8' }), // agreed
  held(3, { endsOn: '2026-07-01' }), // gone by then
  held(4, {}, 'CHF'),
  held(5, { productId: 2 }),
  held(6, { startsOn: '2026-09-01' }), // begins later
];

test('a new price reaches those who pay by the catalogue in its currency', () => {
  assert.deepEqual(productPriceImpact(seat(), price('11.50'), HELD), {
    currency: 'EUR',
    subscriptions: 4,
    affected: 3,
    customers: 2,
    monthlyDifference: '7.50',
  });
});

test('where existing subscriptions keep theirs, only those that begin later pay it', () => {
  const impact = productPriceImpact(seat(), price('11.50', { existing: 'keep' }), HELD);
  assert.deepEqual([impact.affected, impact.monthlyDifference], [1, '1.50']);
});

test('a yearly price makes a twelfth in a month, rounded once over all', () => {
  const yearly = seat({ unitPrice: '100', recurrence: { months: 12, align: 'calendar' } });
  const impact = productPriceImpact(yearly, price('90'), HELD);
  assert.equal(impact.monthlyDifference, '-4.17'); // 5 pieces × -10 / 12
});
