import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Tier } from '#catalog';
import { type Exact, type Quantity, quantityText, tierCharge } from './tierCharge.ts';

const tier = (upTo: number | null, unitPrice: string, more: Partial<Tier> = {}): Tier => ({
  upTo,
  unitPrice,
  block: 0,
  flatFee: '0',
  ...more,
});
const minutes = (seconds: number): Quantity => ({ units: BigInt(seconds), per: 60n });
const pieces = (units: number): Quantity => ({ units: BigInt(units), per: 1n });
const cents = ({ num, den }: Exact) => Number((num * 10_000n) / den) / 100;

const STEPS = [tier(100, '0.10'), tier(500, '0.05'), tier(null, '0.01')];

type Case = readonly [
  why: string,
  mode: 'graduated' | 'volume',
  tiers: readonly Tier[],
  quantity: Quantity,
  cents: number,
];
const CASES: readonly Case[] = [
  ['nothing costs nothing', 'graduated', STEPS, pieces(0), 0],
  ['within the first slice', 'graduated', STEPS, pieces(100), 1000],
  ['each slice at its price', 'graduated', STEPS, pieces(600), 1000 + 2000 + 100],
  ['everything at the price reached', 'volume', STEPS, pieces(600), 600],
  ['a bound belongs to the tier below it', 'volume', STEPS, pieces(500), 2500],
  ['seconds by the minute, exactly', 'graduated', [tier(null, '0.06')], minutes(90), 9],
  ['a bound in minutes', 'graduated', [tier(1, '0.60'), tier(null, '0.06')], minutes(90), 63],
  ['begun blocks count whole', 'graduated', [tier(null, '5', { block: 1000 })], pieces(1001), 1000],
  ['a block of minutes', 'graduated', [tier(null, '1', { block: 10 })], minutes(601), 200],
  [
    'a flat fee once the tier is reached',
    'graduated',
    [tier(10, '0'), tier(null, '0.5', { flatFee: '3' })],
    pieces(12),
    400,
  ],
  ['and not before', 'graduated', [tier(10, '0'), tier(null, '0.5', { flatFee: '3' })], pieces(10), 0],
  [
    'of volumes only that of the tier reached',
    'volume',
    [tier(10, '1', { flatFee: '2' }), tier(null, '0.5', { flatFee: '3' })],
    pieces(12),
    900,
  ],
  ['beyond a last tier that ends its price goes on', 'volume', [tier(10, '1')], pieces(12), 1200],
];

for (const [why, mode, tiers, quantity, expected] of CASES)
  test(`tiers: ${why}`, () => assert.equal(cents(tierCharge(mode, tiers, quantity).amount), expected));

test('what a charge is made of is told', () => {
  assert.deepEqual(tierCharge('graduated', STEPS, pieces(120)).parts, [
    { what: 'slice', quantity: '100', unitPrice: '0.10' },
    { what: 'slice', quantity: '20', unitPrice: '0.05' },
  ]);
  assert.equal(quantityText(minutes(100)), '1.666666');
});

test('graduated: more never costs less, and one tier costs as if there were none', () => {
  const bounds = fc.uniqueArray(fc.integer({ min: 1, max: 10_000 }), { maxLength: 5 });
  const prices = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(bounds, prices, fc.nat(20_000), fc.nat(500), (upTos, thousandths, units, more) => {
      const text = (index: number) => ((thousandths[index] ?? 0) / 1000).toFixed(3);
      const tiers = [...upTos.toSorted((a, b) => a - b), null].map((upTo, index) => tier(upTo, text(index)));
      const charge = (of: readonly Tier[], quantity: number) =>
        tierCharge('graduated', of, pieces(quantity)).amount.num;
      assert.ok(charge(tiers, units) <= charge(tiers, units + more));
      const same = tiers.map(({ upTo }) => tier(upTo, text(0)));
      assert.equal(charge(same, units), charge([tier(null, text(0))], units));
    }),
  );
});
