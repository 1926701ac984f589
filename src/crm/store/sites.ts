import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Site } from '../site.ts';
import { tables } from './tables.ts';

/** Keeps a site, new or changed. */
export async function putSite(tx: Tx, tenantId: number, site: Site): Promise<void> {
  const { id, customerId, costCentre, validFrom, validTo, ...same } = site;
  const values = { ...same, cost_centre: costCentre, valid_from: validFrom, valid_to: validTo };
  await tables(tx)
    .insertInto('crm.site')
    .values({ tenant_id: tenantId, id, customer_id: customerId, ...values })
    .onConflict((on) => on.columns(['tenant_id', 'id']).doUpdateSet(values))
    .execute();
}

/** Sites of the customers given, or of all, in order of customer and code. */
export async function sites(tx: Tx, customerIds?: readonly number[]): Promise<Site[]> {
  let query = tables(tx).selectFrom('crm.site').selectAll().orderBy('customer_id').orderBy('code');
  if (customerIds !== undefined) query = query.where('customer_id', '=', sql<number>`any(${customerIds})`);
  return (await query.execute()).map((row) => ({
    id: row.id,
    customerId: row.customer_id,
    code: row.code,
    name: row.name,
    street: row.street,
    postcode: row.postcode,
    city: row.city,
    country: row.country,
    costCentre: row.cost_centre,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }));
}

/** Gives all sites of a customer to another. */
export async function moveSites(tx: Tx, from: number, to: number): Promise<void> {
  await tables(tx).updateTable('crm.site').set({ customer_id: to }).where('customer_id', '=', from).execute();
}

export async function renameSite(tx: Tx, id: number, code: string): Promise<void> {
  await tables(tx).updateTable('crm.site').set({ code }).where('id', '=', id).execute();
}
