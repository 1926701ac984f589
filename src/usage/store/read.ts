/**
 * Reading usage from PostgreSQL. Tenants are kept apart by row-level security; every statement names a period, so that only
 * its months are touched.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/context';
import { DIRECTION, STATUS, UNMATCHED } from '../record.ts';
import type { StoredRecord } from '../storedRecord.ts';
import type {
  AggregateQuery,
  LoadRange,
  Period,
  UnmatchedTotals,
  UsageCursor,
  UsagePageQuery,
  UsageTotals,
} from '../usageStore.ts';
import { RECORD, type RecordRow, storedRecord } from './row.ts';

const CHUNK_ROWS = 5_000;

/** Sums as the database gives them: whole numbers as bigint. */
type TotalsRow = Omit<UsageTotals, 'durationMs' | 'billedUnits' | 'coveredUnits'> &
  Readonly<Record<'durationMs' | 'billedUnits' | 'coveredUnits', bigint>>;

export async function aggregate(ctx: Context, query: AggregateQuery): Promise<UsageTotals[]> {
  const whose =
    query.customerIds === undefined
      ? sql`customer_id <> ${UNMATCHED}`
      : sql`customer_id = any (${[...query.customerIds]}::int[])`;
  const { rows } = await sql<TotalsRow>`
    select customer_id as "customerId", contract_id as "contractId", destination_id as "destinationId", service, status,
           status in (${STATUS.rated}, ${STATUS.free}) as charged, count(*)::int as records,
           count(*) filter (where allowance_id <> 0)::int as "coveredRecords",
           count(*) filter (where service_fee_micro <> 0)::int as "serviceFeeRecords",
           sum(duration_ms)::bigint as "durationMs", sum(billed_units)::bigint as "billedUnits",
           coalesce(sum(covered_units) filter (where allowance_id <> all (${[...(query.moneyAllowanceIds ?? [])]}::int[])), 0)::bigint
             as "coveredUnits",
           sum(charge_micro)::bigint as "chargeMicro", sum(service_fee_micro)::bigint as "serviceFeeMicro",
           sum(cost_micro)::bigint as "costMicro"
    from usage.record
    where ${whose} and ${within(query)} and ${inLoads(query)}
    group by customer_id, contract_id, destination_id, service, status
    order by customer_id, contract_id, destination_id, service, status`.execute(ctx.tx);
  return rows.map((row) => ({
    ...row,
    durationMs: Number(row.durationMs),
    billedUnits: Number(row.billedUnits),
    coveredUnits: Number(row.coveredUnits),
  }));
}

export async function unmatchedByIdentifier(ctx: Context, period: Period): Promise<UnmatchedTotals[]> {
  const { rows } = await sql<
    Omit<UnmatchedTotals, 'number' | 'durationMs' | 'firstMs' | 'lastMs'> & {
      number: bigint;
      durationMs: bigint;
      firstAt: Date;
      lastAt: Date;
    }
  >`
    select source_id as "sourceId", direction, our_number as number, our_text as text, account_text as account,
           count(*)::int as records, sum(duration_ms)::bigint as "durationMs", sum(charge_micro)::bigint as "chargeMicro",
           sum(cost_micro)::bigint as "costMicro", min(start_at) as "firstAt", max(start_at) as "lastAt"
    from (
      select *, case direction when ${DIRECTION.inbound} then b_number else a_number end as our_number,
             case direction when ${DIRECTION.inbound} then b_text else a_text end as our_text
      from usage.record where customer_id = ${UNMATCHED} and ${within(period)}
    ) record
    group by source_id, direction, our_number, our_text, account_text
    order by sum(charge_micro) desc, source_id, direction, our_number, our_text, account_text`.execute(ctx.tx);
  return rows.map(({ firstAt, lastAt, ...row }) => ({
    ...row,
    number: Number(row.number),
    durationMs: Number(row.durationMs),
    firstMs: firstAt.getTime(),
    lastMs: lastAt.getTime(),
  }));
}

export async function pageByCustomer(
  ctx: Context,
  query: UsagePageQuery,
): Promise<{ records: StoredRecord[]; next: UsageCursor | null }> {
  const { after, lineId, destinationIds } = query;
  const conditions = [
    sql`customer_id = ${query.customerId}`,
    within(query),
    lineId === undefined ? ALL : sql`line_id = ${lineId}`,
    destinationIds === undefined ? ALL : sql`destination_id = any (${[...destinationIds]}::int[])`,
    after === undefined ? ALL : sql`(start_at, dedup_hash) > (${new Date(after.startMs)}, ${after.dedupHash}::bigint)`,
  ];
  const records = await select(ctx, conditions, sql`start_at, dedup_hash`, query.limit + 1);
  const page = records.slice(0, query.limit);
  const last = page.at(-1);
  return { records: page, next: records.length > query.limit && last !== undefined ? cursorOf(last) : null };
}

