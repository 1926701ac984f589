import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Bill, BillLine } from '#billing';
import { type Circumstances, differenceOf, NOTHING_KNOWN } from './difference.ts';
import { billOf, fee, oneOff, usage } from './testBills.ts';

const BEFORE = { month: '2026-08' };

/** Causes with their amounts, in the order in which they were found. */
function causes(before: BillLine[] | null, now: BillLine[] | null, about: Partial<Circumstances> = {}): string {
  const { effects } = differenceOf(before === null ? null : billOf(before, BEFORE), now === null ? null : billOf(now), {
    ...NOTHING_KNOWN,
    ...about,
  });
  return effects.map(({ cause, minor }) => `${cause} ${minor}`).join(', ');
}

test('each change has its cause', () => {
  const discount = { percentOff: '10', amountOff: '0', reasons: [] };
  const trueUp = { reason: 'ended', billedMinor: '3000', dueMinor: '1000' } as const;
  const ending = (endsOn: string | null) => new Map([[1, { startsOn: '2026-01-01', endsOn }]]);
  const lasting = ending(null);
  const cases: [string, BillLine[] | null, BillLine[] | null, string, Partial<Circumstances>?][] = [
    ['nothing', [fee(), usage()], [fee(), usage()], ''],
    ['first bill', null, [fee(), usage()], 'newSubscription 3000, usageMore 1000'],
    ['no bill any more', [fee(), usage()], null, 'endedSubscription -3000, usageLess -1000'],
    ['a subscription more', [fee()], [fee(), fee({ subscriptionId: 2 })], 'newSubscription 3000'],
    ['one fewer', [fee(), fee({ subscriptionId: 2 })], [fee()], 'endedSubscription -3000'],
    ['two of it', [fee()], [fee({ quantity: 2, netMinor: '6000' })], 'quantity 3000'],
    ['dearer', [fee()], [fee({ unitPrice: '32.50', netMinor: '3250' })], 'price 250'],
    [
      'two of it, and dearer',
      [fee()],
      [fee({ quantity: 2, unitPrice: '32.50', netMinor: '6500' })],
      'quantity 3000, price 500',
    ],
    ['part of a month', [fee()], [fee({ days: 10, netMinor: '968' })], 'proration -2032'],
    [
      'a part and the month in advance, then the month',
      [fee({ days: 20, netMinor: '1935' }), fee()],
      [fee()],
      'proration -1935',
    ],
    [
      'quantity changed in mid-month',
      [fee()],
      [fee({ days: 15, netMinor: '1452' }), fee({ days: 16, quantity: 2, netMinor: '3097' })],
      'quantity 1549',
    ],
    ['discount begins', [fee()], [fee({ discount, netMinor: '2700' })], 'discount -300'],
    ['discount ends', [fee({ discount, netMinor: '2700' })], [fee()], 'discount 300'],
    ['paused at half', [fee()], [fee({ pausedPercent: '50', netMinor: '1500' })], 'pause -1500'],
    ['paused at nothing', [fee()], [], 'pause -3000', { subscriptions: lasting }],
    ['ended with the month', [fee()], [], 'endedSubscription -3000', { subscriptions: ending('2026-10-01') }],
    ['ends a day later', [fee()], [], 'pause -3000', { subscriptions: ending('2026-10-02') }],
    ['due once a quarter', [fee({ months: 3 })], [], 'rhythm -3000', { subscriptions: lasting }],
    ['due again after a quarter', [], [fee({ months: 3 })], 'rhythm 3000', { subscriptions: lasting }],
    ['set right', [fee()], [fee(), fee({ trueUp, netMinor: '-2000' })], 'trueUp -2000'],
    ['what was set right then', [fee(), fee({ trueUp, netMinor: '-2000' })], [fee()], 'trueUp 2000'],
    ['set up', [], [oneOff('5000')], 'oneOff 5000'],
    ['set up last month', [oneOff('5000')], [], 'oneOff -5000'],
    ['credit', [], [oneOff('-500', { reason: 'goodwill' })], 'credit -500'],
    [
      'half as much',
      [usage()],
      [usage({ billedUnits: 1_200, chargeMicro: '5000000', netMinor: '500' })],
      'usageLess -500',
    ],
    [
      'same usage, other price list',
      [usage()],
      [usage({ netMinor: '1500' })],
      'usagePrice 500',
      { pricesChanged: new Set(['V-1']) },
    ],
    [
      'same usage, other plan',
      [usage()],
      [usage({ netMinor: '800' })],
      'planChange -200',
      { planChanged: new Set(['V-1']) },
    ],
    ['same usage, dearer destinations', [usage()], [usage({ netMinor: '1100' })], 'usageMix 100'],
    [
      'twice as much at half the price',
      [usage()],
      [usage({ billedUnits: 4_800, netMinor: '1000' })],
      'usageMore 1000, usagePrice -1000',
      { pricesChanged: new Set(['V-1']) },
    ],
    ['an allowance begins', [usage()], [usage({ coveredUnits: 1_200, netMinor: '500' })], 'allowance -500'],
    [
      'more than the allowance covers',
      [usage({ coveredUnits: 2_400, netMinor: '0' })],
      [usage({ billedUnits: 3_600, coveredUnits: 2_400, netMinor: '500' })],
      'usageMore 500',
    ],
    [
      'a new number',
      [usage()],
      [usage({ calls: 60, billedUnits: 3_600, netMinor: '1500' })],
      'newLine 500',
      { newNumbers: [{ ...usage(), calls: 20, billedUnits: 1_200, chargeMicro: 5_000_000n }] },
    ],
    ['a number gone', [usage()], [], 'endedLine -1000', { endedNumbers: [{ ...usage(), chargeMicro: 10_000_000n }] }],
    ['late calls', [usage()], [usage(), usage({ late: true, month: '2026-08', netMinor: '70' })], 'lateRecords 70'],
  ];
  for (const [name, before, now, expected, about] of cases) assert.equal(causes(before, now, about), expected, name);
});

