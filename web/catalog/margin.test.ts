import assert from 'node:assert/strict';
import { test } from 'node:test';
import { marginPercent } from './margin.ts';

test('the margin of a price', () => {
  assert.deepEqual(
    [marginPercent('10', '6'), marginPercent('9.90', '4.10'), marginPercent('10', '12.5'), marginPercent('10', null)],
    ['40', '59', '-25', null],
  );
  assert.equal(marginPercent('0', '1'), null);
});