/** In chunks by key, as no cursor outlives a pooled statement: each chunk begins after the last row of the one before. */
export async function* recordsForBill(
  ctx: Context,
  query: { readonly customerId: number; readonly scopes: readonly (Period & LoadRange)[] },
): AsyncGenerator<readonly StoredRecord[]> {
  if (query.scopes.length === 0) return;
  const scopes = sql.join(
    query.scopes.map((scope) => sql`(${within(scope)} and ${inLoads(scope)})`),
    sql` or `,
  );
  let after: RawBuilder<unknown> = ALL;
  for (;;) {
    const conditions = [sql`customer_id = ${query.customerId}`, sql`(${scopes})`, after];
    const order = sql`line_id, destination_id, start_at, dedup_hash`;
    const records = await select(ctx, conditions, order, CHUNK_ROWS);
    if (records.length > 0) yield records;
    const last = records.at(-1);
    if (last === undefined || records.length < CHUNK_ROWS) return;
    const { startMs, dedupHash } = cursorOf(last);
    after = sql`(line_id, destination_id, start_at, dedup_hash)
      > (${last.lineId}, ${last.destinationId}, ${new Date(startMs)}, ${dedupHash}::bigint)`;
  }
}

export async function* recordsOf(
  ctx: Context,
  query: Period & { readonly customerId: number },
): AsyncGenerator<readonly StoredRecord[]> {
  let after: UsageCursor | undefined;
  for (;;) {
    const page = await pageByCustomer(ctx, { ...query, limit: CHUNK_ROWS, ...(after === undefined ? {} : { after }) });
    if (page.records.length > 0) yield page.records;
    if (page.next === null) return;
    after = page.next;
  }
}

export async function recordAt(
  ctx: Context,
  query: { readonly fileId: number; readonly recordNo: number; readonly period?: Period },
): Promise<StoredRecord | null> {
  const conditions = [
    sql`file_id = ${query.fileId}`,
    sql`record_no = ${query.recordNo}`,
    query.period === undefined ? ALL : within(query.period),
  ];
  return (await select(ctx, conditions, sql`start_at`, 1))[0] ?? null;
}

export async function lastLoadNo(ctx: Context): Promise<number> {
  const { rows } = await sql<{ last: number }>`select coalesce(max(load_no), 0)::int as last from usage.load`.execute(
    ctx.tx,
  );
  return rows[0]?.last ?? 0;
}

/**
 * Looks at the records of one tenant month by month in steps: from a month's first record it jumps to the next local month, so
 * that the index answers and no month is read through.
 */
export async function usageMonths(ctx: Context, zone: string): Promise<string[]> {
  const { rows } = await sql<{ month: string }>`
    with recursive step (at) as (
      (select start_at from usage.record order by start_at limit 1)
      union all
      select (select start_at from usage.record
              where start_at >= (date_trunc('month', step.at at time zone ${zone}) + interval '1 month') at time zone ${zone}
              order by start_at limit 1)
      from step where step.at is not null
    )
    select to_char(at at time zone ${zone}, 'YYYY-MM') as month from step where at is not null order by 1`.execute(
    ctx.tx,
  );
  return rows.map(({ month }) => month);
}

const ALL = sql`true`;

function within({ fromMs, toMs }: Period): RawBuilder<unknown> {
  return sql`start_at >= ${new Date(fromMs)} and start_at < ${new Date(toMs)}`;
}

function inLoads({ afterLoadNo, upToLoadNo }: LoadRange): RawBuilder<unknown> {
  return sql`load_no > ${afterLoadNo} and load_no <= ${upToLoadNo}`;
}

async function select(
  ctx: Context,
  conditions: readonly RawBuilder<unknown>[],
  order: RawBuilder<unknown>,
  limit: number,
): Promise<StoredRecord[]> {
  const { rows } = await sql<RecordRow>`
    select ${RECORD} from usage.record where ${sql.join(conditions, sql` and `)} order by ${order} limit ${limit}`.execute(
    ctx.tx,
  );
  return rows.map(storedRecord);
}

function cursorOf({ startMs, dedupHi, dedupLo }: StoredRecord): UsageCursor {
  return { startMs, dedupHash: ((BigInt(dedupHi) << 32n) | BigInt.asUintN(32, BigInt(dedupLo))).toString() };
}
