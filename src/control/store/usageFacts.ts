/** What the month's usage tells the checks: sums of everybody, details of what stands out. */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db';
import { NO_SOURCE_COST, UNMATCHED } from '#usage';
import type { CalledNumbersFact, DestinationFact, LongCallFact, SourceCostFact } from '../facts.ts';
import type { MonthBounds } from './month.ts';

/** First hour of the night and first hour of the day, local time. */
const NIGHT = { from: 22, to: 6 } as const;

/** What one line brought in a month. Three lean passes over the usage cost the server half of what one pass for all groupings does. */
export interface LineSum {
  readonly customerId: number;
  /** 0 where the record names none. */
  readonly lineId: number;
  readonly records: number;
  readonly longestMs: number;
  readonly nightMicro: bigint;
  readonly weekendMicro: bigint;
}

const PEAKS = (at: RawBuilder<unknown>) => sql`
  coalesce(sum(charge_micro) filter (where date_part('hour', ${at}) >= ${NIGHT.from} or date_part('hour', ${at}) < ${NIGHT.to}), 0)::bigint as "nightMicro",
  coalesce(sum(charge_micro) filter (where date_part('isodow', ${at}) >= 6), 0)::bigint as "weekendMicro"`;

/** Usage of a month by line, with what it brought by night and at weekends. */
export async function lineSums(tx: Tx, { from, to }: MonthBounds, zone: string): Promise<LineSum[]> {
  const { rows } = await sql<LineSum>`
    select customer_id as "customerId", line_id as "lineId", count(*)::int as records, max(duration_ms)::float8 as "longestMs",
           ${PEAKS(sql`start_at at time zone ${zone}`)}
    from usage.record where start_at >= ${from} and start_at < ${to} and customer_id <> ${UNMATCHED}
    group by customer_id, line_id order by customer_id, line_id`.execute(tx);
  return rows;
}

/** Destinations whose calls, allowances left aside, cost more in a month than they brought. */
export async function losingDestinations(tx: Tx, { from, to }: MonthBounds): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select destination_id as id from usage.record
    where start_at >= ${from} and start_at < ${to} and destination_id > 0 group by destination_id
    having coalesce(sum(cost_micro) filter (where allowance_id = 0), 0) > sum(charge_micro) order by destination_id`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

/** What a source told of one local day, and what its records cost by it and by our lists, where it tells a cost. */
export interface SourceDay {
  readonly sourceId: number;
  readonly day: string;
  readonly records: number;
  readonly told: number;
  readonly theirMicro: bigint;
  readonly ourMicro: bigint;
}

export async function sourceDays(tx: Tx, { from, to }: MonthBounds, zone: string): Promise<SourceDay[]> {
  const told = sql`filter (where source_cost_micro <> ${NO_SOURCE_COST})`;
  const { rows } = await sql<SourceDay>`
    select source_id as "sourceId", (start_at at time zone ${zone})::date as day, count(*)::int as records,
           (count(*) ${told})::int as told,
           coalesce(sum(source_cost_micro) ${told}, 0)::bigint as "theirMicro", coalesce(sum(cost_micro) ${told}, 0)::bigint as "ourMicro"
    from usage.record where start_at >= ${from} and start_at < ${to} group by 1, 2 order by 1, 2`.execute(tx);
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
    select customer_id as "customerId", ${PEAKS(sql`start_at at time zone ${zone}`)}
    from usage.record
    where customer_id = any (${[...customerIds]}::int[]) and start_at >= ${from} and start_at < ${to}
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
    with found as materialized (
      select customer_id, line_id, count(*)::int as calls, max(duration_ms)::float8 as longest_ms,
             coalesce(sum(charge_micro), 0)::bigint as charge_micro
      from usage.record
      where start_at >= ${from} and start_at < ${to} and service = 1
        and line_id = any (${[...lineIds]}::int[]) and duration_ms > ${longMs}
      group by 1, 2)
    select customer.id as "customerId", customer.name as "customerName", coalesce(line.label, '') as "lineLabel",
           found.calls, found.longest_ms as "longestMs", found.charge_micro as "chargeMicro"
    from found
    join crm.customer customer on customer.id = found.customer_id
    left join contracts.line line on line.id = found.line_id
    order by found.charge_micro desc, customer.id, line.id`.execute(tx);
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
    with found as materialized (
      select customer_id, line_id, count(distinct b_number)::int as numbers
      from usage.record
      where start_at >= ${from} and start_at < ${to} and direction = 1
        and customer_id = any (${lines.map((one) => one.customerId)}::int[])
        and line_id = any (${lines.map((one) => one.lineId)}::int[])
      group by 1, 2)
    select customer.id as "customerId", customer.name as "customerName", coalesce(line.label, '') as "lineLabel", found.numbers
    from found
    join crm.customer customer on customer.id = found.customer_id
    left join contracts.line line on line.id = found.line_id
    order by customer.id, line.id`.execute(tx);
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
    with found as materialized (
      select destination_id, customer_id, count(*) as calls, coalesce(sum(charge_micro), 0) as charge_micro, coalesce(sum(cost_micro), 0) as cost_micro
      from usage.record
      where start_at >= ${from} and start_at < ${to} and customer_id <> ${UNMATCHED}
        and destination_id = any (${[...suspects]}::int[]) and status <> 3
      group by 1, 2)
    select destination.id as "destinationId", destination.code, sum(found.calls)::int as calls,
           sum(found.charge_micro)::bigint as "chargeMicro", sum(found.cost_micro)::bigint as "costMicro"
    from found
    join catalog.destination destination on destination.id = found.destination_id
    join crm.customer customer on customer.id = found.customer_id and customer.currency = ${currency}
    group by destination.id, destination.code order by destination.id`.execute(tx);
  return rows;
}

