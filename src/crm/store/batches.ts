import type { Tx } from '#platform/db';
import type { BillingBatch } from '../billingBatch.ts';
import { tables } from './tables.ts';

/** Keeps a billing cycle, new or changed. */
export async function putBatch(tx: Tx, tenantId: number, { code, name, launchDay }: BillingBatch): Promise<void> {
  const values = { name, launch_day: launchDay };
  await tables(tx)
    .insertInto('crm.billing_batch')
    .values({ tenant_id: tenantId, code, ...values })
    .onConflict((on) => on.columns(['tenant_id', 'code']).doUpdateSet(values))
    .execute();
}

/** Billing cycles by day, with how many open customers are in each. */
export async function batches(tx: Tx): Promise<(BillingBatch & { customers: number })[]> {
  const rows = await tables(tx)
    .selectFrom('crm.billing_batch as batch')
    .select((of) => [
      'code',
      'name',
      'launch_day',
      of
        .selectFrom('crm.customer')
        .select((each) => each.fn.countAll<bigint>().as('customers'))
        .whereRef('batch_code', '=', 'batch.code')
        .where('closed_on', 'is', null)
        .as('customers'),
    ])
    .orderBy('launch_day')
    .orderBy('code')
    .execute();
  return rows.map((row) => ({
    code: row.code,
    name: row.name,
    launchDay: row.launch_day,
    customers: Number(row.customers),
  }));
}
