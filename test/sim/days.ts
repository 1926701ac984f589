/** Days and months of the calendar as text, counted one by one; for the simulator and its auditor, who share no rule with the program. */

/** 'YYYY-MM-DD' and 'YYYY-MM' as numbers of the calendar. */
export function dayAfter(day: string, days = 1): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

export function monthAfter(month: string, months = 1): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 7);
}

export const firstOf = (month: string) => `${month}-01`;

export function lastOf(month: string): string {
  return dayAfter(firstOf(monthAfter(month)), -1);
}

/** So many months after a day; the last of the month where it has no such day. */
export function sameDayAfter(day: string, months: number): string {
  const month = monthAfter(day.slice(0, 7), months);
  const wanted = `${month}-${day.slice(8)}`;
  return wanted > lastOf(month) ? lastOf(month) : wanted;
}

/** Every day from the first to before the last. */
export function daysOf(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day < to; day = dayAfter(day)) days.push(day);
  return days;
}

/** The later of two days. */
export function later(a: string, b: string): string {
  return [a, b].sort()[1] ?? a;
}

/** 0 = Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}
