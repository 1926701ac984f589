import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { IndexationRule, IndexValue } from '../indexation.ts';
import { type IndexationRow, tables } from './tables.ts';

export async function putIndexValue(tx: Tx, tenantId: number, value: IndexValue): Promise<void> {
  await tables(tx)
    .insertInto('contracts.index_value')
    .values({ tenant_id: tenantId, ...value })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'series', 'month']).doUpdateSet((set) => ({ value: set.ref('excluded.value') })),
    )
    .execute();
}

/** In order of series and month. */
export async function indexValues(tx: Tx): Promise<IndexValue[]> {
  const query = tables(tx).selectFrom('contracts.index_value').select(['series', 'month', 'value']);
  return query.orderBy('series').orderBy('month').execute();
}

/** Writes a rule, over one of its id. */
export async function putRule(tx: Tx, tenantId: number, rule: IndexationRule): Promise<void> {
  const content = {
    code: rule.code,
    name: rule.name,
    contract_id: rule.contractId,
    product_codes: [...rule.productCodes],
    families: [...rule.families],
    rule: JSON.stringify(rule.rule),
  };
  await tables(tx)
    .insertInto('contracts.indexation_rule')
    .values({ tenant_id: tenantId, id: rule.id, ...content })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(content))
    .execute();
}

/** In order of code. */
export async function rules(tx: Tx): Promise<IndexationRule[]> {
  const rows = await tables(tx).selectFrom('contracts.indexation_rule').selectAll().orderBy('code').execute();
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    contractId: row.contract_id,
    productCodes: row.product_codes,
    families: row.families,
    rule: row.rule,
  }));
}

/** An indexation as applied. */
export interface Indexation {
  readonly id: number;
  readonly ruleId: number;
  readonly effectiveOn: string;
  /** What prices were changed by, before rounding. */
  readonly percent: string;
  /** Subscriptions changed. */
  readonly changed: number;
  readonly appliedBy: string;
  readonly appliedAt: Date;
  readonly undoneBy: string | null;
  readonly undoneAt: Date | null;
}

export async function insertIndexation(tx: Tx, tenantId: number, one: Indexation): Promise<void> {
  await tables(tx)
    .insertInto('contracts.indexation')
    .values({
      tenant_id: tenantId,
      id: one.id,
      rule_id: one.ruleId,
      effective_on: one.effectiveOn,
      percent: one.percent,
      changed: one.changed,
      applied_by: one.appliedBy,
      applied_at: one.appliedAt,
      undone_by: null,
      undone_at: null,
    })
    .execute();
}

/** Newest first. */
export async function indexations(tx: Tx): Promise<Indexation[]> {
  const rows = await tables(tx).selectFrom('contracts.indexation').selectAll().orderBy('id', 'desc').execute();
  return rows.map(fromRow);
}

/** Locked until the transaction ends, so that nobody undoes it twice. */
export async function lockIndexation(tx: Tx, id: number): Promise<Indexation | null> {
  const query = tables(tx).selectFrom('contracts.indexation').selectAll().where('id', '=', id).forUpdate();
  const row = await query.executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

export async function setUndone(tx: Tx, id: number, by: { readonly name: string; readonly at: Date }): Promise<void> {
  await tables(tx)
    .updateTable('contracts.indexation')
    .set({ undone_by: by.name, undone_at: by.at })
    .where('id', '=', id)
    .execute();
}

/** A later indexation in force that built on prices of this one; null = none. */
export async function builtOn(tx: Tx, id: number): Promise<number | null> {
  const found = await sql<{ id: number }>`
    select min(later.indexation_id)::int as id
    from contracts.subscription_term own
    join contracts.subscription_term later
      on later.tenant_id = own.tenant_id and later.subscription_id = own.subscription_id and later.indexation_id > own.indexation_id
    join contracts.indexation batch on batch.tenant_id = later.tenant_id and batch.id = later.indexation_id and batch.undone_at is null
    where own.indexation_id = ${id}`.execute(tx);
  return found.rows[0]?.id ?? null;
}

/** Marks the contracts of subscriptions as changed. */
export async function touchContractsOf(tx: Tx, subscriptionIds: readonly number[]): Promise<void> {
  await sql`
    update contracts.contract set revision = revision + 1
    where id in (select contract_id from contracts.subscription where id = any(${subscriptionIds}))`.execute(tx);
}

/** A price that an indexation changed. */
export interface IndexedPrice {
  readonly subscriptionId: number;
  readonly customerId: number;
  readonly quantity: number;
  /** Of a service period. */
  readonly oldPrice: string;
  readonly newPrice: string;
  /** More (or less) in twelve months. */
  readonly yearly: string;
}

export async function insertIndexedPrices(
  tx: Tx,
  tenantId: number,
  indexationId: number,
  prices: readonly IndexedPrice[],
): Promise<void> {
  const rows = prices.map((price) => ({
    subscription_id: price.subscriptionId,
    customer_id: price.customerId,
    quantity: price.quantity,
    old_price: price.oldPrice,
    new_price: price.newPrice,
    yearly: price.yearly,
  }));
  await sql`
    insert into contracts.indexation_price
      (tenant_id, indexation_id, subscription_id, customer_id, quantity, old_price, new_price, yearly)
    select ${tenantId}, ${indexationId}, n.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as n (subscription_id int, customer_id int, quantity int, old_price numeric, new_price numeric, yearly numeric)`.execute(
    tx,
  );
}

/** In order of customer and subscription. @param customerId only his */
export async function indexedPrices(tx: Tx, indexationId: number, customerId?: number): Promise<IndexedPrice[]> {
  let query = tables(tx)
    .selectFrom('contracts.indexation_price')
    .selectAll()
    .where('indexation_id', '=', indexationId)
    .orderBy('customer_id')
    .orderBy('subscription_id');
  if (customerId !== undefined) query = query.where('customer_id', '=', customerId);
  return (await query.execute()).map((row) => ({
    subscriptionId: row.subscription_id,
    customerId: row.customer_id,
    quantity: row.quantity,
    oldPrice: row.old_price,
    newPrice: row.new_price,
    yearly: row.yearly,
  }));
}

export interface IndexationLetter {
  readonly customerId: number;
  readonly sha256: string;
  readonly writtenAt: Date;
}

export async function insertLetter(
  tx: Tx,
  tenantId: number,
  indexationId: number,
  letter: IndexationLetter,
): Promise<void> {
  await tables(tx)
    .insertInto('contracts.indexation_letter')
    .values({
      tenant_id: tenantId,
      indexation_id: indexationId,
      customer_id: letter.customerId,
      sha256: letter.sha256,
      written_at: letter.writtenAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** In order of customer. */
export async function letters(tx: Tx, indexationId: number): Promise<IndexationLetter[]> {
  const rows = await tables(tx)
    .selectFrom('contracts.indexation_letter')
    .selectAll()
    .where('indexation_id', '=', indexationId)
    .orderBy('customer_id')
    .execute();
  return rows.map((row) => ({ customerId: row.customer_id, sha256: row.sha256, writtenAt: row.written_at }));
}

function fromRow(row: IndexationRow): Indexation {
  return {
    id: row.id,
    ruleId: row.rule_id,
    effectiveOn: row.effective_on,
    percent: row.percent,
    changed: row.changed,
    appliedBy: row.applied_by,
    appliedAt: row.applied_at,
    undoneBy: row.undone_by,
    undoneAt: row.undone_at,
  };
}
