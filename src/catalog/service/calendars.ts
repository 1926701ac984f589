import { audit } from '#access/service';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import { type Calendar, checkCalendar, type NewCalendar, newCalendar } from '../calendar.ts';
import * as store from '../store.ts';
import { refuseTaken } from './byCode.ts';

/** Adds a calendar. @throws Refusal `calendar.invalid` with what is wrong, `catalog.codeTaken` */
export async function addCalendar(ctx: Context, input: NewCalendar): Promise<Calendar> {
  const parsed = newCalendar.parse(input);
  const findings = checkCalendar(parsed);
  if (findings.length > 0) throw new Refusal('invalid', 'calendar.invalid', { calendar: parsed.code }, findings);
  refuseTaken(await store.calendars(ctx.tx), parsed.code);
  const calendar = { ...parsed, id: await nextNumber(ctx, 'calendar') };
  await store.insertCalendar(ctx.tx, ctx.tenantId, calendar);
  await audit(ctx, { action: 'catalog.calendar.add', subject: `calendar/${calendar.code}`, detail: { ...parsed } });
  return calendar;
}

export async function listCalendars(ctx: Context): Promise<readonly Calendar[]> {
  return store.calendars(ctx.tx);
}
