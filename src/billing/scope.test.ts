import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Refusal } from '#base';
import { type Billable, groupsInScope, takenIn } from './scope.ts';

const CUSTOMERS: readonly Billable[] = [
  { id: 1, parentId: null, payer: 'self', batchCode: 'EARLY' },
  { id: 2, parentId: 1, payer: 'parent', batchCode: 'LATE' },
  { id: 3, parentId: null, payer: 'self', batchCode: 'LATE' },
  { id: 4, parentId: null, payer: 'self', batchCode: null },
];

test('whom a run bills', () => {
  for (const [kind, key, elsewhere, payers] of [
    ['all', '', [], [1, 3, 4]],
    // Groups are billed as a whole: one of them elsewhere, none here.
    ['all', '', [2], [3, 4]],
    ['batch', 'EARLY', [], [1]],
    // The payer's billing cycle counts.
    ['batch', 'LATE', [], [3]],
    ['group', '1', [], [1]],
    ['customer', '2', [], [1]],
    ['customer', '4', [4], [4]],
  ] as const) {
    const taken = elsewhere.map((customerId) => ({ customerId, runId: 7 }));
    const groups = groupsInScope(CUSTOMERS, { kind, key }, taken);
    assert.deepEqual(
      groups.map(({ payerId }) => payerId),
      payers,
      `${kind} ${key}`,
    );
  }
  const groups = groupsInScope(CUSTOMERS, { kind: 'customer', key: '2' }, []);
  assert.deepEqual(takenIn(groups, [{ customerId: 1, runId: 7 }]), { customerId: 1, runId: 7 });
  assert.equal(takenIn(groups, [{ customerId: 3, runId: 7 }]), null);
});

test('nobody is no run', () => {
  for (const scope of [
    { kind: 'batch', key: 'NONE' },
    { kind: 'group', key: '2' },
    { kind: 'customer', key: '9' },
  ] as const)
    assert.throws(
      () => groupsInScope(CUSTOMERS, scope, []),
      (error: Refusal) => error.code === 'run.nobodyInScope',
    );
});
