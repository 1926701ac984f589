import { audit, today } from '#access/service';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { type PostedEntry, refuseIrreversible, reversalOf } from '../reversal.ts';
import * as store from '../store.ts';
import { getEntry } from './entries.ts';
import { append } from './post.ts';

export interface ReverseEntry {
  readonly entryId: number;
  /** Why, e.g. what the bank said of a returned direct debit. */
  readonly note: string;
  /** Local date; absent = today. */
  readonly bookedOn?: string;
}

/**
 * Mirrors an entry: what it settled is open again, due as before. What a payment left on the account and was set off since is taken back with
 * it, the latest first.
 * @returns the reversal
 * @throws Refusal `ledger.entryUnknown`, `ledger.notReversible`, `ledger.alreadyReversed`, `ledger.usedSince` where what it left was
 * refunded or written off
 */
export async function reverseEntry(ctx: Context, input: ReverseEntry): Promise<PostedEntry> {
  await store.lockItems(ctx.tx, ctx.tenantId);
  const entry = await getEntry(ctx, input.entryId);
  refuseIrreversible(entry);
  const since = await store.standingMoves(ctx.tx, entry.id);
  if (since.some(({ kind }) => kind !== 'setOff'))
    throw new Refusal('conflict', 'ledger.usedSince', { entry: entry.id });
  const setOffs = await store.entriesById(
    ctx.tx,
    since.map(({ id }) => id),
  );
  const how = { bookedOn: input.bookedOn ?? (await today(ctx)), note: input.note };
  const reversals = [...setOffs.toReversed(), entry].map((each) => reversalOf(each, how));
  // One after the other: in between, nothing may be settled too far.
  let reversalId = 0;
  for (const reversal of reversals) reversalId = await append(ctx, [reversal]);
  await audit(ctx, {
    action: 'ledger.entry.reverse',
    subject: `customer/${entry.customerId}`,
    detail: { entryId: entry.id, kind: entry.kind, document: entry.documentNumber, note: input.note },
  });
  return getEntry(ctx, reversalId);
}
