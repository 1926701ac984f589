/**
 * Local dates (`YYYY-MM-DD`) and months (`YYYY-MM`) as text: they compare and sort as they stand. All intervals are half
 * open. What instant a local date begins depends on a zone: see `zone.ts`.
 */

const DAY_MS = 86_400_000;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** Whether the text is a date of the (proleptic Gregorian) calendar: `2026-02-29` is none. */
export function isLocalDate(text: string): boolean {
  const match = DATE.exec(text);
  return match !== null && dateOf(dayNumber(text)) === text;
}

export function isMonth(text: string): boolean {
  return MONTH.test(text);
}

/** Days since 1970-01-01. */
export function dayNumber(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY_MS;
}

/** The date that many days after 1970-01-01. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

export function addDays(date: string, days: number): string {
  return dateOf(dayNumber(date) + days);
}

/** Days of the half-open interval [from, to); negative where to lies before from. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

export function monthOf(date: string): string {
  return date.slice(0, 7);
}

/** First day of a month. */
export function monthStart(month: string): string {
  return `${month}-01`;
}

/** The month that many months later (negative: earlier). */
export function addMonths(month: string, months: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** First day after a month: the exclusive end of the month. */
export function monthEnd(month: string): string {
  return monthStart(addMonths(month, 1));
}

export function daysInMonth(month: string): number {
  return daysBetween(monthStart(month), monthEnd(month));
}

/** ISO weekday of a date: 1 Monday … 7 Sunday. */
export function weekday(date: string): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** A half-open interval of local dates; `to` null is open. */
export interface DateRange {
  readonly from: string;
  readonly to: string | null;
}

/** What two half-open ranges share; null where they share no day. */
export function intersect(a: DateRange, b: DateRange): DateRange | null {
  const from = latest(a.from, b.from);
  const to = a.to === null || b.to === null ? (a.to ?? b.to) : earliest(a.to, b.to);
  return to !== null && to <= from ? null : { from, to };
}

/** The earlier of two dates (text order is date order). */
export function earliest(a: string, b: string): string {
  return [a, b].sort()[0] ?? a;
}

/** The later of two dates. */
export function latest(a: string, b: string): string {
  return [a, b].sort()[1] ?? b;
}
