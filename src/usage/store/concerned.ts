/** Whose usage something concerns: asked of PostgreSQL, answered in customers and months. */
import { sql } from 'kysely';
import type { Context } from '#platform/context';
import type { CustomerMonth, IdentifierUse, LoadEntry, MonthPeriod, UseQuery } from '../usageStore.ts';

/** Loads after a number, in order. */
export async function loadsAfter(ctx: Context, loadNo: number): Promise<LoadEntry[]> {
  const { rows } = await sql<Omit<LoadEntry, 'ratedAtSeq'> & { readonly ratedAtSeq: bigint }>`
    select load_no as "loadNo", kind, rated_at_seq as "ratedAtSeq", loaded_at as "loadedAt", loaded_by as "loadedBy"
    from usage.load where load_no > ${loadNo} order by load_no`.execute(ctx.tx);
  return rows.map((row) => ({ ...row, ratedAtSeq: Number(row.ratedAtSeq) }));
}

/** The earliest state of knowledge by which any load was rated; null without loads. */
export async function oldestRatedAtSeq(ctx: Context): Promise<number | null> {
  const { rows } = await sql<{ seq: bigint | null }>`select min(rated_at_seq) as seq from usage.load`.execute(ctx.tx);
  const seq = rows[0]?.seq ?? null;
  return seq === null ? null : Number(seq);
}

export async function customerMonthsOfLoads(
  ctx: Context,
  query: { readonly afterLoadNo: number; readonly upToLoadNo: number; readonly zone: string },
): Promise<(CustomerMonth & { readonly loadNo: number })[]> {
  const { rows } = await sql<CustomerMonth & { readonly loadNo: number }>`
    select load_no as "loadNo", customer_id as "customerId", to_char(start_at at time zone ${query.zone}, 'YYYY-MM') as month
    from usage.record where load_no > ${query.afterLoadNo} and load_no <= ${query.upToLoadNo}
    group by 1, 2, 3 order by 1, 2, 3`.execute(ctx.tx);
  return rows;
}

/** One look into the index per customer and month. */
export async function usedIn(
  ctx: Context,
  queries: readonly UseQuery[],
  months: readonly MonthPeriod[],
): Promise<(CustomerMonth & { readonly of: number })[]> {
  if (queries.length === 0 || months.length === 0) return [];
  const dates = (times: readonly number[]) => times.map((ms) => new Date(ms));
  const { rows } = await sql<CustomerMonth & { readonly of: number }>`
    select distinct q.tag as of, q.customer_id as "customerId", m.month
    from unnest(${queries.map((one) => one.of)}::int[], ${queries.map((one) => one.customerId)}::int[],
                ${queries.map((one) => one.sourceId)}::int[], ${dates(queries.map((one) => one.fromMs))}::timestamptz[],
                ${dates(queries.map((one) => one.toMs))}::timestamptz[]) as q (tag, customer_id, source_id, from_at, to_at)
    join unnest(${months.map((one) => one.month)}::text[], ${dates(months.map((one) => one.fromMs))}::timestamptz[],
                ${dates(months.map((one) => one.toMs))}::timestamptz[]) as m (month, from_at, to_at)
      on q.from_at < m.to_at and q.to_at > m.from_at
    where exists (
      select from usage.record r
      where r.customer_id = q.customer_id and r.start_at >= greatest(q.from_at, m.from_at) and r.start_at < least(q.to_at, m.to_at)
        and (q.source_id = 0 or r.source_id = q.source_id))
    order by 1, 2, 3`.execute(ctx.tx);
  return rows;
}

/** One pass over the records of the time that all of them span. */
export async function usedBy(
  ctx: Context,
  uses: readonly IdentifierUse[],
  zone: string,
): Promise<(CustomerMonth & { readonly of: number })[]> {
  if (uses.length === 0) return [];
  const fromMs = Math.min(...uses.map((use) => use.fromMs));
  const toMs = Math.max(...uses.map((use) => use.toMs));
  const exact = uses.filter((use) => use.kind === 'number' && use.identifier.length <= 15);
  const ranges = uses.filter((use) => use.kind === 'range');
  const others = uses.filter((use) => use.kind === 'text');
  const list = (some: readonly IdentifierUse[]) => sql`
    unnest(${some.map((use) => use.of)}::int[], ${some.map((use) => use.identifier)}::text[],
           ${some.map((use) => new Date(use.fromMs))}::timestamptz[], ${some.map((use) => new Date(use.toMs))}::timestamptz[])
    as u (tag, identifier, from_at, to_at)`;
  const inForce = sql`r.start_at >= u.from_at and r.start_at < u.to_at`;
  const { rows } = await sql<CustomerMonth & { readonly of: number }>`
    with r as materialized (
      select customer_id, start_at, a_number, b_number, a_text, b_text, account_text from usage.record
      where start_at >= ${new Date(fromMs)} and start_at < ${new Date(toMs)}
        and (${others.length > 0 || ranges.length > 0} or a_number = any (${exact.map((use) => use.identifier)}::bigint[])
             or b_number = any (${exact.map((use) => use.identifier)}::bigint[]))
    )
    select distinct f.tag as of, f.customer_id as "customerId", to_char(f.start_at at time zone ${zone}, 'YYYY-MM') as month from (
      select u.tag, r.customer_id, r.start_at from r join ${list(exact)} on r.a_number = u.identifier::bigint and ${inForce}
      union all
      select u.tag, r.customer_id, r.start_at from r join ${list(exact)} on r.b_number = u.identifier::bigint and ${inForce}
      union all
      select u.tag, r.customer_id, r.start_at from r join ${list(ranges)}
        on (starts_with(r.a_number::text, u.identifier) or starts_with(r.b_number::text, u.identifier)) and ${inForce}
      union all
      select u.tag, r.customer_id, r.start_at from r join ${list(others)} on u.identifier = r.account_text and ${inForce}
      union all
      select u.tag, r.customer_id, r.start_at from r join ${list(others)} on u.identifier = r.a_text and ${inForce}
      union all
      select u.tag, r.customer_id, r.start_at from r join ${list(others)} on u.identifier = r.b_text and ${inForce}
    ) f order by 1, 2, 3`.execute(ctx.tx);
  return rows;
}
