import { sql } from 'kysely';
import type { Context } from '#platform/context';
import type { LoadContext } from '#platform/db';
import type { AllowanceCounter } from './counter.ts';
import type { StaleMark, StaleReason } from './stale.ts';

/** Keeps assignments and re-ratings of a tenant apart until the transaction ends; imports go on, they only add records. */
export async function lockRewriting(ctx: LoadContext): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('rating.rewrite'), ${ctx.tenantId})`.execute(ctx.tx);
}

/** How far changes and loads have been followed. */
export interface Seen {
  readonly auditSeq: number;
  readonly loadNo: number;
}

/** The same, kept from others who follow until the transaction ends. */
export async function lockSeen({ tx, tenantId }: Context): Promise<Seen> {
  await sql`select pg_advisory_xact_lock(hashtext('rating.seen'), ${tenantId})`.execute(tx);
  const { rows } = await sql<{ auditSeq: bigint; loadNo: number }>`
    select audit_seq as "auditSeq", load_no as "loadNo" from rating.seen where tenant_id = ${tenantId}`.execute(tx);
  const [seen] = rows;
  return { auditSeq: Number(seen?.auditSeq ?? 0n), loadNo: seen?.loadNo ?? 0 };
}

export async function saveSeen({ tx, tenantId }: Context, seen: Seen): Promise<void> {
  await sql`
    insert into rating.seen (tenant_id, audit_seq, load_no) values (${tenantId}, ${seen.auditSeq}, ${seen.loadNo})
    on conflict (tenant_id) do update set audit_seq = excluded.audit_seq, load_no = excluded.load_no`.execute(tx);
}

/** Marks customer-months as stale; a cause that is known asks for the latest of its loads. */
export async function markStale(ctx: Context, marks: readonly StaleMark[]): Promise<void> {
  if (marks.length === 0) return;
  const since = new Date(ctx.clock.now());
  await sql`
    insert into rating.stale (tenant_id, customer_id, month, cause, reason, audit_seq, load_no, detail, since)
    select ${ctx.tenantId}, m.*, ${since}
    from unnest(${marks.map((mark) => mark.customerId)}::int[], ${marks.map((mark) => mark.month)}::text[],
                ${marks.map((mark) => mark.cause)}::text[], ${marks.map((mark) => mark.reason)}::text[],
                ${marks.map((mark) => mark.auditSeq)}::bigint[], ${marks.map((mark) => mark.loadNo)}::int[],
                ${marks.map((mark) => JSON.stringify(mark.detail))}::text[]::jsonb[]) as m
    on conflict (tenant_id, customer_id, month, cause) do update set load_no = greatest(stale.load_no, excluded.load_no)`.execute(
    ctx.tx,
  );
}

/** A stale customer-month with one of its causes. */
export interface StaleRow extends StaleMark {
  readonly since: Date;
}

export interface StaleFilter {
  readonly customerIds?: readonly number[];
  /** Months up to and including this one. */
  readonly upToMonth?: string;
}

/** In order of customer, month and time. */
export async function staleRows({ tx, tenantId }: Context, filter: StaleFilter): Promise<StaleRow[]> {
  const { rows } = await sql<Omit<StaleRow, 'auditSeq'> & { auditSeq: bigint; reason: StaleReason }>`
    select customer_id as "customerId", month, cause, reason, audit_seq as "auditSeq", load_no as "loadNo", detail, since
    from rating.stale
    where tenant_id = ${tenantId}
      and ${filter.customerIds === undefined ? sql`true` : sql`customer_id = any (${[...filter.customerIds]}::int[])`}
      and ${filter.upToMonth === undefined ? sql`true` : sql`month <= ${filter.upToMonth}`}
    order by customer_id, month, since, audit_seq, load_no`.execute(tx);
  return rows.map((row) => ({ ...row, auditSeq: Number(row.auditSeq) }));
}

/** Which customers have something stale up to a month; a question of the index alone. */
export async function staleCustomers({ tx, tenantId }: Context, upToMonth?: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct customer_id as id from rating.stale
    where tenant_id = ${tenantId} and ${upToMonth === undefined ? sql`true` : sql`month <= ${upToMonth}`}
    order by 1`.execute(tx);
  return rows.map((row) => row.id);
}

/** The closing counters of a month. */
export interface RatedPeriod {
  readonly customerId: number;
  readonly month: string;
  readonly counters: readonly AllowanceCounter[];
}

/** Of some customers, in order of customer and month. */
export async function periodsOf({ tx, tenantId }: Context, customerIds: readonly number[]): Promise<RatedPeriod[]> {
  const { rows } = await sql<RatedPeriod>`
    select customer_id as "customerId", month, counters from rating.period
    where tenant_id = ${tenantId} and customer_id = any (${[...customerIds]}::int[])
    order by customer_id, month`.execute(tx);
  return rows;
}

