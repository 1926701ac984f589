import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unitsText } from './quantity.ts';

test('units are shown as their service counts', () => {
  assert.equal(unitsText('de', 'voice', 3_725), '1:02:05');
  assert.equal(unitsText('de', 'sms', 1_200), '1.200');
  assert.equal(unitsText('de', 'data', 1_500_000), '1,5\u00a0MB');
});
