import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { OneOff } from '../contract.ts';
import { type OneOffRow, tables } from './tables.ts';

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
      site_id: oneOff.siteId,
      order_reference: oneOff.orderReference,
      cost_centre: oneOff.costCentre,
      purpose: oneOff.purpose,
      reason: oneOff.reason,
      deposit_id: oneOff.depositId,
    })
    .execute();
}

export async function oneOffs(tx: Tx, contractIds: readonly number[]): Promise<OneOff[]> {
  const rows = await tables(tx)
    .selectFrom('contracts.one_off')
    .selectAll()
    .where('contract_id', '=', sql<number>`any(${contractIds})`)
    .orderBy('id')
    .execute();
  return rows.map(oneOffFromRow);
}

export async function oneOffById(tx: Tx, id: number): Promise<OneOff | null> {
  const row = await tables(tx).selectFrom('contracts.one_off').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : oneOffFromRow(row);
}

function oneOffFromRow(row: OneOffRow): OneOff {
  return {
    id: row.id,
    contractId: row.contract_id,
    productId: row.product_id,
    note: row.note,
    quantity: row.quantity,
    unitPrice: row.unit_price,
    dueOn: row.due_on,
    siteId: row.site_id,
    orderReference: row.order_reference,
    costCentre: row.cost_centre,
    purpose: row.purpose,
    reason: row.reason,
    depositId: row.deposit_id,
  };
}
