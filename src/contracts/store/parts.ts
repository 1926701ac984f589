import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { OneOff, Subscription } from '../contract.ts';
import { tables } from './tables.ts';

export async function insertSubscription(tx: Tx, tenantId: number, subscription: Subscription): Promise<void> {
  await tables(tx)
    .insertInto('contracts.subscription')
    .values({
      tenant_id: tenantId,
      id: subscription.id,
      contract_id: subscription.contractId,
      product_id: subscription.productId,
      quantity: subscription.quantity,
      unit_price: subscription.unitPrice,
      starts_on: subscription.startsOn,
      ends_on: subscription.endsOn,
    })
    .execute();
}

export async function insertOneOff(tx: Tx, tenantId: number, oneOff: OneOff): Promise<void> {
  await tables(tx)
    .insertInto('contracts.one_off')
    .values({
      tenant_id: tenantId,
      id: oneOff.id,
      contract_id: oneOff.contractId,
      product_id: oneOff.productId,
      note: oneOff.note,
      quantity: oneOff.quantity,
      unit_price: oneOff.unitPrice,
      due_on: oneOff.dueOn,
    })
    .execute();
}

export async function subscriptions(tx: Tx, contractIds: readonly number[]): Promise<Subscription[]> {
  const rows = await tables(tx)
    .selectFrom('contracts.subscription')
    .selectAll()
    .where('contract_id', '=', sql<number>`any(${contractIds})`)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    contractId: row.contract_id,
    productId: row.product_id,
    quantity: row.quantity,
    unitPrice: row.unit_price,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
  }));
}

export async function oneOffs(tx: Tx, contractIds: readonly number[]): Promise<OneOff[]> {
  const rows = await tables(tx)
    .selectFrom('contracts.one_off')
    .selectAll()
    .where('contract_id', '=', sql<number>`any(${contractIds})`)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    contractId: row.contract_id,
    productId: row.product_id,
    note: row.note,
    quantity: row.quantity,
    unitPrice: row.unit_price,
    dueOn: row.due_on,
  }));
}

/** Subscriptions of a contract that end with it (`endedOn`), or would go on beyond its new end, end there. */
export async function endSubscriptions(
  tx: Tx,
  contractId: number,
  endedOn: string | null,
  endsOn: string | null,
): Promise<void> {
  await sql`
    update contracts.subscription set ends_on = ${endsOn}::date
    where contract_id = ${contractId}
      and (ends_on is not distinct from ${endedOn}::date or ends_on is null or ends_on > ${endsOn}::date)`.execute(tx);
}
