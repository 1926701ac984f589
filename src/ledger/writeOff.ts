import { divideRounded } from '#base';
import { accountKind, RECEIVABLE, type WriteOffReason, writeOffAccountOf } from './accounts.ts';
import { balanced, type Posting } from './entry.ts';
import type { Share } from './openItem.ts';
import { settling } from './settle.ts';

/** How an item is given up. */
export interface WriteOff extends Share {
  readonly reason: WriteOffReason;
  /**
   * The VAT on the part given up is taken back: the price has fallen or will never be paid (Art. 90 of Directive 2006/112/EC, § 17 UStG,
   * art. 272 CGI). Not before the law of the country allows it.
   */
  readonly correctVat: boolean;
}

/**
 * Postings that give up an item, or part of it: what of it was deposit was never taken, what was VAT is taken back where it may be, the rest is a
 * loss (a gain, where the item is a credit). Each takes its share of what the document was, rounded cumulatively: the parts are the amount exactly.
 * @param opened postings of the entry that opened the item
 * @throws Refusal those of `settling`
 */
export function writeOffPostings(writeOff: WriteOff, opened: readonly Posting[]): Posting[] {
  const settled = settling([writeOff]);
  const amount = -(settled[0]?.amountMinor ?? 0n);
  const loss = writeOffAccountOf(writeOff.reason);
  const parts = opened
    .filter(({ account }) => account !== RECEIVABLE)
    .map(({ account, amountMinor }) => ({
      account: keepsAccount(account, writeOff.correctVat) ? account : loss,
      weight: -amountMinor,
    }));
  return balanced(writeOff.item.documentNumber, [
    ...split(amount, parts.length > 0 ? parts : [{ account: loss, weight: 1n }]),
    ...settled,
  ]);
}

function keepsAccount(account: string, correctVat: boolean): boolean {
  const kind = accountKind(account);
  return kind === 'deposit' || (kind === 'vat' && correctVat);
}

/** Shares an amount out by weight; the sum of the weights is not zero, or all goes to the first. */
function split(amount: bigint, parts: readonly { readonly account: string; readonly weight: bigint }[]): Posting[] {
  const whole = parts.reduce((sum, { weight }) => sum + weight, 0n);
  if (whole === 0n) return parts.slice(0, 1).map(({ account }) => ({ account, amountMinor: amount }));
  const sign = whole < 0n ? -1n : 1n;
  let weightSoFar = 0n;
  let sharedSoFar = 0n;
  return parts.map(({ account, weight }) => {
    weightSoFar += weight;
    const upTo = divideRounded(amount * weightSoFar * sign, whole * sign, 'halfUp');
    const amountMinor = upTo - sharedSoFar;
    sharedSoFar = upTo;
    return { account, amountMinor };
  });
}
