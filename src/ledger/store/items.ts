import { type SqlBool, sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { EntryKind } from '../entry.ts';
import type { OpenItem } from '../openItem.ts';
import { tables } from './tables.ts';

/** An item with the entry that opened it. */
export interface ItemRow extends OpenItem {
  readonly kind: EntryKind;
  readonly bookedOn: string;
}

export interface ItemFilter {
  readonly customerId: number;
  /** Null = all. */
  readonly currency: string | null;
}

/** Lets one transaction settle at a time: what it reads of items holds until it commits. Numbers are taken later, so that none is burnt. */
export async function lockItems(tx: Tx, tenantId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('ledger.items'), ${tenantId})`.execute(tx);
}

const itemsOf = (tx: Tx) =>
  tables(tx)
    .selectFrom('ledger.open_item as item')
    .innerJoin('ledger.entry as entry', (join) =>
      join.onRef('entry.tenant_id', '=', 'item.tenant_id').onRef('entry.id', '=', 'item.entry_id'),
    );

const ofFilter = ({ customerId, currency }: ItemFilter) =>
  sql<SqlBool>`item.customer_id = ${customerId} and item.remaining_minor <> 0 and (${currency}::text is null or item.currency = ${currency}::text)`;

/** What is open, the oldest due date first, then as opened. */
export async function openItems(
  tx: Tx,
  filter: ItemFilter,
  page: { readonly limit: number; readonly offset: number } | null = null,
): Promise<ItemRow[]> {
  const query = itemsOf(tx)
    .selectAll('item')
    .select(['entry.kind', 'entry.booked_on'])
    .where(ofFilter(filter))
    .orderBy('item.due_on')
    .orderBy('item.entry_id');
  const rows = await (page === null ? query : query.limit(page.limit).offset(page.offset)).execute();
  return rows.map((row) => ({ ...fromRow(row), kind: row.kind, bookedOn: row.booked_on }));
}

export async function countOpenItems(tx: Tx, filter: ItemFilter): Promise<number> {
  const row = await itemsOf(tx)
    .select((of) => of.fn.countAll<bigint>().as('items'))
    .where(ofFilter(filter))
    .executeTakeFirst();
  return Number(row?.items ?? 0n);
}

/** Items by the entries that opened them, settled ones too. */
export async function itemsById(tx: Tx, entryIds: readonly number[]): Promise<Map<number, OpenItem>> {
  if (entryIds.length === 0) return new Map();
  const rows = await tables(tx)
    .selectFrom('ledger.open_item')
    .selectAll()
    .where('entry_id', 'in', entryIds.map(BigInt))
    .execute();
  return new Map(rows.map((row) => [Number(row.entry_id), fromRow(row)]));
}

function fromRow(row: {
  entry_id: bigint;
  document_number: string;
  customer_id: number;
  currency: string;
  due_on: string;
  amount_minor: bigint;
  remaining_minor: bigint;
}): OpenItem {
  return {
    entryId: Number(row.entry_id),
    documentNumber: row.document_number,
    customerId: row.customer_id,
    currency: row.currency,
    dueOn: row.due_on,
    amountMinor: row.amount_minor,
    remainingMinor: row.remaining_minor,
  };
}
