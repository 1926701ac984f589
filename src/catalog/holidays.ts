import { addDays, dateOf, dayNumber, weekday } from '#base';
import { HOLIDAY_RULES, type HolidayRule, type NthWeekday } from './holidayRules.ts';

/** Public holidays by country and region, computed from the rules of `holidayRules.ts`. */

/** Countries whose holidays are known. */
export const HOLIDAY_COUNTRIES: readonly string[] = Object.keys(HOLIDAY_RULES);

/** Countries of whose regions every one has a holiday of its own, so that a region no rule names is none. */
const ALL_REGIONS_NAMED: ReadonlySet<string> = new Set(['DE', 'CH', 'GB']);

/** Whether a region (ISO 3166-2 without the country) can be one of a country whose holidays are known. */
export function isRegionOf(country: string, region: string): boolean {
  if (!ALL_REGIONS_NAMED.has(country)) return /^[A-Z0-9]{1,3}$/.test(region);
  return HOLIDAY_RULES[country]?.some((rule) => rule.in?.includes(region)) ?? false;
}

/** Easter Sunday of a Gregorian year as local date (anonymous Gregorian algorithm, Meeus/Jones/Butcher). */
export function easterSunday(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const monthAndDay = h + l - 7 * m + 114;
  return isoDate(year, Math.floor(monthAndDay / 31), (monthAndDay % 31) + 1);
}

/**
 * Public holidays of a year, sorted, without doubles.
 * @param country ISO 3166-1 alpha-2; a country we know no rules of has none
 * @param region ISO 3166-2 subdivision without the country (`HH`, `57`); null = only what holds everywhere
 */
export function publicHolidays(country: string, region: string | null, year: number): readonly string[] {
  const easter = easterSunday(year);
  const days = new Set<string>();
  const toSubstitute: string[] = [];
  for (const rule of HOLIDAY_RULES[country] ?? []) {
    if (year < (rule.fromYear ?? year) || year > (rule.toYear ?? year) || rule.exceptYears?.includes(year)) continue;
    if (rule.in !== undefined && (region === null || !rule.in.includes(region))) continue;
    const day = dateOfRule(rule.on, year, easter);
    if (rule.onlyOn !== undefined && !rule.onlyOn.includes(weekday(day))) continue;
    days.add(day);
    if (rule.substituted && weekday(day) >= SATURDAY) toSubstitute.push(day);
  }
  for (const day of toSubstitute) {
    let substitute = addDays(day, 1);
    while (weekday(substitute) >= SATURDAY || days.has(substitute)) substitute = addDays(substitute, 1);
    days.add(substitute);
  }
  return [...days].sort();
}

/** Public holidays of several years, both ends included, for a calendar's `holidays`. */
export function publicHolidaysBetween(
  country: string,
  region: string | null,
  firstYear: number,
  lastYear: number,
): readonly string[] {
  const days: string[] = [];
  for (let year = firstYear; year <= lastYear; year++) days.push(...publicHolidays(country, region, year));
  return days;
}

const THURSDAY = 4;
const SATURDAY = 6;

function dateOfRule(on: HolidayRule['on'], year: number, easter: string): string {
  if (typeof on === 'number') return addDays(easter, on);
  if (typeof on === 'object') return nthWeekday(on, year);
  if (on === 'repentance') {
    const eve = isoDate(year, 11, 22);
    return addDays(eve, -((weekday(eve) + 4) % 7));
  }
  if (on === 'naefels') {
    const first = nthWeekday({ nth: 1, weekday: THURSDAY, month: 4 }, year);
    return first === addDays(easter, -3) ? addDays(first, 7) : first;
  }
  return `${year}-${on}`;
}

function nthWeekday({ nth, weekday: wanted, month, plusDays = 0 }: NthWeekday, year: number): string {
  if (nth > 0) {
    const first = isoDate(year, month, 1);
    return addDays(first, ((wanted - weekday(first) + 7) % 7) + (nth - 1) * 7 + plusDays);
  }
  const last = addDays(month === 12 ? isoDate(year + 1, 1, 1) : isoDate(year, month + 1, 1), -1);
  return addDays(last, -((weekday(last) - wanted + 7) % 7) + (nth + 1) * 7 + plusDays);
}

function isoDate(year: number, month: number, day: number): string {
  return dateOf(dayNumber(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`));
}
