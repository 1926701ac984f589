import { z } from 'zod';
import { addDays, dateText, latest, monthsAfter } from '#base';

/** How long a contract runs and how it is ended. */
export const runningTime = {
  /** Months from its start that it runs at least. */
  minimumMonths: z.number().int().min(0).max(240).default(0),
  /** Notice: so many months and days between the day it is given and the end. */
  noticeMonths: z.number().int().min(0).max(60).default(0),
  noticeDays: z.number().int().min(0).max(366).default(0),
  /** Months by which it is renewed when nobody gives notice; 0 = it runs on and can be ended at any time. */
  renewalMonths: z.number().int().min(0).max(120).default(0),
};

const shape = z.object({ startsOn: dateText, ...runningTime });

/** What the end of a contract follows from. */
export type RunningTime = z.output<typeof shape>;

/** What follows from a contract's running time on a day. */
export interface ContractEnd {
  /** First day no longer in force, if notice is given on that day. */
  readonly earliestEnd: string;
  /** First day of the next stretch of renewal (or of the time without a fixed term); null = it has none any more. */
  readonly renewsOn: string | null;
  /** Last day on which notice still prevents that renewal; null with it. It may have passed. */
  readonly noticeBy: string | null;
}

/**
 * The first day after notice has run, given on a day. The day itself does not count (BGB § 187 (1), § 188 (2) and (3); Règlement (CEE)
 * 1182/71 art. 3 for the rest of the union): three months from 30 September end with 30 December.
 */
export function noticeOver(time: Pick<RunningTime, 'noticeMonths' | 'noticeDays'>, givenOn: string): string {
  return addDays(monthsAfter(givenOn, time.noticeMonths), time.noticeDays + 1);
}

/** Where a contract may end: notice must be over, and the minimum term or the stretch of renewal then running must be. */
export function contractEnds(time: RunningTime, onDay: string): ContractEnd {
  const notice = noticeOver(time, onDay);
  const first = monthsAfter(time.startsOn, time.minimumMonths);
  const earliestEnd =
    time.renewalMonths === 0 ? latest(first, latest(notice, addDays(time.startsOn, 1))) : boundaryFrom(time, notice);
  const renewsOn = renewalAfter(time, onDay);
  return { earliestEnd, renewsOn, noticeBy: renewsOn === null ? null : lastNotice(time, renewsOn) };
}

function renewalAfter(time: RunningTime, day: string): string | null {
  if (time.renewalMonths > 0) return boundaryFrom(time, addDays(day, 1));
  const first = monthsAfter(time.startsOn, time.minimumMonths);
  return time.minimumMonths > 0 && first > day ? first : null;
}

/** The first end of the minimum term or of a stretch of renewal that is not before a day. All are counted from the start. */
function boundaryFrom(time: RunningTime, day: string): string {
  const { startsOn, minimumMonths, renewalMonths } = time;
  // Without a minimum term the first stretch is one of renewal.
  const first = minimumMonths > 0 ? minimumMonths : renewalMonths;
  for (let months = first; ; months += renewalMonths) {
    const boundary = monthsAfter(startsOn, months);
    if (boundary >= day) return boundary;
  }
}

/**
 * The last day whose notice is over by an end. Notice given later is never over earlier, so it is looked for backwards from a day that is too late:
 * lengths of months make a difference of a few days only.
 */
function lastNotice(time: Pick<RunningTime, 'noticeMonths' | 'noticeDays'>, end: string): string {
  let day = addDays(monthsAfter(end, -time.noticeMonths), 8 - time.noticeDays);
  while (noticeOver(time, day) > end) day = addDays(day, -1);
  return day;
}
