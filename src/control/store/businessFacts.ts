/** What contracts, catalogue and files tell the checks. Dates are local dates of the operator, ends exclusive. */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db';
import type {
  DepositFact,
  DiscountEndFact,
  DuplicateFact,
  EndedLineFact,
  FailedFact,
  GapFact,
  ListEndFact,
  LostLineFact,
  SuppliedFact,
  TwiceFact,
  UnusedFact,
} from '../facts.ts';
import type { MonthBounds } from './month.ts';

const REF = sql`customer.id as "customerId", customer.name as "customerName", contract.id as "contractId", contract.number as "contractNumber"`;
const OF_RUN = (runId: number) => sql`
  join crm.customer customer on customer.id = contract.customer_id
  join billing.run_customer entered on entered.customer_id = customer.id and entered.run_id = ${runId}`;

async function rowsOf<Row>(tx: Tx, query: RawBuilder<Row>): Promise<Row[]> {
  return (await query.execute(tx)).rows;
}

export interface ContractRow {
  readonly customerId: number;
  readonly customerName: string;
  readonly contractId: number;
  readonly contractNumber: string;
  readonly state: 'quote' | 'active';
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly noticeGiven: boolean;
  readonly minimumMonths: number;
  readonly noticeMonths: number;
  readonly noticeDays: number;
  readonly renewalMonths: number;
  readonly subscriptionsAfterEnd: number;
}

/** Contracts of the run's customers that have something to be looked at: quotes, running times, subscriptions after their end. */
export function contractRows(tx: Tx, runId: number): Promise<ContractRow[]> {
  return rowsOf(
    tx,
    sql<ContractRow>`
      select ${REF}, contract.state, contract.starts_on as "startsOn", contract.ends_on as "endsOn",
             contract.notice_given_on is not null as "noticeGiven", contract.minimum_months as "minimumMonths",
             contract.notice_months as "noticeMonths", contract.notice_days as "noticeDays", contract.renewal_months as "renewalMonths",
             coalesce(after.n, 0)::int as "subscriptionsAfterEnd"
      from contracts.contract contract ${OF_RUN(runId)}
      left join (
        select s.contract_id, count(*) as n from contracts.subscription s join contracts.contract c on c.id = s.contract_id
        where c.ends_on is not null and (s.ends_on is null or s.ends_on > c.ends_on) group by s.contract_id
      ) after on after.contract_id = contract.id
      where contract.state = 'quote' or contract.minimum_months > 0 or contract.renewal_months > 0 or after.n > 0
      order by contract.id`,
  );
}

/** Subscriptions of the same product on the same contract that nothing tells apart: site, line, bundle, note, order or cost centre; in force together. */
export function duplicates(tx: Tx, runId: number, today: string): Promise<DuplicateFact[]> {
  return rowsOf(
    tx,
    sql<DuplicateFact>`
      select ${REF}, min(s.id) as "subscriptionId", product.code as "productCode", count(*)::int as times
      from contracts.subscription s
      join contracts.contract contract on contract.id = s.contract_id ${OF_RUN(runId)}
      join catalog.product product on product.id = s.product_id
      where s.starts_on <= ${today}::date and (s.ends_on is null or s.ends_on > ${today}::date)
      group by customer.id, customer.name, contract.id, contract.number, product.code, s.site_id, s.line_id, s.bundle_code, s.note,
               s.order_reference, s.cost_centre
      having count(*) > 1 order by 3, 6`,
  );
}

/** Subscriptions in force whose line has ended. */
export function lostLines(tx: Tx, runId: number, today: string, zone: string): Promise<LostLineFact[]> {
  return rowsOf(
    tx,
    sql<LostLineFact>`
      select ${REF}, s.id as "subscriptionId", product.code as "productCode", line.label as "lineLabel",
             (line.valid_to at time zone ${zone})::date::text as "endedOn"
      from contracts.subscription s
      join contracts.contract contract on contract.id = s.contract_id ${OF_RUN(runId)}
      join catalog.product product on product.id = s.product_id
      join contracts.line line on line.id = s.line_id
      where (s.ends_on is null or s.ends_on > ${today}::date) and (line.valid_to at time zone ${zone})::date <= ${today}::date
      order by s.id`,
  );
}

export function discountEnds(tx: Tx, runId: number, today: string): Promise<DiscountEndFact[]> {
  return rowsOf(
    tx,
    sql<DiscountEndFact>`
      select ${REF}, s.id as "subscriptionId", product.code as "productCode", max(d.to_on)::text as "endsOn"
      from contracts.subscription_discount d
      join contracts.subscription s on s.id = d.subscription_id
      join contracts.contract contract on contract.id = s.contract_id ${OF_RUN(runId)}
      join catalog.product product on product.id = s.product_id
      where d.withdrawn_at is null and (s.ends_on is null or s.ends_on > ${today}::date)
      group by customer.id, customer.name, contract.id, contract.number, s.id, product.code
      having bool_and(d.to_on is not null) and max(d.to_on) >= ${today}::date order by s.id`,
  );
}

