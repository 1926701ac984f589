/** What the month's usage tells the checks: one pass over it for everything that is summed up. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { NO_SOURCE_COST, UNMATCHED } from '#usage';
import type { CalledNumbersFact, DestinationFact, LongCallFact, SourceCostFact } from '../facts.ts';
import type { MonthBounds } from './month.ts';

/** First hour of the night and first hour of the day, local time. */
const NIGHT = { from: 22, to: 6 } as const;

/** Sums of one kind: of a customer, a destination, a source, a source's day, or a line. Only the amounts of that kind mean anything. */
export interface UsageSums {
  readonly customerId: number | null;
  readonly destinationId: number | null;
  readonly sourceId: number | null;
  readonly day: string | null;
  readonly lineId: number | null;
  readonly records: bigint;
  readonly chargeMicro: bigint;
  readonly costMicro: bigint;
  readonly nightMicro: bigint;
  readonly weekendMicro: bigint;
  readonly longestMs: number;
  readonly theirMicro: bigint;
  readonly ourMicro: bigint;
  readonly told: bigint;
}

/**
 * Usage of a month summed up by customer, destination, source and day of a source, and by line where calls are long or many.
 */
export async function usageSums(
  tx: Tx,
  { from, to }: MonthBounds,
  of: { readonly zone: string; readonly manyCalls: number; readonly longMs: number },
): Promise<UsageSums[]> {
  const { rows } = await sql<UsageSums>`
    with local as (
      select customer_id, destination_id, source_id, line_id, duration_ms, charge_micro, cost_micro, source_cost_micro, allowance_id,
             start_at at time zone ${of.zone} as at
      from usage.record where start_at >= ${from} and start_at < ${to}
    )
    select customer_id as "customerId", destination_id as "destinationId", source_id as "sourceId", line_id as "lineId",
           to_char(at::date, 'YYYY-MM-DD') as day, count(*)::bigint as records,
           coalesce(sum(charge_micro), 0)::bigint as "chargeMicro",
           coalesce(sum(cost_micro) filter (where allowance_id = 0), 0)::bigint as "costMicro",
           coalesce(sum(charge_micro) filter (where extract(hour from at) >= ${NIGHT.from} or extract(hour from at) < ${NIGHT.to}), 0)::bigint as "nightMicro",
           coalesce(sum(charge_micro) filter (where extract(isodow from at) >= 6), 0)::bigint as "weekendMicro",
           max(duration_ms)::float8 as "longestMs",
           coalesce(sum(source_cost_micro) filter (where source_cost_micro <> ${NO_SOURCE_COST}), 0)::bigint as "theirMicro",
           coalesce(sum(cost_micro) filter (where source_cost_micro <> ${NO_SOURCE_COST}), 0)::bigint as "ourMicro",
           count(*) filter (where source_cost_micro <> ${NO_SOURCE_COST})::bigint as told
    from local
    group by grouping sets ((customer_id), (destination_id), (source_id), (source_id, at::date), (customer_id, line_id))
    having grouping(line_id) = 1 or max(duration_ms) > ${of.longMs} or count(*) > ${of.manyCalls}`.execute(tx);
  return rows;
}

/** Night and weekend of some customers in an earlier month. */
export async function peaksOf(
  tx: Tx,
  customerIds: readonly number[],
  { from, to }: MonthBounds,
  zone: string,
): Promise<ReadonlyMap<number, { readonly nightMicro: bigint; readonly weekendMicro: bigint }>> {
  if (customerIds.length === 0) return new Map();
  const { rows } = await sql<{ customerId: number; nightMicro: bigint; weekendMicro: bigint }>`
    select customer_id as "customerId",
           coalesce(sum(charge_micro) filter (where extract(hour from at) >= ${NIGHT.from} or extract(hour from at) < ${NIGHT.to}), 0)::bigint as "nightMicro",
           coalesce(sum(charge_micro) filter (where extract(isodow from at) >= 6), 0)::bigint as "weekendMicro"
    from (select customer_id, charge_micro, start_at at time zone ${zone} as at from usage.record
          where customer_id = any (${[...customerIds]}::int[]) and start_at >= ${from} and start_at < ${to}) local
    group by 1`.execute(tx);
  return new Map(rows.map((row) => [row.customerId, row]));
}

