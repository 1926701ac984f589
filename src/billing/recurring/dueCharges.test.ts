import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { BY_DAYS, MONTHLY, type Proration, type Recurrence, WHOLE } from '#catalog';
import { dueCharges } from './dueCharges.ts';
import { gridOf } from './grid.ts';
import type { ChargeHistory } from './history.ts';
import { histories, withCuts } from './testHistories.ts';

const THIRTIETHS: Proration = { ...BY_DAYS, method: 'thirtieths' };
const QUARTERLY: Recurrence = { months: 3, align: 'calendar' };
const FROM_THE_DAY: Recurrence = { months: 1, align: 'anniversary' };

function history(from: string, change: Partial<ChargeHistory> & { recurrence?: Recurrence } = {}): ChargeHistory {
  const { recurrence = MONTHLY, ...rest } = change;
  return {
    from,
    to: null,
    grid: gridOf(recurrence, from),
    billed: 'advance',
    proration: BY_DAYS,
    prices: [{ from, unitPrice: '30.00' }],
    quantities: [{ from, quantity: 1 }],
    discounts: [],
    pauses: [],
    ...rest,
  };
}

type Stretch = readonly [from: string, to: string, netMinor: number];
const due = (of: ChargeHistory, horizon: string): Stretch[] =>
  dueCharges(of, { horizon, currency: 'EUR' }).flatMap(({ stretches }) =>
    stretches.map(({ from, to, netMinor }): Stretch => [from, to, Number(netMinor)]),
  );

const percent = (value: string, from: string, to: string | null = null) => ({
  kind: 'percent' as const,
  value,
  from,
  to,
  reason: null,
});
const amount = (value: string, from: string, to: string | null = null) => ({
  kind: 'amount' as const,
  value,
  from,
  to,
  reason: null,
});

