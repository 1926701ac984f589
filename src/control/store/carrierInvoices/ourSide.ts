/** What usage, contracts, price lists and products say of a carrier's month: read in SQL, written by nobody here. */
import { type RawBuilder, sql } from 'kysely';
import { addDays, latest } from '#base';
import type { Context } from '#platform/context';
import { DIRECTION, SERVICE } from '#usage';
import type { ComparedPeriod } from '../../carrierInvoices/cell.ts';
import { type BuyingRate, INCREMENTS, type OurUsage, type OwnLine } from '../../carrierInvoices/ourSide.ts';

/** Whose calls, of when; `days` at either end are told one by one, with as many beside them. */
export interface UsageScope {
  readonly sourceIds: readonly number[];
  readonly period: ComparedPeriod;
  readonly zone: string;
  readonly days: number;
}

/** Our side's number and text of a call: who is called of inbound calls, else who calls. */
const OWN = {
  number: sql`case when direction = ${DIRECTION.inbound} then b_number else a_number end`,
  text: sql`case when direction = ${DIRECTION.inbound} then b_text else a_text end`,
};

/** Calls that a carrier bills: those that were answered, and go out, or come in at a cost. */
const BILLED = sql`direction <> ${DIRECTION.internal} and (direction <> ${DIRECTION.inbound} or cost_micro <> 0)
  and (service <> ${SERVICE.voice} or duration_ms > 0)`;

/** Calls of the sources from a local date up to another. */
const between = ({ sourceIds, zone }: Pick<UsageScope, 'sourceIds' | 'zone'>, from: string, to: string) => sql`
  source_id = any (${[...sourceIds]}::smallint[])
  and start_at >= ${from}::timestamp at time zone ${zone} and start_at < ${to}::timestamp at time zone ${zone}`;

/** Whole seconds of calls by increments, summed up. */
function secondsBy(increments: string): RawBuilder<unknown> {
  const [first, next] = increments.split('/').map(Number);
  return sql`sum(case when s <= ${sql.lit(first)} then ${sql.lit(first)}
    else ${sql.lit(first)} + (s - ${sql.lit(first)} + ${sql.lit(next)} - 1) / ${sql.lit(next)} * ${sql.lit(next)} end)`;
}

/** Calls summed up by number, destination and service; those near the ends of the period by day. Hidden digits make a number none. */
export async function ourUsage(ctx: Context, scope: UsageScope): Promise<OurUsage[]> {
  const { period, days } = scope;
  // Days that lie near both ends of a short period count as near its begin.
  const inner = addDays(period.from, days);
  const late = latest(inner, addDays(period.to, -days));
  return [
    ...(days === 0 ? [] : await usageSums(ctx, scope, { from: addDays(period.from, -days), to: inner, near: 'start' })),
    ...(inner < late ? await usageSums(ctx, scope, { from: inner, to: late, near: null }) : []),
    ...(days === 0 ? [] : await usageSums(ctx, scope, { from: late, to: addDays(period.to, days), near: 'end' })),
  ];
}

