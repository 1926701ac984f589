import type { Tx } from '#platform/db';
import type { WriteOffReason } from '../accounts.ts';
import type { EntryKind } from '../entry.ts';

type LedgerTables = {
  'ledger.entry': {
    tenant_id: number;
    id: bigint;
    booked_on: string;
    kind: EntryKind;
    document_number: string;
    customer_id: number;
    currency: string;
    postings: number;
    reverses: bigint | null;
    reason: WriteOffReason | null;
    note: string | null;
    actor: string;
    created_at: Date;
    prev_hash: Buffer | null;
    hash: Buffer | null;
  };
  'ledger.posting': {
    tenant_id: number;
    entry_id: bigint;
    position: number;
    account: string;
    amount_minor: bigint;
    item_id: bigint | null;
  };
  'ledger.open_item': {
    tenant_id: number;
    entry_id: bigint;
    document_number: string;
    customer_id: number;
    due_on: string;
    currency: string;
    amount_minor: bigint;
    remaining_minor: bigint;
  };
};

/** The slice's own tables. */
export const tables = (tx: Tx) => tx.withTables<LedgerTables>();
