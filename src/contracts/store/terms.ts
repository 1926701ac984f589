import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Discount, Pause, TermChange } from '../subscription.ts';
import { tables } from './tables.ts';

/** A change of terms as recorded. */
export interface RecordedTerm extends TermChange {
  readonly subscriptionId: number;
  readonly indexationId: number | null;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  /** By an indexation that was undone: it counts no more. */
  readonly undone: boolean;
}

export interface NewTerm extends Omit<TermChange, 'seq'> {
  readonly subscriptionId: number;
  readonly indexationId: number | null;
}

/** Adds changes of terms, numbered within their subscription. The contracts are locked. */
export async function insertTerms(
  tx: Tx,
  tenantId: number,
  terms: readonly NewTerm[],
  by: { readonly name: string; readonly at: Date },
): Promise<void> {
  const rows = terms.map((term) => ({
    subscription_id: term.subscriptionId,
    from_on: term.from,
    quantity: term.quantity,
    sets_price: term.unitPrice !== undefined,
    unit_price: term.unitPrice ?? null,
    indexation_id: term.indexationId,
  }));
  await sql`
    insert into contracts.subscription_term
      (tenant_id, subscription_id, seq, from_on, quantity, sets_price, unit_price, indexation_id, recorded_by, recorded_at)
    select ${tenantId}, n.subscription_id,
           coalesce((select max(t.seq) from contracts.subscription_term t where t.subscription_id = n.subscription_id), 0) + 1,
           n.from_on, n.quantity, n.sets_price, n.unit_price, n.indexation_id, ${by.name}, ${by.at}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as n (subscription_id int, from_on date, quantity int, sets_price boolean, unit_price numeric, indexation_id int)`.execute(
    tx,
  );
}

/** Changes of the subscriptions given, in order of recording. */
export async function termChanges(tx: Tx, subscriptionIds: readonly number[]): Promise<RecordedTerm[]> {
  const rows = await tables(tx)
    .selectFrom('contracts.subscription_term as term')
    .leftJoin('contracts.indexation as batch', 'batch.id', 'term.indexation_id')
    .selectAll('term')
    .select('batch.undone_at')
    .where('term.subscription_id', '=', sql<number>`any(${subscriptionIds})`)
    .orderBy('term.subscription_id')
    .orderBy('term.seq')
    .execute();
  return rows.map((row) => ({
    subscriptionId: row.subscription_id,
    seq: row.seq,
    from: row.from_on,
    quantity: row.quantity,
    ...(row.sets_price ? { unitPrice: row.unit_price } : {}),
    indexationId: row.indexation_id,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at,
    undone: row.undone_at !== null,
  }));
}

export async function insertDiscount(
  tx: Tx,
  tenantId: number,
  subscriptionId: number,
  discount: Discount,
): Promise<void> {
  await tables(tx)
    .insertInto('contracts.subscription_discount')
    .values({
      tenant_id: tenantId,
      id: discount.id,
      subscription_id: subscriptionId,
      kind: discount.kind,
      value: discount.value,
      from_on: discount.from,
      to_on: discount.to,
      reason: discount.reason,
      withdrawn_at: null,
    })
    .execute();
}

export async function insertPause(tx: Tx, tenantId: number, subscriptionId: number, pause: Pause): Promise<void> {
  await tables(tx)
    .insertInto('contracts.subscription_pause')
    .values({
      tenant_id: tenantId,
      id: pause.id,
      subscription_id: subscriptionId,
      from_on: pause.from,
      to_on: pause.to,
      billed_percent: pause.billedPercent,
      withdrawn_at: null,
    })
    .execute();
}

/** Which of the two a deed is about. */
export type PartTable = 'contracts.subscription_discount' | 'contracts.subscription_pause';

export async function setPartEnd(tx: Tx, table: PartTable, id: number, to: string | null): Promise<void> {
  await sql`update ${sql.table(table)} set to_on = ${to}::date where id = ${id}`.execute(tx);
}

export async function withdrawPart(tx: Tx, table: PartTable, id: number, at: Date): Promise<void> {
  await sql`update ${sql.table(table)} set withdrawn_at = ${at} where id = ${id}`.execute(tx);
}

/** Discounts not withdrawn, in order of id. */
export async function discounts(
  tx: Tx,
  subscriptionIds: readonly number[],
): Promise<(Discount & { readonly subscriptionId: number })[]> {
  const rows = await tables(tx)
    .selectFrom('contracts.subscription_discount')
    .selectAll()
    .where('subscription_id', '=', sql<number>`any(${subscriptionIds})`)
    .where('withdrawn_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    subscriptionId: row.subscription_id,
    id: row.id,
    kind: row.kind,
    value: row.value,
    from: row.from_on,
    to: row.to_on,
    reason: row.reason,
  }));
}

/** Pauses not withdrawn, in order of day. */
export async function pauses(
  tx: Tx,
  subscriptionIds: readonly number[],
): Promise<(Pause & { readonly subscriptionId: number })[]> {
  const rows = await tables(tx)
    .selectFrom('contracts.subscription_pause')
    .selectAll()
    .where('subscription_id', '=', sql<number>`any(${subscriptionIds})`)
    .where('withdrawn_at', 'is', null)
    .orderBy('subscription_id')
    .orderBy('from_on')
    .execute();
  return rows.map((row) => ({
    subscriptionId: row.subscription_id,
    id: row.id,
    from: row.from_on,
    to: row.to_on,
    billedPercent: row.billed_percent,
  }));
}

/** The subscription that a discount or pause belongs to; null where there is none. */
export async function ownerOfPart(tx: Tx, table: PartTable, id: number): Promise<number | null> {
  const found = await sql<{ subscription_id: number }>`
    select subscription_id from ${sql.table(table)} where id = ${id} and withdrawn_at is null`.execute(tx);
  return found.rows[0]?.subscription_id ?? null;
}
