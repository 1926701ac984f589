import { addDays, dateOf, dayNumber, weekday } from '#base';

/**
 * Public holidays by country and region, computed. Only statutory holidays of the whole region count; days that hold in
 * single municipalities (Assumption in Bavaria, Corpus Christi in parts of Saxony and Thuringia) are left out.
 * Sources: holiday laws of the German states; Code du travail L3133-1 and L3134-13 (Alsace-Moselle).
 */

type Rule = {
  /** `MM-DD`, or days after Easter Sunday, or the Wednesday before 23 November. */
  readonly on: string | number | 'repentance';
  /** ISO 3166-2 subdivisions without the country; absent = the whole country. */
  readonly in?: readonly string[];
  readonly fromYear?: number;
  readonly toYear?: number;
};

const GERMANY: readonly Rule[] = [
  { on: '01-01' },
  { on: '01-06', in: ['BW', 'BY', 'ST'] },
  { on: '03-08', in: ['BE'], fromYear: 2019 },
  { on: '03-08', in: ['MV'], fromYear: 2023 },
  { on: -2 },
  { on: 0, in: ['BB'] },
  { on: 1 },
  { on: '05-01' },
  { on: '05-08', in: ['BE'], fromYear: 2020, toYear: 2020 },
  { on: '05-08', in: ['BE'], fromYear: 2025, toYear: 2025 },
  { on: 39 },
  { on: 49, in: ['BB'] },
  { on: 50 },
  { on: 60, in: ['BW', 'BY', 'HE', 'NW', 'RP', 'SL'] },
  { on: '08-15', in: ['SL'] },
  { on: '09-20', in: ['TH'], fromYear: 2019 },
  { on: '10-03', fromYear: 1990 },
  { on: '10-31', in: ['BB', 'MV', 'SN', 'ST', 'TH'] },
  { on: '10-31', in: ['HB', 'HH', 'NI', 'SH'], fromYear: 2018 },
  { on: '10-31', fromYear: 2017, toYear: 2017 },
  { on: '11-01', in: ['BW', 'BY', 'NW', 'RP', 'SL'] },
  { on: 'repentance', in: ['SN'] },
  { on: '12-25' },
  { on: '12-26' },
];

const FRANCE: readonly Rule[] = [
  { on: '01-01' },
  { on: -2, in: ['67', '68', '57'] },
  { on: 1 },
  { on: '05-01' },
  { on: '05-08', fromYear: 1982 },
  { on: 39 },
  { on: 50 },
  { on: '07-14' },
  { on: '08-15' },
  { on: '11-01' },
  { on: '11-11' },
  { on: '12-25' },
  { on: '12-26', in: ['67', '68', '57'] },
];

const COUNTRIES: Readonly<Record<string, readonly Rule[]>> = { DE: GERMANY, FR: FRANCE };

/** Countries whose holidays are known. */
export const HOLIDAY_COUNTRIES: readonly string[] = Object.keys(COUNTRIES);

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
  const days = (COUNTRIES[country] ?? [])
    .filter((rule) => year >= (rule.fromYear ?? year) && year <= (rule.toYear ?? year))
    .filter((rule) => rule.in === undefined || (region !== null && rule.in.includes(region)))
    .map((rule) => dateOfRule(rule.on, year, easter));
  return [...new Set(days)].sort();
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

function dateOfRule(on: Rule['on'], year: number, easter: string): string {
  if (typeof on === 'number') return addDays(easter, on);
  if (on !== 'repentance') return `${year}-${on}`;
  const eve = isoDate(year, 11, 22);
  return addDays(eve, -((weekday(eve) + 4) % 7));
}

function isoDate(year: number, month: number, day: number): string {
  return dateOf(dayNumber(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`));
}
