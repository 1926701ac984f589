import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { ChainedEntry } from '../chain.ts';
import { tables } from './tables.ts';

/** An entry of the chain as stored; hashes in lower-case hexadecimal, null before there was a chain. */
export interface StoredLink {
  readonly entry: ChainedEntry;
  readonly previousHash: string | null;
  readonly hash: string | null;
}

/** Entries after a number, in order. */
export async function linksAfter(tx: Tx, tenantId: number, afterId: number, limit: number): Promise<StoredLink[]> {
  const db = tables(tx);
  const rows = await db
    .selectFrom('ledger.entry as entry')
    .leftJoin('ledger.open_item as item', (join) =>
      join.onRef('item.tenant_id', '=', 'entry.tenant_id').onRef('item.entry_id', '=', 'entry.id'),
    )
    .selectAll('entry')
    .select('item.due_on')
    .where('entry.id', '>', BigInt(afterId))
    .orderBy('entry.id')
    .limit(limit)
    .execute();
  if (rows.length === 0) return [];
  const postings = await db
    .selectFrom('ledger.posting')
    .select(['entry_id', 'account', 'amount_minor', 'item_id'])
    .where(
      'entry_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('entry_id')
    .orderBy('position')
    .execute();
  const byEntry = Map.groupBy(postings, (posting) => posting.entry_id);
  return rows.map((row) => ({
    entry: {
      tenantId,
      id: Number(row.id),
      bookedOn: row.booked_on,
      kind: row.kind,
      documentNumber: row.document_number,
      customerId: row.customer_id,
      currency: row.currency,
      reverses: row.reverses === null ? null : Number(row.reverses),
      reason: row.reason,
      note: row.note,
      actor: row.actor,
      createdAt: row.created_at,
      dueOn: row.due_on,
      postings: (byEntry.get(row.id) ?? []).map((posting) => ({
        account: posting.account,
        amountMinor: posting.amount_minor,
        itemId: posting.item_id === null ? null : Number(posting.item_id),
      })),
    },
    previousHash: row.prev_hash?.toString('hex') ?? null,
    hash: row.hash?.toString('hex') ?? null,
  }));
}

/** Entries whose postings do not sum to zero, or are not as many as they were; in order. */
export async function unbalancedEntries(tx: Tx): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select e.id::int as id from ledger.entry e left join ledger.posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id
    group by e.tenant_id, e.id, e.postings having coalesce(sum(p.amount_minor), 0) <> 0 or count(p.entry_id) <> e.postings
    order by e.id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Items of which something else is left than the sum of their postings; in order. */
export async function wrongItems(tx: Tx): Promise<{ entryId: number; documentNumber: string }[]> {
  const { rows } = await sql<{ entryId: number; documentNumber: string }>`
    select i.entry_id::int as "entryId", i.document_number as "documentNumber"
    from ledger.open_item i left join ledger.posting p on p.tenant_id = i.tenant_id and p.item_id = i.entry_id
    group by i.tenant_id, i.entry_id, i.document_number, i.remaining_minor
    having coalesce(sum(p.amount_minor), 0) <> i.remaining_minor order by i.entry_id`.execute(tx);
  return rows;
}

/** The last number given to an entry, 0 = none yet. */
export async function lastNumber(tx: Tx, counter: string): Promise<number> {
  const { rows } = await sql<{ value: bigint }>`select value from platform.counter where name = ${counter}`.execute(tx);
  return Number(rows[0]?.value ?? 0n);
}
