import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Against, Cause } from '../cause.ts';

export interface StoredDifference {
  readonly customerId: number;
  readonly against: Against;
  readonly beforeMinor: bigint | null;
  readonly nowMinor: bigint | null;
  readonly causes: ReadonlyMap<Cause, bigint>;
}

/** Replaces what a run's bills differ by from earlier ones. */
export async function replaceDifferences(
  tx: Tx,
  tenantId: number,
  runId: number,
  differences: readonly StoredDifference[],
): Promise<void> {
  await sql`delete from control.difference where run_id = ${runId}`.execute(tx);
  if (differences.length === 0) return;
  const minor = (amount: bigint | null) => (amount === null ? null : amount.toString());
  const causes = (of: ReadonlyMap<Cause, bigint>) =>
    JSON.stringify(Object.fromEntries([...of].map(([cause, amount]) => [cause, amount.toString()])));
  await sql`
    insert into control.difference (tenant_id, run_id, customer_id, against, before_minor, now_minor, causes)
    select ${tenantId}, ${runId}, t.*
    from unnest(${differences.map((one) => one.customerId)}::int[], ${differences.map((one) => one.against)}::text[],
                ${differences.map((one) => minor(one.beforeMinor))}::bigint[], ${differences.map((one) => minor(one.nowMinor))}::bigint[],
                ${differences.map((one) => causes(one.causes))}::text[]::jsonb[]) as t`.execute(tx);
}

/** Sums by cause over a run, of customers who are not left out; in one currency. */
export async function causeTotals(
  tx: Tx,
  runId: number,
  against: Against,
  currency: string,
): Promise<{ readonly cause: string; readonly minor: bigint }[]> {
  const { rows } = await sql<{ cause: string; minor: bigint }>`
    select one.key as cause, sum(one.value::bigint)::bigint as minor
    from control.difference difference
    join crm.customer customer on customer.id = difference.customer_id and customer.currency = ${currency}
    left join billing.run_customer entered on entered.run_id = difference.run_id and entered.customer_id = difference.customer_id
    left join billing.run_item item on item.run_id = difference.run_id and item.payer_id = entered.payer_id
    cross join lateral jsonb_each_text(difference.causes) as one
    where difference.run_id = ${runId} and difference.against = ${against} and item.excluded_reason is null
    group by one.key order by one.key`.execute(tx);
  return rows;
}
