import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Booking } from '../booking.ts';
import { type BookingRow, tables } from './tables.ts';

export async function insertBooking(tx: Tx, tenantId: number, booking: Booking): Promise<void> {
  await tables(tx)
    .insertInto('contracts.booking')
    .values({
      tenant_id: tenantId,
      id: booking.id,
      contract_id: booking.contractId,
      line_id: booking.lineId,
      option_id: booking.optionId,
      quantity: booking.quantity,
      starts_at: new Date(booking.fromMs),
      ends_at: booking.toMs === null ? null : new Date(booking.toMs),
    })
    .execute();
}

export async function setBookingEnd(tx: Tx, id: number, toMs: number): Promise<void> {
  await tables(tx)
    .updateTable('contracts.booking')
    .set({ ends_at: new Date(toMs) })
    .where('id', '=', id)
    .execute();
}

export async function bookingById(tx: Tx, id: number): Promise<Booking | null> {
  const row = await tables(tx).selectFrom('contracts.booking').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : bookingFromRow(row);
}

/** Bookings on the contracts given, or on all, in order of id. */
export async function bookings(tx: Tx, contractIds?: readonly number[]): Promise<Booking[]> {
  let query = tables(tx).selectFrom('contracts.booking').selectAll().orderBy('id');
  if (contractIds !== undefined) query = query.where('contract_id', '=', sql<number>`any(${contractIds})`);
  return (await query.execute()).map(bookingFromRow);
}

function bookingFromRow(row: BookingRow): Booking {
  return {
    id: row.id,
    contractId: row.contract_id,
    lineId: row.line_id,
    optionId: row.option_id,
    quantity: row.quantity,
    fromMs: row.starts_at.getTime(),
    toMs: row.ends_at?.getTime() ?? null,
  };
}
