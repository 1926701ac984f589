import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MessageCounter } from './messageCounter.ts';

const missing = (numbers: readonly (number | null)[]): number[] => {
  const counter = new MessageCounter('\\[S ?= ?(\\d+)\\]');
  return numbers.map((number) => counter.missing('sbc', number === null ? 'no number' : `local1.info[S=${number}] |x`));
};

test('numbers between two messages are missing, but not where the count begins anew or a message was overtaken', () => {
  const cases: [numbers: (number | null)[], told: number[]][] = [
    [
      [7, 8, 9],
      [0, 0, 0],
    ],
    [
      [7, 10, 11],
      [0, 2, 0],
    ],
    [
      [7, null, 9],
      [0, 0, 1],
    ],
    [
      [7, 9, 8, 10],
      [0, 1, 0, 0],
    ],
    [
      [5_000, 1, 2, 4],
      [0, 0, 0, 1],
    ],
    [
      [1, 2_000, 2_001],
      [0, 0, 0],
    ],
    [[2 ** 60], [0]],
  ];
  for (const [numbers, told] of cases) assert.deepEqual(missing(numbers), told, numbers.join());
});

test('each sender has a count of its own', () => {
  const counter = new MessageCounter('^(\\d+)');
  assert.deepEqual(
    [counter.missing('a', '1'), counter.missing('b', '50'), counter.missing('a', '2'), counter.missing('b', '52')],
    [0, 0, 0, 1],
  );
});
