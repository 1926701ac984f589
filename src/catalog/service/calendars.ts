import { type Affected, audit } from '#access/service';
import { Refusal, startOfDayMs, zoneOffsets } from '#base';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import {
  type Calendar,
  type CalendarChange,
  calendarChange,
  checkCalendar,
  holidayDates,
  holidaysThatDiffer,
  type NewCalendar,
  newCalendar,
} from '../calendar.ts';
import * as store from '../store.ts';
import { named, refuseTaken } from './byCode.ts';

/** Adds a calendar. @throws Refusal `calendar.invalid` with what is wrong, `calendar.unknownHolidays`, `catalog.codeTaken` */
export async function addCalendar(ctx: Context, input: NewCalendar): Promise<Calendar> {
  const { holidaysOf, ...parsed } = newCalendar.parse(input);
  const checked = { ...parsed, holidays: dates(parsed.holidays, holidaysOf) };
  refuseInvalid(checked);
  refuseTaken(await store.calendars(ctx.tx), parsed.code);
  const calendar = { ...checked, id: await nextNumber(ctx, 'calendar') };
  await store.insertCalendar(ctx.tx, ctx.tenantId, calendar);
  await audit(ctx, { action: 'catalog.calendar.add', subject: `calendar/${calendar.code}`, detail: { ...checked } });
  return calendar;
}

/**
 * Changes the rules or holidays of a calendar, for all usage that is not on an issued invoice. Zone and bands stay: prices are made for them.
 * @throws Refusal `calendar.unknown`, `calendar.invalid`, `calendar.unknownHolidays`
 */
export async function changeCalendar(ctx: Context, code: string, change: CalendarChange): Promise<Calendar> {
  const { rules, holidays, holidaysOf } = calendarChange.parse(change);
  const before = named(await store.calendars(ctx.tx), code, 'calendar.unknown');
  const calendar: Calendar = {
    ...before,
    rules: rules ?? before.rules,
    holidays: dates(holidays ?? before.holidays, holidaysOf),
  };
  refuseInvalid(calendar);
  await store.updateCalendar(ctx.tx, calendar);
  await audit(ctx, {
    action: 'catalog.calendar.change',
    subject: `calendar/${code}`,
    detail: { before, after: calendar },
    affects: affectedBy(before, calendar, rules !== undefined),
  });
  return calendar;
}

/** Other rules concern usage of all times, other holidays only that from a day before the first of them on (a call may last into it). */
function affectedBy(before: Calendar, after: Calendar, otherRules: boolean): readonly Affected[] {
  const [first] = holidaysThatDiffer(before.holidays, after.holidays);
  if (!otherRules && first === undefined) return [];
  const fromMs = otherRules || first === undefined ? 0 : startOfDayMs(zoneOffsets(after.zone), first) - DAY_MS;
  return [{ kind: 'calendar', id: after.id, fromMs }];
}

const DAY_MS = 86_400_000;

function dates(entered: readonly string[], of: Parameters<typeof holidayDates>[1]): string[] {
  const found = holidayDates(entered, of);
  if (found !== null) return [...found];
  const params = { country: of?.country ?? '', region: of?.region ?? '' };
  throw new Refusal('invalid', 'calendar.unknownHolidays', params);
}

function refuseInvalid(calendar: Omit<Calendar, 'id'>): void {
  const findings = checkCalendar(calendar);
  if (findings.length > 0) throw new Refusal('invalid', 'calendar.invalid', { calendar: calendar.code }, findings);
}

export async function listCalendars(ctx: Context): Promise<readonly Calendar[]> {
  return store.calendars(ctx.tx);
}
