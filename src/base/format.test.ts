import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDate, formatDateTime, formatDuration, formatMoney, formatMonth, formatNumber } from './format.ts';
import { zoneOffsets } from './zone.ts';

test('money and numbers look as the language writes them, without floats', () => {
  assert.equal(formatMoney('de', '1234.5', 'EUR'), '1.234,50\u00a0€');
  assert.equal(formatMoney('fr', '1234.5', 'EUR'), '1\u202f234,50\u00a0€');
  assert.equal(formatMoney('en', '-1234.5', 'EUR'), '-€1,234.50');
  assert.equal(formatMoney('de', '0.0129', 'EUR', 4), '0,0129\u00a0€');
  assert.equal(formatNumber('de', '12345678901234567890.12', 2), '12.345.678.901.234.567.890,12');
});

test('dates and durations', () => {
  assert.equal(formatDate('de', '2026-10-31'), '31.10.2026');
  assert.equal(formatDate('fr', '2026-10-31'), '31/10/2026');
  assert.equal(formatMonth('fr', '2026-08'), 'août 2026');
  assert.equal(formatDateTime('de', Date.UTC(2026, 9, 25, 0, 30), zoneOffsets('Europe/Berlin')), '25.10.2026 02:30:00');
  assert.equal(formatDuration(59), '0:59');
  assert.equal(formatDuration(3661), '1:01:01');
});
