import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bandAt, bandHoldsUntil, type Calendar, checkCalendar, compileCalendar, holidayDates } from './calendar.ts';

const CALENDAR: Calendar = {
  id: 1,
  code: 'de-business',
  zone: 'Europe/Berlin',
  bands: ['peak', 'night', 'offPeak'],
  rules: [
    { band: 'night', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '03:00' },
    { band: 'peak', weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' },
  ],
  holidays: ['2026-10-03', '2026-12-25'],
};
const [PEAK, NIGHT, OFF] = [0, 1, 2];
const compiled = compileCalendar(CALENDAR);
const at = (iso: string) => Date.parse(iso);

test('the band of an instant is the wall clock’s', () => {
  const cases: readonly (readonly [string, number])[] = [
    ['2026-11-02T06:59:59.999Z', OFF], // Monday 07:59:59.999
    ['2026-11-02T07:00:00Z', PEAK],
    ['2026-11-02T16:59:59.999Z', PEAK],
    ['2026-11-02T17:00:00Z', OFF],
    ['2026-07-01T06:00:00Z', PEAK], // summer: 08:00
    ['2026-11-07T11:00:00Z', OFF], // Saturday noon
    ['2026-11-02T22:59:59Z', OFF],
    ['2026-11-02T23:00:00Z', NIGHT], // local midnight
    ['2026-11-03T02:00:00Z', OFF],
    ['2026-12-25T11:00:00Z', OFF], // holiday on a Friday
    ['2026-12-24T11:00:00Z', PEAK],
    ['1969-12-29T09:00:00Z', PEAK], // a Monday before the epoch
  ];
  for (const [iso, band] of cases) assert.equal(bandAt(compiled, at(iso)), band, iso);
});

test('night ends at the second 03:00 hour’s start in both clock changes', () => {
  // 29 March 2026: 02:00 jumps to 03:00 at 01:00Z. Night holds two hours only.
  assert.equal(bandHoldsUntil(compiled, at('2026-03-28T23:30:00Z')), at('2026-03-29T01:00:00Z'));
  assert.equal(bandAt(compiled, at('2026-03-29T00:59:59Z')), NIGHT);
  assert.equal(bandAt(compiled, at('2026-03-29T01:00:00Z')), OFF);
  // 25 October 2026: 02:00–03:00 happens twice (00:00Z–02:00Z). Night holds four hours.
  const midnight = at('2026-10-24T22:00:00Z');
  assert.equal(bandAt(compiled, midnight), NIGHT);
  assert.equal(bandAt(compiled, at('2026-10-25T01:59:59.999Z')), NIGHT);
  assert.equal(bandAt(compiled, at('2026-10-25T02:00:00Z')), OFF);
});

test('public holidays follow rules of their own where a rule names them, else those of Sunday', () => {
  const rules = [
    { band: 'peak', weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' },
    { band: 'night', weekdays: [7], from: '00:00', to: '24:00' },
  ];
  const asSunday = compileCalendar({ ...CALENDAR, rules });
  const own = compileCalendar({
    ...CALENDAR,
    rules: [...rules, { band: 'peak', weekdays: [8], from: '10:00', to: '12:00' }],
  });
  const cases: readonly (readonly [string, number, number])[] = [
    ['2026-12-24T10:00:00Z', PEAK, PEAK], // Thursday
    ['2026-12-25T08:00:00Z', NIGHT, OFF], // Friday, a holiday, 09:00
    ['2026-12-25T10:00:00Z', NIGHT, PEAK], // 11:00
    ['2026-12-25T11:00:00Z', NIGHT, OFF], // 12:00
    ['2026-12-27T10:00:00Z', NIGHT, NIGHT], // Sunday, no holiday
    ['2026-10-03T09:00:00Z', NIGHT, PEAK], // Saturday, a holiday
  ];
  for (const [iso, sunday, holiday] of cases) {
    assert.equal(bandAt(asSunday, at(iso)), sunday, `${iso} as Sunday`);
    assert.equal(bandAt(own, at(iso)), holiday, `${iso} by its own rule`);
  }
  assert.equal(bandHoldsUntil(own, at('2026-12-25T10:00:00Z')), at('2026-12-25T11:00:00Z'));
});

test('holidays are computed of a country and region, beside those entered', () => {
  const of = { country: 'DE', region: 'HH', fromYear: 2026, toYear: 2027 };
  const dates = holidayDates(['2026-12-24', '2026-12-25'], of)!;
  assert.equal(dates.length, 21);
  assert.deepEqual(dates, [...dates].sort());
  assert.ok(dates.includes('2026-12-24') && dates.includes('2027-10-31'));
  assert.deepEqual(holidayDates(['2026-12-24'], undefined), ['2026-12-24']);
  assert.equal(holidayDates([], { ...of, country: 'XX' }), null);
  assert.equal(holidayDates([], { ...of, region: 'ZH' }), null);
  assert.equal(holidayDates([], { ...of, country: 'FR', region: '75' })?.length, 22);
});

test('the bands of any stretch are cut without gap or overlap, and hold between cuts', () => {
  const zones = ['Europe/Berlin', 'Europe/Paris', 'Australia/Lord_Howe', 'America/St_Johns', 'UTC'];
  const start = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') });
  fc.assert(
    fc.property(fc.constantFrom(...zones), start, fc.integer({ min: 1, max: 3 * 86_400_000 }), (zone, from, length) => {
      const calendar = compileCalendar({ ...CALENDAR, zone });
      let covered = 0;
      for (let cursor = from; cursor < from + length; ) {
        const end = Math.min(bandHoldsUntil(calendar, cursor), from + length);
        assert.ok(end > cursor);
        const band = bandAt(calendar, cursor);
        for (const probe of [cursor, Math.floor((cursor + end - 1) / 2), end - 1]) {
          assert.equal(bandAt(calendar, probe), band);
        }
        covered += end - cursor;
        cursor = end;
      }
      assert.equal(covered, length);
    }),
    { numRuns: 300 },
  );
});

test('one band needs no rules and never changes', () => {
  const flat = compileCalendar({ ...CALENDAR, bands: ['all'], rules: [] });
  assert.equal(bandAt(flat, 0), 0);
  assert.equal(bandHoldsUntil(flat, 0), Number.POSITIVE_INFINITY);
});

test('a bad calendar is told part by part', () => {
  const codes = (change: Partial<Calendar>) => checkCalendar({ ...CALENDAR, ...change }).map((finding) => finding.code);
  const rule = { band: 'peak', weekdays: [1], from: '08:00', to: '18:00' };
  assert.deepEqual(codes({}), []);
  assert.deepEqual(codes({ zone: 'Europe/Atlantis' }), ['calendar.unknownZone']);
  assert.deepEqual(codes({ bands: [], rules: [] }), ['calendar.bandCount']);
  assert.deepEqual(codes({ bands: ['peak', 'peak', 'night'] }), ['calendar.bandTwice']);
  assert.deepEqual(codes({ bands: ['peak', 'night', 'any'] }), ['calendar.reservedBand']);
  assert.deepEqual(codes({ rules: [{ ...rule, band: 'lunch' }] }), ['calendar.unknownBand']);
  assert.deepEqual(codes({ rules: [{ ...rule, weekdays: [9] }] }), ['calendar.badWeekday']);
  assert.deepEqual(codes({ rules: [{ ...rule, from: '22:00', to: '06:00' }] }), ['calendar.badRange']);
  assert.deepEqual(codes({ rules: [{ ...rule, to: '24:00' }] }), []);
  assert.deepEqual(codes({ rules: [{ ...rule, to: '24:30' }] }), ['calendar.badRange']);
  assert.deepEqual(codes({ holidays: ['2026-02-29'] }), ['calendar.badHoliday']);
});
