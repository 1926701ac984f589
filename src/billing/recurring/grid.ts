import { addMonths, dayNumber, monthOf, monthStart, monthsAfter } from '#base';
import type { Recurrence } from '#catalog';

/** Service periods one after another, counted from an anchor: each begins `months` months after the one before, on the anchor's day or the last of the month. */
export interface Grid {
  readonly anchor: string;
  readonly months: number;
}

/** A service period; local dates, half open. */
export interface Period {
  /** 0 begins on the anchor; earlier ones are negative. */
  readonly index: number;
  readonly from: string;
  readonly to: string;
}

/**
 * The periods of a recurrence. Of the calendar: quarters, half-years and years begin with those of the calendar; periods that do not divide a year
 * (or span several) are counted from the month in which the subscription begins.
 */
export function gridOf({ months, align }: Recurrence, startsOn: string): Grid {
  if (align === 'anniversary') return { anchor: startsOn, months };
  const month = monthOf(startsOn);
  const past = 12 % months === 0 ? (Number(month.slice(5, 7)) - 1) % months : 0;
  return { anchor: monthStart(addMonths(month, -past)), months };
}

export function periodNumber({ anchor, months }: Grid, index: number): Period {
  return { index, from: monthsAfter(anchor, index * months), to: monthsAfter(anchor, (index + 1) * months) };
}

/** The period that a date lies in. */
export function periodAt(grid: Grid, date: string): Period {
  const passed = monthNumber(date) - monthNumber(grid.anchor);
  const index = Math.floor(passed / grid.months);
  const period = periodNumber(grid, index);
  // In its first month the date may lie before the day on which the period begins.
  return date < period.from ? periodNumber(grid, index - 1) : period;
}

/** A date's place in its period: so many days of so many. */
export interface Position {
  readonly days: number;
  readonly ofDays: number;
}

/** Actual days since the period began, of the actual days of the period. */
export function positionByDays({ from, to }: Period, date: string): Position {
  const first = dayNumber(from);
  return { days: dayNumber(date) - first, ofDays: dayNumber(to) - first };
}

const DAYS_OF_A_MONTH = 30;

/** Every month counts 30 days: the 31st as the 30th, and the end of February as that of any other month (30E/360). */
export function positionByThirtieths({ anchor, months }: Grid, { index, to }: Period, date: string): Position {
  const ofDays = DAYS_OF_A_MONTH * months;
  if (date >= to) return { days: ofDays, ofDays };
  const inMonth = periodAt({ anchor, months: 1 }, date);
  const passed = Math.min(dayNumber(date) - dayNumber(inMonth.from), DAYS_OF_A_MONTH - 1);
  return { days: DAYS_OF_A_MONTH * (inMonth.index - index * months) + passed, ofDays };
}

function monthNumber(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
}
