import { z } from 'zod';
import { dayNumber, type Finding, isLocalDate, isZone, offsetAt, type ZoneOffsets, zoneOffsets } from '#base';
import { HOLIDAY_COUNTRIES, isRegionOf, publicHolidaysBetween } from './holidays.ts';

/**
 * Time bands (peak, off-peak …): which band an instant falls into is decided by the wall clock of the calendar's zone, and
 * what is cut is cut at instants of UTC, so a clock change neither loses nor doubles a second.
 */

/** A weekly range of one band. Earlier rules win over later ones. */
export interface CalendarRule {
  readonly band: string;
  /** ISO weekdays, 1 Monday … 7 Sunday; 8 (PUBLIC_HOLIDAY) the days of `holidays`. */
  readonly weekdays: readonly number[];
  /** Wall clock `HH:MM`, inclusive. */
  readonly from: string;
  /** Wall clock `HH:MM`, exclusive; `24:00` is the end of the day. A range over midnight is written as two rules. */
  readonly to: string;
}

export interface Calendar {
  readonly id: number;
  readonly code: string;
  /** IANA zone. */
  readonly zone: string;
  /** The number of a band is its place here; what no rule names is the last band. */
  readonly bands: readonly string[];
  readonly rules: readonly CalendarRule[];
  /**
   * Local dates of public holidays. Where any rule names weekday 8, they follow those rules (and the last band) whatever weekday they fall
   * on; else they count as Sunday.
   */
  readonly holidays: readonly string[];
}

const calendarRule = z.object({
  band: z.string(),
  weekdays: z.array(z.number().int()),
  from: z.string(),
  to: z.string(),
});

/** Holidays that are computed: of a country, of a region of it, over years (both included). */
const holidaysOf = z.object({
  country: z.string(),
  region: z.string().nullable().default(null),
  fromYear: z.number().int().min(1970).max(2199),
  toYear: z.number().int().min(1970).max(2199),
});

/** The shape only; `checkCalendar` tells what is wrong with the content. */
export const newCalendar = z.object({
  code: z.string().min(1).max(40),
  zone: z.string(),
  bands: z.array(z.string().min(1).max(40)),
  rules: z.array(calendarRule).default([]),
  holidays: z.array(z.string()).default([]),
  /** Added to `holidays`. */
  holidaysOf: holidaysOf.optional(),
});
export type NewCalendar = z.input<typeof newCalendar>;

/** What can be changed of a calendar: rules and holidays, which hold for all times; absent = as it is. */
export const calendarChange = z.object({
  rules: z.array(calendarRule).optional(),
  holidays: z.array(z.string()).optional(),
  holidaysOf: holidaysOf.optional(),
});
export type CalendarChange = z.input<typeof calendarChange>;

/** Dates entered and dates computed, sorted, each once; null = no holidays are known of the country or region. */
export function holidayDates(
  dates: readonly string[],
  of: z.output<typeof holidaysOf> | undefined,
): readonly string[] | null {
  if (of === undefined) return dates;
  if (!HOLIDAY_COUNTRIES.includes(of.country)) return null;
  if (of.region !== null && !isRegionOf(of.country, of.region)) return null;
  return [...new Set([...dates, ...publicHolidaysBetween(of.country, of.region, of.fromYear, of.toYear)])].sort();
}

/** The holidays that one of two calendars has and the other has not. */
export function holidaysThatDiffer(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set(a).symmetricDifference(new Set(b))].sort();
}

/** In a price row: the price of every band that no other row of the same prefix names. No calendar may call a band so. */
export const ANY_BAND = 'any';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
/** Weekday of rules for public holidays. */
export const PUBLIC_HOLIDAY = 8;
const SUNDAY = 7;
const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)$|^24:00$/;

/** A calendar as tables: the band of every minute of the week and of a holiday, and where in the day it next may change. */
export interface CompiledCalendar {
  readonly zone: ZoneOffsets;
  /** Band by minute of the week, Monday 00:00 first, and then of a public holiday. */
  readonly bandOfMinute: Uint8Array;
  /** Minute of the day (1…1440) at which the run of equal bands around a minute of the week ends. */
  readonly runEnd: Uint16Array;
  /** Days (since 1970-01-01) from `firstHoliday` on; 1 = holiday. */
  readonly holidays: Uint8Array;
  readonly firstHoliday: number;
  /** One band only: nothing to look up. */
  readonly single: boolean;
}

