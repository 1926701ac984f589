import { type SelectQueryBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Customer } from '../customer.ts';
import { customerOfRow, rowOf } from './customerRow.ts';
import { type CustomerRow, tables } from './tables.ts';

export async function insertCustomer(tx: Tx, tenantId: number, customer: Customer, createdAt: Date): Promise<void> {
  const { id, number, revision } = customer;
  await tables(tx)
    .insertInto('crm.customer')
    .values({ tenant_id: tenantId, id, number, ...rowOf(customer), revision, created_at: createdAt })
    .execute();
}

/** Keeps a customer as he is now; his revision goes up. */
export async function updateCustomer(tx: Tx, customer: Customer): Promise<void> {
  await tables(tx)
    .updateTable('crm.customer')
    .set({ ...rowOf(customer), revision: sql<number>`revision + 1` })
    .where('id', '=', customer.id)
    .execute();
}

/** Notes that something of the customers was changed that is kept elsewhere: sites, payers. */
export async function countRevision(tx: Tx, ids: readonly number[]): Promise<void> {
  await tables(tx)
    .updateTable('crm.customer')
    .set({ revision: sql<number>`revision + 1` })
    .where('id', '=', sql<number>`any(${ids})`)
    .execute();
}

/** With his sites, contacts and payers. */
export async function deleteCustomer(tx: Tx, id: number): Promise<void> {
  for (const part of ['crm.site', 'crm.contact', 'crm.third_payer'] as const)
    await tables(tx).deleteFrom(part).where('customer_id', '=', id).execute();
  await tables(tx).deleteFrom('crm.customer').where('id', '=', id).execute();
}

export async function customerById(tx: Tx, id: number): Promise<Customer | null> {
  const row = await tables(tx).selectFrom('crm.customer').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : customerOfRow(row);
}

/** Customers, locked in order of id until the transaction ends. */
export async function lockCustomers(tx: Tx, ids: readonly number[]): Promise<Customer[]> {
  const rows = await tables(tx)
    .selectFrom('crm.customer')
    .selectAll()
    .where('id', '=', sql<number>`any(${ids})`)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(customerOfRow);
}

export async function customerByNumber(tx: Tx, number: string): Promise<Customer | null> {
  const row = await tables(tx).selectFrom('crm.customer').selectAll().where('number', '=', number).executeTakeFirst();
  return row === undefined ? null : customerOfRow(row);
}

/** All customers in order of id, or only those asked for. */
export async function customers(tx: Tx, ids?: readonly number[]): Promise<Customer[]> {
  let query = tables(tx).selectFrom('crm.customer').selectAll().orderBy('id');
  if (ids !== undefined) query = query.where('id', '=', sql<number>`any(${ids})`);
  return (await query.execute()).map(customerOfRow);
}

/** What says who gets a customer's invoices, and when they are drawn. */
export interface PayingCustomer extends Pick<Customer, 'id' | 'parentId' | 'payer' | 'mergedInto'> {
  readonly batchCode: string | null;
  readonly revision: number;
}

/** Of all customers, in order of id. */
export async function payingCustomers(tx: Tx): Promise<PayingCustomer[]> {
  const rows = await tables(tx)
    .selectFrom('crm.customer')
    .select(['id', 'parent_id', 'payer', 'merged_into', 'batch_code', 'revision'])
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    parentId: row.parent_id,
    payer: row.payer,
    mergedInto: row.merged_into,
    batchCode: row.batch_code,
    revision: row.revision,
  }));
}

/** Serialises changes of who stands above or pays for whom, until the transaction ends: two halves of a circle may not come at once. */
export async function lockFamily(tx: Tx, tenantId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('crm.family'), ${tenantId})`.execute(tx);
}

export interface CustomerFilter {
  /** Part of number, name or city; empty finds all. */
  readonly q: string;
  readonly kind?: Customer['kind'] | undefined;
  readonly taxStatus?: Customer['taxStatus'] | undefined;
  readonly country?: string | undefined;
  readonly currency?: string | undefined;
  /** Empty = those of no batch. */
  readonly batch?: string | undefined;
  readonly parentId?: number | undefined;
  readonly state: 'open' | 'closed' | 'all';
  readonly sort: 'number' | 'name' | 'city';
  readonly descending: boolean;
  readonly limit: number;
  readonly offset: number;
}

type Query<Output> = SelectQueryBuilder<{ 'crm.customer': CustomerRow }, 'crm.customer', Output>;

export async function customerPage(tx: Tx, filter: CustomerFilter): Promise<{ rows: Customer[]; total: number }> {
  const query = filtered(tables(tx).selectFrom('crm.customer'), filter);
  const { total } = await query.select((of) => of.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow();
  const rows = await query
    .selectAll()
    .orderBy(filter.sort, filter.descending ? 'desc' : 'asc')
    .orderBy('id')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
  return { rows: rows.map(customerOfRow), total: Number(total) };
}

function filtered<Output>(from: Query<Output>, filter: CustomerFilter): Query<Output> {
  let query = from;
  if (filter.q !== '') {
    const pattern = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where((on) =>
      on.or([on('number', 'ilike', pattern), on('name', 'ilike', pattern), on('city', 'ilike', pattern)]),
    );
  }
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
  if (filter.taxStatus !== undefined) query = query.where('tax_status', '=', filter.taxStatus);
  if (filter.country !== undefined) query = query.where('country', '=', filter.country);
  if (filter.currency !== undefined) query = query.where('currency', '=', filter.currency);
  if (filter.parentId !== undefined) query = query.where('parent_id', '=', filter.parentId);
  if (filter.batch === '') query = query.where('batch_code', 'is', null);
  else if (filter.batch !== undefined) query = query.where('batch_code', '=', filter.batch);
  if (filter.state === 'open') query = query.where('closed_on', 'is', null);
  if (filter.state === 'closed') query = query.where('closed_on', 'is not', null);
  return query;
}
