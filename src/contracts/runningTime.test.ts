import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, monthsAfter } from '#base';
import { contractEnds, noticeOver, type RunningTime } from './runningTime.ts';

const time = (change: Partial<RunningTime>): RunningTime => ({
  startsOn: '2026-01-01',
  minimumMonths: 0,
  noticeMonths: 0,
  noticeDays: 0,
  renewalMonths: 0,
  ...change,
});

test('notice runs from the day after it is given', () => {
  const cases: [months: number, days: number, given: string, over: string][] = [
    [3, 0, '2026-09-30', '2026-12-31'],
    [3, 0, '2026-10-01', '2027-01-02'],
    [1, 0, '2027-01-31', '2027-03-01'],
    [1, 0, '2028-01-31', '2028-03-01'],
    [0, 14, '2026-02-20', '2026-03-07'],
    [0, 0, '2026-02-20', '2026-02-21'],
  ];
  for (const [noticeMonths, noticeDays, given, over] of cases)
    assert.equal(noticeOver({ noticeMonths, noticeDays }, given), over, `${noticeMonths}/${noticeDays} ${given}`);
});

test('a contract ends at its minimum term, a renewal, or when notice is over', () => {
  const renewed = time({ minimumMonths: 24, noticeMonths: 3, renewalMonths: 12 });
  const monthly = time({ minimumMonths: 24, noticeMonths: 1 });
  const cases: [what: string, RunningTime, day: string, end: string, renews: string | null, by: string | null][] = [
    ['in the minimum term', renewed, '2026-05-05', '2028-01-01', '2028-01-01', '2027-09-30'],
    ['on the last day', renewed, '2027-09-30', '2028-01-01', '2028-01-01', '2027-09-30'],
    ['a day late', renewed, '2027-10-01', '2029-01-01', '2028-01-01', '2027-09-30'],
    ['renewed once', renewed, '2028-06-01', '2029-01-01', '2029-01-01', '2028-09-30'],
    ['before it began', renewed, '2025-12-01', '2028-01-01', '2028-01-01', '2027-09-30'],
    ['no renewal, in the minimum term', monthly, '2026-05-05', '2028-01-01', '2028-01-01', '2027-11-30'],
    ['no renewal, after it', monthly, '2028-05-05', '2028-06-06', null, null],
    ['nothing agreed', time({}), '2026-05-05', '2026-05-06', null, null],
    ['nothing agreed, before it began', time({}), '2025-05-05', '2026-01-02', null, null],
    ['renewal only', time({ renewalMonths: 1 }), '2026-05-05', '2026-06-01', '2026-06-01', '2026-05-31'],
    [
      'from the 31st',
      time({ startsOn: '2026-01-31', minimumMonths: 1, renewalMonths: 1 }),
      '2026-02-28',
      '2026-03-31',
      '2026-03-31',
      '2026-03-30',
    ],
  ];
  for (const [what, running, day, earliestEnd, renewsOn, noticeBy] of cases)
    assert.deepEqual(contractEnds(running, day), { earliestEnd, renewsOn, noticeBy }, what);
});

const aDay = fc.integer({ min: 0, max: 3_000 }).map((days) => addDays('2024-01-01', days));
const aTime = fc.record({
  startsOn: aDay,
  minimumMonths: fc.integer({ min: 0, max: 36 }),
  noticeMonths: fc.integer({ min: 0, max: 6 }),
  noticeDays: fc.integer({ min: 0, max: 60 }),
  renewalMonths: fc.integer({ min: 0, max: 24 }),
});

test('whatever is agreed: no end before notice and minimum term; the last day of notice is the last', () => {
  fc.assert(
    fc.property(aTime, aDay, (running, day) => {
      const { earliestEnd, renewsOn, noticeBy } = contractEnds(running, day);
      assert.ok(earliestEnd >= noticeOver(running, day) || earliestEnd === addDays(running.startsOn, 1));
      assert.ok(earliestEnd >= monthsAfter(running.startsOn, running.minimumMonths));
      assert.ok(earliestEnd > running.startsOn);
      if (renewsOn === null || noticeBy === null) return;
      assert.ok(renewsOn > day);
      assert.ok(noticeOver(running, noticeBy) <= renewsOn);
      assert.ok(noticeOver(running, addDays(noticeBy, 1)) > renewsOn);
      if (running.renewalMonths > 0) assert.equal(earliestEnd === renewsOn, day <= noticeBy);
    }),
  );
});
