import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays } from '#base';
import type { ChargeStretch } from '../bill.ts';
import { type DueCharge, dueCharges, periodKey } from './dueCharges.ts';
import type { ChargeHistory } from './history.ts';
import { histories } from './testHistories.ts';
import { type BilledCharge, trueUp } from './trueUp.ts';

const STRETCH: ChargeStretch = {
  from: '2026-09-01',
  to: '2026-10-01',
  quantity: 2,
  unitPrice: '15.000000000',
  percentOff: '0',
  amountOff: '0',
  pausedPercent: null,
  netMinor: '3000',
};
const PERIOD = { periodFrom: '2026-09-01', periodTo: '2026-10-01' };

const billed = (...stretches: ChargeStretch[]): BilledCharge => ({ ...PERIOD, netMinor: 3000n, stretches });
const due = (netMinor: bigint, ...changes: Partial<ChargeStretch>[]): DueCharge => ({
  ...PERIOD,
  netMinor,
  stretches: changes.map((change) => ({ ...STRETCH, ...change, days: 30, ofDays: 30, reasons: [] })),
});

const REASONS: readonly [reason: string, due: DueCharge][] = [
  ['ended', due(1500n, { to: '2026-09-16' })],
  ['startedLater', due(1500n, { from: '2026-09-16' })],
  ['quantity', due(4500n, { quantity: 3 })],
  ['quantity', due(3500n, { to: '2026-09-11' }, { from: '2026-09-11', quantity: 3 })],
  ['price', due(3600n, { unitPrice: '18' })],
  ['discount', due(2700n, { percentOff: '10' })],
  ['paused', due(0n, { pausedPercent: '0' })],
  ['changed', due(3100n, { unitPrice: '15' })],
];

for (const [reason, charge] of REASONS)
  test(`a period billed before is set right, and the reason told: ${reason}`, () => {
    const [only, ...more] = trueUp([charge], [billed(STRETCH)]);
    assert.ok(only !== undefined && 'trueUp' in only && more.length === 0);
    assert.equal(only.netMinor, charge.netMinor - 3000n);
    assert.deepEqual(only.trueUp, { reason, billedMinor: '3000', dueMinor: charge.netMinor.toString() });
  });

test('a shorter time that was billed is longer by now', () => {
  const shorter = { ...STRETCH, from: '2026-09-11', to: '2026-09-21' };
  const reasons = [{ from: '2026-09-11' }, { to: '2026-09-21' }].map((change) => {
    const [only] = trueUp([due(4000n, change)], [billed(shorter)]);
    return only !== undefined && 'trueUp' in only && only.trueUp.reason;
  });
  assert.deepEqual(reasons, ['longer', 'startedEarlier']);
});

test('a period that is not due any more is given back; one that was billed as it is due is left alone', () => {
  const [only] = trueUp([], [billed(STRETCH)]);
  assert.ok(only !== undefined && 'trueUp' in only);
  assert.deepEqual([only.trueUp.reason, only.netMinor], ['ended', -3000n]);
  assert.deepEqual(trueUp([due(3000n, {})], [billed(STRETCH)]), []);
});

/** What was billed after one more run. */
function run(history: ChargeHistory, horizon: string, before: readonly BilledCharge[]): BilledCharge[] {
  const memory = new Map(before.map((charge) => [periodKey(charge), charge]));
  const charges = dueCharges(history, { horizon, currency: 'EUR', billed: new Set(memory.keys()) });
  for (const charge of trueUp(charges, before)) {
    const { due: now } = charge;
    const was = memory.get(periodKey(now))?.netMinor ?? 0n;
    const netMinor = 'trueUp' in charge ? charge.netMinor : now.netMinor;
    memory.set(periodKey(now), { ...now, netMinor: was + netMinor });
  }
  return [...memory.values()];
}

const sum = (charges: readonly { readonly netMinor: bigint }[]) =>
  charges.reduce((total, { netMinor }) => total + netMinor, 0n);

test('whatever was known when, and however far the runs went: in the end exactly what is due has been billed, once', () => {
  const runs = fc.array(
    fc.tuple(
      histories(),
      fc.integer({ min: 0, max: 1500 }).map((days) => addDays('2026-01-01', days)),
    ),
    { minLength: 1, maxLength: 5 },
  );
  fc.assert(
    fc.property(histories(), runs, (final, earlier) => {
      const before = earlier.reduce<BilledCharge[]>((billedSoFar, [known, to]) => run(known, to, billedSoFar), []);
      const horizon = '2031-01-01';
      const after = run(final, horizon, before);
      const everything = dueCharges(final, { horizon, currency: 'EUR', billed: new Set(after.map(periodKey)) });
      assert.equal(sum(after), sum(everything));
      const keys = new Set(after.map(periodKey));
      const again = dueCharges(final, { horizon, currency: 'EUR', billed: keys });
      assert.deepEqual(trueUp(again, after), []);
    }),
  );
});

test('a run that looks less far than one before it bills nothing where nothing changed', () => {
  const horizons = fc.integer({ min: 0, max: 1500 }).map((days) => addDays('2026-01-01', days));
  fc.assert(
    fc.property(histories(), horizons, horizons, (history, one, other) => {
      const [near, far] = one < other ? [one, other] : [other, one];
      const before = run(history, far, []);
      assert.deepEqual(run(history, near, before), before);
    }),
  );
});
