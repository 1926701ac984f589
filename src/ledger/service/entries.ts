import { Refusal } from '#base';
import type { Context } from '#platform/context';
import type { Posting } from '../entry.ts';
import type { OpenItem, Share } from '../openItem.ts';
import type { PostedEntry } from '../reversal.ts';
import * as store from '../store.ts';

/** An entry with its postings. @throws Refusal `ledger.entryUnknown` */
export async function getEntry(ctx: Context, entryId: number): Promise<PostedEntry> {
  const [entry] = await store.entriesById(ctx.tx, [entryId]);
  if (entry === undefined) throw new Refusal('notFound', 'ledger.entryUnknown', { entry: entryId });
  return entry;
}

/** The postings of a document, in order. */
export function postingsOfDocument(ctx: Context, documentNumber: string): Promise<Posting[]> {
  return store.postingsOfDocument(ctx.tx, documentNumber);
}

/** What documents booked on their customers' accounts, by number; documents that are not posted are not there. */
export function receivableOf(ctx: Context, documentNumbers: readonly string[]): Promise<Map<string, bigint>> {
  return store.receivableOf(ctx.tx, documentNumbers);
}

/** Items by the entries that opened them, settled ones too. */
export function itemsById(ctx: Context, entryIds: readonly number[]): Promise<Map<number, OpenItem>> {
  return store.itemsById(ctx.tx, entryIds);
}

/** The item that an entry opened. @throws Refusal `ledger.itemUnknown` */
export async function getItem(ctx: Context, entryId: number): Promise<OpenItem> {
  return known(await store.itemsById(ctx.tx, [entryId]), entryId);
}

/** An amount of an item, by its key. */
export interface ItemAmount {
  readonly entryId: number;
  /** Minor units, positive. */
  readonly amountMinor: bigint;
}

/** The items that amounts are of. @throws Refusal `ledger.itemUnknown` */
export async function sharesOf(ctx: Context, amounts: readonly ItemAmount[]): Promise<Share[]> {
  const items = await store.itemsById(
    ctx.tx,
    amounts.map(({ entryId }) => entryId),
  );
  return amounts.map(({ entryId, amountMinor }) => ({ item: known(items, entryId), amountMinor }));
}

function known(items: ReadonlyMap<number, OpenItem>, entryId: number): OpenItem {
  const item = items.get(entryId);
  if (item === undefined) throw new Refusal('notFound', 'ledger.itemUnknown', { item: entryId });
  return item;
}
