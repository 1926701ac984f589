import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Booking, bookingEnd, bookingSpan, checkBooking, momentText, standingInTheWay } from './booking.ts';

const at = (text: string) => Date.parse(text);
const OPEN = Number.POSITIVE_INFINITY;

test('a pack lasts n × 24 hours, also over a change of clocks and over 29 February', () => {
  const cases: [from: string, days: number, end: string][] = [
    ['2026-03-28T12:00:00+01:00', 1, '2026-03-29T13:00:00+02:00'],
    ['2026-10-24T12:00:00+02:00', 1, '2026-10-25T11:00:00+01:00'],
    ['2028-02-28T18:30:00+01:00', 2, '2028-03-01T18:30:00+01:00'],
    ['2027-02-28T18:30:00+01:00', 2, '2027-03-02T18:30:00+01:00'],
  ];
  for (const [from, validDays, end] of cases)
    assert.equal(bookingEnd({ validDays }, at(from), null), at(end), `${validDays} days from ${from}`);
});

test('the end asked for holds, but no option lasts longer than it may', () => {
  const from = at('2026-09-01T00:00:00Z');
  const day = 86_400_000;
  const cases: [validDays: number | null, untilMs: number | null, end: number | null][] = [
    [null, null, null],
    [null, from + 400 * day, from + 400 * day],
    [30, null, from + 30 * day],
    [30, from + 7 * day, from + 7 * day],
    [30, from + 31 * day, from + 30 * day],
  ];
  for (const [validDays, untilMs, end] of cases) assert.equal(bookingEnd({ validDays }, from, untilMs), end);
});

test('a booking lies within what it is on; an open end is no trouble', () => {
  const on = { fromMs: 1000, toMs: 2000 };
  const cases: [fromMs: number, untilMs: number | null, code: string | null][] = [
    [1000, null, null],
    [1999, null, null],
    [1500, 2000, null],
    [999, null, 'booking.beforeContract'],
    [2000, null, 'booking.afterContract'],
    [1500, 2001, 'booking.afterContract'],
    [1500, 1500, 'booking.endsBeforeStart'],
    [1500, 1400, 'booking.endsBeforeStart'],
  ];
  for (const [fromMs, untilMs, code] of cases)
    assert.equal(checkBooking({ fromMs, untilMs }, on, 'contract')[0]?.code ?? null, code, `${fromMs} ${untilMs}`);
  assert.equal(checkBooking({ fromMs: 0, untilMs: null }, on, 'line')[0]?.code, 'booking.beforeLine');
  assert.equal(checkBooking({ fromMs: 2000, untilMs: null }, on, 'line')[0]?.code, 'booking.afterLine');
  assert.deepEqual(checkBooking({ fromMs: 5, untilMs: 6 }, { fromMs: 0, toMs: OPEN }, 'line'), []);
});

test('a booking is in force no longer than contract and line', () => {
  const booking = { fromMs: 10, toMs: null };
  assert.deepEqual(bookingSpan(booking, { fromMs: 0, toMs: OPEN }), { fromMs: 10, toMs: OPEN });
  assert.deepEqual(bookingSpan(booking, { fromMs: 0, toMs: 30 }, { fromMs: 12, toMs: 20 }), { fromMs: 12, toMs: 20 });
  assert.equal(bookingSpan(booking, { fromMs: 0, toMs: 10 }), null);
});

test('the same option twice at the same time: refused on the same line, or on all of them; packs add up', () => {
  const booked: Booking = { id: 1, contractId: 1, lineId: null, optionId: 7, quantity: 1, fromMs: 100, toMs: 200 };
  const ofLine: Booking = { ...booked, id: 2, lineId: 5, optionId: 8, toMs: null };
  const cases: [wanted: Partial<Booking>, validDays: number | null, inTheWay: number[]][] = [
    [{}, null, [1]],
    [{ lineId: 5 }, null, [1]],
    [{ fromMs: 200, toMs: null }, null, []],
    [{ fromMs: 0, toMs: 100 }, null, []],
    [{ fromMs: 0, toMs: 101 }, null, [1]],
    [{ optionId: 9 }, null, []],
    [{ contractId: 2 }, null, []],
    [{}, 30, []],
    [{ optionId: 8, lineId: 5, fromMs: 5000 }, null, [2]],
    [{ optionId: 8, lineId: 6, fromMs: 5000 }, null, []],
    [{ optionId: 8, lineId: null, fromMs: 5000 }, null, [2]],
  ];
  for (const [wanted, validDays, inTheWay] of cases) {
    const found = standingInTheWay({ ...booked, toMs: null, ...wanted }, { validDays }, [booked, ofLine]);
    assert.deepEqual(
      found.map(({ id }) => id),
      inTheWay,
      JSON.stringify(wanted),
    );
  }
});

test('a moment is a day that exists, or an instant that says its offset', () => {
  for (const good of ['2028-02-29', '2026-09-14T10:30:00Z', '2026-10-25T02:30:00+02:00'])
    assert.equal(momentText.parse(good), good);
  for (const wrong of ['2027-02-29', '2026-02-30', '2026-09-14T10:30:00', '2026-09', '14.09.2026', ''])
    assert.equal(momentText.safeParse(wrong).success, false, wrong);
});
