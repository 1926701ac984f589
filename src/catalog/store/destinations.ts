import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Calendar } from '../calendar.ts';
import type { Destination } from '../destination.ts';
import { json, tables } from './tables.ts';

/** Destinations and calendars: what prices name. */

/** Inserts many at once, given their ids. */
export async function insertDestinations(tx: Tx, tenantId: number, all: readonly Destination[]): Promise<void> {
  await sql`
    insert into catalog.destination (tenant_id, id, code, name, class, country)
    select ${tenantId}, * from unnest(
      ${all.map((one) => one.id)}::int[], ${all.map((one) => one.code)}::text[],
      ${all.map((one) => JSON.stringify(one.name))}::jsonb[], ${all.map((one) => one.class)}::text[],
      ${all.map((one) => one.country)}::text[])
  `.execute(tx);
}

export async function destinations(tx: Tx): Promise<Destination[]> {
  const rows = await tables(tx).selectFrom('catalog.destination').selectAll().orderBy('id').execute();
  return rows.map(({ id, code, name, class: destinationClass, country }) => ({
    id,
    code,
    name,
    class: destinationClass,
    country,
  }));
}

export async function insertCalendar(tx: Tx, tenantId: number, calendar: Calendar): Promise<void> {
  await tables(tx)
    .insertInto('catalog.calendar')
    .values({
      tenant_id: tenantId,
      id: calendar.id,
      code: calendar.code,
      zone: calendar.zone,
      bands: [...calendar.bands],
      rules: json([...calendar.rules]),
      holidays: json([...calendar.holidays]),
    })
    .execute();
}

export async function updateCalendar(tx: Tx, calendar: Calendar): Promise<void> {
  await tables(tx)
    .updateTable('catalog.calendar')
    .set({ rules: json([...calendar.rules]), holidays: json([...calendar.holidays]) })
    .where('id', '=', calendar.id)
    .execute();
}

export async function calendars(tx: Tx): Promise<Calendar[]> {
  const rows = await tables(tx).selectFrom('catalog.calendar').selectAll().orderBy('id').execute();
  return rows.map(({ id, code, zone, bands, rules, holidays }) => ({ id, code, zone, bands, rules, holidays }));
}
