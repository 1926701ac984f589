import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  changeOn,
  type Indexable,
  type IndexValue,
  impactByCustomer,
  indexationRows,
  indexationTerms,
  indexedPrice,
} from './indexation.ts';

const INDEX: readonly IndexValue[] = [
  { series: 'DE-VPI', month: '2025-11', value: '121.3' },
  { series: 'DE-VPI', month: '2026-11', value: '124.4' },
  { series: 'FR-SYNTEC', month: '2025-11', value: '300' },
  { series: 'FR-SYNTEC', month: '2026-11', value: '291' },
];
const fixed = (percent: string, change = {}) =>
  indexationTerms.parse({ change: { kind: 'percent', percent }, ...change });
const index = (series: string, change = {}) => indexationTerms.parse({ change: { kind: 'index', series }, ...change });

test('prices change by a fixed percentage or by what an index did in a year, within cap and floor', () => {
  const cases: [what: string, ReturnType<typeof fixed>, day: string, percent: string | null, codes: string[]][] = [
    ['fixed', fixed('3.5'), '2027-01-01', '3.5', []],
    ['fixed, down', fixed('-2'), '2027-01-01', '-2', []],
    ['index, two months back', index('DE-VPI'), '2027-01-01', '2.5556', []],
    ['index, capped', index('DE-VPI', { cap: '2.5' }), '2027-01-01', '2.5', []],
    ['index fell', index('FR-SYNTEC'), '2027-01-01', '-3', []],
    ['index fell, never down', index('FR-SYNTEC', { floor: '0' }), '2027-01-01', '0', []],
    ['at least 1 %', index('FR-SYNTEC', { floor: '1', cap: '5' }), '2027-01-01', '1', []],
    ['not published', index('DE-VPI'), '2027-02-01', null, ['indexation.noValue', 'indexation.noValue']],
    ['other month', fixed('3', { months: [1, 7] }), '2027-02-01', null, ['indexation.otherMonth']],
    ['its month', fixed('3', { months: [1, 7] }), '2027-07-01', '3', []],
  ];
  for (const [what, rule, day, percent, codes] of cases) {
    const change = changeOn(rule, INDEX, day);
    assert.deepEqual([change.percent, change.findings.map(({ code }) => code)], [percent, codes], what);
  }
});

test('the new price is rounded once, as the rule says', () => {
  const cases: [price: string, percent: string, decimals: number, mode: 'halfUp' | 'up' | 'down', out: string][] = [
    ['29.90', '2.5', 2, 'halfUp', '30.65'],
    ['29.90', '2.5', 2, 'down', '30.64'],
    ['29.90', '2.5', 1, 'up', '30.7'],
    ['29.90', '2.5', 0, 'halfUp', '31'],
    ['10.00', '-3', 2, 'halfUp', '9.7'],
    ['0.012345678', '10', 6, 'halfUp', '0.01358'],
    ['100', '0', 2, 'halfUp', '100'],
  ];
  for (const [price, percent, decimals, mode, out] of cases)
    assert.equal(indexedPrice(price, percent, { decimals, mode }), out, `${price} ${percent}`);
});

const SUBSCRIPTION: Indexable = {
  subscriptionId: 1,
  contractId: 1,
  customerId: 1,
  productCode: 'SIP10',
  startsOn: '2025-01-01',
  endsOn: null,
  quantity: 3,
  price: '30',
  pricedSince: '2025-01-01',
  periodMonths: 1,
  changesLater: false,
};

test('who has a price for too short a time, or another one agreed, keeps it', () => {
  const day = '2027-01-01';
  const cases: [Partial<Indexable>, newPrice: string | null, yearly: string, skip: string | null][] = [
    [{}, '30.9', '32.40', null],
    [{ periodMonths: 12, price: '1200' }, '1236', '108.00', null],
    [{ pricedSince: '2026-01-01' }, '30.9', '32.40', null],
    [{ pricedSince: '2026-01-02' }, '30.9', '0', 'tooYoung'],
    [{ changesLater: true }, '30.9', '0', 'changesLater'],
    [{ price: '0' }, '0', '0', 'free'],
    [{ price: '0.1' }, '0.1', '0', 'unchanged'],
    [{ endsOn: day }, null, '', null],
    [{ startsOn: day }, null, '', null],
  ];
  for (const [change, newPrice, yearly, skip] of cases) {
    const [row] = indexationRows(fixed('3'), '3', day, [{ ...SUBSCRIPTION, ...change }]);
    assert.deepEqual(
      row === undefined ? null : [row.newPrice, row.yearly, row.skip],
      newPrice === null ? null : [newPrice, yearly, skip],
      JSON.stringify(change),
    );
  }
});

test('the impact on a customer is the sum of his subscriptions in a year', () => {
  const rows = indexationRows(fixed('3'), '3', '2027-01-01', [
    SUBSCRIPTION,
    { ...SUBSCRIPTION, subscriptionId: 2, price: '100', periodMonths: 3, quantity: 1 },
    { ...SUBSCRIPTION, subscriptionId: 3, price: '0' },
    { ...SUBSCRIPTION, subscriptionId: 4, customerId: 2, quantity: 1 },
  ]);
  assert.deepEqual(impactByCustomer(rows), [
    { customerId: 1, subscriptions: 2, oldYearly: '1480.00', newYearly: '1524.40', difference: '44.40' },
    { customerId: 2, subscriptions: 1, oldYearly: '360.00', newYearly: '370.80', difference: '10.80' },
  ]);
});

test('what is no percentage or index is refused at the door', () => {
  for (const change of [
    { kind: 'percent', percent: '-100' },
    { kind: 'percent', percent: '3.12345' },
    { kind: 'index', series: '' },
    { kind: 'index', series: 'X', overMonths: 0 },
  ])
    assert.equal(indexationTerms.safeParse({ change }).success, false, JSON.stringify(change));
});
