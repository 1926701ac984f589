import { addMonths, daysInMonth, monthOf } from './period.ts';

/**
 * The same day that many months later (negative: earlier); the last day of the month where it has no such day: 31 January + 1 is
 * 28 February. Count from the first day always, so that the third month after 31 January is 30 April, not 28 April.
 */
export function monthsAfter(date: string, months: number): string {
  const month = addMonths(monthOf(date), months);
  const day = Math.min(Number(date.slice(8, 10)), daysInMonth(month));
  return `${month}-${String(day).padStart(2, '0')}`;
}
