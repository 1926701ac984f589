/**
 * The review of a run: every draft beside the bill of the month before, in one statement. Who had a bill then and has none now
 * stands there too, so that the differences add up to the difference of the sums.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db';
import { type Against, CAUSE_GROUPS, type CauseGroup } from '../cause.ts';

export interface ReviewFilter {
  readonly q: string;
  readonly sort: 'customer' | 'difference' | 'net' | 'findings' | CauseGroup;
  readonly only: 'all' | 'findings' | 'excluded';
  readonly against: Against;
  /** Of the sums. */
  readonly currency: string;
  /** Only customers whose difference has a cause of this group; null = all. */
  readonly group: CauseGroup | null;
  readonly limit: number;
  readonly offset: number;
}

/** Amounts in minor units. */
export interface ReviewRow {
  readonly customerId: number;
  readonly customerNumber: string;
  readonly customerName: string;
  readonly currency: string;
  /** `none`: billed last month, nothing this month. */
  readonly state: 'draft' | 'excluded' | 'issued' | 'none';
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
  /** Minor units as text by cause; null where the bills were not compared. */
  readonly causes: Readonly<Record<string, string>> | null;
}

/** Bills of customers, each as its item in the run stands. */
const billsOf = (which: RawBuilder<unknown>) => sql`
  select b.*, i.excluded_reason as reason,
         case when i.state = 'issued' then 'issued' when i.excluded_reason is not null then 'excluded' else 'draft' end as state
  from billing.bill b join billing.run_item i on (i.tenant_id, i.run_id, i.payer_id) = (b.tenant_id, b.run_id, b.payer_id)
  where ${which}`;

const ORDERS = {
  customer: sql`"customerNumber"`,
  difference: sql`abs("netMinor" - coalesce("previousMinor", "netMinor")) desc, "customerNumber"`,
  net: sql`"netMinor" desc, "customerNumber"`,
  findings: sql`errors desc, warnings desc, abs("netMinor" - coalesce("previousMinor", "netMinor")) desc, "customerNumber"`,
} as const;

function causesOf(group: CauseGroup | null): string[] {
  return group === null ? [] : [...CAUSE_GROUPS[group]];
}

/** By a group of causes: whose difference comes from it most. */
function orderOf(sort: ReviewFilter['sort']) {
  if (sort in ORDERS) return ORDERS[sort as keyof typeof ORDERS];
  const wanted = causesOf(sort as CauseGroup);
  return sql`(select coalesce(abs(sum(one.value::bigint)), 0) from jsonb_each_text(causes) as one where one.key = any (${wanted}::text[])) desc, "customerNumber"`;
}

export async function reviewPage(tx: Tx, runId: number, previousRunIds: readonly number[], filter: ReviewFilter) {
  const pattern = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`;
  const review = sql`
    select customer.id as "customerId", customer.number as "customerNumber", customer.name as "customerName", customer.currency,
           coalesce(draft.state, 'none') as state, draft.reason,
           coalesce(draft.net_minor, 0)::bigint as "netMinor", coalesce(draft.gross_minor, 0)::bigint as "grossMinor",
           coalesce(kind.recurring, 0)::bigint as "recurringMinor", coalesce(kind.one_off, 0)::bigint as "oneOffMinor", coalesce(kind.usage, 0)::bigint as "usageMinor",
           case when ${filter.against} = 'year' then compared.before_minor else previous.net_minor end as "previousMinor",
           compared.causes, coalesce(draft.usage_records, 0)::bigint as records,
           coalesce(found.errors, 0)::int as errors, coalesce(found.warnings, 0)::int as warnings
    from (${billsOf(sql`b.run_id = ${runId}`)}) draft
    full join (${billsOf(sql`b.run_id = any (${[...previousRunIds]}::int[]) and i.state = 'issued'
      and b.customer_id in (select customer_id from billing.run_customer where run_id = ${runId})`)}) previous
      on previous.customer_id = draft.customer_id
    join crm.customer customer on customer.id = coalesce(draft.customer_id, previous.customer_id)
    left join control.difference compared on compared.run_id = ${runId} and compared.customer_id = customer.id and compared.against = ${filter.against}
    left join lateral (
      select sum((line->>'netMinor')::bigint) filter (where line->>'kind' = 'recurring') as recurring,
             sum((line->>'netMinor')::bigint) filter (where line->>'kind' in ('oneOff', 'deposit')) as one_off,
             sum((line->>'netMinor')::bigint) filter (where line->>'kind' in ('usage', 'correction', 'periodRule')) as usage
      from jsonb_array_elements(draft.bill->'lines') as line
    ) kind on true
    left join lateral (
      select count(*) filter (where finding.severity = 'error') as errors, count(*) filter (where finding.severity = 'warning') as warnings
      from control.finding finding where finding.run_id = ${runId} and finding.customer_id = customer.id
    ) found on true
    where (${filter.q} = '' or customer.name ilike ${pattern} or customer.number ilike ${pattern})
      and (${filter.only} = 'all' or (${filter.only} = 'excluded' and draft.state = 'excluded')
           or (${filter.only} = 'findings' and coalesce(found.errors, 0) + coalesce(found.warnings, 0) > 0))
      and (${filter.group}::text is null or compared.causes ?| ${causesOf(filter.group)}::text[])`;
  // Like with like: who is left out counts on neither side; other currencies are no part of a sum.
  const counted = sql`state <> 'excluded' and currency = ${filter.currency}`;
  const { rows: sums } = await sql<{ total: bigint; netMinor: bigint; grossMinor: bigint; previousMinor: bigint }>`
    select count(*)::bigint as total,
           coalesce(sum("netMinor") filter (where ${counted}), 0)::bigint as "netMinor",
           coalesce(sum("grossMinor") filter (where ${counted}), 0)::bigint as "grossMinor",
           coalesce(sum("previousMinor") filter (where ${counted}), 0)::bigint as "previousMinor"
    from (${review}) review`.execute(tx);
  const { rows } = await sql<ReviewRow>`
    select * from (${review}) review order by ${orderOf(filter.sort)} limit ${filter.limit} offset ${filter.offset}`.execute(
    tx,
  );
  return { rows, totals: sums[0] ?? { total: 0n, netMinor: 0n, grossMinor: 0n, previousMinor: 0n } };
}
