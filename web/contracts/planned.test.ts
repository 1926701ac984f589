import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plannedChanges } from './planned.ts';
import type { Contract } from './types.ts';

const NAME = { de: 'Anschluss', fr: 'Ligne', en: 'Line' };

const CONTRACT: Contract = {
  id: 1,
  number: 'V-1',
  state: 'active',
  pricePlanId: 1,
  planName: NAME,
  startsOn: '2026-01-01',
  endsOn: '2027-01-01',
  acceptedOn: null,
  minimumMonths: 0,
  noticeMonths: 0,
  noticeDays: 0,
  renewalMonths: 0,
  noticeGivenOn: null,
  end: null,
  siteId: null,
  orderReference: null,
  costCentre: null,
  usageDiscount: '0',
  planChanges: [
    { startsOn: '2026-03-01', pricePlanId: 2, planName: NAME },
    { startsOn: '2026-09-01', pricePlanId: 3, planName: NAME },
  ],
  options: [],
  allowances: [],
  subscriptions: [
    {
      id: 1,
      productId: 1,
      productCode: 'LINE',
      productName: NAME,
      quantity: 2,
      unitPrice: '10',
      periodMonths: 1,
      startsOn: '2026-01-01',
      endsOn: '2027-01-01',
      renewsOn: null,
      terms: [
        { from: '2026-01-01', quantity: 1, unitPrice: null },
        { from: '2026-02-01', quantity: 2, unitPrice: null },
        { from: '2026-08-01', quantity: 5, unitPrice: null },
        { from: '2026-10-01', quantity: 5, unitPrice: '12' },
      ],
      prices: [
        { from: '2026-01-01', unitPrice: '10', by: 'catalogue' },
        { from: '2026-10-01', unitPrice: '12', by: 'own' },
      ],
      discounts: [{ id: 1, kind: 'percent', value: '5', from: '2026-01-01', to: '2026-07-01', reason: null }],
      pauses: [],
      lineLabel: null,
      siteId: null,
      orderReference: null,
      costCentre: null,
      note: null,
      bundleCode: null,
    },
  ],
  oneOffs: [],
  lines: [],
};

test('what is agreed for later is told in order of day; what is past, or ends with the contract, is not', () => {
  assert.deepEqual(
    plannedChanges(CONTRACT, '2026-06-15').map(({ at, what, quantity, unitPrice }) => [
      at,
      what,
      quantity ?? unitPrice,
    ]),
    [
      ['2026-07-01', 'discountEnds', undefined],
      ['2026-08-01', 'termsChange', 5],
      ['2026-09-01', 'planChanges', undefined],
      ['2026-10-01', 'priceChanges', '12'],
      ['2027-01-01', 'contractEnds', undefined],
    ],
  );
  assert.deepEqual(plannedChanges(CONTRACT, '2027-01-01'), []);
});
