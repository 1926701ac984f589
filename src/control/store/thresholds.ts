import { sql } from 'kysely';
import type { Tx } from '#platform/db';

export interface OwnThreshold {
  readonly name: string;
  readonly value: bigint;
  readonly setBy: string;
  readonly setAt: Date;
}

/** What the operator set himself. */
export async function ownThresholds(tx: Tx): Promise<OwnThreshold[]> {
  const { rows } = await sql<OwnThreshold>`
    select name, value, set_by as "setBy", set_at as "setAt" from control.threshold order by name`.execute(tx);
  return rows;
}

export async function putThreshold(
  tx: Tx,
  tenantId: number,
  { name, value, setBy, setAt }: OwnThreshold,
): Promise<void> {
  await sql`
    insert into control.threshold (tenant_id, name, value, set_by, set_at) values (${tenantId}, ${name}, ${value}, ${setBy}, ${setAt})
    on conflict (tenant_id, name) do update set value = excluded.value, set_by = excluded.set_by, set_at = excluded.set_at`.execute(
    tx,
  );
}

/** Back to the program's default. */
export async function deleteThreshold(tx: Tx, name: string): Promise<void> {
  await sql`delete from control.threshold where name = ${name}`.execute(tx);
}
