import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chargeOf } from './charge.ts';
import { compileOrderedRating } from './compile.ts';
import { allowance, at, call, grant, input, line, list, ratedInOrder } from './testCatalogue.ts';

/** One compilation, customer after customer: what re-rating does. */

const everything = input([list(1, ['49 0.06'])], {
  lines: [
    line(),
    line({ id: 2, identifier: '49405550200', customerId: 200, contractId: 20, label: 'B' }),
    line({ id: 3, identifier: '49405550300', customerId: 300, contractId: 30, label: 'C' }),
  ],
  grants: [
    grant(),
    grant({ key: 'plan/20/1', customerId: 200, contractId: 20 }),
    grant({ key: 'plan/20/2', customerId: 200, contractId: 20, allowanceId: 2 }),
  ],
  catalogue: {
    allowances: [
      allowance({ size: 90 }),
      allowance({ id: 2, priority: 1, size: 60, scope: { ...allowance().scope, services: ['sms'] } }),
    ],
  },
});
const first = (customer: number, day: number) =>
  call({ aNumber: 49405550000 + customer, startMs: at(`2026-11-0${day}T10:00:00Z`), dedupLo: day });

test('customer after customer gives what everybody at once gives', () => {
  const calls = [first(100, 2), first(100, 3), first(200, 2), first(200, 3), first(300, 2)];
  const expected = ratedInOrder(everything, structuredClone(calls));
  const ordered = compileOrderedRating(everything);
  const charges = [];
  const counters = [];
  for (const customer of [200, 300, 100]) {
    ordered.begin(customer, []);
    for (const record of calls.filter(({ aNumber }) => aNumber === 49405550000 + customer)) {
      ordered.rate(record, 1);
      charges.push(chargeOf(record));
    }
    counters.push(...ordered.counters());
  }
  const byKey = (a: { grantKey: string }, b: { grantKey: string }) => (a.grantKey < b.grantKey ? -1 : 1);
  assert.deepEqual(
    charges.toSorted((a, b) => a.customerId - b.customerId),
    expected.charges,
  );
  assert.deepEqual(counters.toSorted(byKey), expected.counters.filter(({ events }) => events > 0).toSorted(byKey));
});

test('begun again, nothing is used up; begun with counters, what they say is', () => {
  const ordered = compileOrderedRating(everything);
  const covered = (openings: Parameters<typeof ordered.begin>[1]) => {
    ordered.begin(100, openings);
    const record = first(100, 2);
    ordered.rate(record, 1);
    return record.coveredUnits;
  };
  assert.equal(covered([]), 60);
  const closing = ordered.counters();
  assert.equal(covered([]), 60);
  assert.equal(covered(closing), 30);
});

test('a record of somebody else draws on nothing', () => {
  const ordered = compileOrderedRating(everything);
  ordered.begin(100, []);
  const record = first(200, 2);
  ordered.rate(record, 1);
  assert.deepEqual([record.customerId, record.coveredUnits, record.chargeMicro], [200, 0, 60_000]);
  assert.deepEqual(ordered.counters(), []);
});

test('counters at an instant show every allowance held then, used or not', () => {
  const ordered = compileOrderedRating(everything);
  ordered.begin(200, []);
  ordered.rate(first(200, 2), 1);
  const shown = (iso: string) =>
    ordered.countersAt(at(iso)).map(({ allowanceId, sizeUnits, usedUnits }) => [allowanceId, sizeUnits, usedUnits]);
  assert.deepEqual(shown('2026-11-20T00:00:00Z'), [
    [1, 90, 60],
    [2, 60, 0],
  ]);
  assert.deepEqual(shown('2026-12-20T00:00:00Z'), [
    [1, 90, 0],
    [2, 60, 0],
  ]);
});
