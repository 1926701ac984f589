import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, latest } from '#base';
import {
  buyingPriceOn,
  checkProductPrice,
  newProductPrice,
  type ProductPrice,
  priceOn,
  priceSteps,
  stepAt,
  withPrice,
} from './productPrice.ts';

const price = (validFrom: string, unitPrice: string, more: Partial<ProductPrice> = {}): ProductPrice => ({
  currency: 'EUR',
  validFrom,
  unitPrice,
  setupFee: null,
  buyingPrice: null,
  stairs: [],
  existing: 'follow',
  ...more,
});
const FIRST = price('1900-01-01', '10.00');
const told = (
  prices: readonly ProductPrice[],
  startsOn: string,
  ownPrices: readonly { from: string; unitPrice: string | null }[] = [],
  currency = 'EUR',
) =>
  priceSteps(prices, { currency, startsOn, ownPrices }).map(({ from, unitPrice, by }) => `${from} ${unitPrice} ${by}`);

const CASES: readonly (readonly [why: string, told: readonly string[], steps: readonly string[]])[] = [
  ['one price for ever', told([FIRST], '2026-03-12'), ['2026-03-12 10.00 catalogue']],
  [
    'a later price reaches who has the product',
    told([FIRST, price('2026-07-01', '12')], '2026-03-12'),
    ['2026-03-12 10.00 catalogue', '2026-07-01 12 catalogue'],
  ],
  [
    'or new customers only',
    told([FIRST, price('2026-07-01', '12', { existing: 'keep' })], '2026-03-12'),
    ['2026-03-12 10.00 catalogue'],
  ],
  [
    'who begins later begins with it all the same',
    told([FIRST, price('2026-07-01', '12', { existing: 'keep' })], '2026-07-01'),
    ['2026-07-01 12 catalogue'],
  ],
  [
    'who kept his price follows the next version that says so',
    told([FIRST, price('2026-07-01', '12', { existing: 'keep' }), price('2027-01-01', '13')], '2026-03-12'),
    ['2026-03-12 10.00 catalogue', '2027-01-01 13 catalogue'],
  ],
  [
    'the same price again is no step',
    told([FIRST, price('2026-07-01', '10.00')], '2026-03-12'),
    ['2026-03-12 10.00 catalogue'],
  ],
  [
    'stairs count months from the begin, the 31st stays the 31st',
    told(
      [
        price('1900-01-01', '20', {
          stairs: [
            { fromMonth: 1, toMonth: 1, unitPrice: '0' },
            { fromMonth: 2, toMonth: 3, unitPrice: '15' },
          ],
        }),
      ],
      '2026-01-31',
    ),
    ['2026-01-31 0 stair', '2026-02-28 15 stair', '2026-04-30 20 catalogue'],
  ],
  [
    'a stair without end holds on',
    told([price('1900-01-01', '20', { stairs: [{ fromMonth: 25, toMonth: null, unitPrice: '25' }] })], '2026-01-01'),
    ['2026-01-01 20 catalogue', '2028-01-01 25 stair'],
  ],
  [
    'a new version brings its own stairs, counted from the same begin',
    told(
      [
        price('1900-01-01', '20', { stairs: [{ fromMonth: 1, toMonth: 6, unitPrice: '10' }] }),
        price('2026-03-01', '22', { stairs: [{ fromMonth: 1, toMonth: 4, unitPrice: '11' }] }),
      ],
      '2026-01-01',
    ),
    ['2026-01-01 10 stair', '2026-03-01 11 stair', '2026-05-01 22 catalogue'],
  ],
  [
    'what was agreed goes before the catalogue, until it is given up',
    told([FIRST, price('2026-07-01', '12')], '2026-03-12', [
      { from: '2026-03-12', unitPrice: '8' },
      { from: '2026-09-01', unitPrice: null },
    ]),
    ['2026-03-12 8 own', '2026-09-01 12 catalogue'],
  ],
  [
    'each currency has its own versions',
    told([FIRST, price('2026-01-01', '11', { currency: 'CHF' }), price('2026-07-01', '12')], '2026-03-12', [], 'CHF'),
    ['2026-03-12 11 catalogue'],
  ],
  ['no price in the currency: no step', told([FIRST], '2026-03-12', [], 'GBP'), []],
  [
    'but for what was agreed',
    told([FIRST], '2026-03-12', [{ from: '2026-03-12', unitPrice: '9' }], 'GBP'),
    ['2026-03-12 9 own'],
  ],
  [
    'a first price that comes late begins when it comes, for everybody',
    told([price('2026-05-01', '5', { existing: 'keep' })], '2026-03-12'),
    ['2026-05-01 5 catalogue'],
  ],
];

test('what a subscription pays over time', () => {
  for (const [why, steps, expected] of CASES) assert.deepEqual(steps, expected, why);
});

