import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { type Subscription, termsOf } from '../subscription.ts';
import { type SubscriptionRow, tables } from './tables.ts';
import { discounts, pauses, termChanges } from './terms.ts';

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
      line_id: subscription.lineId,
      site_id: subscription.siteId,
      order_reference: subscription.orderReference,
      cost_centre: subscription.costCentre,
      note: subscription.note,
      bundle_code: subscription.bundleCode,
    })
    .execute();
}

/** Subscriptions on the contracts given with their histories, in order of id. */
export async function subscriptions(tx: Tx, contractIds: readonly number[]): Promise<Subscription[]> {
  const rows = await tables(tx)
    .selectFrom('contracts.subscription')
    .selectAll()
    .where('contract_id', '=', sql<number>`any(${contractIds})`)
    .orderBy('id')
    .execute();
  return withHistory(tx, rows);
}

/** All subscriptions of a product, in order of id. */
export async function subscriptionsOfProduct(tx: Tx, productId: number): Promise<Subscription[]> {
  const rows = await tables(tx)
    .selectFrom('contracts.subscription')
    .selectAll()
    .where('product_id', '=', productId)
    .orderBy('id')
    .execute();
  return withHistory(tx, rows);
}

export async function subscriptionById(tx: Tx, id: number): Promise<Subscription | null> {
  const rows = await tables(tx).selectFrom('contracts.subscription').selectAll().where('id', '=', id).execute();
  const [found] = await withHistory(tx, rows);
  return found ?? null;
}

async function withHistory(tx: Tx, rows: readonly SubscriptionRow[]): Promise<Subscription[]> {
  const ids = rows.map((row) => row.id);
  const changes = Map.groupBy(await termChanges(tx, ids), (change) => change.subscriptionId);
  const reduced = Map.groupBy(await discounts(tx, ids), (one) => one.subscriptionId);
  const paused = Map.groupBy(await pauses(tx, ids), (one) => one.subscriptionId);
  return rows.map((row) => ({
    id: row.id,
    contractId: row.contract_id,
    productId: row.product_id,
    quantity: row.quantity,
    unitPrice: row.unit_price,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    lineId: row.line_id,
    siteId: row.site_id,
    orderReference: row.order_reference,
    costCentre: row.cost_centre,
    note: row.note,
    bundleCode: row.bundle_code,
    terms: termsOf(
      { from: row.starts_on, quantity: row.quantity, unitPrice: row.unit_price },
      (changes.get(row.id) ?? []).filter((change) => !change.undone),
    ),
    discounts: (reduced.get(row.id) ?? []).map(({ subscriptionId: _, ...one }) => one),
    pauses: (paused.get(row.id) ?? []).map(({ subscriptionId: _, ...one }) => one),
  }));
}

/** The end agreed for a subscription itself. */
export async function setSubscriptionEnd(tx: Tx, id: number, endsOn: string | null): Promise<void> {
  await tables(tx)
    .updateTable('contracts.subscription')
    .set({ ends_on: endsOn, own_ends_on: null })
    .where('id', '=', id)
    .execute();
}

/** Subscriptions of a contract whose end moves end with it, or on the day agreed for themselves where that is earlier. */
export async function endSubscriptions(
  tx: Tx,
  contractId: number,
  endedOn: string | null,
  endsOn: string | null,
): Promise<void> {
  const own = sql`coalesce(own_ends_on, nullif(ends_on, ${endedOn}::date))`;
  await sql`
    update contracts.subscription
    set ends_on = least(${own}, ${endsOn}::date), own_ends_on = case when ${own} >= ${endsOn}::date then ${own} end
    where contract_id = ${contractId}`.execute(tx);
}

/** The begin of a quote's subscriptions that begin with it moves along with it. */
export async function moveStarts(tx: Tx, contractId: number, startedOn: string, startsOn: string): Promise<void> {
  await tables(tx)
    .updateTable('contracts.subscription')
    .set({ starts_on: startsOn })
    .where('contract_id', '=', contractId)
    .where('starts_on', '=', startedOn)
    .execute();
  await tables(tx)
    .updateTable('contracts.one_off')
    .set({ due_on: startsOn })
    .where('contract_id', '=', contractId)
    .where('due_on', '=', startedOn)
    .execute();
}
