/** Which documents a run must have come to. */
import type { Book } from '../book.ts';
import type { DeedOf } from '../deeds.ts';
import { type Owed, payerOf } from './account.ts';
import { halfUp, nano } from './money.ts';

/** Cents; what is given back is negative. */
export interface AuditedDocument {
  /** Who gets it, and which of several it is. */
  readonly key: string;
  readonly net: bigint;
  readonly tax: bigint;
}

interface Sum {
  readonly taxed: boolean;
  supplies: bigint;
  /** Deposits: no supply, never taxed. */
  others: bigint;
}

const VAT_PERCENT = 19n;

/** Whoever pays for others gets one document for all, or one for each contract where he wants that; third parties one for each bill they share. */
export function documentsOf(
  book: Book,
  owed: ReadonlyMap<number, readonly Owed[]>,
  { issueOn }: DeedOf<'drawn'>,
): AuditedDocument[] {
  const sums = new Map<string, Sum>();
  const put = (key: string, payerId: number, what: Owed['what'], cents: bigint) => {
    const sum = sums.get(key) ?? { taxed: book.customer(payerId).taxed, supplies: 0n, others: 0n };
    if (what === 'deposits') sum.others += cents;
    else sum.supplies += cents;
    sums.set(key, sum);
  };
  for (const [customerId, all] of owed) {
    const payerId = payerOf(book, customerId);
    const byContract = book.customer(payerId).grouping === 'contract';
    for (const { contractId, what, cents } of all) {
      const part = byContract ? `contract/${book.contract(contractId).number}` : '';
      put(`${payerId} ${part}`, payerId, what, cents);
    }
    let left = all.reduce((sum, { cents }) => sum + cents, 0n);
    for (const share of sharesOf(book, customerId, issueOn)) {
      const amount = halfUp(nano(share.amount), nano('0.01'));
      const wanted = share.share === 'fixed' ? amount : left - amount;
      const paid = noMoreThan(left, wanted);
      if (paid <= 0n) continue;
      put(`${payerId} `, payerId, 'items', -paid);
      put(`${share.payerId} thirdPayer/${share.id}`, share.payerId, 'items', paid);
      left -= paid;
    }
  }
  return [...sums].map(([key, { taxed, supplies, others }]) => {
    return { key, net: supplies + others, tax: taxed ? halfUp(supplies * VAT_PERCENT, 100n) : 0n };
  });
}

function noMoreThan(most: bigint, wanted: bigint): bigint {
  return wanted > most ? most : wanted;
}

/** Fixed amounts first, then the rest; each as long ago as it was agreed. */
function sharesOf(book: Book, customerId: number, issueOn: string): DeedOf<'thirdPayer'>[] {
  return [...book.thirdPayers.values()]
    .filter((share) => share.customerId === customerId && share.validFrom <= issueOn)
    .filter(({ validTo }) => validTo === null || issueOn < validTo)
    .sort((a, b) => Number(a.share === 'remaining') - Number(b.share === 'remaining') || a.id - b.id);
}
