import type { Tx } from '#platform/db';
import type { DocumentToPost, Posting } from './entry.ts';

type LedgerTables = {
  'ledger.entry': {
    tenant_id: number;
    id: bigint;
    booked_on: string;
    kind: string;
    document_number: string;
    customer_id: number;
    currency: string;
    created_at: Date;
  };
  'ledger.posting': { tenant_id: number; entry_id: bigint; position: number; account: string; amount_minor: bigint };
  'ledger.open_item': {
    tenant_id: number;
    document_number: string;
    customer_id: number;
    entry_id: bigint;
    due_on: string;
    currency: string;
    amount_minor: bigint;
  };
};

const tables = (tx: Tx) => tx.withTables<LedgerTables>();

export interface EntryToInsert {
  readonly tenantId: number;
  readonly entryId: bigint;
  readonly document: DocumentToPost;
  readonly postings: readonly Posting[];
  readonly createdAt: Date;
}

export async function insertEntry(
  tx: Tx,
  { tenantId, entryId, document, postings, createdAt }: EntryToInsert,
): Promise<void> {
  const db = tables(tx);
  await db
    .insertInto('ledger.entry')
    .values({
      tenant_id: tenantId,
      id: entryId,
      booked_on: document.bookedOn,
      kind: document.kind,
      document_number: document.documentNumber,
      customer_id: document.customerId,
      currency: document.currency,
      created_at: createdAt,
    })
    .execute();
  if (postings.length > 0) {
    await db
      .insertInto('ledger.posting')
      .values(
        postings.map((posting, index) => ({
          tenant_id: tenantId,
          entry_id: entryId,
          position: index + 1,
          account: posting.account,
          amount_minor: posting.amountMinor,
        })),
      )
      .execute();
  }
  await db
    .insertInto('ledger.open_item')
    .values({
      tenant_id: tenantId,
      document_number: document.documentNumber,
      customer_id: document.customerId,
      entry_id: entryId,
      due_on: document.dueOn,
      currency: document.currency,
      amount_minor: document.grossMinor,
    })
    .execute();
}

export async function postingsOfDocument(tx: Tx, documentNumber: string): Promise<Posting[]> {
  const rows = await tables(tx)
    .selectFrom('ledger.posting as posting')
    .innerJoin('ledger.entry as entry', 'entry.id', 'posting.entry_id')
    .select(['posting.account', 'posting.amount_minor'])
    .where('entry.document_number', '=', documentNumber)
    .orderBy('posting.position')
    .execute();
  return rows.map((row) => ({ account: row.account, amountMinor: row.amount_minor }));
}
