import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import { type DocumentToPost, type Posting, postingsOf } from './entry.ts';
import * as store from './store.ts';

/** Posts an issued document and opens its item, in the issuing transaction. Once per document: a second time is a bug. */
export async function postDocument(ctx: Context, document: DocumentToPost): Promise<void> {
  const postings = postingsOf(document);
  const entryId = BigInt(await nextNumber(ctx, 'ledgerEntry'));
  await store.insertEntry(ctx.tx, {
    tenantId: ctx.tenantId,
    entryId,
    document,
    postings,
    createdAt: new Date(ctx.clock.now()),
  });
}

/** The postings of a document, in order. */
export async function postingsOfDocument(ctx: Context, documentNumber: string): Promise<Posting[]> {
  return store.postingsOfDocument(ctx.tx, documentNumber);
}