test('the order in which versions were entered does not matter, and a step that changes nothing is none', () => {
  const days = fc.integer({ min: 0, max: 1500 }).map((day) => addDays('2025-01-01', day));
  const version = fc
    .record({
      validFrom: days,
      unitPrice: fc.constantFrom('1', '2', '3'),
      existing: fc.constantFrom('follow' as const, 'keep' as const),
      stairs: fc.constantFrom<ProductPrice['stairs']>(
        [],
        [{ fromMonth: 1, toMonth: 3, unitPrice: '1' }],
        [{ fromMonth: 2, toMonth: null, unitPrice: '2' }],
      ),
    })
    .map(({ validFrom, unitPrice, ...more }) => price(validFrom, unitPrice, more));
  const versions = fc.uniqueArray(version, { maxLength: 6, selector: ({ validFrom }) => validFrom });
  const own = fc.array(fc.record({ from: days, unitPrice: fc.constantFrom('4', null) }), { maxLength: 3 });
  fc.assert(
    fc.property(versions, days, own, days, (prices, startsOn, agreed, date) => {
      const ownPrices = agreed.sort((a, b) => (a.from < b.from ? -1 : 1));
      const asked = { currency: 'EUR', startsOn, ownPrices };
      const steps = priceSteps([FIRST, ...prices], asked);
      assert.deepEqual(priceSteps([...prices].reverse().concat(FIRST), asked), steps);
      assert.equal(steps[0]?.from, startsOn);
      for (const [index, step] of steps.entries()) {
        const before = steps[index - 1];
        if (before !== undefined) assert.ok(before.from < step.from && before.unitPrice !== step.unitPrice);
      }
      const on = latest(date, startsOn);
      const agreedThen = ownPrices.findLast(({ from }) => from <= on)?.unitPrice;
      if (agreedThen) assert.equal(stepAt(steps, on)?.unitPrice, agreedThen);
    }),
  );
});

test('who begins today begins with the version of today', () => {
  const prices = [FIRST, price('2026-07-01', '12', { existing: 'keep' })];
  assert.equal(priceOn(prices, 'EUR', '2026-06-30')?.unitPrice, '10.00');
  assert.equal(priceOn(prices, 'EUR', '2026-07-01')?.unitPrice, '12');
  assert.equal(priceOn(prices, 'CHF', '2026-07-01'), undefined);
});

test('what it costs us stands with the currency it is sold in, else with the operator’s own', () => {
  const prices = [
    price('1900-01-01', '10', { buyingPrice: '6' }),
    price('1900-01-01', '11', { currency: 'CHF', buyingPrice: null }),
    price('2026-07-01', '12', { currency: 'CHF', buyingPrice: '7' }),
  ];
  const costs = (currency: string, date: string) => buyingPriceOn(prices, { currency, ownCurrency: 'EUR', date });
  assert.deepEqual(
    [costs('EUR', '2026-01-01'), costs('CHF', '2026-01-01'), costs('CHF', '2026-07-01')],
    ['6', '6', '7'],
  );
  assert.equal(buyingPriceOn([FIRST], { currency: 'EUR', ownCurrency: 'EUR', date: '2026-01-01' }), null);
});

test('stairs ascend and do not overlap', () => {
  const codes = (...stairs: { fromMonth: number; toMonth: number | null }[]) =>
    checkProductPrice({ stairs: stairs.map((stair) => ({ ...stair, unitPrice: '1' })) }).map(({ code }) => code);
  assert.deepEqual(codes(), []);
  assert.deepEqual(codes({ fromMonth: 1, toMonth: 3 }, { fromMonth: 4, toMonth: null }), []);
  assert.deepEqual(codes({ fromMonth: 1, toMonth: 3 }, { fromMonth: 3, toMonth: 5 }), ['product.stairsOverlap']);
  assert.deepEqual(codes({ fromMonth: 1, toMonth: null }, { fromMonth: 9, toMonth: null }), ['product.stairsOverlap']);
  assert.deepEqual(codes({ fromMonth: 5, toMonth: 4 }), ['product.stairEnds']);
});

test('a version put in the place of another is there once', () => {
  const prices = withPrice([FIRST, price('2026-07-01', '12')], price('2026-07-01', '13'));
  assert.deepEqual(
    prices.map(({ unitPrice }) => unitPrice),
    ['10.00', '13'],
  );
});

test('prices that no bill could hold are refused', () => {
  const takes = (unitPrice: string) => newProductPrice.safeParse({ validFrom: '2026-01-01', unitPrice }).success;
  assert.deepEqual(['0', '9.99', '0.000000001', '100000000'].map(takes), [true, true, true, true]);
  assert.deepEqual(['-1', '0.0000000001', '100000000.01', '1e3', '', '1,50'].map(takes), [
    false,
    false,
    false,
    false,
    false,
    false,
  ]);
});
