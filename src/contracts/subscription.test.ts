import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  checkWithin,
  type Pause,
  pausesInTheWay,
  priceText,
  type TermChange,
  termOn,
  termsOf,
} from './subscription.ts';

const FIRST = { from: '2026-01-01', quantity: 1, unitPrice: '10' };

test('quantity and price hold until the next day that names them, whichever was recorded first', () => {
  const cases: [what: string, changes: Omit<TermChange, 'seq'>[], terms: [string, number, string | null][]][] = [
    ['nothing', [], [['2026-01-01', 1, '10']]],
    [
      'a later quantity',
      [{ from: '2026-03-10', quantity: 5 }],
      [
        ['2026-01-01', 1, '10'],
        ['2026-03-10', 5, '10'],
      ],
    ],
    [
      'a quantity in the past leaves a later price alone',
      [
        { from: '2026-03-01', quantity: null, unitPrice: '12' },
        { from: '2026-02-01', quantity: 2 },
      ],
      [
        ['2026-01-01', 1, '10'],
        ['2026-02-01', 2, '10'],
        ['2026-03-01', 2, '12'],
      ],
    ],
    [
      'the same day again replaces',
      [
        { from: '2026-02-01', quantity: 2 },
        { from: '2026-02-01', quantity: 3 },
      ],
      [
        ['2026-01-01', 1, '10'],
        ['2026-02-01', 3, '10'],
      ],
    ],
    [
      'on the first day it is as if agreed so',
      [{ from: '2026-01-01', quantity: 4, unitPrice: null }],
      [['2026-01-01', 4, null]],
    ],
    [
      'what changes nothing makes no term',
      [{ from: '2026-02-01', quantity: 1, unitPrice: '10' }],
      [['2026-01-01', 1, '10']],
    ],
    [
      'back to the price of the list',
      [
        { from: '2026-02-28', quantity: null, unitPrice: null },
        { from: '2028-02-29', quantity: 9, unitPrice: '8.5' },
      ],
      [
        ['2026-01-01', 1, '10'],
        ['2026-02-28', 1, null],
        ['2028-02-29', 9, '8.5'],
      ],
    ],
  ];
  for (const [what, changes, terms] of cases)
    assert.deepEqual(
      termsOf(
        FIRST,
        changes.map((change, index) => ({ ...change, seq: index + 1 })),
      ).map((term) => [term.from, term.quantity, term.unitPrice]),
      terms,
      what,
    );
});

const aChange = fc.record({
  from: fc.integer({ min: 1, max: 28 }).map((day) => `2026-02-${String(day).padStart(2, '0')}`),
  quantity: fc.option(fc.integer({ min: 1, max: 9 })),
  unitPrice: fc.option(fc.option(fc.constantFrom('1', '2', '3'))),
});

test('of every day the terms say what the last recorded change of the latest day says', () => {
  fc.assert(
    fc.property(fc.array(aChange, { maxLength: 12 }), fc.integer({ min: 1, max: 28 }), (drawn, day) => {
      const changes = drawn.map(
        ({ from, quantity, unitPrice }, index): TermChange => ({
          seq: index + 1,
          from,
          quantity,
          ...(unitPrice === null ? {} : { unitPrice: unitPrice ?? null }),
        }),
      );
      const date = `2026-02-${String(day).padStart(2, '0')}`;
      const before = changes
        .filter((change) => change.from <= date)
        .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.seq - b.seq));
      const terms = termsOf(FIRST, changes);
      const quantity = before.findLast((change) => change.quantity !== null)?.quantity ?? FIRST.quantity;
      const priced = before.findLast((change) => change.unitPrice !== undefined);
      assert.equal(termOn({ terms }, date).quantity, quantity);
      assert.equal(termOn({ terms }, date).unitPrice, priced === undefined ? FIRST.unitPrice : priced.unitPrice);
      assert.deepEqual(
        terms,
        terms.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
      );
      // The order in which they come does not matter, their numbers do.
      assert.deepEqual(termsOf(FIRST, changes.toReversed()), terms);
    }),
  );
});

test('a change lies within the subscription', () => {
  const subscription = { startsOn: '2026-01-15', endsOn: '2026-03-01' };
  const cases: [from: string, to: string | null, code: string | null][] = [
    ['2026-01-15', null, null],
    ['2026-02-28', null, null],
    ['2026-02-01', '2027-01-01', null],
    ['2026-01-14', null, 'contract.outsideSubscription'],
    ['2026-03-01', null, 'contract.outsideSubscription'],
    ['2026-02-01', '2026-02-01', 'contract.endsBeforeStart'],
    ['2026-02-01', '2026-01-31', 'contract.endsBeforeStart'],
  ];
  for (const [from, to, code] of cases)
    assert.equal(checkWithin({ from, to }, subscription)[0]?.code ?? null, code, `${from} ${to}`);
});

test('pauses do not overlap', () => {
  const pause = (id: number, from: string, to: string | null): Pause => ({ id, from, to, billedPercent: '0' });
  const pauses = [pause(1, '2026-02-01', '2026-03-01'), pause(2, '2026-06-01', null)];
  const cases: [from: string, to: string | null, ids: number[]][] = [
    ['2026-03-01', '2026-06-01', []],
    ['2026-01-01', '2026-02-01', []],
    ['2026-02-28', '2026-03-02', [1]],
    ['2026-03-01', null, [2]],
    ['2026-01-01', null, [1, 2]],
  ];
  for (const [from, to, ids] of cases)
    assert.deepEqual(
      pausesInTheWay({ from, to }, pauses).map(({ id }) => id),
      ids,
      `${from} ${to}`,
    );
});

test('a price is a decimal that is not negative, with at most nine decimals', () => {
  for (const good of ['0', '12.345678901'.slice(0, 12), '1000000'])
    assert.equal(priceText.safeParse(good).success, true, good);
  for (const wrong of ['-1', '1.1234567891', 'ten', '']) assert.equal(priceText.safeParse(wrong).success, false, wrong);
});