test('a bill in another currency is nothing to compare with', () => {
  const found = differenceOf(billOf([fee()], { currency: 'CHF' }), billOf([fee()]));
  assert.deepEqual(
    [found.beforeMinor, found.nowMinor, found.effects.map(({ cause }) => cause)],
    [null, 3000n, ['newSubscription']],
  );
});

const amount = fc.integer({ min: -2_000_000, max: 2_000_000 }).map(String);
const decimalText = fc.integer({ min: 0, max: 10_000_000 }).map((n) => (n / 1e4).toFixed(4));
const optional = <T>(key: string, value: fc.Arbitrary<T>) =>
  fc.option(value).map((one) => (one === null ? {} : { [key]: one }));

const anyFee = fc
  .record({
    subscriptionId: fc.integer({ min: 1, max: 3 }),
    quantity: fc.integer({ min: 1, max: 20 }),
    unitPrice: decimalText,
    months: fc.constantFrom(1, 3, 12),
    days: fc.integer({ min: 0, max: 366 }),
    ofDays: fc.integer({ min: 1, max: 366 }),
    netMinor: amount,
    discount: optional(
      'discount',
      fc.record({ percentOff: decimalText, amountOff: decimalText, reasons: fc.constant([]) }),
    ),
    paused: optional('pausedPercent', decimalText),
    trueUp: optional('trueUp', fc.constant({ reason: 'price', billedMinor: '1', dueMinor: '2' })),
  })
  .map(({ discount, paused, trueUp, ...one }) => fee({ ...one, ...discount, ...paused, ...trueUp }));
const anyUsage = fc
  .record({
    class: fc.constantFrom('nationalFixed', 'premium'),
    part: fc.constantFrom('transport', 'service'),
    late: fc.boolean(),
    calls: fc.nat(1000),
    billedUnits: fc.nat(100_000),
    coveredUnits: fc.nat(100_000),
    chargeMicro: fc.nat(1_000_000_000).map(String),
    netMinor: amount,
  })
  .map((one) => usage(one as Partial<ReturnType<typeof usage>>));
const anyLine = fc.oneof(
  anyFee,
  anyUsage,
  fc.tuple(amount, fc.integer({ min: 1, max: 3 })).map(([net, id]) => oneOff(net, { oneOffId: id })),
);
const anyBill = fc.option(fc.array(anyLine, { maxLength: 12 }).map((lines) => billOf(lines)));
const anyMoved = fc.array(
  fc.tuple(anyUsage, fc.nat(1_000_000_000)).map(([line, micro]) => ({ ...line, chargeMicro: BigInt(micro) })),
  { maxLength: 4 },
);

test('whatever two bills are, the causes add up to their difference', () => {
  const net = (bill: Bill | null) => BigInt(bill?.netMinor ?? '0');
  fc.assert(
    fc.property(
      anyBill,
      anyBill,
      anyMoved,
      anyMoved,
      fc.boolean(),
      (before, now, newNumbers, endedNumbers, changed) => {
        const planChanged = new Set(changed ? ['V-1'] : []);
        const { effects } = differenceOf(before, now, { ...NOTHING_KNOWN, newNumbers, endedNumbers, planChanged });
        const sum = effects.reduce((total, { minor }) => total + minor, 0n);
        assert.equal(sum, net(now) - net(before));
        assert.ok(effects.every(({ minor }) => minor !== 0n));
      },
    ),
    { numRuns: 2_000 },
  );
});

test('a bill beside itself has no difference', () => {
  fc.assert(fc.property(anyBill, (bill) => assert.deepEqual(differenceOf(bill, bill).effects, [])));
});