/** Calls of some lines that are longer than so many milliseconds. */
export async function longCalls(
  tx: Tx,
  lineIds: readonly number[],
  { from, to }: MonthBounds,
  longMs: number,
): Promise<LongCallFact[]> {
  if (lineIds.length === 0) return [];
  const { rows } = await sql<LongCallFact>`
    select customer.id as "customerId", customer.name as "customerName", coalesce(line.label, '') as "lineLabel",
           count(*)::int as calls, max(record.duration_ms)::float8 as "longestMs", coalesce(sum(record.charge_micro), 0)::bigint as "chargeMicro"
    from usage.record record
    join crm.customer customer on customer.id = record.customer_id
    left join contracts.line line on line.id = record.line_id
    where record.start_at >= ${from} and record.start_at < ${to} and record.service = 1
      and record.line_id = any (${[...lineIds]}::int[]) and record.duration_ms > ${longMs}
    group by customer.id, customer.name, line.id, line.label order by "chargeMicro" desc, customer.id, line.id`.execute(
    tx,
  );
  return rows;
}

/** How many different numbers some lines called. */
export async function calledNumbers(
  tx: Tx,
  lines: readonly { readonly customerId: number; readonly lineId: number }[],
  { from, to }: MonthBounds,
): Promise<CalledNumbersFact[]> {
  if (lines.length === 0) return [];
  const { rows } = await sql<CalledNumbersFact>`
    select customer.id as "customerId", customer.name as "customerName", coalesce(line.label, '') as "lineLabel",
           count(distinct record.b_number)::int as numbers
    from usage.record record
    join crm.customer customer on customer.id = record.customer_id
    left join contracts.line line on line.id = record.line_id
    where record.start_at >= ${from} and record.start_at < ${to} and record.direction = 1
      and record.customer_id = any (${lines.map((one) => one.customerId)}::int[])
      and record.line_id = any (${lines.map((one) => one.lineId)}::int[])
    group by customer.id, customer.name, line.id, line.label order by customer.id, line.id`.execute(tx);
  return rows;
}

/** Names of destinations with what they brought and cost. */
export async function destinationFacts(
  tx: Tx,
  { from, to }: MonthBounds,
  currency: string,
  suspects: readonly number[],
): Promise<DestinationFact[]> {
  if (suspects.length === 0) return [];
  const { rows } = await sql<DestinationFact>`
    select destination.id as "destinationId", destination.code, count(*)::int as calls,
           coalesce(sum(record.charge_micro), 0)::bigint as "chargeMicro", coalesce(sum(record.cost_micro), 0)::bigint as "costMicro"
    from usage.record record
    join catalog.destination destination on destination.id = record.destination_id
    join crm.customer customer on customer.id = record.customer_id and customer.currency = ${currency}
    where record.start_at >= ${from} and record.start_at < ${to} and record.customer_id <> ${UNMATCHED}
      and record.destination_id = any (${[...suspects]}::int[]) and record.status <> 3
    group by destination.id, destination.code order by destination.id`.execute(tx);
  return rows;
}

export async function sourceNames(tx: Tx): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ id: number; name: string }>`select id::int as id, name from mediation.source`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Of the sums of sources, what records and price lists say they cost. */
export function sourceCostsOf(sums: readonly UsageSums[], names: ReadonlyMap<number, string>): SourceCostFact[] {
  return sums
    .filter((sum) => sum.sourceId !== null && sum.day === null && sum.told > 0n)
    .map(({ sourceId, told, theirMicro, ourMicro }) => ({
      sourceId: sourceId ?? 0,
      sourceName: names.get(sourceId ?? 0) ?? '',
      records: Number(told),
      theirMicro,
      ourMicro,
    }));
}

/** Usage of numbers that began or ended between two months, as bills have it; of some customers. */
export async function movedUsage(
  tx: Tx,
  which: 'new' | 'ended',
  customerIds: readonly number[],
  change: Date,
  { from, to }: MonthBounds,
) {
  const moved = which === 'new' ? sql`line.valid_from >= ${change}` : sql`line.valid_to <= ${change}`;
  const { rows } = await sql<{
    customerId: number;
    contractNumber: string;
    service: number;
    class: string;
    calls: number;
    billedUnits: number;
    coveredUnits: number;
    chargeMicro: bigint;
    serviceFeeMicro: bigint;
  }>`
    select record.customer_id as "customerId", contract.number as "contractNumber", record.service, destination.class,
           count(*)::int as calls, sum(record.billed_units)::float8 as "billedUnits", sum(record.covered_units)::float8 as "coveredUnits",
           sum(record.charge_micro)::bigint as "chargeMicro", sum(record.service_fee_micro)::bigint as "serviceFeeMicro"
    from contracts.line line
    join contracts.contract contract on contract.id = line.contract_id and contract.customer_id = any (${[...customerIds]}::int[])
    join usage.record record on record.customer_id = contract.customer_id and record.line_id = line.id
      and record.start_at >= ${from} and record.start_at < ${to}
    join catalog.destination destination on destination.id = record.destination_id
    where ${moved} and record.status in (1, 2)
    group by 1, 2, 3, 4`.execute(tx);
  return rows;
}
