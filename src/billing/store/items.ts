/** Items of runs, whose month is in which run, and how often facts of customers changed. */
import { sql } from 'kysely';
import type { Context } from '#platform/context';
import type { ItemError, ItemState, RunItem } from '../run.ts';

/** What an item was drawn from, and what came of it. */
export interface DrawnItem extends RunItem {
  /** Hex. */
  readonly inputDigest: string;
}

interface ItemRow {
  readonly payerId: number;
  readonly state: ItemState;
  readonly excludedReason: string | null;
  readonly excludedBy: string | null;
  readonly error: ItemError | null;
  readonly inputDigest: Buffer;
}

/** In order of payer. */
export async function items({ tx }: Context, runId: number): Promise<DrawnItem[]> {
  const { rows } = await sql<ItemRow>`
    select payer_id as "payerId", state, excluded_reason as "excludedReason", excluded_by as "excludedBy", error,
           input_digest as "inputDigest"
    from billing.run_item where run_id = ${runId} order by payer_id`.execute(tx);
  return rows.map((row) => ({ ...row, inputDigest: row.inputDigest.toString('hex') }));
}

/** An item that is to be drawn. */
export interface ItemToDraw {
  readonly payerId: number;
  /** Hex. */
  readonly inputDigest: string;
}

/** Puts items up to be drawn, new ones and known ones; whether they are left out stays. */
export async function putItems({ tx, tenantId }: Context, runId: number, items: readonly ItemToDraw[]): Promise<void> {
  if (items.length === 0) return;
  await sql`
    insert into billing.run_item as i (tenant_id, run_id, payer_id, state, input_digest)
    select ${tenantId}, ${runId}, t.payer_id, 'waiting', t.digest
    from unnest(${items.map((item) => item.payerId)}::int[], ${items.map((item) => Buffer.from(item.inputDigest, 'hex'))}::bytea[])
      as t (payer_id, digest)
    on conflict (tenant_id, run_id, payer_id) do update set state = 'waiting', error = null, input_digest = excluded.input_digest,
      output_digest = null`.execute(tx);
}

/** Takes away items with all that was drawn of them. */
export async function deleteItems({ tx }: Context, runId: number, payerIds: readonly number[]): Promise<void> {
  if (payerIds.length === 0) return;
  for (const table of ['draft', 'bill', 'run_customer', 'run_item'])
    await sql`delete from ${sql.table(`billing.${table}`)} where run_id = ${runId} and payer_id = any (${[...payerIds]}::int[])`.execute(
      tx,
    );
}

