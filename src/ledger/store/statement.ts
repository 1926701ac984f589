import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { EntryKind } from '../entry.ts';

/** Where a customer stands in a currency; minor units. */
export interface Standing {
  readonly currency: string;
  /** Sum of all postings on his account. */
  readonly balanceMinor: bigint;
  /** Of open items: what he owes, what of it is overdue, what he is to get (negative). */
  readonly owedMinor: bigint;
  readonly overdueMinor: bigint;
  readonly creditMinor: bigint;
  /** Security of his that we hold, positive. */
  readonly depositsMinor: bigint;
  readonly openItems: number;
}

/** Where a customer stands, by currency. @param today local date; what was due before it is overdue */
export async function standings(tx: Tx, customerId: number, today: string): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    with booked as (
      select e.currency,
             coalesce(sum(p.amount_minor) filter (where p.account = 'receivable'), 0) as balance,
             coalesce(sum(p.amount_minor) filter (where p.account like 'deposit/%'), 0) as deposits
      from ledger.entry e left join ledger.posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id
      where e.customer_id = ${customerId} group by e.currency),
    open as (
      select currency, count(*)::int as items,
             coalesce(sum(remaining_minor) filter (where remaining_minor > 0), 0) as owed,
             coalesce(sum(remaining_minor) filter (where remaining_minor > 0 and due_on < ${today}::date), 0) as overdue,
             coalesce(sum(remaining_minor) filter (where remaining_minor < 0), 0) as credit
      from ledger.open_item where customer_id = ${customerId} and remaining_minor <> 0 group by currency)
    select currency, balance::bigint as "balanceMinor", coalesce(owed, 0)::bigint as "owedMinor", coalesce(overdue, 0)::bigint as "overdueMinor",
           coalesce(credit, 0)::bigint as "creditMinor", -deposits::bigint as "depositsMinor", coalesce(items, 0)::int as "openItems"
    from booked left join open using (currency) order by currency`.execute(tx);
  return rows;
}

export interface StatementFilter {
  readonly customerId: number;
  readonly currency: string;
  /** Local dates, inclusive; null = no bound. */
  readonly from: string | null;
  readonly to: string | null;
}

/** An entry on a customer's account. */
export interface StatementRow {
  readonly entryId: number;
  readonly kind: EntryKind;
  readonly bookedOn: string;
  readonly documentNumber: string;
  readonly amountMinor: bigint;
  readonly balanceMinor: bigint;
  readonly remainingMinor: bigint | null;
  readonly reverses: number | null;
  readonly reversedBy: number | null;
}

/** Entries on an account with what each moves and the balance after it, in the order of booking. */
const moved = ({ customerId, currency }: StatementFilter) => sql`
  select e.tenant_id, e.id, e.kind, e.booked_on, e.document_number, e.reverses, coalesce(m.amount, 0) as amount,
         sum(coalesce(m.amount, 0)) over (order by e.booked_on, e.id) as balance
  from ledger.entry e
  left join lateral (
    select sum(p.amount_minor) as amount from ledger.posting p
    where p.tenant_id = e.tenant_id and p.entry_id = e.id and p.account = 'receivable') m on true
  where e.customer_id = ${customerId} and e.currency = ${currency}`;

const within = ({ from, to }: StatementFilter) =>
  sql`(${from}::date is null or m.booked_on >= ${from}::date) and (${to}::date is null or m.booked_on <= ${to}::date)`;

/** A page of a statement, the newest first. */
export async function statementPage(
  tx: Tx,
  filter: StatementFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<StatementRow[]> {
  const { rows } = await sql<StatementRow>`
    with moved as (${moved(filter)})
    select m.id::int as "entryId", m.kind, m.booked_on as "bookedOn", m.document_number as "documentNumber",
           m.amount::bigint as "amountMinor", m.balance::bigint as "balanceMinor", i.remaining_minor as "remainingMinor",
           m.reverses::int as reverses, r.id::int as "reversedBy"
    from moved m
    left join ledger.open_item i on i.tenant_id = m.tenant_id and i.entry_id = m.id
    left join ledger.entry r on r.tenant_id = m.tenant_id and r.reverses = m.id
    where ${within(filter)} order by m.booked_on desc, m.id desc limit ${page.limit} offset ${page.offset}`.execute(tx);
  return rows;
}

/** How many entries a statement has, and the balances before and after them. */
export async function statementSums(tx: Tx, filter: StatementFilter) {
  const { rows } = await sql<{ entries: number; openingMinor: bigint; closingMinor: bigint }>`
    with moved as (${moved(filter)})
    select count(*) filter (where ${within(filter)})::int as entries,
           coalesce(sum(amount) filter (where booked_on < ${filter.from}::date), 0)::bigint as "openingMinor",
           coalesce(sum(amount) filter (where ${filter.to}::date is null or booked_on <= ${filter.to}::date), 0)::bigint as "closingMinor"
    from moved m`.execute(tx);
  return rows[0] ?? { entries: 0, openingMinor: 0n, closingMinor: 0n };
}
