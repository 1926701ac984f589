import { audit, today } from '#access/service';
import { formatMinor } from '#base';
import type { Context } from '#platform/context';
import type { WriteOffReason } from '../accounts.ts';
import { type NewEntry, openedBy } from '../entry.ts';
import { magnitude } from '../openItem.ts';
import type { PostedEntry } from '../reversal.ts';
import { refuseForeign, setOffPostings } from '../settle.ts';
import * as store from '../store.ts';
import { writeOffPostings } from '../writeOff.ts';
import { getEntry, getItem, type ItemAmount, sharesOf } from './entries.ts';
import { append } from './post.ts';

export interface SetOff {
  readonly customerId: number;
  readonly currency: string;
  /** Of both sides, amounts positive; each side sums to the same. */
  readonly items: readonly ItemAmount[];
  readonly note?: string;
}

/**
 * Settles what a customer owes with what he is to get; his balance stays as it is.
 * @throws Refusal `ledger.itemUnknown`, `ledger.otherAccount`, those of `setOffPostings`
 */
export async function setOff(ctx: Context, input: SetOff): Promise<PostedEntry> {
  const { customerId, currency, note } = input;
  await store.lockItems(ctx.tx, ctx.tenantId);
  const shares = await sharesOf(ctx, input.items);
  const items = shares.map(({ item }) => item);
  refuseForeign(items, input);
  const postings = setOffPostings(shares);
  const bookedOn = await today(ctx);
  // The document that the customer is to get something by is what the entry is about.
  const documentNumber = (items.find(({ amountMinor }) => amountMinor < 0n) ?? items[0])?.documentNumber ?? '';
  const entry: NewEntry = {
    kind: 'setOff',
    customerId,
    currency,
    bookedOn,
    dueOn: bookedOn,
    documentNumber,
    ...(note === undefined ? {} : { note }),
    postings,
  };
  const moved = postings.reduce((sum, { amountMinor }) => (amountMinor > 0n ? sum + amountMinor : sum), 0n);
  return book(ctx, entry, moved);
}

export interface WriteOffInput {
  /** The item. */
  readonly entryId: number;
  /** Minor units, positive; null = all that is left. */
  readonly amountMinor: bigint | null;
  readonly reason: WriteOffReason;
  /** See `WriteOff`. */
  readonly correctVat: boolean;
  readonly note?: string;
}

/**
 * Gives up an open item or part of it.
 * @throws Refusal `ledger.itemUnknown`, those of `writeOffPostings`
 */
export async function writeOff(ctx: Context, input: WriteOffInput): Promise<PostedEntry> {
  const { reason, correctVat, note } = input;
  await store.lockItems(ctx.tx, ctx.tenantId);
  const item = await getItem(ctx, input.entryId);
  const amountMinor = input.amountMinor ?? magnitude(item.remainingMinor);
  const opened = await getEntry(ctx, item.entryId);
  const bookedOn = await today(ctx);
  const entry: NewEntry = {
    kind: 'writeOff',
    customerId: item.customerId,
    currency: item.currency,
    bookedOn,
    dueOn: bookedOn,
    documentNumber: item.documentNumber,
    reason,
    ...(note === undefined ? {} : { note }),
    postings: writeOffPostings({ item, amountMinor, reason, correctVat }, opened.postings),
  };
  return book(ctx, entry, amountMinor);
}

/** Writes an entry of our own and tells the trail. */
async function book(ctx: Context, entry: NewEntry, amountMinor: bigint): Promise<PostedEntry> {
  if (openedBy(entry.postings) !== 0n) throw new Error(`assertion failed: ${entry.kind} opens an item`);
  const entryId = await append(ctx, [entry]);
  await audit(ctx, {
    action: `ledger.${entry.kind}.post`,
    subject: `customer/${entry.customerId}`,
    detail: {
      entryId,
      document: entry.documentNumber,
      amount: formatMinor(amountMinor, entry.currency),
      ...because(entry),
    },
  });
  return getEntry(ctx, entryId);
}

function because({ reason }: NewEntry): { reason?: string } {
  return reason === undefined ? {} : { reason };
}
