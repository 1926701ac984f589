/** What the month looks like in the earlier rooms: read in SQL, written by nobody here. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { UNMATCHED } from '#usage';
import type { FileFact, UnpricedFact } from '../facts.ts';

/** A month as instants of the operator's zone, half open. */
export interface MonthBounds {
  readonly from: Date;
  readonly to: Date;
}

/**
 * A file belongs to the month of its calls; one whose calls are unknown (quarantined) to the month it came in and to the month
 * before, in which it was most likely missed.
 */
const FILE_OF_MONTH = ({ from, to }: MonthBounds) => sql`(
  case when file.first_at is not null then file.first_at < ${to} and file.last_at >= ${from}
       else file.received_at >= ${from} and file.received_at < ${to}::timestamptz + (${to}::timestamptz - ${from}::timestamptz) end)`;

export interface SourceMonth {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly kind: 'carrier' | 'pabx' | 'sbc';
  readonly files: number;
  readonly quarantined: number;
  readonly records: bigint;
  readonly stored: bigint;
  readonly duplicates: bigint;
  readonly rejected: bigint;
  readonly filtered: bigint;
  readonly unmatched: bigint;
  readonly lastCallAt: Date | null;
}

/** Every source with the figures of its files of the month. */
export async function sourcesOfMonth(tx: Tx, month: MonthBounds): Promise<SourceMonth[]> {
  const { rows } = await sql<SourceMonth>`
    select source.id, source.code, source.name, source.kind,
           count(file.id)::int as files,
           count(file.id) filter (where file.state = 'quarantined')::int as quarantined,
           coalesce(sum(file.records), 0)::bigint as records,
           coalesce(sum(file.stored), 0)::bigint as stored,
           coalesce(sum(file.duplicates), 0)::bigint as duplicates,
           coalesce(sum(file.rejected), 0)::bigint as rejected,
           coalesce(sum(file.filtered), 0)::bigint as filtered,
           coalesce(sum(file.unmatched), 0)::bigint as unmatched,
           max(file.last_at) as "lastCallAt"
    from mediation.source source
    left join mediation.file file on file.source_id = source.id and ${FILE_OF_MONTH(month)}
    group by source.id, source.code, source.name, source.kind
    order by source.id`.execute(tx);
  return rows;
}

/** Files of the month that were put aside or have rejected records. */
export async function troubledFiles(tx: Tx, month: MonthBounds): Promise<FileFact[]> {
  const { rows } = await sql<FileFact>`
    select file.id as "fileId", file.name, file.state = 'quarantined' as quarantined, file.rejected::int as rejected, file.records::int as records
    from mediation.file file
    where (file.state = 'quarantined' or file.rejected > 0) and ${FILE_OF_MONTH(month)}
    order by file.id`.execute(tx);
  return rows;
}

/** Usage of the month in one row; amounts in micro-units, customers only. */
export async function usageOfMonth(tx: Tx, { from, to }: MonthBounds) {
  const { rows } = await sql<{ records: bigint; chargeMicro: bigint; costMicro: bigint; unpriced: bigint }>`
    select count(*)::bigint as records,
           coalesce(sum(charge_micro), 0)::bigint as "chargeMicro",
           coalesce(sum(cost_micro), 0)::bigint as "costMicro",
           count(*) filter (where status = 3)::bigint as unpriced
    from usage.record where customer_id <> ${UNMATCHED} and start_at >= ${from} and start_at < ${to}`.execute(tx);
  return rows[0] ?? { records: 0n, chargeMicro: 0n, costMicro: 0n, unpriced: 0n };
}

/** Calls without a price, by customer and the first four digits called. Summed before customers are joined: one pass over the month. */
export async function unpricedOfMonth(tx: Tx, { from, to }: MonthBounds): Promise<UnpricedFact[]> {
  const { rows } = await sql<UnpricedFact>`
    select customer.id as "customerId", customer.name as "customerName", unpriced.prefix, unpriced.records, unpriced."durationMs"
    from (
      select customer_id, left(coalesce(nullif(b_number, 0)::text, b_text, ''), 4) as prefix,
             count(*)::int as records, sum(duration_ms)::float8 as "durationMs"
      from usage.record
      where status = 3 and customer_id <> ${UNMATCHED} and start_at >= ${from} and start_at < ${to}
      group by 1, 2
    ) unpriced
    join crm.customer customer on customer.id = unpriced.customer_id
    order by unpriced.records desc, customer.id, unpriced.prefix`.execute(tx);
  return rows;
}

/**
 * The same of earlier months, as far as they stand on the drafts of a run: they came after their month was billed, and the drafts bill
 * them at nothing. Drafts have scopes in months before their own only where such records are.
 */
export async function unpricedLate(tx: Tx, runId: number, zone: string): Promise<UnpricedFact[]> {
  const { rows } = await sql<UnpricedFact>`
    select customer.id as "customerId", customer.name as "customerName",
           left(coalesce(nullif(record.b_number, 0)::text, record.b_text, ''), 4) as prefix,
           count(*)::int as records, sum(record.duration_ms)::float8 as "durationMs"
    from billing.run run
    join billing.bill draft on draft.run_id = run.id
    cross join lateral jsonb_to_recordset(draft.bill->'usage') as scope (month text, "afterLoadNo" int, "upToLoadNo" int)
    cross join lateral (
      select b_number, b_text, duration_ms from usage.record
      where customer_id = draft.customer_id and status = 3
        and start_at >= (scope.month || '-01')::timestamp at time zone ${zone}
        and start_at < ((scope.month || '-01')::timestamp + interval '1 month') at time zone ${zone}
        and load_no > scope."afterLoadNo" and load_no <= scope."upToLoadNo"
    ) record
    join crm.customer customer on customer.id = draft.customer_id
    where run.id = ${runId} and scope.month < run.month
    group by customer.id, customer.name, 3
    order by count(*) desc, customer.id, 3`.execute(tx);
  return rows;
}

/** Local months in which calls or runs are, newest first. */
export async function months(tx: Tx, zone: string) {
  const { rows } = await sql<{ month: string; runId: number | null; state: string | null }>`
    with called as (
      select distinct to_char(at at time zone ${zone}, 'YYYY-MM') as month
      from mediation.file file, lateral (values (file.first_at), (file.last_at)) as edge (at) where at is not null
    )
    select coalesce(called.month, run.month) as month, run.id as "runId", run.state
    from called full join (
      select distinct on (month) * from billing.run where state <> 'withdrawn' order by month, scope <> 'all', id
    ) run on run.month = called.month
    order by 1 desc`.execute(tx);
  return rows;
}