/** Deposits of ended contracts that were not given back, wholly. */
export function deposits(tx: Tx, runId: number, today: string): Promise<DepositFact[]> {
  return rowsOf(
    tx,
    sql<DepositFact>`
      select ${REF}, contract.ends_on::text as "endedOn", (sum(o.unit_price * o.quantity) * 1000000)::bigint as "leftMicro"
      from contracts.one_off o join contracts.contract contract on contract.id = o.contract_id ${OF_RUN(runId)}
      where o.purpose = 'deposit' and contract.ends_on <= ${today}::date
      group by customer.id, customer.name, contract.id, contract.number, contract.ends_on
      having sum(o.unit_price * o.quantity) > 0 order by contract.id`,
  );
}

/** Products of suppliers that customers have now, and whether a buying price of theirs is in force. */
export function supplied(tx: Tx, today: string): Promise<SuppliedFact[]> {
  return rowsOf(
    tx,
    sql<SuppliedFact>`
      select product.id as "productId", product.code as "productCode", product.supplier, count(*)::int as subscriptions,
             exists (select from catalog.product_price p where p.product_id = product.id and p.valid_from <= ${today}::date and p.buying_price is not null)
               as "hasBuyingPrice"
      from contracts.subscription s join catalog.product product on product.id = s.product_id
      where product.supplier is not null and s.starts_on <= ${today}::date and (s.ends_on is null or s.ends_on > ${today}::date)
      group by product.id, product.code, product.supplier order by product.id`,
  );
}

/** Price lists of customers' plans whose last version has an end. */
export function listEnds(tx: Tx, today: string, zone: string): Promise<ListEndFact[]> {
  return rowsOf(
    tx,
    sql<ListEndFact>`
      select list.id as "priceListId", list.code, (max(version.valid_to) at time zone ${zone})::date::text as "endsOn",
             (select count(*)::int from contracts.contract c join catalog.price_plan plan on plan.id = c.price_plan_id
              where plan.price_list_id = list.id and (c.ends_on is null or c.ends_on > ${today}::date)) as contracts
      from catalog.price_list list join catalog.price_list_version version on version.price_list_id = list.id
      where list.side = 'customer'
      group by list.id, list.code
      having bool_and(version.valid_to is not null) and (max(version.valid_to) at time zone ${zone})::date >= ${today}::date
      order by list.id`,
  );
}

/** Numbers within the range of another contract at the same time: the number wins, the range's owner pays for it all the same. */
export function twice(tx: Tx, runId: number, now: Date): Promise<TwiceFact[]> {
  return rowsOf(
    tx,
    sql<TwiceFact>`
      select ${REF}, line.identifier, other.number as "otherContract"
      from contracts.line line
      join contracts.contract contract on contract.id = line.contract_id ${OF_RUN(runId)}
      join contracts.line range on range.kind = 'range' and line.identifier like range.identifier || '%'
        and range.contract_id <> line.contract_id and tstzrange(range.valid_from, range.valid_to) @> ${now}::timestamptz
      join contracts.contract other on other.id = range.contract_id and other.customer_id <> contract.customer_id
      where line.kind = 'number' and tstzrange(line.valid_from, line.valid_to) @> ${now}::timestamptz
      order by line.id`,
  );
}

/** Allowances of which nothing was used in the latest months, and for how many of those asked. */
export function unused(tx: Tx, runId: number, months: readonly string[]): Promise<UnusedFact[]> {
  return rowsOf(
    tx,
    sql<UnusedFact>`
      select ${REF}, allowance.code as allowance, count(distinct period.month)::int as months
      from rating.period period
      cross join lateral jsonb_to_recordset(period.counters) as counter ("allowanceId" int, "contractId" int, "grantKey" text, "usedUnits" float8)
      join contracts.contract contract on contract.id = counter."contractId" ${OF_RUN(runId)}
      join catalog.allowance allowance on allowance.id = counter."allowanceId"
      where period.month = any (${[...months]}::text[]) and period.customer_id = customer.id
      group by customer.id, customer.name, contract.id, contract.number, allowance.code
      having sum(counter."usedUnits") = 0 order by contract.id, allowance.code`,
  );
}