const CASES: readonly [why: string, history: ChargeHistory, horizon: string, due: readonly Stretch[]][] = [
  [
    'begins on the last day of the month',
    history('2026-08-31'),
    '2026-10-01',
    [
      ['2026-08-31', '2026-09-01', 97],
      ['2026-09-01', '2026-10-01', 3000],
    ],
  ],
  ['29 February', history('2028-02-29'), '2028-03-01', [['2028-02-29', '2028-03-01', 103]]],
  [
    'begins and ends in one month',
    history('2026-09-10', { to: '2026-09-16' }),
    '2026-12-01',
    [['2026-09-10', '2026-09-16', 600]],
  ],
  ['end before start', history('2026-09-10', { to: '2026-09-10' }), '2026-12-01', []],
  ['begins after the horizon', history('2026-09-10'), '2026-09-10', []],
  [
    'a quarter in advance',
    history('2026-09-01', { recurrence: QUARTERLY }),
    '2026-10-02',
    [
      ['2026-09-01', '2026-10-01', 978],
      ['2026-10-01', '2027-01-01', 3000],
    ],
  ],
  [
    'a year from the day',
    history('2028-02-29', { recurrence: { months: 12, align: 'anniversary' } }),
    '2029-03-01',
    [
      ['2028-02-29', '2029-02-28', 3000],
      ['2029-02-28', '2030-02-28', 3000],
    ],
  ],
  [
    'the 31st',
    history('2026-12-31', { recurrence: FROM_THE_DAY }),
    '2027-03-01',
    [
      ['2026-12-31', '2027-01-31', 3000],
      ['2027-01-31', '2027-02-28', 3000],
      ['2027-02-28', '2027-03-31', 3000],
    ],
  ],
  [
    'five months',
    history('2026-01-10', { recurrence: { months: 5, align: 'anniversary' } }),
    '2026-07-01',
    [
      ['2026-01-10', '2026-06-10', 3000],
      ['2026-06-10', '2026-11-10', 3000],
    ],
  ],
  [
    'in arrears, when it is over',
    history('2026-09-16', { billed: 'arrears' }),
    '2026-10-31',
    [['2026-09-16', '2026-10-01', 1500]],
  ],
  [
    'in arrears, when it has ended',
    history('2026-09-16', { billed: 'arrears', to: '2026-10-04', recurrence: QUARTERLY }),
    '2026-10-04',
    [
      ['2026-09-16', '2026-10-01', 489],
      ['2026-10-01', '2026-10-04', 98],
    ],
  ],
  [
    'thirtieths of a short month',
    history('2027-02-16', { proration: THIRTIETHS }),
    '2027-03-01',
    [['2027-02-16', '2027-03-01', 1500]],
  ],
  [
    'thirtieths: the 31st of a month is its 30th',
    history('2026-08-31', { proration: THIRTIETHS }),
    '2026-09-01',
    [['2026-08-31', '2026-09-01', 100]],
  ],
  [
    'whole periods',
    history('2026-09-16', { proration: WHOLE, to: '2026-10-02' }),
    '2026-11-01',
    [
      ['2026-09-16', '2026-10-01', 3000],
      ['2026-10-01', '2026-10-02', 3000],
    ],
  ],
  [
    'only the begin is whole',
    history('2026-09-16', { proration: { ...BY_DAYS, start: false }, to: '2026-10-02' }),
    '2026-11-01',
    [
      ['2026-09-16', '2026-10-01', 3000],
      ['2026-10-01', '2026-10-02', 97],
    ],
  ],
  [
    'only the end is whole',
    history('2026-09-16', { proration: { ...BY_DAYS, end: false }, to: '2026-10-02' }),
    '2026-11-01',
    [
      ['2026-09-16', '2026-10-01', 1500],
      ['2026-10-01', '2026-10-02', 3000],
    ],
  ],
  [
    'a quantity changed in mid-period',
    history('2026-09-01', {
      quantities: [
        { from: '2026-09-01', quantity: 1 },
        { from: '2026-09-21', quantity: 4 },
      ],
    }),
    '2026-10-01',
    [
      ['2026-09-01', '2026-09-21', 2000],
      ['2026-09-21', '2026-10-01', 4000],
    ],
  ],
  [
    'a change that counts from the next period only',
    history('2026-09-01', {
      proration: { ...BY_DAYS, change: false },
      quantities: [
        { from: '2026-09-01', quantity: 1 },
        { from: '2026-09-21', quantity: 4 },
      ],
    }),
    '2026-10-02',
    [
      ['2026-09-01', '2026-10-01', 3000],
      ['2026-10-01', '2026-11-01', 12000],
    ],
  ],
  [
    'a price version in mid-period',
    history('2026-09-01', {
      prices: [
        { from: '2026-09-01', unitPrice: '30' },
        { from: '2026-09-16', unitPrice: '36.00' },
      ],
    }),
    '2026-10-01',
    [
      ['2026-09-01', '2026-09-16', 1500],
      ['2026-09-16', '2026-10-01', 1800],
    ],
  ],
  [
    'a staircase',
    history('2026-09-01', {
      prices: [
        { from: '2026-09-01', unitPrice: '0' },
        { from: '2026-11-01', unitPrice: '20' },
        { from: '2026-12-01', unitPrice: '30' },
      ],
    }),
    '2026-12-02',
    [
      ['2026-09-01', '2026-10-01', 0],
      ['2026-10-01', '2026-11-01', 0],
      ['2026-11-01', '2026-12-01', 2000],
      ['2026-12-01', '2027-01-01', 3000],
    ],
  ],
  [
    'half the price for the first three months',
    history('2026-09-16', { discounts: [percent('50', '2026-09-16', '2026-12-16')] }),
    '2027-01-01',
    [
      ['2026-09-16', '2026-10-01', 750],
      ['2026-10-01', '2026-11-01', 1500],
      ['2026-11-01', '2026-12-01', 1500],
      ['2026-12-01', '2026-12-16', 726],
      ['2026-12-16', '2027-01-01', 1548],
    ],
  ],
  [
    'percentages add up, then amounts',
    history('2026-09-01', {
      discounts: [percent('10', '2026-09-01'), percent('5', '2026-01-01'), amount('4.5', '2026-09-01')],
    }),
    '2026-10-01',
    [['2026-09-01', '2026-10-01', 2100]],
  ],
  [
    'an amount is off all pieces together',
    history('2026-09-01', {
      quantities: [{ from: '2026-09-01', quantity: 3 }],
      discounts: [amount('5', '2026-09-01')],
    }),
    '2026-10-01',
    [['2026-09-01', '2026-10-01', 8500]],
  ],
  [
    'at most down to nothing',
    history('2026-09-01', {
      discounts: [percent('60', '2026-09-01'), percent('60', '2026-09-01'), amount('5', '2026-09-01')],
    }),
    '2026-10-01',
    [['2026-09-01', '2026-10-01', 0]],
  ],
  [
    'a pause over the end of a period',
    history('2026-09-01', { pauses: [{ from: '2026-09-16', to: '2026-10-11', billedPercent: '0' }] }),
    '2026-11-01',
    [
      ['2026-09-01', '2026-09-16', 1500],
      ['2026-09-16', '2026-10-01', 0],
      ['2026-10-01', '2026-10-11', 0],
      ['2026-10-11', '2026-11-01', 2032],
    ],
  ],
  [
    'a fifth is charged while paused',
    history('2026-09-01', {
      pauses: [{ from: '2026-09-01', to: null, billedPercent: '20' }],
      discounts: [amount('10', '2026-09-01')],
    }),
    '2026-10-01',
    [['2026-09-01', '2026-10-01', 400]],
  ],
];

