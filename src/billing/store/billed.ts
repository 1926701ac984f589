/** The memory of what was billed: usage by load, service periods of subscriptions, months of period rules, one-offs. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Bill } from '../bill.ts';
import { billedByLines } from '../recurring/recurringLines.ts';
import type { BilledCharge } from '../recurring/trueUp.ts';
import { insertBilledCorrections } from './corrections.ts';

/** Up to which load each customer's usage months have been billed; of the customers given only, where some are. */
export async function billedUsage(
  tx: Tx,
  customerIds?: readonly number[],
): Promise<{ customerId: number; month: string; upToLoadNo: number }[]> {
  const ofCustomers = customerIds === undefined ? sql`` : sql`where customer_id = any (${[...customerIds]}::int[])`;
  const { rows } = await sql<{ customerId: number; month: string; upToLoadNo: number }>`
    select customer_id as "customerId", month, max(up_to_load_no) as "upToLoadNo"
    from billing.billed_usage ${ofCustomers} group by customer_id, month`.execute(tx);
  return rows;
}

/** The run on whose invoice a record stands: a customer's usage month, the load that brought the record. */
export async function runBillingLoad(
  tx: Tx,
  { customerId, month, loadNo }: { customerId: number; month: string; loadNo: number },
): Promise<number | null> {
  const { rows } = await sql<{ runId: number }>`
    select run_id as "runId" from billing.billed_usage
    where customer_id = ${customerId} and month = ${month} and after_load_no < ${loadNo} and up_to_load_no >= ${loadNo}`.execute(
    tx,
  );
  return rows[0]?.runId ?? null;
}

/** What was billed for the service periods of subscriptions, by subscription, periods in order. */
export async function billedCharges(tx: Tx, subscriptionIds: readonly number[]): Promise<Map<number, BilledCharge[]>> {
  const { rows } = await sql<BilledCharge & { readonly subscriptionId: number }>`
    select subscription_id as "subscriptionId", period_from as "periodFrom", period_to as "periodTo",
           sum(net_minor)::bigint as "netMinor", (array_agg(stretches order by run_id desc))[1] as stretches
    from billing.billed_charge where subscription_id = any (${[...subscriptionIds]}::int[])
    group by subscription_id, period_from, period_to order by subscription_id, period_from`.execute(tx);
  const charges = new Map<number, BilledCharge[]>();
  for (const { subscriptionId, ...charge } of rows) {
    const known = charges.get(subscriptionId);
    if (known === undefined) charges.set(subscriptionId, [charge]);
    else known.push(charge);
  }
  return charges;
}

/** What was billed by period rules, by `ruleKey`. */
export async function billedRules(tx: Tx, contractIds: readonly number[]): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ key: string; netMinor: bigint }>`
    select period_rule_id || '/' || contract_id || '/' || month as key, sum(net_minor)::bigint as "netMinor"
    from billing.billed_period_rule where contract_id = any (${[...contractIds]}::int[])
    group by period_rule_id, contract_id, month`.execute(tx);
  return new Map(rows.map(({ key, netMinor }) => [key, netMinor]));
}

/** Which of these one-off items were billed. */
export async function billedOneOffs(tx: Tx, oneOffIds: readonly number[]): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select one_off_id as id from billing.billed_one_off where one_off_id = any (${[...oneOffIds]}::int[])`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** Remembers what a bill billed, in the transaction that issues it. A second time is refused by the keys. */
export async function insertBilled(tx: Tx, tenantId: number, runId: number, bill: Bill): Promise<void> {
  for (const { month, afterLoadNo, upToLoadNo } of bill.usage)
    await sql`
      insert into billing.billed_usage (tenant_id, customer_id, month, run_id, after_load_no, up_to_load_no)
      values (${tenantId}, ${bill.customerId}, ${month}, ${runId}, ${afterLoadNo}, ${upToLoadNo})`.execute(tx);
  await insertCharges(tx, tenantId, runId, bill);
  await insertRules(tx, tenantId, runId, bill);
  const corrections = bill.lines.flatMap((line) => (line.kind === 'correction' ? line.correctionIds : []));
  await insertBilledCorrections({ tx, tenantId }, runId, [...new Set(corrections)]);
  const items = bill.lines.flatMap((line) => (line.kind === 'oneOff' || line.kind === 'deposit' ? line.oneOffId : []));
  if (items.length > 0)
    await sql`
      insert into billing.billed_one_off (tenant_id, one_off_id, run_id)
      select ${tenantId}, id, ${runId} from unnest(${items}::int[]) as id`.execute(tx);
}

async function insertCharges(tx: Tx, tenantId: number, runId: number, bill: Bill): Promise<void> {
  const charges = billedByLines(bill.lines.filter((line) => line.kind === 'recurring'));
  if (charges.length === 0) return;
  await sql`
    insert into billing.billed_charge (tenant_id, subscription_id, period_from, period_to, run_id, net_minor, stretches)
    select ${tenantId}, t.subscription_id, t.period_from, t.period_to, ${runId}, t.net_minor, t.stretches
    from unnest(${charges.map((one) => one.subscriptionId)}::int[], ${charges.map((one) => one.periodFrom)}::date[],
                ${charges.map((one) => one.periodTo)}::date[], ${charges.map((one) => one.netMinor)}::bigint[],
                ${charges.map((one) => JSON.stringify(one.stretches))}::text[]::jsonb[])
      as t (subscription_id, period_from, period_to, net_minor, stretches)`.execute(tx);
}

async function insertRules(tx: Tx, tenantId: number, runId: number, bill: Bill): Promise<void> {
  const rules = bill.lines.filter((line) => line.kind === 'periodRule');
  if (rules.length === 0) return;
  await sql`
    insert into billing.billed_period_rule (tenant_id, period_rule_id, contract_id, month, run_id, net_minor)
    select ${tenantId}, t.rule_id, t.contract_id, t.month, ${runId}, t.net_minor
    from unnest(${rules.map((one) => one.ruleId)}::int[], ${rules.map((one) => one.contractId)}::int[],
                ${rules.map((one) => one.month)}::text[], ${rules.map((one) => one.netMinor)}::bigint[])
      as t (rule_id, contract_id, month, net_minor)`.execute(tx);
}
