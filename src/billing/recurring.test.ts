import assert from 'node:assert/strict';
import { test } from 'node:test';
import { productOf } from '#catalog';
import { contractOf, subscriptionOf } from '#contracts';
import { recurringLines } from './recurring.ts';

const product = productOf(
  {
    code: 'SIP10',
    name: { de: 'SIP-Trunk 10', fr: 'Trunk SIP 10', en: 'SIP trunk 10' },
    kind: 'recurring',
    unitPrice: '30.00',
  },
  { id: 1, currency: 'EUR', familyId: null, setupProductId: null, revenueAccount: '4400' },
);
const contract = contractOf({ customerId: 1, number: 'V-1', pricePlanId: 1, startsOn: '2026-08-01' }, 1);
const subscription = subscriptionOf({ contractId: 1, productId: 1, quantity: 2, startsOn: '2026-08-12' }, 7);
const draw = (change: Partial<Parameters<typeof recurringLines>[0]> = {}) =>
  recurringLines({ contract, subscription, product, month: '2026-08', billedTo: null, currency: 'EUR', ...change }).map(
    (line) => [line.from, line.to, line.netMinor],
  );

test('a subscription that began in mid-month pays its days and the next month in advance', () => {
  assert.deepEqual(draw(), [
    ['2026-08-12', '2026-09-01', '3871'], // 20/31 of 60.00
    ['2026-09-01', '2026-10-01', '6000'],
  ]);
});

test('what was billed is not billed again', () => {
  assert.deepEqual(draw({ month: '2026-09', billedTo: '2026-10-01' }), [['2026-10-01', '2026-11-01', '6000']]);
  assert.deepEqual(draw({ month: '2026-08', billedTo: '2026-10-01' }), []);
});

test('in arrears only the month itself is billed', () => {
  assert.deepEqual(draw({ product: { ...product, billed: 'arrears' } }), [['2026-08-12', '2026-09-01', '3871']]);
});

test('the end of subscription or contract ends the fee', () => {
  assert.deepEqual(
    draw({ subscription: { ...subscription, endsOn: '2026-09-16' }, month: '2026-09', billedTo: '2026-09-01' }),
    [['2026-09-01', '2026-09-16', '3000']],
  );
  assert.deepEqual(
    draw({ contract: { ...contract, endsOn: '2026-09-16' }, month: '2026-09', billedTo: '2026-09-01' }),
    [['2026-09-01', '2026-09-16', '3000']],
  );
  assert.deepEqual(draw({ subscription: { ...subscription, startsOn: '2026-12-01' } }), []);
});

test('a price of its own beats the product’s', () => {
  assert.deepEqual(draw({ subscription: { ...subscription, unitPrice: '25.50' }, billedTo: '2026-09-01' }), [
    ['2026-09-01', '2026-10-01', '5100'],
  ]);
});