/** Sums over some days: of each by itself where they are near an end of the period. */
async function usageSums(
  ctx: Context,
  { period, zone, sourceIds }: UsageScope,
  { from, to, near }: { readonly from: string; readonly to: string; readonly near: 'start' | 'end' | null },
): Promise<OurUsage[]> {
  const day = near === null ? sql`null::date` : sql`(start_at at time zone ${zone})::date`;
  // Seconds as int: sums of bigint are numeric, and slow.
  const { rows } = await sql<OurUsage>`
    with local as (
      select ${OWN.number} as number, ${OWN.text} as text, account_text as account, customer_id, destination_id, service, supplier_list_id,
             cost_micro, source_cost_micro, volume, ((duration_ms + 999) / 1000)::int as s, start_at, ${day} as day
      from usage.record where ${between({ sourceIds, zone }, from, to)} and ${BILLED}
    ), sums as (
      select number, text, account, customer_id, destination_id, service, day,
             count(*)::int as calls, count(*) filter (where supplier_list_id = 0)::int as unpriced,
             array[${sql.join(INCREMENTS.map(secondsBy))}]::float8[] as seconds,
             sum(volume)::float8 as volume, sum(cost_micro)::bigint as cost,
             min(start_at) filter (where source_cost_micro > 0 and abs(source_cost_micro - cost_micro) > 100) as differs
      from local group by number, text, account, customer_id, destination_id, service, day
    )
    select case when number > 0 and text is null then number::text end as number, text, account, customer_id as "customerId",
           destination_id as "destinationId", service,
           ${near === 'start' ? sql`day - ${period.from}::date` : sql`null::int`} as "fromStart",
           ${near === 'end' ? sql`day - ${period.to}::date` : sql`null::int`} as "fromEnd",
           calls, unpriced, seconds as "secondsBy", volume, cost as "costMicro", (differs at time zone ${zone})::date as "differsSince"
    from sums order by sums.number, sums.destination_id, sums.service, sums.customer_id, sums.day, sums.text, sums.account`.execute(
    ctx.tx,
  );
  return rows;
}

/** Everything that calls or rentals can be of: numbers, ranges, SIMs, trunks, accounts. */
export async function ownLines(ctx: Context, zone: string): Promise<OwnLine[]> {
  const { rows } = await sql<OwnLine>`
    select case when line.kind in ('number', 'range') then line.kind when other.key = line.msisdn then 'number' else 'text' end as kind,
           other.key as identifier, (line.valid_from at time zone ${zone})::date as "from",
           ((line.valid_to - interval '1 microsecond') at time zone ${zone})::date + 1 as "to", contract.customer_id as "customerId"
    from contracts.line line join contracts.contract contract on contract.id = line.contract_id
    cross join lateral (values (line.identifier), (line.msisdn), (line.imsi)) as other (key)
    where other.key is not null order by line.id`.execute(ctx.tx);
  return rows;
}

/** Prices that the carrier's lists, and those they lean on, have for destinations around a period. */
export async function buyingRates(ctx: Context, scope: Omit<UsageScope, 'days'>): Promise<BuyingRate[]> {
  const { period, zone } = scope;
  const { rows } = await sql<Omit<BuyingRate, 'service'> & { serviceName: keyof typeof SERVICE }>`
    with lists as (
      select distinct unnest(array[list.id, list.parent_id]) as id
      from mediation.source source join catalog.price_list list on list.id = source.supplier_price_list_id
      where source.id = any (${[...scope.sourceIds]}::smallint[])
    )
    select distinct price.destination_id as "destinationId", price.service as "serviceName",
           trim_scale(round(case when price.unit = 'second' then price.price * 60 else price.price end / price.per, 9))::text as price,
           price.first_increment || '/' || price.next_increment as increments,
           (version.valid_from at time zone ${zone})::date as "from", (version.valid_to at time zone ${zone})::date as "to"
    from lists join catalog.price_list_version version on version.price_list_id = lists.id
    join catalog.price price on price.price_list_id = version.price_list_id and price.version = version.version
    where price.destination_id is not null and price.direction = 'outbound'
      and version.valid_from < (${period.to}::date + 400) and (version.valid_to is null or version.valid_to > (${period.from}::date - 400))
    order by 1, 2, 5`.execute(ctx.tx);
  return rows.map(({ serviceName, ...rate }) => ({ ...rate, service: SERVICE[serviceName] }));
}

