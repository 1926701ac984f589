import { Refusal } from '#base';
import { RECEIVABLE } from './accounts.ts';
import type { Posting } from './entry.ts';
import { magnitude, type OpenItem, type Share } from './openItem.ts';

/**
 * Postings that settle items: against what is left of each.
 * @throws Refusal `ledger.amountWrong` where a share is not more than nothing, `ledger.tooMuch` where there is less left
 */
export function settling(shares: readonly Share[]): Posting[] {
  const byItem = new Map<number, Share>();
  for (const { item, amountMinor } of shares) {
    if (amountMinor <= 0n) throw new Refusal('invalid', 'ledger.amountWrong');
    byItem.set(item.entryId, { item, amountMinor: amountMinor + (byItem.get(item.entryId)?.amountMinor ?? 0n) });
  }
  return [...byItem.values()].map(({ item, amountMinor }) => {
    if (amountMinor > magnitude(item.remainingMinor))
      throw new Refusal('conflict', 'ledger.tooMuch', { document: item.documentNumber });
    const back = item.amountMinor > 0n ? -amountMinor : amountMinor;
    return { account: RECEIVABLE, amountMinor: back, item: item.entryId };
  });
}

/**
 * What a customer is to get against what he owes: nothing is paid, both sides are settled alike (§ 387 BGB, art. 1347 Code civil).
 * @throws Refusal `ledger.notEven` where the two sides differ or one is missing, those of `settling`
 */
export function setOffPostings(shares: readonly Share[]): Posting[] {
  const postings = settling(shares);
  const sum = postings.reduce((total, posting) => total + posting.amountMinor, 0n);
  if (sum !== 0n || postings.length === 0) throw new Refusal('invalid', 'ledger.notEven');
  return postings;
}

/** All items are of this customer and currency. @throws Refusal `ledger.otherAccount` */
export function refuseForeign(
  items: readonly OpenItem[],
  { customerId, currency }: { readonly customerId: number; readonly currency: string },
): void {
  const foreign = items.find((item) => item.customerId !== customerId || item.currency !== currency);
  if (foreign !== undefined) throw new Refusal('conflict', 'ledger.otherAccount', { document: foreign.documentNumber });
}