/** What is wrong with a calendar, in the order of its parts; empty = usable. */
export function checkCalendar(calendar: Omit<Calendar, 'id'>): readonly Finding[] {
  const findings: Finding[] = [];
  const add = (code: string, params: Readonly<Record<string, string | number>>) =>
    findings.push({ code, severity: 'error', subject: { kind: 'calendar', key: calendar.code }, params });
  if (!isZone(calendar.zone)) add('calendar.unknownZone', { zone: calendar.zone });
  if (calendar.bands.length === 0 || calendar.bands.length > 100)
    add('calendar.bandCount', { bands: calendar.bands.length });
  if (calendar.bands.includes(ANY_BAND)) add('calendar.reservedBand', { band: ANY_BAND });
  if (new Set(calendar.bands).size !== calendar.bands.length) add('calendar.bandTwice', {});
  for (const [index, rule] of calendar.rules.entries()) {
    const row = index + 1;
    if (!calendar.bands.includes(rule.band)) add('calendar.unknownBand', { row, band: rule.band });
    if (
      rule.weekdays.length === 0 ||
      rule.weekdays.some((day) => !Number.isInteger(day) || day < 1 || day > PUBLIC_HOLIDAY)
    )
      add('calendar.badWeekday', { row });
    if (!CLOCK.test(rule.from) || !CLOCK.test(rule.to) || rule.from >= rule.to)
      add('calendar.badRange', { row, from: rule.from, to: rule.to });
  }
  for (const date of calendar.holidays) if (!isLocalDate(date)) add('calendar.badHoliday', { date });
  return findings;
}

/** Whether public holidays have rules of their own; else they count as Sunday. */
export function hasHolidayRules(calendar: Pick<Calendar, 'rules'>): boolean {
  return calendar.rules.some(({ weekdays }) => weekdays.includes(PUBLIC_HOLIDAY));
}

/** Compiles a calendar that `checkCalendar` accepts. */
export function compileCalendar(calendar: Calendar): CompiledCalendar {
  const bandOfMinute = new Uint8Array(PUBLIC_HOLIDAY * DAY_MINUTES).fill(calendar.bands.length - 1);
  const holidaysHaveRules = hasHolidayRules(calendar);
  for (const rule of calendar.rules.toReversed()) {
    const asSunday = !holidaysHaveRules && rule.weekdays.includes(SUNDAY) ? [PUBLIC_HOLIDAY] : [];
    for (const weekday of [...rule.weekdays, ...asSunday]) {
      const day = (weekday - 1) * DAY_MINUTES;
      bandOfMinute.fill(calendar.bands.indexOf(rule.band), day + minuteOf(rule.from), day + minuteOf(rule.to));
    }
  }
  const runEnd = new Uint16Array(bandOfMinute.length);
  for (let minute = runEnd.length - 1; minute >= 0; minute--) {
    const ofDay = minute % DAY_MINUTES;
    const runsOn = ofDay + 1 < DAY_MINUTES && bandOfMinute[minute + 1] === bandOfMinute[minute];
    runEnd[minute] = runsOn ? runEnd[minute + 1]! : ofDay + 1;
  }
  const days = calendar.holidays.map(dayNumber).sort((a, b) => a - b);
  const firstHoliday = days[0] ?? 0;
  const holidays = new Uint8Array(days.length === 0 ? 0 : days[days.length - 1]! - firstHoliday + 1);
  for (const day of days) holidays[day - firstHoliday] = 1;
  return {
    zone: zoneOffsets(calendar.zone),
    bandOfMinute,
    runEnd,
    holidays,
    firstHoliday,
    single: calendar.bands.length === 1,
  };
}

/** Number of the band that holds at an instant (epoch ms). Allocates nothing. */
export function bandAt(calendar: CompiledCalendar, epochMs: number): number {
  if (calendar.single) return 0;
  return calendar.bandOfMinute[minuteOfWeek(calendar, epochMs + offsetAt(calendar.zone, epochMs))]!;
}

/**
 * The first instant after `epochMs` at which another band may hold: never later than the next change, at most a day ahead,
 * possibly earlier than the change. `bandAt` is constant from `epochMs` up to it. Allocates nothing.
 */
export function bandHoldsUntil(calendar: CompiledCalendar, epochMs: number): number {
  if (calendar.single) return Number.POSITIVE_INFINITY;
  const offsetMs = offsetAt(calendar.zone, epochMs);
  const localMs = epochMs + offsetMs;
  const dayStartMs = Math.floor(localMs / DAY_MS) * DAY_MS;
  const until = dayStartMs + calendar.runEnd[minuteOfWeek(calendar, localMs)]! * MINUTE_MS - offsetMs;
  return Math.min(until, nextOffsetChange(calendar.zone, epochMs));
}

/** Minute of the week of a wall-clock time; the day of holidays comes after Sunday. */
function minuteOfWeek(calendar: CompiledCalendar, localMs: number): number {
  const day = Math.floor(localMs / DAY_MS);
  const minute = Math.floor((localMs - day * DAY_MS) / MINUTE_MS);
  const holiday = day - calendar.firstHoliday;
  const isHoliday = holiday >= 0 && holiday < calendar.holidays.length && calendar.holidays[holiday] === 1;
  const weekday = isHoliday ? PUBLIC_HOLIDAY - 1 : (((day + 3) % 7) + 7) % 7;
  return weekday * DAY_MINUTES + minute;
}

/** First instant after `epochMs` at which the zone's offset changes. */
function nextOffsetChange(zone: ZoneOffsets, epochMs: number): number {
  const { fromMs } = zone;
  let low = 0;
  let high = fromMs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fromMs[middle]! > epochMs) high = middle;
    else low = middle + 1;
  }
  return low < fromMs.length ? fromMs[low]! : Number.POSITIVE_INFINITY;
}

function minuteOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}
