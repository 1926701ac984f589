import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { ChainedEntry } from '../chain.ts';
import type { Posting } from '../entry.ts';
import type { PostedEntry } from '../reversal.ts';
import { tables } from './tables.ts';

/** An entry as it is written; hashes in lower-case hexadecimal. */
export interface EntryToInsert extends ChainedEntry {
  readonly previousHash: string;
  readonly hash: string;
}

/** Writes entries with their postings and the items they open. */
export async function insertEntries(tx: Tx, entries: readonly EntryToInsert[]): Promise<void> {
  const db = tables(tx);
  await db.insertInto('ledger.entry').values(entries.map(entryRow)).execute();
  const items = entries.flatMap((entry) => itemRow(entry) ?? []);
  if (items.length > 0) await db.insertInto('ledger.open_item').values(items).execute();
  const postings = entries.flatMap(postingRows);
  if (postings.length > 0) await db.insertInto('ledger.posting').values(postings).execute();
}

function entryRow(entry: EntryToInsert) {
  return {
    tenant_id: entry.tenantId,
    id: BigInt(entry.id),
    booked_on: entry.bookedOn,
    kind: entry.kind,
    document_number: entry.documentNumber,
    customer_id: entry.customerId,
    currency: entry.currency,
    postings: entry.postings.length,
    reverses: entry.reverses === null ? null : BigInt(entry.reverses),
    reason: entry.reason,
    note: entry.note,
    actor: entry.actor,
    created_at: entry.createdAt,
    prev_hash: Buffer.from(entry.previousHash, 'hex'),
    hash: Buffer.from(entry.hash, 'hex'),
  };
}

/** `remaining_minor` is the database's own: it follows the postings. */
function itemRow(entry: EntryToInsert) {
  const opening = entry.postings.find(({ itemId }) => itemId === entry.id);
  if (opening === undefined || entry.dueOn === null) return null;
  return {
    tenant_id: entry.tenantId,
    entry_id: BigInt(entry.id),
    document_number: entry.documentNumber,
    customer_id: entry.customerId,
    due_on: entry.dueOn,
    currency: entry.currency,
    amount_minor: opening.amountMinor,
    remaining_minor: 0n,
  };
}

function postingRows(entry: EntryToInsert) {
  return entry.postings.map(({ account, amountMinor, itemId }, index) => ({
    tenant_id: entry.tenantId,
    entry_id: BigInt(entry.id),
    position: index + 1,
    account,
    amount_minor: amountMinor,
    item_id: itemId === null ? null : BigInt(itemId),
  }));
}

/** Hash of an entry in lower-case hexadecimal; null where it is from before the chain, undefined where it is not there. */
export async function hashOfEntry(tx: Tx, id: number): Promise<string | null | undefined> {
  const row = await tables(tx)
    .selectFrom('ledger.entry')
    .select('hash')
    .where('id', '=', BigInt(id))
    .executeTakeFirst();
  return row === undefined ? undefined : (row.hash?.toString('hex') ?? null);
}

/** Entries by number, in order. */
export async function entriesById(tx: Tx, ids: readonly number[]): Promise<PostedEntry[]> {
  if (ids.length === 0) return [];
  const db = tables(tx);
  const rows = await db
    .selectFrom('ledger.entry as entry')
    .leftJoin('ledger.entry as reversal', (join) =>
      join.onRef('reversal.tenant_id', '=', 'entry.tenant_id').onRef('reversal.reverses', '=', 'entry.id'),
    )
    .selectAll('entry')
    .select('reversal.id as reversed_by')
    .where('entry.id', 'in', ids.map(BigInt))
    .orderBy('entry.id')
    .execute();
  const postings = await postingsOfEntries(tx, ids);
  return rows.map((row) => ({
    id: Number(row.id),
    kind: row.kind,
    customerId: row.customer_id,
    currency: row.currency,
    bookedOn: row.booked_on,
    documentNumber: row.document_number,
    ...(row.reverses === null ? {} : { reverses: Number(row.reverses) }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.note === null ? {} : { note: row.note }),
    actor: row.actor,
    createdAt: row.created_at,
    reversedBy: row.reversed_by === null ? null : Number(row.reversed_by),
    postings: postings.get(Number(row.id)) ?? [],
  }));
}

