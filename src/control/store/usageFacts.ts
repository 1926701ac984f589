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
