import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstOf, standIns } from './sharedNames.ts';

const NAMES = new Map([
  ['demobile', new Set([5])],
  ['germany', new Set([3, 5])],
  ['allemagne', new Set([5, 9])],
  ['france', new Set([7, 8])],
]);

test('a name means the first of those it names', () => {
  assert.deepEqual(firstOf(NAMES).get('allemagne'), 5);
});

test('destinations that share a used name are one, through any number of names', () => {
  const cases: [used: string[], told: string[], expected: [number, number][]][] = [
    [[], [], []],
    [['demobile'], [], []],
    [
      ['germany'],
      [],
      [
        [3, 3],
        [5, 3],
      ],
    ],
    [
      ['germany', 'allemagne'],
      [],
      [
        [3, 3],
        [5, 3],
        [9, 3],
      ],
    ],
    [
      ['allemagne', 'germany'],
      ['allemagne'],
      [
        [3, 3],
        [5, 3],
      ],
    ],
  ];
  for (const [used, told, expected] of cases) {
    const found = standIns(NAMES, new Set(used), new Map(told.map((name) => [name, 5])));
    assert.deepEqual([...found].sort(), expected, used.join());
  }
});