/** Lines with these identifiers that had ended when the month was over: whose they were last. */
export function endedLines(
  tx: Tx,
  identifiers: readonly string[],
  { to }: MonthBounds,
  zone: string,
): Promise<EndedLineFact[]> {
  return rowsOf(
    tx,
    sql<EndedLineFact>`
      select distinct on (line.identifier) line.identifier, customer.id as "customerId", customer.name as "customerName",
             contract.id as "contractId", contract.number as "contractNumber", (line.valid_to at time zone ${zone})::date::text as "endedOn"
      from contracts.line line
      join contracts.contract contract on contract.id = line.contract_id
      join crm.customer customer on customer.id = contract.customer_id
      where line.identifier = any (${[...identifiers]}::text[]) and line.valid_to < ${to}
      order by line.identifier, line.valid_to desc`,
  );
}

/** When feeds of the month were away, and what they lost. */
export function gaps(tx: Tx, { from, to }: MonthBounds, now: Date): Promise<GapFact[]> {
  return rowsOf(
    tx,
    sql<GapFact>`
      select feed.id as "feedId", coalesce(source.name, feed.code) as "sourceName",
             coalesce(sum(extract(epoch from least(coalesce(gap.to_at, ${now}), ${to}) - greatest(gap.from_at, ${from})) / 60)
               filter (where gap.kind = 'away'), 0)::int as minutes,
             coalesce(sum(gap.count) filter (where gap.kind <> 'away'), 0)::int as lost
      from mediation.feed_gap gap join mediation.feed feed on feed.id = gap.feed_id
      left join mediation.source source on source.id = feed.source_id
      where gap.from_at < ${to} and (gap.to_at is null or gap.to_at > ${from})
      group by feed.id, feed.code, source.name order by feed.id`,
  );
}

/** Paying groups that could not be calculated and are not left out. */
export function failed(tx: Tx, runId: number): Promise<FailedFact[]> {
  return rowsOf(
    tx,
    sql<FailedFact>`
      select customer.id as "customerId", customer.name as "customerName", coalesce(item.error->>'code', '') as code
      from billing.run_item item join crm.customer customer on customer.id = item.payer_id
      where item.run_id = ${runId} and item.state = 'failed' and item.excluded_reason is null order by customer.id`,
  );
}

/** Usage records on issued bills of earlier months, by customer, the latest month first. */
export async function usageBefore(
  tx: Tx,
  runId: number,
  months: readonly string[],
): Promise<ReadonlyMap<number, readonly number[]>> {
  const rows = await rowsOf(
    tx,
    sql<{ customerId: number; records: number[] }>`
      select bill.customer_id as "customerId", array_agg(bill.usage_records::float8 order by run.month desc) as records
      from billing.bill bill
      join billing.run run on run.id = bill.run_id and run.month = any (${[...months]}::text[])
      join billing.run_item item on (item.tenant_id, item.run_id, item.payer_id) = (bill.tenant_id, bill.run_id, bill.payer_id) and item.state = 'issued'
      join billing.run_customer entered on entered.customer_id = bill.customer_id and entered.run_id = ${runId}
      group by bill.customer_id`,
  );
  return new Map(rows.map((row) => [row.customerId, row.records]));
}

/** Contracts of the run whose plan, or whose plans' price lists, changed from one time to another; numbers of contracts. */
export async function pricesBetween(tx: Tx, runId: number, from: Date, to: Date, zone: string) {
  const rows = await rowsOf(
    tx,
    sql<{ number: string; plan: boolean; prices: boolean }>`
      select contract.number,
             exists (select from contracts.plan_change change where change.contract_id = contract.id
                     and change.starts_on > (${from}::timestamptz at time zone ${zone})::date
                     and change.starts_on < (${to}::timestamptz at time zone ${zone})::date) as plan,
             exists (select from catalog.price_plan plan join catalog.price_list_version version on version.price_list_id
                       in (plan.price_list_id, contract.override_price_list_id)
                     where plan.id = contract.price_plan_id and version.valid_from > ${from} and version.valid_from < ${to}) as prices
      from contracts.contract contract ${OF_RUN(runId)}`,
  );
  return {
    planChanged: new Set(rows.filter(({ plan }) => plan).map(({ number }) => number)),
    pricesChanged: new Set(rows.filter(({ prices }) => prices).map(({ number }) => number)),
  };
}

/** Begin and end of subscriptions that the run's customers have or had. */
export async function subscriptionDates(tx: Tx, runId: number) {
  const rows = await rowsOf(
    tx,
    sql<{ id: number; startsOn: string; endsOn: string | null }>`
      select s.id, s.starts_on as "startsOn", s.ends_on as "endsOn"
      from contracts.subscription s join contracts.contract contract on contract.id = s.contract_id ${OF_RUN(runId)}`,
  );
  return new Map(rows.map(({ id, ...dates }) => [id, dates]));
}
