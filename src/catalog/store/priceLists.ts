import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { PriceList, PriceListVersion } from '../priceList.ts';
import { endForRow, endFromRow, tables } from './tables.ts';

export async function insertPriceList(tx: Tx, tenantId: number, list: PriceList): Promise<void> {
  await tables(tx)
    .insertInto('catalog.price_list')
    .values({
      tenant_id: tenantId,
      id: list.id,
      code: list.code,
      name: list.name,
      side: list.side,
      currency: list.currency,
      calendar_id: list.calendarId,
      band_change: list.bandChange,
      parent_id: list.parentId,
    })
    .execute();
}

export async function priceLists(tx: Tx): Promise<PriceList[]> {
  const rows = await tables(tx).selectFrom('catalog.price_list').selectAll().orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    side: row.side,
    currency: row.currency,
    calendarId: row.calendar_id,
    bandChange: row.band_change,
    parentId: row.parent_id,
  }));
}

/** Keeps two imports of one list apart until the transaction ends. */
export async function lockPriceList(tx: Tx, listId: number): Promise<void> {
  await tables(tx).selectFrom('catalog.price_list').select('id').where('id', '=', listId).forUpdate().execute();
}

/** A version as the store knows it, with the list it belongs to. */
export interface StoredVersion extends PriceListVersion {
  readonly listId: number;
}

/** All versions of all lists (or of one), by list and version. */
export async function versions(tx: Tx, listId?: number): Promise<StoredVersion[]> {
  let query = tables(tx)
    .selectFrom('catalog.price_list_version')
    .selectAll()
    .orderBy('price_list_id')
    .orderBy('version');
  if (listId !== undefined) query = query.where('price_list_id', '=', listId);
  return (await query.execute()).map((row) => ({
    listId: row.price_list_id,
    version: row.version,
    validFromMs: row.valid_from.getTime(),
    validToMs: endFromRow(row.valid_to),
  }));
}

export async function insertVersion(tx: Tx, tenantId: number, version: StoredVersion): Promise<void> {
  await tables(tx)
    .insertInto('catalog.price_list_version')
    .values({
      tenant_id: tenantId,
      price_list_id: version.listId,
      version: version.version,
      valid_from: new Date(version.validFromMs),
      valid_to: endForRow(version.validToMs),
    })
    .execute();
}

export async function closeOpenVersion(tx: Tx, listId: number, at: Date): Promise<void> {
  await tables(tx)
    .updateTable('catalog.price_list_version')
    .set({ valid_to: at })
    .where('price_list_id', '=', listId)
    .where('valid_to', 'is', null)
    .execute();
}

/** How many prices each version has, by `listId/version`. */
export async function priceCounts(tx: Tx): Promise<Map<string, number>> {
  const { rows } = await sql<{ price_list_id: number; version: number; prices: bigint }>`
    select price_list_id, version, count(*) as prices from catalog.price group by price_list_id, version`.execute(tx);
  return new Map(rows.map((row) => [`${row.price_list_id}/${row.version}`, Number(row.prices)]));
}
