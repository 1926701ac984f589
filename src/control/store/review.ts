/** The review of a run: every draft beside the bill of the month before, in one statement. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db';

export interface ReviewFilter {
  readonly q: string;
  readonly sort: 'customer' | 'difference' | 'net' | 'findings';
  readonly only: 'all' | 'findings' | 'excluded';
  readonly limit: number;
  readonly offset: number;
}

/** Amounts in minor units. */
export interface ReviewRow {
  readonly customerId: number;
  readonly customerNumber: string;
  readonly customerName: string;
  readonly currency: string;
  readonly state: 'draft' | 'excluded' | 'issued';
  readonly reason: string | null;
  readonly netMinor: bigint;
  readonly grossMinor: bigint;
  readonly recurringMinor: bigint;
  readonly oneOffMinor: bigint;
  readonly usageMinor: bigint;
  readonly previousMinor: bigint | null;
  readonly records: bigint;
  readonly errors: number;
  readonly warnings: number;
}

const ORDERS = {
  customer: sql`"customerNumber"`,
  difference: sql`abs("netMinor" - coalesce("previousMinor", "netMinor")) desc, "customerNumber"`,
  net: sql`"netMinor" desc, "customerNumber"`,
  findings: sql`errors desc, warnings desc, abs("netMinor" - coalesce("previousMinor", "netMinor")) desc, "customerNumber"`,
} as const;

export async function reviewPage(tx: Tx, runId: number, previousRunId: number | null, filter: ReviewFilter) {
  const pattern = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`;
  const review = sql`
    select draft.customer_id as "customerId", customer.number as "customerNumber", customer.name as "customerName", customer.currency,
           draft.state, draft.reason, draft.net_minor as "netMinor", draft.gross_minor as "grossMinor",
           coalesce(kind.recurring, 0)::bigint as "recurringMinor", coalesce(kind.one_off, 0)::bigint as "oneOffMinor", coalesce(kind.usage, 0)::bigint as "usageMinor",
           previous.net_minor as "previousMinor", draft.usage_records as records,
           coalesce(found.errors, 0)::int as errors, coalesce(found.warnings, 0)::int as warnings
    from billing.draft draft
    join crm.customer customer on customer.id = draft.customer_id
    left join billing.draft previous on previous.run_id = ${previousRunId ?? 0} and previous.customer_id = draft.customer_id and previous.state = 'issued'
    left join lateral (
      select sum((line->>'netMinor')::bigint) filter (where line->>'kind' = 'recurring') as recurring,
             sum((line->>'netMinor')::bigint) filter (where line->>'kind' = 'oneOff') as one_off,
             sum((line->>'netMinor')::bigint) filter (where line->>'kind' = 'usage') as usage
      from jsonb_array_elements(draft.bill->'lines') as line
    ) kind on true
    left join lateral (
      select count(*) filter (where finding.severity = 'error') as errors, count(*) filter (where finding.severity = 'warning') as warnings
      from control.finding finding where finding.run_id = draft.run_id and finding.customer_id = draft.customer_id
    ) found on true
    where draft.run_id = ${runId}
      and (${filter.q} = '' or customer.name ilike ${pattern} or customer.number ilike ${pattern})
      and (${filter.only} = 'all' or (${filter.only} = 'excluded' and draft.state = 'excluded')
           or (${filter.only} = 'findings' and coalesce(found.errors, 0) + coalesce(found.warnings, 0) > 0))`;
  const { rows: sums } = await sql<{ total: bigint; netMinor: bigint; grossMinor: bigint; previousMinor: bigint }>`
    select count(*)::bigint as total,
           coalesce(sum("netMinor") filter (where state <> 'excluded'), 0)::bigint as "netMinor",
           coalesce(sum("grossMinor") filter (where state <> 'excluded'), 0)::bigint as "grossMinor",
           coalesce(sum("previousMinor"), 0)::bigint as "previousMinor"
    from (${review}) review`.execute(tx);
  const { rows } = await sql<ReviewRow>`
    select * from (${review}) review order by ${ORDERS[filter.sort]} limit ${filter.limit} offset ${filter.offset}`.execute(
    tx,
  );
  return { rows, totals: sums[0] ?? { total: 0n, netMinor: 0n, grossMinor: 0n, previousMinor: 0n } };
}
