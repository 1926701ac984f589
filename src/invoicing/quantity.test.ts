import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unitsText, volumeText } from './quantity.ts';

test('volumes are shown in megabytes, from a gigabyte on in gigabytes; little is not nothing', () => {
  const cases: [bytes: number, de: string, en: string][] = [
    [0, '0 MB', '0 MB'],
    [1, '0,001 MB', '0.001 MB'],
    [52_428, '0,052 MB', '0.052 MB'],
    [9_999_400, '9,999 MB', '9.999 MB'],
    [10_000_000, '10 MB', '10 MB'],
    [734_056_000, '734,1 MB', '734.1 MB'],
    [1_000_000_000, '1 GB', '1 GB'],
    [1_288_490_188, '1,288 GB', '1.288 GB'],
    [12_345_678_900_000, '12.345,679 GB', '12,345.679 GB'],
  ];
  for (const [bytes, de, en] of cases) {
    assert.equal(volumeText('de', bytes).replace('\u00a0', ' '), de);
    assert.equal(volumeText('en', bytes).replace('\u00a0', ' '), en);
  }
});

test('units are shown as their service counts', () => {
  assert.equal(unitsText('de', 'voice', 3_725), '1:02:05');
  assert.equal(unitsText('de', 'sms', 1_200), '1.200');
  assert.equal(unitsText('de', 'data', 1_500_000), '1,5\u00a0MB');
});
