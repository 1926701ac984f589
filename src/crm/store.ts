import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Customer } from './customer.ts';

interface CustomerRow {
  tenant_id: number;
  id: number;
  number: string;
  kind: Customer['kind'];
  name: string;
  street: string;
  postcode: string;
  city: string;
  country: string;
  vat_id: string | null;
  buyer_reference: string | null;
  email: string;
  language: Customer['language'];
  currency: string;
  payment_terms_days: number;
  payment_method: Customer['paymentMethod'];
  iban: string | null;
  mandate_reference: string | null;
  tax_status: Customer['taxStatus'];
  itemise: boolean;
  mask_digits: number;
  created_at: Date;
}

type CrmTables = {
  'crm.customer': CustomerRow;
};

const tables = (tx: Tx) => tx.withTables<CrmTables>();

export async function insertCustomer(tx: Tx, tenantId: number, customer: Customer, createdAt: Date): Promise<void> {
  await tables(tx)
    .insertInto('crm.customer')
    .values({
      tenant_id: tenantId,
      id: customer.id,
      number: customer.number,
      kind: customer.kind,
      name: customer.name,
      street: customer.street,
      postcode: customer.postcode,
      city: customer.city,
      country: customer.country,
      vat_id: customer.vatId,
      buyer_reference: customer.buyerReference,
      email: customer.email,
      language: customer.language,
      currency: customer.currency,
      payment_terms_days: customer.paymentTermsDays,
      payment_method: customer.paymentMethod,
      iban: customer.iban,
      mandate_reference: customer.mandateReference,
      tax_status: customer.taxStatus,
      itemise: customer.itemise,
      mask_digits: customer.maskDigits,
      created_at: createdAt,
    })
    .execute();
}

export async function customerById(tx: Tx, id: number): Promise<Customer | null> {
  const row = await tables(tx).selectFrom('crm.customer').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

export async function customerByNumber(tx: Tx, number: string): Promise<Customer | null> {
  const row = await tables(tx).selectFrom('crm.customer').selectAll().where('number', '=', number).executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** All customers in order of id, or only those asked for. */
export async function customers(tx: Tx, ids?: readonly number[]): Promise<Customer[]> {
  let query = tables(tx).selectFrom('crm.customer').selectAll().orderBy('id');
  if (ids !== undefined) query = query.where('id', '=', sql<number>`any(${ids})`);
  return (await query.execute()).map(fromRow);
}

export interface CustomerFilter {
  /** Part of number, name or city; empty finds all. */
  readonly q: string;
  readonly sort: 'number' | 'name' | 'city';
  readonly descending: boolean;
  readonly limit: number;
  readonly offset: number;
}

export async function customerPage(tx: Tx, filter: CustomerFilter): Promise<{ rows: Customer[]; total: number }> {
  let query = tables(tx).selectFrom('crm.customer');
  if (filter.q !== '') {
    const pattern = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where((on) =>
      on.or([on('number', 'ilike', pattern), on('name', 'ilike', pattern), on('city', 'ilike', pattern)]),
    );
  }
  const { total } = await query.select((of) => of.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow();
  const rows = await query
    .selectAll()
    .orderBy(filter.sort, filter.descending ? 'desc' : 'asc')
    .orderBy('id')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
  return { rows: rows.map(fromRow), total: Number(total) };
}

function fromRow(row: CustomerRow): Customer {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    name: row.name,
    street: row.street,
    postcode: row.postcode,
    city: row.city,
    country: row.country,
    vatId: row.vat_id,
    buyerReference: row.buyer_reference,
    email: row.email,
    language: row.language,
    currency: row.currency,
    paymentTermsDays: row.payment_terms_days,
    paymentMethod: row.payment_method,
    iban: row.iban,
    mandateReference: row.mandate_reference,
    taxStatus: row.tax_status,
    itemise: row.itemise,
    maskDigits: row.mask_digits,
  };
}
