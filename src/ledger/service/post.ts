import { assert } from '#base';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import { sha256Hex } from '#platform/hash';
import { CHAIN_START, type ChainedEntry, chainText } from '../chain.ts';
import { type DocumentToPost, entryOfDocument } from '../document.ts';
import type { NewEntry } from '../entry.ts';
import * as store from '../store.ts';

/** Counter of entries, gapless per tenant. */
export const ENTRY_COUNTER = 'ledgerEntry';

/** Chains and writes entries. @returns the number of the first; the others follow */
export async function append(ctx: Context, entries: readonly NewEntry[]): Promise<number> {
  const firstId = await nextNumber(ctx, ENTRY_COUNTER, entries.length);
  let previousHash = await hashBefore(ctx, firstId);
  const chained: store.EntryToInsert[] = [];
  for (const [index, entry] of entries.entries()) {
    const link = linkOf(ctx, firstId + index, entry);
    const hash = sha256Hex(chainText(link, previousHash));
    chained.push({ ...link, previousHash, hash });
    previousHash = hash;
  }
  await store.insertEntries(ctx.tx, chained);
  return firstId;
}

async function hashBefore(ctx: Context, firstId: number): Promise<string> {
  if (firstId === 1) return CHAIN_START;
  const hash = await store.hashOfEntry(ctx.tx, firstId - 1);
  assert(hash !== undefined, `ledger entry ${firstId - 1} is missing`);
  return hash ?? CHAIN_START;
}

function linkOf(ctx: Context, id: number, entry: NewEntry): ChainedEntry {
  const postings = entry.postings.map(({ account, amountMinor, item }) => ({
    account,
    amountMinor,
    itemId: item === 'own' ? id : (item ?? null),
  }));
  return {
    tenantId: ctx.tenantId,
    id,
    bookedOn: entry.bookedOn,
    kind: entry.kind,
    documentNumber: entry.documentNumber,
    customerId: entry.customerId,
    currency: entry.currency,
    reverses: entry.reverses ?? null,
    reason: entry.reason ?? null,
    note: entry.note ?? null,
    actor: ctx.actor.name,
    createdAt: new Date(ctx.clock.now()),
    dueOn: postings.some(({ itemId }) => itemId === id) ? entry.dueOn : null,
    postings,
  };
}

/**
 * Posts issued documents and opens their items, in the issuing transaction. Once per document: a second time is a bug. What a document
 * comes to is never changed by this; a document of nothing has an entry and no item.
 */
export async function postDocuments(ctx: Context, documents: readonly DocumentToPost[]): Promise<void> {
  if (documents.length === 0) return;
  await append(ctx, documents.map(entryOfDocument));
}

/** See `postDocuments`. */
export function postDocument(ctx: Context, document: DocumentToPost): Promise<void> {
  return postDocuments(ctx, [document]);
}
