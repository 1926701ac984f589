import { sql } from 'kysely';
import type { Context } from '#platform/context';
import type { Carrier } from '../../carrierInvoices/carrier.ts';

interface CarrierRow extends Omit<Carrier, 'columns'> {
  readonly columns: Record<string, string>;
}

/** All carriers, by name. */
export async function carriers(ctx: Context): Promise<Carrier[]> {
  const { rows } = await sql<CarrierRow>`
    select id, code, name, supplier, source_ids::int[] as "sourceIds", trim_scale(vat_percent)::text as "vatPercent",
           tolerance_micro as "toleranceMicro", trim_scale(tolerance_percent)::text as "tolerancePercent", late_days as "lateDays", columns
    from control.carrier order by name, id`.execute(ctx.tx);
  return rows;
}

/** Writes a carrier; the one of its id is replaced. */
export async function putCarrier(ctx: Context, carrier: Carrier): Promise<void> {
  const { id, code, name, supplier, sourceIds, vatPercent, toleranceMicro, tolerancePercent, lateDays, columns } =
    carrier;
  await sql`
    insert into control.carrier (tenant_id, id, code, name, supplier, source_ids, vat_percent, tolerance_micro, tolerance_percent, late_days, columns)
    values (${ctx.tenantId}, ${id}, ${code}, ${name}, ${supplier}, ${[...sourceIds]}::smallint[], ${vatPercent}, ${toleranceMicro},
            ${tolerancePercent}, ${lateDays}, ${JSON.stringify(columns)}::jsonb)
    on conflict (tenant_id, id) do update set name = excluded.name, supplier = excluded.supplier, source_ids = excluded.source_ids,
      vat_percent = excluded.vat_percent, tolerance_micro = excluded.tolerance_micro, tolerance_percent = excluded.tolerance_percent,
      late_days = excluded.late_days, columns = excluded.columns`.execute(ctx.tx);
}

/** What a carrier calls destinations, by name (`plainWord`). */
export async function carrierDestinations(ctx: Context, carrierId: number): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ name: string; destinationId: number }>`
    select name, destination_id as "destinationId" from control.carrier_destination where carrier_id = ${carrierId}`.execute(
    ctx.tx,
  );
  return new Map(rows.map(({ name, destinationId }) => [name, destinationId]));
}

/** @param destinationId null = no longer said */
export async function putCarrierDestination(
  ctx: Context,
  carrierId: number,
  name: string,
  destinationId: number | null,
): Promise<void> {
  if (destinationId === null)
    await sql`delete from control.carrier_destination where carrier_id = ${carrierId} and name = ${name}`.execute(
      ctx.tx,
    );
  else
    await sql`
      insert into control.carrier_destination (tenant_id, carrier_id, name, destination_id)
      values (${ctx.tenantId}, ${carrierId}, ${name}, ${destinationId})
      on conflict (tenant_id, carrier_id, name) do update set destination_id = excluded.destination_id`.execute(ctx.tx);
}

/** Keeps everybody else from importing or comparing for a carrier until the transaction ends. */
export async function lockCarrier(ctx: Context, carrierId: number): Promise<void> {
  await sql`select from control.carrier where id = ${carrierId} for update`.execute(ctx.tx);
}
