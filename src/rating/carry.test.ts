import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { blankRecord, type StoredRecord } from '#usage';
import { carriesOther } from './carry.ts';
import { inOrderOfStart } from './charge.ts';
import type { AllowanceCounter } from './counter.ts';
import { inOrder } from './service/inOrder.ts';
import { allowance } from './testCatalogue.ts';

const counter = (change: Partial<AllowanceCounter>): AllowanceCounter => ({
  grantKey: 'plan/10/1',
  allowanceId: 1,
  customerId: 100,
  contractId: 10,
  lineId: 0,
  fromMs: 0,
  toMs: 1000,
  sizeUnits: 100,
  lots: [],
  usedUnits: 0,
  ownUsedUnits: 0,
  events: 0,
  numbers: [],
  exceededUnits: 0,
  ...change,
});

test('only allowances that go beyond a month hand something on', () => {
  const cases: [string, Parameters<typeof allowance>[0], boolean][] = [
    ['each month anew', {}, false],
    ['unused units move on', { rollover: { maxUnits: null, maxPeriods: 1 } }, true],
    ['ninety days', { period: { kind: 'days', days: 90 } }, true],
    ['once', { period: { kind: 'once' } }, true],
  ];
  for (const [name, terms, expected] of cases) {
    const allowances = new Map([[1, allowance(terms)]]);
    const used = [counter({ ownUsedUnits: 5, usedUnits: 5 })];
    assert.equal(carriesOther([counter({})], used, allowances), expected, name);
    assert.equal(carriesOther(used, used, allowances), false, name);
    assert.equal(carriesOther([], used, allowances), expected, `${name}, the first time`);
    assert.equal(carriesOther([], used, new Map()), false, 'an allowance that is gone');
  }
});

test('records of the same instant are put in order wherever chunks end', async () => {
  const record = fc
    .record({ startMs: fc.nat(4), sourceId: fc.nat(2), dedupHi: fc.integer({ min: -2, max: 2 }), dedupLo: fc.nat(50) })
    .map((part): StoredRecord => ({ ...blankRecord(), loadNo: 1, fileId: 1, ...part }));
  const byOrder = (a: StoredRecord, b: StoredRecord) =>
    inOrderOfStart({ record: a, sourceId: a.sourceId }, { record: b, sourceId: b.sourceId });
  const property = fc.asyncProperty(
    fc.array(record, { maxLength: 40 }),
    fc.integer({ min: 1, max: 6 }),
    async (all, size) => {
      // As the store gives them: by time, then by key, in chunks.
      const stored = all.toSorted((a, b) => a.startMs - b.startMs || a.dedupHi - b.dedupHi);
      async function* chunks() {
        for (let at = 0; at < stored.length; at += size) yield stored.slice(at, at + size);
      }
      const found: StoredRecord[] = [];
      for await (const chunk of inOrder(chunks())) found.push(...chunk);
      assert.deepEqual(found, stored.toSorted(byOrder));
    },
  );
  await fc.assert(property, { seed: 20_261_123, numRuns: 300 });
});