export async function sourceNames(tx: Tx): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ id: number; name: string }>`select id::int as id, name from mediation.source`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Of the days of sources, what records and price lists say they cost. */
export function sourceCostsOf(days: readonly SourceDay[], names: ReadonlyMap<number, string>): SourceCostFact[] {
  return [...Map.groupBy(days, ({ sourceId }) => sourceId)]
    .map(([sourceId, of]) => ({
      sourceId,
      sourceName: names.get(sourceId) ?? '',
      records: of.reduce((sum, { told }) => sum + told, 0),
      theirMicro: of.reduce((sum, { theirMicro }) => sum + theirMicro, 0n),
      ourMicro: of.reduce((sum, { ourMicro }) => sum + ourMicro, 0n),
    }))
    .filter(({ records }) => records > 0);
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
    with moved as materialized (
      select line.id, contract.customer_id, contract.number
      from contracts.line line
      join contracts.contract contract on contract.id = line.contract_id and contract.customer_id = any (${[...customerIds]}::int[])
      where ${moved}),
    found as materialized (
      select customer_id, line_id, service, destination_id, count(*) as calls, sum(billed_units) as billed_units,
             sum(covered_units) as covered_units, sum(charge_micro) as charge_micro, sum(service_fee_micro) as service_fee_micro
      from usage.record
      where start_at >= ${from} and start_at < ${to} and status in (1, 2)
        and customer_id = any (array(select customer_id from moved)) and line_id = any (array(select id from moved))
      group by 1, 2, 3, 4)
    select moved.customer_id as "customerId", moved.number as "contractNumber", found.service, destination.class,
           sum(found.calls)::int as calls, sum(found.billed_units)::float8 as "billedUnits", sum(found.covered_units)::float8 as "coveredUnits",
           sum(found.charge_micro)::bigint as "chargeMicro", sum(found.service_fee_micro)::bigint as "serviceFeeMicro"
    from found
    join moved on moved.id = found.line_id and moved.customer_id = found.customer_id
    join catalog.destination destination on destination.id = found.destination_id
    group by 1, 2, 3, 4`.execute(tx);
  return rows;
}
