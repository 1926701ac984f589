import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type NewProduct, productOf } from '#catalog';
import { contractOf, type NewSubscription, subscriptionOf } from '#contracts';
import { billedByLines, type RecurringInput, recurringLines } from './recurringLines.ts';
import type { BilledCharge } from './trueUp.ts';

const TRUNK: NewProduct = {
  code: 'SIP10',
  name: { de: 'SIP-Trunk 10', fr: 'Trunk SIP 10', en: 'SIP trunk 10' },
  kind: 'recurring',
  unitPrice: '30.00',
};

const product = (change: Partial<NewProduct> = {}) =>
  productOf(
    { ...TRUNK, ...change },
    { id: 1, currency: 'EUR', familyId: null, setupProductId: null, revenueAccount: '4400' },
  );
const contract = contractOf({ customerId: 1, number: 'V-1', pricePlanId: 1, startsOn: '2026-08-01' }, 1);
const subscription = (change: Partial<NewSubscription> = {}) =>
  subscriptionOf({ contractId: 1, productId: 1, quantity: 2, startsOn: '2026-08-12', ...change }, 7);

function drawn(change: Partial<RecurringInput> = {}) {
  const facts = {
    contract,
    subscription: subscription(),
    product: product(),
    month: '2026-08',
    billed: [],
    currency: 'EUR',
  };
  return recurringLines({ ...facts, ...change });
}
const draw = (change: Partial<RecurringInput> = {}) =>
  drawn(change).map((line) => [line.from, line.to, line.netMinor, ...(line.trueUp ? [line.trueUp.reason] : [])]);

/** Billed as it was due by then. */
const billedIn = (month: string, change: Partial<RecurringInput> = {}): readonly BilledCharge[] =>
  billedByLines(drawn({ ...change, month }));

test('a subscription that began in mid-month pays its days and the next month in advance', () => {
  assert.deepEqual(draw(), [
    ['2026-08-12', '2026-09-01', '3871'], // 20/31 of 60.00
    ['2026-09-01', '2026-10-01', '6000'],
  ]);
});

test('what was billed is not billed again', () => {
  const billed = billedIn('2026-08');
  assert.deepEqual(draw({ month: '2026-09', billed }), [['2026-10-01', '2026-11-01', '6000']]);
  assert.deepEqual(draw({ billed }), []);
});

test('in arrears only what is over is billed', () => {
  assert.deepEqual(draw({ product: product({ billed: 'arrears' }) }), [['2026-08-12', '2026-09-01', '3871']]);
  const quarterly = product({ billed: 'arrears', recurrence: { months: 3, align: 'calendar' } });
  assert.deepEqual(draw({ product: quarterly }), []);
  assert.deepEqual(draw({ product: quarterly, month: '2026-09' }), [['2026-08-12', '2026-10-01', '3261']]); // 50/92
  const ended = subscription({ endsOn: '2026-08-20' });
  assert.deepEqual(draw({ product: quarterly, subscription: ended }), [['2026-08-12', '2026-08-20', '522']]); // 8/92
});

test('the end of subscription or contract ends the fee', () => {
  const { billed = [] } = { billed: billedIn('2026-08').slice(0, 1) };
  for (const change of [
    { subscription: subscription({ endsOn: '2026-09-16' }) },
    { contract: { ...contract, endsOn: '2026-09-16' } },
  ])
    assert.deepEqual(draw({ ...change, month: '2026-09', billed }), [['2026-09-01', '2026-09-16', '3000']]);
  assert.deepEqual(draw({ subscription: subscription({ startsOn: '2026-12-01' }) }), []);
});

test('a fee paid in advance for a subscription that ended is given back', () => {
  const billed = billedIn('2026-08');
  const ended = subscription({ endsOn: '2026-09-16' });
  assert.deepEqual(draw({ subscription: ended, month: '2026-09', billed }), [
    ['2026-09-01', '2026-09-16', '-3000', 'ended'],
  ]);
  const before = subscription({ endsOn: '2026-08-20' });
  assert.deepEqual(
    draw({ subscription: before, month: '2026-09', billed }),
    [
      ['2026-09-01', '2026-10-01', '-6000', 'ended'],
      ['2026-08-12', '2026-08-20', '-2323', 'ended'],
    ].toSorted(),
  );
});

test('a quantity changed in the past is set right once, with what was billed and what is due', () => {
  const billed = billedIn('2026-08');
  const changed = {
    ...subscription(),
    terms: [
      { from: '2026-08-12', quantity: 2, unitPrice: null },
      { from: '2026-09-11', quantity: 5, unitPrice: null },
    ],
  };
  const lines = drawn({ subscription: changed, month: '2026-08', billed });
  assert.deepEqual(
    lines.map((line) => [line.from, line.to, line.quantity, line.netMinor, line.trueUp]),
    [['2026-09-01', '2026-10-01', 5, '6000', { reason: 'quantity', billedMinor: '6000', dueMinor: '12000' }]], // 20/30 of 90.00
  );
  const both = [
    ...billed.slice(0, 1),
    ...billedByLines(lines).map((one) => ({ ...one, netMinor: one.netMinor + 6000n })),
  ];
  assert.deepEqual(draw({ subscription: changed, month: '2026-08', billed: both }), []);
});

test('a price of its own beats the product’s', () => {
  assert.deepEqual(draw({ subscription: subscription({ unitPrice: '25.50', startsOn: '2026-09-01' }) }), [
    ['2026-09-01', '2026-10-01', '5100'],
  ]);
});
