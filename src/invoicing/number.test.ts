import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentNumber, seriesOf } from './number.ts';

test('numbers name kind and year, and fit French platforms', () => {
  assert.equal(documentNumber('invoice', '2026-10-05', 123), 'R2026-000123');
  assert.equal(documentNumber('creditNote', '2027-01-01', 1_234_567), 'G2027-1234567');
  assert.match(documentNumber('invoice', '2026-10-05', 1), /^[A-Z0-9-]{1,35}$/);
});

test('each kind and year has its own series', () => {
  const series = [
    seriesOf('invoice', '2026-12-31'),
    seriesOf('invoice', '2027-01-01'),
    seriesOf('creditNote', '2026-12-31'),
  ];
  assert.equal(new Set(series).size, 3);
  assert.equal(seriesOf('invoice', '2026-01-01'), series[0]);
});
