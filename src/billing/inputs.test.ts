import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type ExcludableItem,
  inputsOf,
  type KnownItem,
  leftOutElsewhere,
  planItems,
  type RunInputs,
} from './inputs.ts';

const INPUTS: RunInputs = {
  month: '2026-09',
  issueOn: '2026-10-01',
  after: [],
  revisions: new Map([
    [0, 3],
    [1, 1],
    [2, 1],
    [9, 1],
  ]),
  thirdParties: new Map([[2, [9]]]),
};
const member = (id: number) => ({ id, parentId: null, payer: 'self' }) as const;
const GROUP = { payerId: 1, members: [member(1), member(2)] };
const revised = (customerId: number) => ({
  ...INPUTS,
  revisions: new Map([...INPUTS.revisions, [customerId, 7]]),
});

test('what bills are drawn from is told apart', () => {
  const same = inputsOf(GROUP, INPUTS);
  assert.equal(inputsOf(GROUP, { ...INPUTS, revisions: new Map([...INPUTS.revisions, [5, 1]]) }), same);
  for (const [what, other] of [
    ['month', inputsOf(GROUP, { ...INPUTS, month: '2026-10' })],
    ['date', inputsOf(GROUP, { ...INPUTS, issueOn: '2026-10-02' })],
    ['earlier run', inputsOf(GROUP, { ...INPUTS, after: [[1, 1, 'draft']] })],
    ['everybody', inputsOf(GROUP, revised(0))],
    ['payer', inputsOf(GROUP, revised(1))],
    ['member', inputsOf(GROUP, revised(2))],
    ['third party', inputsOf(GROUP, revised(9))],
    ['one more', inputsOf({ ...GROUP, members: [...GROUP.members, member(3)] }, INPUTS)],
    ['other payer', inputsOf({ ...GROUP, payerId: 2 }, INPUTS)],
  ] as const)
    assert.notEqual(other, same, what);
});

test('drawn again is what is new, unfinished, or has other facts or usage', () => {
  const item = (payerId: number, state: KnownItem['state'], inputDigest = 'a'): KnownItem => ({
    payerId,
    state,
    inputDigest,
  });
  const groups = [1, 2, 3, 4, 5, 6].map((id) => ({ payerId: id, members: [member(id)] }));
  const known = [
    item(1, 'drawn'),
    item(2, 'drawn', 'b'),
    item(3, 'waiting'),
    item(4, 'failed'),
    item(5, 'drawn'),
    item(8, 'drawn'),
  ];
  const digests = new Map(groups.map(({ payerId }) => [payerId, 'a']));
  const plan = planItems(groups, known, digests, new Set([5]));
  assert.deepEqual(
    plan.draw.map(({ payerId }) => payerId),
    [2, 3, 4, 5, 6],
  );
  assert.deepEqual([plan.gone, plan.kept], [[8], 1]);
});

test('whoever was left out of a run stays out, whoever pays for him by now', () => {
  const item = (payerId: number, reason: string | null): ExcludableItem => ({
    payerId,
    excludedReason: reason,
    excludedBy: reason === null ? null : 'clerk',
  });
  const groups = [
    { payerId: 1, members: [member(1), member(2)] },
    { payerId: 3, members: [member(3)] },
    { payerId: 4, members: [member(4)] },
  ];
  const entered = [1, 2, 3, 4].map((customerId) => ({ customerId, payerId: customerId === 4 ? 3 : customerId }));
  const out = (...known: ExcludableItem[]) => leftOutElsewhere(groups, known, entered).map((one) => Object.values(one));
  assert.deepEqual(out(item(1, null), item(2, null), item(3, null)), []);
  assert.deepEqual(out(item(1, null), item(2, 'disputed'), item(3, null)), [[1, 'disputed', 'clerk']]);
  assert.deepEqual(out(item(1, 'ill'), item(2, null), item(3, 'disputed')), [[4, 'disputed', 'clerk']]);
});
