import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { NO_SOURCE_COST } from '#usage';
import { differencesOf, pairCalls, type SeenCall } from './pairing.ts';

const call = (startS: number, durationS: number, change: Partial<SeenCall> = {}): SeenCall => ({
  sourceId: 1,
  startMs: startS * 1_000,
  durationMs: durationS * 1_000,
  direction: 1,
  aNumber: 33199000040,
  aText: null,
  bNumber: 33612345678,
  bText: null,
  sourceCostMicro: NO_SOURCE_COST,
  fileId: 1,
  recordNo: 1,
  ...change,
});
const figures = (billed: SeenCall[], seen: SeenCall[]) => {
  const { paired, differing, onlyBilled, onlySeen } = pairCalls(billed, seen);
  return [paired.length, differing.length, onlyBilled.length, onlySeen.length];
};

test('a call is the same within three seconds, by the ends of its numbers, and two seconds of duration', () => {
  const cases: [other: SeenCall, expected: number[]][] = [
    [call(103, 62), [1, 0, 0, 0]],
    [call(104, 60), [0, 0, 1, 1]],
    [call(100, 63), [0, 1, 0, 0]],
    [call(100, 60, { aNumber: 0, aText: '0199000040' }), [1, 0, 0, 0]],
    [call(100, 60, { aNumber: 0, aText: '412' }), [1, 0, 0, 0]],
    [call(100, 60, { aNumber: 0, aText: null, bNumber: 0, bText: '33612345678;phone-context=x' }), [1, 0, 0, 0]],
    [call(100, 60, { bNumber: 3361234, bText: '+3361234XXXX' }), [1, 0, 0, 0]],
    [call(100, 60, { bNumber: 33612345679 }), [0, 0, 1, 1]],
    [call(100, 60, { aNumber: 0, aText: '412', bNumber: 0, bText: '413' }), [0, 0, 1, 1]],
  ];
  for (const [other, expected] of cases)
    assert.deepEqual(figures([call(100, 60)], [other]), expected, JSON.stringify(other));
});

test('costs are compared where both tell one; a hundredth of a cent is rounding', () => {
  const cases: [billedMicro: number, seenMicro: number, differs: string[]][] = [
    [10_000, 10_000, []],
    [10_000, 10_100, []],
    [10_000, 10_101, ['cost']],
    [0, -10_000, ['cost']],
    [NO_SOURCE_COST, 10_000, []],
    [10_000, NO_SOURCE_COST, []],
  ];
  for (const [billedMicro, seenMicro, expected] of cases) {
    const one = call(100, 60, { sourceCostMicro: billedMicro });
    const other = call(101, 60, { sourceCostMicro: seenMicro });
    assert.deepEqual(differencesOf(one, other), expected, `${billedMicro} ${seenMicro}`);
    assert.deepEqual(figures([one], [other]), expected.length === 0 ? [1, 0, 0, 0] : [0, 1, 0, 0]);
  }
  assert.deepEqual(differencesOf(call(100, 60, { sourceCostMicro: 1 }), call(100, 90, { sourceCostMicro: 500 })), [
    'duration',
    'cost',
  ]);
});

test('of several that fit, the best is taken, and each only once', () => {
  const [first, second] = [call(100, 60), call(101, 20)];
  const { paired } = pairCalls([first, second], [call(100, 20), call(102, 60)]);
  assert.deepEqual(paired.map(([a, b]) => [a.durationMs, b.durationMs]).sort(), [
    [20_000, 20_000],
    [60_000, 60_000],
  ]);
  assert.deepEqual(figures([first], [call(100, 60), call(101, 60)]), [1, 0, 0, 1]);
});

test('nothing is lost and nothing counted twice; a side compared with itself agrees', () => {
  const calls = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 3 })), {
      maxLength: 40,
    })
    .map((rows) =>
      rows
        .map(([at, lasts, who]) => call(at, lasts, { aNumber: 33199000040 + who }))
        .sort((a, b) => a.startMs - b.startMs),
    );
  fc.assert(
    fc.property(calls, calls, (billed, seen) => {
      const { paired, differing, onlyBilled, onlySeen } = pairCalls(billed, seen);
      assert.equal(paired.length + differing.length + onlyBilled.length, billed.length);
      assert.equal(paired.length + differing.length + onlySeen.length, seen.length);
      assert.equal(pairCalls(billed, billed).paired.length, billed.length);
    }),
  );
});
