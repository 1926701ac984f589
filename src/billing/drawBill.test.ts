import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Product, productOf } from '#catalog';
import { contractOf, type NewContract, type NewSubscription, oneOffOf, subscriptionOf } from '#contracts';
import { customerOf } from '#crm';
import { type BillFacts, drawBill } from './drawBill.ts';
import type { UsageSum } from './usageSum.ts';

const CUSTOMER = customerOf(
  {
    kind: 'company',
    name: 'Werft Köhlbrand AG',
    street: 'Norderelbstraße 1',
    postcode: '20457',
    city: 'Hamburg',
    country: 'DE',
    email: 'werft@kunden.example',
    language: 'de',
    currency: 'EUR',
    taxStatus: 'domestic',
  },
  { id: 1, number: 'K-1' },
);
const FEE: Product = productOf(
  { code: 'FEE', name: { de: 'Anschluss', fr: 'Ligne', en: 'Line' }, kind: 'recurring', unitPrice: '10' },
  { id: 1, currency: 'EUR', familyId: null, setupProductId: null, revenueAccount: '8400' },
);
const USAGE: UsageSum = {
  month: '2026-09',
  contractId: 1,
  service: 'voice',
  class: 'nationalFixed',
  calls: 1,
  coveredCalls: 0,
  serviceFeeCalls: 1,
  durationMs: 60_000,
  billedUnits: 60,
  coveredUnits: 0,
  chargeMicro: 30_000n,
  serviceFeeMicro: 20_000n,
  costMicro: 0n,
};

function bill(
  contract: Partial<NewContract>,
  subscription: Partial<NewSubscription>,
  sites?: BillFacts['sites'],
): readonly string[] {
  const drawn = drawBill({
    customer: CUSTOMER,
    operatorCountry: 'DE',
    month: '2026-09',
    issueOn: '2026-10-02',
    contracts: [contractOf({ customerId: 1, number: 'V-1', pricePlanId: 1, startsOn: '2026-10-01', ...contract }, 1)],
    subscriptions: [subscriptionOf({ contractId: 1, productId: 1, startsOn: '2026-10-01', ...subscription }, 1)],
    oneOffs: [oneOffOf({ contractId: 1, productId: 1, unitPrice: '5', dueOn: '2026-09-10' }, 1)],
    products: new Map([[1, FEE]]),
    billedCharges: new Map(),
    usage: [USAGE],
    corrections: [
      {
        id: 1,
        customerId: 1,
        contractId: 1,
        month: '2026-08',
        service: 'voice',
        class: 'nationalFixed',
        records: 1,
        amountMicro: 40_000n,
        serviceFeeMicro: 0n,
        causes: [],
        versions: [],
      },
    ],
    scopes: [],
    usageRevenueAccount: '8410',
    ...(sites === undefined ? {} : { sites }),
  });
  return drawn.lines.map(
    ({ kind, siteId = '-', costCentre = '-', orderReference = '-' }) =>
      `${kind} ${siteId} ${costCentre} ${orderReference}`,
  );
}

const SITES = new Map([
  [7, { costCentre: '700' }],
  [8, { costCentre: '800' }],
  [9, { costCentre: null }],
]);

test('everything on a contract is for its site and order, usage and corrections to it too', () => {
  assert.deepEqual(bill({ siteId: 7, orderReference: 'B-1', costCentre: '4711' }, {}), [
    'recurring 7 4711 B-1',
    'oneOff 7 4711 B-1',
    'correction 7 4711 B-1',
    'usage 7 4711 B-1',
    'usage 7 4711 B-1',
  ]);
});

const COST_CENTRES: readonly [why: string, contract: object, subscription: object, fee: string, usage: string][] = [
  ["the contract's site", { siteId: 7 }, {}, '7 700', '7 700'],
  ["the contract's own before its site's", { siteId: 7, costCentre: '4711' }, {}, '7 4711', '7 4711'],
  ["the subscription's site before the contract", { siteId: 7, costCentre: '4711' }, { siteId: 8 }, '8 800', '7 4711'],
  ["the subscription's own before all", { siteId: 7 }, { siteId: 8, costCentre: '42' }, '8 42', '7 700'],
  ['a site without one', { siteId: 9 }, {}, '9 -', '9 -'],
  ["a site without one, the contract's", { siteId: 7 }, { siteId: 9 }, '9 700', '7 700'],
];

for (const [why, contract, subscription, fee, usage] of COST_CENTRES)
  test(`cost centre: ${why}`, () => {
    const lines = bill(contract, subscription, SITES);
    assert.deepEqual([lines[0], lines.at(-1)], [`recurring ${fee} -`, `usage ${usage} -`]);
  });
