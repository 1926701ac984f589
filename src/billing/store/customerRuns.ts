import { sql } from 'kysely';
import type { Tx } from '#platform/db';

/** Runs that bill a customer's month and are neither issued nor withdrawn, in order of month. */
export async function openRunsOf(tx: Tx, customerId: number): Promise<{ runId: number; month: string }[]> {
  const { rows } = await sql<{ runId: number; month: string }>`
    select r.id as "runId", r.month from billing.run_customer c join billing.run r on (r.tenant_id, r.id) = (c.tenant_id, c.run_id)
    where c.customer_id = ${customerId} and r.state not in ('issued', 'withdrawn') order by r.month, r.id`.execute(tx);
  return rows;
}