async function postingsOfEntries(tx: Tx, ids: readonly number[]): Promise<Map<number, PostedEntry['postings']>> {
  const rows = await tables(tx)
    .selectFrom('ledger.posting')
    .select(['entry_id', 'account', 'amount_minor', 'item_id'])
    .where('entry_id', 'in', ids.map(BigInt))
    .orderBy('entry_id')
    .orderBy('position')
    .execute();
  const byEntry = Map.groupBy(rows, (row) => Number(row.entry_id));
  return new Map(
    [...byEntry].map(([id, of]) => [
      id,
      of.map((row) => ({
        account: row.account,
        amountMinor: row.amount_minor,
        ...(row.item_id === null ? {} : { item: Number(row.item_id) }),
      })),
    ]),
  );
}

/** The entry of a payment with this reference; null = there is none. */
export async function paymentEntryId(tx: Tx, reference: string): Promise<number | null> {
  const row = await tables(tx)
    .selectFrom('ledger.entry')
    .select('id')
    .where('document_number', '=', reference)
    .where('kind', 'in', ['payment', 'refund'])
    .executeTakeFirst();
  return row === undefined ? null : Number(row.id);
}

/** Entries that moved an item after it was opened and stand: neither reversed nor a reversal, in order. */
export async function standingMoves(tx: Tx, itemId: number): Promise<{ id: number; kind: PostedEntry['kind'] }[]> {
  const rows = await tables(tx)
    .selectFrom('ledger.posting as posting')
    .innerJoin('ledger.entry as entry', (join) =>
      join.onRef('entry.tenant_id', '=', 'posting.tenant_id').onRef('entry.id', '=', 'posting.entry_id'),
    )
    .leftJoin('ledger.entry as reversal', (join) =>
      join.onRef('reversal.tenant_id', '=', 'entry.tenant_id').onRef('reversal.reverses', '=', 'entry.id'),
    )
    .select(['entry.id', 'entry.kind'])
    .where('posting.item_id', '=', BigInt(itemId))
    .where('posting.entry_id', '<>', BigInt(itemId))
    .where('entry.kind', '<>', 'reversal')
    .where('reversal.id', 'is', null)
    .orderBy('entry.id')
    .execute();
  return rows.map((row) => ({ id: Number(row.id), kind: row.kind }));
}

/** Whether anything was ever booked for a customer. */
export async function hasEntries(tx: Tx, customerId: number): Promise<boolean> {
  const row = await tables(tx)
    .selectFrom('ledger.entry')
    .select('id')
    .where('customer_id', '=', customerId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** What documents booked on their customers' accounts, minor units, by number. */
export async function receivableOf(tx: Tx, documentNumbers: readonly string[]): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ number: string; amount: bigint }>`
    select e.document_number as number, coalesce(sum(p.amount_minor) filter (where p.account = 'receivable'), 0)::bigint as amount
    from ledger.entry e left join ledger.posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id
    where e.document_number = any(${documentNumbers}) and e.kind in ('invoice', 'creditNote')
    group by e.document_number`.execute(tx);
  return new Map(rows.map(({ number, amount }) => [number, amount]));
}

/** The postings of a document, in order. */
export async function postingsOfDocument(tx: Tx, documentNumber: string): Promise<Posting[]> {
  const rows = await tables(tx)
    .selectFrom('ledger.posting as posting')
    .innerJoin('ledger.entry as entry', (join) =>
      join.onRef('entry.tenant_id', '=', 'posting.tenant_id').onRef('entry.id', '=', 'posting.entry_id'),
    )
    .select(['posting.account', 'posting.amount_minor'])
    .where('entry.document_number', '=', documentNumber)
    .where('entry.kind', 'in', ['invoice', 'creditNote'])
    .orderBy('posting.position')
    .execute();
  return rows.map((row) => ({ account: row.account, amountMinor: row.amount_minor }));
}