/** Items that wait, kept from other workers until the transaction ends; those that others are drawing are passed over. */
export async function takeWaiting({ tx }: Context, runId: number, howMany: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select payer_id as id from billing.run_item where run_id = ${runId} and state = 'waiting'
    order by payer_id limit ${howMany} for update skip locked`.execute(tx);
  return rows.map((row) => row.id);
}

export async function waitingItems({ tx }: Context, runId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from billing.run_item where run_id = ${runId} and state = 'waiting'`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** Has the server count rows that came all at once, so that it plans by how many there are. */
export async function countRows({ tx }: Context, tables: readonly ('run_item' | 'run_customer' | 'bill' | 'draft')[]) {
  for (const table of tables) await sql`analyze ${sql.table(`billing.${table}`)}`.execute(tx);
}

/** What came of drawing an item. */
export interface ItemOutcome {
  readonly payerId: number;
  /** Hex over its drafts; null where it could not be drawn. */
  readonly outputDigest: string | null;
  readonly error: ItemError | null;
}

export async function settleItems({ tx }: Context, runId: number, outcomes: readonly ItemOutcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  await sql`
    update billing.run_item i set state = case when t.error is null then 'drawn' else 'failed' end, output_digest = decode(t.digest, 'hex'), error = t.error
    from unnest(${outcomes.map((one) => one.payerId)}::int[], ${outcomes.map((one) => one.outputDigest)}::text[],
                ${outcomes.map((one) => (one.error === null ? null : JSON.stringify(one.error)))}::text[]::jsonb[]) as t (payer_id, digest, error)
    where i.run_id = ${runId} and i.payer_id = t.payer_id`.execute(tx);
}

/** Leaves an item out, or takes it in again (null). */
export async function setExcluded(
  { tx }: Context,
  runId: number,
  payerId: number,
  excluded: { readonly reason: string; readonly by: string } | null,
): Promise<void> {
  await sql`
    update billing.run_item set excluded_reason = ${excluded?.reason ?? null}, excluded_by = ${excluded?.by ?? null}
    where run_id = ${runId} and payer_id = ${payerId}`.execute(tx);
}

export async function setIssued({ tx }: Context, runId: number, payerIds: readonly number[]): Promise<void> {
  await sql`
    update billing.run_item set state = 'issued' where run_id = ${runId} and payer_id = any (${[...payerIds]}::int[])`.execute(
    tx,
  );
}

/** A customer whose month is in a run. */
export interface RunCustomer {
  readonly customerId: number;
  readonly runId: number;
  readonly payerId: number;
}

/** Who is in the runs of a month and counts there; or who is or was in a run, of some groups only where they are given. */
export async function runCustomers(
  { tx }: Context,
  of: { readonly month: string } | { readonly runId: number; readonly payerIds?: readonly number[] },
): Promise<RunCustomer[]> {
  const which =
    'month' in of
      ? sql`month = ${of.month} and not released`
      : of.payerIds === undefined
        ? sql`run_id = ${of.runId}`
        : sql`run_id = ${of.runId} and payer_id = any (${[...of.payerIds]}::int[])`;
  const { rows } = await sql<RunCustomer>`
    select customer_id as "customerId", run_id as "runId", payer_id as "payerId" from billing.run_customer where ${which}
    order by customer_id`.execute(tx);
  return rows;
}

/** The latest month of runs in the states given that some customers are in; null = none. */
export async function lastMonthIn(
  tx: Context['tx'],
  customerIds: readonly number[],
  runIds: readonly number[],
): Promise<string | null> {
  if (runIds.length === 0) return null;
  const { rows } = await sql<{ month: string | null }>`
    select max(month) as month from billing.run_customer
    where run_id = any (${[...runIds]}::int[]) and not released and customer_id = any (${[...customerIds]}::int[])`.execute(
    tx,
  );
  return rows[0]?.month ?? null;
}

/** Puts customers' months into a run; one that is in another is refused by the key. */
export async function putRunCustomers(
  { tx, tenantId }: Context,
  run: { readonly id: number; readonly month: string },
  members: readonly { readonly customerId: number; readonly payerId: number }[],
): Promise<void> {
  await sql`delete from billing.run_customer where run_id = ${run.id}`.execute(tx);
  if (members.length === 0) return;
  await sql`
    insert into billing.run_customer (tenant_id, customer_id, month, run_id, payer_id)
    select ${tenantId}, t.customer_id, ${run.month}, ${run.id}, t.payer_id
    from unnest(${members.map((one) => one.customerId)}::int[], ${members.map((one) => one.payerId)}::int[]) as t (customer_id, payer_id)`.execute(
    tx,
  );
}

/** Gives the months of a run's customers back: of all, or of those whose item was not issued. */
export async function releaseCustomers({ tx }: Context, runId: number, which: 'all' | 'notIssued'): Promise<void> {
  await sql`
    update billing.run_customer c set released = true where c.run_id = ${runId} and (${which} = 'all' or not exists (
      select from billing.run_item i where (i.tenant_id, i.run_id, i.payer_id) = (c.tenant_id, c.run_id, c.payer_id) and i.state = 'issued'))`.execute(
    tx,
  );
}

/** How often facts changed that bills are drawn from: key 0 = those of everybody. A customer without a row has none. */
export async function revisions({ tx }: Context): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ id: number; n: number }>`
    select customer_id as id, count(*)::int as n from platform.touch group by customer_id`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.n]));
}

/** Notes that facts of customers changed: what stands on an issued bill is no longer to be billed. */
export async function touch({ tx, tenantId }: Context, customerIds: readonly number[]): Promise<void> {
  await sql`
    insert into platform.touch (tenant_id, customer_id) select ${tenantId}, id from unnest(${[...customerIds]}::int[]) as id`.execute(
    tx,
  );
}
