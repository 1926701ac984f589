import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatVolume } from './volume.ts';

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
    assert.equal(formatVolume('de', bytes).replace('\u00a0', ' '), de);
    assert.equal(formatVolume('en', bytes).replace('\u00a0', ' '), en);
  }
});
