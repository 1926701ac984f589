import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  isAmbiguous,
  isZone,
  localDateOf,
  localMsToUtcMs,
  localToUtcMs,
  offsetAt,
  offsetText,
  startOfDayMs,
  utcToLocalMs,
  zoneOffsets,
} from './zone.ts';

const berlin = zoneOffsets('Europe/Berlin');
const iso = (ms: number) => new Date(ms).toISOString();

test('local time becomes the right instant, on both sides of the clock changes', () => {
  assert.equal(iso(localToUtcMs(berlin, 2026, 7, 1, 12, 0, 0)), '2026-07-01T10:00:00.000Z');
  assert.equal(iso(localToUtcMs(berlin, 2026, 1, 1, 0, 0, 0)), '2025-12-31T23:00:00.000Z');
  assert.equal(iso(localToUtcMs(berlin, 2026, 10, 25, 2, 30, 0, 'earlier')), '2026-10-25T00:30:00.000Z');
  assert.equal(iso(localToUtcMs(berlin, 2026, 10, 25, 2, 30, 0, 'later')), '2026-10-25T01:30:00.000Z');
  assert.equal(iso(localToUtcMs(berlin, 2026, 3, 29, 2, 30, 0)), '2026-03-29T01:30:00.000Z');
  assert.equal(isAmbiguous(berlin, Date.UTC(2026, 9, 25, 2, 30)), true);
  assert.equal(isAmbiguous(berlin, Date.UTC(2026, 9, 25, 3, 0)), false);
});

test('a zone knows its dates', () => {
  assert.equal(localDateOf(berlin, Date.UTC(2026, 9, 31, 23, 30)), '2026-11-01');
  assert.equal(iso(startOfDayMs(berlin, '2026-11-01')), '2026-10-31T23:00:00.000Z');
  assert.equal(offsetText(offsetAt(zoneOffsets('Asia/Kolkata'), 0)), '+05:30');
  assert.equal(isZone('Europe/Nowhere'), false);
});

test('the table agrees with the runtime at every instant, and local time leads back to it', () => {
  const zones = [
    'Europe/Berlin',
    'Europe/Paris',
    'Europe/London',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'UTC',
  ];
  const instant = fc.integer({ min: Date.UTC(2000, 0, 1) / 1000, max: Date.UTC(2045, 0, 1) / 1000 });
  fc.assert(
    fc.property(fc.constantFrom(...zones), instant, (zone, seconds) => {
      const offsets = zoneOffsets(zone);
      const utcMs = seconds * 1000;
      const expected = Temporal.Instant.fromEpochMilliseconds(utcMs).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
      assert.equal(offsetAt(offsets, utcMs), expected);
      const local = utcToLocalMs(offsets, utcMs);
      const back = [localMsToUtcMs(offsets, local, 'earlier'), localMsToUtcMs(offsets, local, 'later')];
      assert.ok(back.includes(utcMs));
    }),
    { numRuns: 300 },
  );
});
