import { sql } from 'kysely';
import { formatDecimal, parseDecimal } from '#base';
import type { Tx } from '#platform/db';
import { THIRD_PAYER_DECIMALS, type ThirdPayer } from '../thirdPayer.ts';
import { tables } from './tables.ts';

/** Keeps a share, new or changed. */
export async function putThirdPayer(tx: Tx, tenantId: number, payer: ThirdPayer): Promise<void> {
  const { id, customerId, payerId, share, amount, reference, validFrom, validTo } = payer;
  const values = { payer_id: payerId, share, amount, reference, valid_from: validFrom, valid_to: validTo };
  await tables(tx)
    .insertInto('crm.third_payer')
    .values({ tenant_id: tenantId, id, customer_id: customerId, ...values })
    .onConflict((on) => on.columns(['tenant_id', 'id']).doUpdateSet(values))
    .execute();
}

/** Who pays parts of the bills of the customers given (of all, where none are), in order of id. */
export async function thirdPayers(tx: Tx, customerIds?: readonly number[]): Promise<ThirdPayer[]> {
  let query = tables(tx).selectFrom('crm.third_payer').selectAll().orderBy('id');
  if (customerIds !== undefined) query = query.where('customer_id', '=', sql<number>`any(${customerIds})`);
  return (await query.execute()).map((row) => ({
    id: row.id,
    customerId: row.customer_id,
    payerId: row.payer_id,
    share: row.share,
    // numeric(18, 4) comes with all its decimals.
    amount: formatDecimal(parseDecimal(row.amount, THIRD_PAYER_DECIMALS) ?? 0n, THIRD_PAYER_DECIMALS, 2),
    reference: row.reference,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }));
}

/** Ids of the customers of whose bills a customer pays a part on a day or later. */
export async function paidPartly(tx: Tx, payerId: number, onDay: string): Promise<number[]> {
  const rows = await tables(tx)
    .selectFrom('crm.third_payer')
    .select('customer_id')
    .distinct()
    .where('payer_id', '=', payerId)
    .where((on) => on.or([on('valid_to', 'is', null), on('valid_to', '>', onDay)]))
    .orderBy('customer_id')
    .execute();
  return rows.map((row) => row.customer_id);
}