/** Pieces of products that customers had in a month: of subscriptions in proportion to days, of one-off items whole. In thousandths. */
export async function piecesOf(
  ctx: Context,
  productIds: readonly number[],
  { from, to }: ComparedPeriod,
): Promise<ReadonlyMap<number, bigint>> {
  const { rows } = await sql<{ productId: number; milliPieces: bigint }>`
    select product_id as "productId", round(sum(pieces) * 1000)::bigint as "milliPieces" from (
      select s.product_id, sum(coalesce(term.quantity, s.quantity))::numeric / (${to}::date - ${from}::date) as pieces
      from contracts.subscription s
      join contracts.contract contract on contract.id = s.contract_id and contract.state = 'active'
      cross join lateral generate_series(${from}::date, ${to}::date - 1, interval '1 day') as day
      left join lateral (
        select quantity from contracts.subscription_term t
        where t.subscription_id = s.id and t.from_on <= day::date and t.quantity is not null order by t.from_on desc, t.seq desc limit 1
      ) term on true
      where s.product_id = any (${[...productIds]}::int[]) and s.starts_on <= day::date and (s.ends_on is null or s.ends_on > day::date)
      group by s.product_id
      union all
      select o.product_id, sum(o.quantity) from contracts.one_off o
      where o.product_id = any (${[...productIds]}::int[]) and o.due_on >= ${from}::date and o.due_on < ${to}::date and o.purpose = 'sale'
      group by o.product_id
    ) part group by product_id`.execute(ctx.tx);
  return new Map(rows.map(({ productId, milliPieces }) => [productId, milliPieces]));
}

/** A call of ours as it is shown beside a carrier's line. */
export interface ShownCall {
  readonly startAt: Date;
  readonly direction: number;
  readonly service: number;
  readonly aNumber: number;
  readonly aText: string | null;
  readonly bNumber: number;
  readonly bText: string | null;
  readonly account: string | null;
  readonly durationMs: number;
  readonly costMicro: bigint;
  readonly sourceCostMicro: number;
  readonly supplierListId: number;
  readonly sourceId: number;
  readonly fileId: number;
  readonly recordNo: number;
  readonly customerId: number;
  readonly destinationId: number;
}

/** Which calls stand behind a cell; null = whatever. */
export interface CallsOf {
  /** E.164 digits, the beginning of them, or a text of ours. */
  readonly identifier: { readonly kind: 'number' | 'range' | 'text'; readonly key: string } | null;
  readonly destinationIds: readonly number[] | null;
  readonly service: number | null;
  /** Identifiers that are other cells: their calls are not of this one. */
  readonly others: readonly string[];
}

/** A page of the calls of a cell, in order of their start. */
export async function callsOf(
  ctx: Context,
  scope: UsageScope,
  { identifier, destinationIds, service, others }: CallsOf,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: ShownCall[]; readonly total: number }> {
  const key = identifier?.key ?? '';
  const texts = sql`lower(coalesce(account_text, '')), lower(coalesce(${OWN.text}, ''))`;
  const own =
    identifier === null
      ? sql`not ((${OWN.number})::text = any (${[...others]}::text[])) and not (array[${texts}] && ${[...others]}::text[])`
      : identifier.kind === 'number'
        ? sql`${OWN.number} = ${key}::bigint and ${OWN.text} is null`
        : identifier.kind === 'range'
          ? sql`(${OWN.number})::text like ${`${key}%`}`
          : sql`${key.toLowerCase()} in (${texts})`;
  const { rows } = await sql<ShownCall & { readonly total: number }>`
    select start_at as "startAt", direction, service, a_number::float8 as "aNumber", a_text as "aText", b_number::float8 as "bNumber", b_text as "bText",
           account_text as account, duration_ms::float8 as "durationMs", cost_micro as "costMicro", source_cost_micro::float8 as "sourceCostMicro",
           supplier_list_id as "supplierListId", source_id as "sourceId", file_id as "fileId", record_no as "recordNo", customer_id as "customerId",
           destination_id as "destinationId", count(*) over ()::int as total
    from usage.record
    where ${between(scope, scope.period.from, scope.period.to)} and ${BILLED} and ${own}
      and (${destinationIds === null} or destination_id = any (${[...(destinationIds ?? [])]}::int[])) and (${service}::int is null or service = ${service})
    order by start_at, dedup_hash limit ${limit} offset ${offset}`.execute(ctx.tx);
  return { rows, total: rows[0]?.total ?? 0 };
}
