import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type PaidFor, payingGroups } from './payingGroup.ts';

const self = (id: number, parentId: number | null = null): PaidFor => ({ id, parentId, payer: 'self' });
const paid = (id: number, parentId: number): PaidFor => ({ id, parentId, payer: 'parent' });
const told = (customers: readonly PaidFor[]) =>
  payingGroups(customers).map(({ payerId, members }) => [payerId, members.map(({ id }) => id)]);

test('who pays for whom', () => {
  for (const [customers, groups] of [
    [
      [self(1), self(2)],
      [
        [1, [1]],
        [2, [2]],
      ],
    ],
    [
      [paid(3, 2), self(2), self(1, 2)],
      [
        [1, [1]],
        [2, [2, 3]],
      ],
    ],
    // A grandchild is paid for by whoever pays for its parent.
    [
      [self(1), paid(2, 1), paid(3, 2), self(4, 1), paid(5, 4)],
      [
        [1, [1, 2, 3]],
        [4, [4, 5]],
      ],
    ],
    // The parent is not known.
    [[paid(2, 9)], [[2, [2]]]],
    // A circle, and one below it.
    [
      [paid(1, 2), paid(2, 1), paid(3, 1)],
      [
        [1, [1]],
        [2, [2]],
        [3, [3]],
      ],
    ],
  ] as const)
    assert.deepEqual(told(customers), groups);
});

test('everybody is in exactly one group, whose payer is in it', () => {
  const customers = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 12 }),
      parentId: fc.option(fc.integer({ min: 1, max: 14 })),
      payer: fc.constantFrom('self', 'parent'),
    }) as fc.Arbitrary<PaidFor>,
    { selector: ({ id }) => id },
  );
  fc.assert(
    fc.property(customers, (all) => {
      const groups = payingGroups(all);
      assert.deepEqual(
        groups.flatMap(({ members }) => members.map(({ id }) => id)).sort((a, b) => a - b),
        all.map(({ id }) => id).sort((a, b) => a - b),
      );
      for (const { payerId, members } of groups) assert.ok(members.some(({ id }) => id === payerId));
    }),
  );
});