/** Months of some customers whose closing counters are kept. */
export async function ratedMonths({ tx, tenantId }: Context, customerIds: readonly number[]) {
  const { rows } = await sql<{ readonly customerId: number; readonly month: string }>`
    select customer_id as "customerId", month from rating.period
    where tenant_id = ${tenantId} and customer_id = any (${[...customerIds]}::int[]) order by 1, 2`.execute(tx);
  return rows;
}

export async function savePeriods({ tx, tenantId, clock }: Context, periods: readonly RatedPeriod[]): Promise<void> {
  if (periods.length === 0) return;
  await sql`
    insert into rating.period (tenant_id, customer_id, month, counters, rated_at)
    select ${tenantId}, p.*, ${new Date(clock.now())}
    from unnest(${periods.map((one) => one.customerId)}::int[], ${periods.map((one) => one.month)}::text[],
                ${periods.map((one) => JSON.stringify(one.counters))}::text[]::jsonb[]) as p
    on conflict (tenant_id, customer_id, month) do update
      set counters = excluded.counters, rated_at = excluded.rated_at where period.counters <> excluded.counters`.execute(
    tx,
  );
}

/** A customer some of whose calls stand on another one's invoices. */
export interface Lent {
  readonly ownerId: number;
  readonly holderId: number;
}

export async function noteLent({ tx, tenantId }: Context, lent: readonly Lent[]): Promise<void> {
  if (lent.length === 0) return;
  await sql`
    insert into rating.lent (tenant_id, owner_id, holder_id)
    select distinct ${tenantId}::int, l.* from unnest(${lent.map((one) => one.ownerId)}::int[], ${lent.map((one) => one.holderId)}::int[]) as l
    on conflict do nothing`.execute(tx);
}

/** Of some customers, both those who own calls and those who hold them. */
export async function lentOf({ tx, tenantId }: Context, customerIds: readonly number[]): Promise<readonly Lent[]> {
  const ids = [...customerIds];
  const { rows } = await sql<Lent>`
    select owner_id as "ownerId", holder_id as "holderId" from rating.lent
    where tenant_id = ${tenantId} and (owner_id = any (${ids}::int[]) or holder_id = any (${ids}::int[])) order by 1, 2`.execute(
    tx,
  );
  return rows;
}

/** All of the tenant, by owner. */
export async function lentByOwner({ tx, tenantId }: Context): Promise<ReadonlyMap<number, readonly Lent[]>> {
  const { rows } = await sql<Lent>`
    select owner_id as "ownerId", holder_id as "holderId" from rating.lent where tenant_id = ${tenantId} order by 1, 2`.execute(
    tx,
  );
  return Map.groupBy(rows, (one) => one.ownerId);
}

/** Forgets counters of months that have no usage any more. */
export async function deletePeriods(
  { tx, tenantId }: Context,
  periods: readonly { readonly customerId: number; readonly month: string }[],
): Promise<void> {
  if (periods.length === 0) return;
  await sql`
    delete from rating.period p
    using unnest(${periods.map((one) => one.customerId)}::int[], ${periods.map((one) => one.month)}::text[]) as r (customer_id, month)
    where p.tenant_id = ${tenantId} and p.customer_id = r.customer_id and p.month = r.month`.execute(tx);
}

/** Takes away the causes that a rating with this knowledge has settled. */
export async function settleStale(
  { tx, tenantId }: Context,
  rated: readonly { readonly customerId: number; readonly month: string }[],
  known: Seen,
): Promise<void> {
  if (rated.length === 0) return;
  await sql`
    delete from rating.stale s
    using unnest(${rated.map((one) => one.customerId)}::int[], ${rated.map((one) => one.month)}::text[]) as r (customer_id, month)
    where s.tenant_id = ${tenantId} and s.customer_id = r.customer_id and s.month = r.month
      and s.audit_seq <= ${known.auditSeq} and s.load_no <= ${known.loadNo}`.execute(tx);
}

/** Notes that stored charges were rewritten, under the next number of that kind. */
export async function noteRewritten(
  { tx, tenantId }: Context,
  months: readonly { readonly customerId: number; readonly month: string }[],
  rewritingNo: number,
): Promise<void> {
  await sql`
    insert into rating.rewritten (tenant_id, customer_id, month, rewriting_no)
    select ${tenantId}, m.*, ${rewritingNo}
    from unnest(${months.map((one) => one.customerId)}::int[], ${months.map((one) => one.month)}::text[]) as m
    on conflict (tenant_id, customer_id, month) do update set rewriting_no = excluded.rewriting_no`.execute(tx);
}

export async function rewrittenAfter(
  { tx, tenantId }: Context,
  rewritingNo: number,
): Promise<{ customerId: number; month: string }[]> {
  const { rows } = await sql<{ customerId: number; month: string }>`
    select customer_id as "customerId", month from rating.rewritten
    where tenant_id = ${tenantId} and rewriting_no > ${rewritingNo} order by 1, 2`.execute(tx);
  return rows;
}

export async function lastRewritingNo({ tx, tenantId }: Context): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(rewriting_no), 0)::int as last from rating.rewritten where tenant_id = ${tenantId}`.execute(tx);
  return rows[0]?.last ?? 0;
}