for (const [why, of, horizon, expected] of CASES)
  test(`due: ${why}`, () => assert.deepEqual(due(of, horizon), expected));

test('the minor unit is the currency’s, and three thirds are the whole', () => {
  const cut = history('2026-09-01', {
    prices: [{ from: '2026-09-01', unitPrice: '10' }],
    discounts: [percent('0.0001', '2026-09-11', '2026-09-21')],
  });
  const [charge] = dueCharges(cut, { horizon: '2026-10-01', currency: 'CHF' });
  assert.deepEqual(
    charge?.stretches.map(({ netMinor }) => netMinor),
    ['333', '334', '333'],
  );
  assert.equal(charge?.netMinor, 1000n);
});

describe('for any history', () => {
  const horizon = '2029-06-01';

  test('the stretches of a period add up to it, and follow one another without a gap', () => {
    fc.assert(
      fc.property(histories(), (of) => {
        for (const charge of dueCharges(of, { horizon, currency: 'EUR' })) {
          const sum = charge.stretches.reduce((total, { netMinor }) => total + BigInt(netMinor), 0n);
          assert.equal(sum, charge.netMinor);
          for (const [index, { from }] of charge.stretches.entries())
            if (index > 0) assert.equal(from, charge.stretches[index - 1]?.to);
          assert.ok(charge.netMinor >= 0n);
        }
      }),
    );
  });

  test('cut otherwise, with the same meaning, the amounts are the same', () => {
    fc.assert(
      fc.property(histories(), fc.array(fc.integer({ min: 0, max: 1500 }), { maxLength: 5 }), (of, cuts) => {
        assert.deepEqual(due(withCuts(of, cuts), horizon), due(of, horizon));
      }),
    );
  });

  test('a subscription that takes over in mid-period and the one before it are together the whole', () => {
    const prices = fc.integer({ min: 0, max: 99_999_999 }).map((minor) => (minor / 100).toFixed(2));
    fc.assert(
      fc.property(
        prices,
        fc.integer({ min: 1, max: 88 }),
        fc.constantFrom(BY_DAYS, THIRTIETHS),
        (unitPrice, day, proration) => {
          const whole = history('2026-10-01', {
            recurrence: QUARTERLY,
            proration,
            prices: [{ from: '2026-10-01', unitPrice }],
          });
          const at = `2026-${String(10 + Math.floor(day / 31)).padStart(2, '0')}-${String((day % 28) + 1).padStart(2, '0')}`;
          const before = { ...whole, to: at };
          const after = { ...whole, from: at };
          const total = (one: ChargeHistory) => due(one, '2026-12-31').reduce((sum, [, , net]) => sum + net, 0);
          assert.equal(total(before) + total(after), total(whole));
        },
      ),
    );
  });
});
