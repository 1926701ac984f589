import { depositAccountOf, RECEIVABLE, revenueAccountOf, vatAccountOf } from './accounts.ts';
import { balanced, type NewEntry, type Posting } from './entry.ts';

/** Net on an account of the operator's chart. */
export interface NetOnAccount {
  readonly account: string;
  readonly netMinor: bigint;
}

/** What an issued document says about money; the ledger needs no more of it. A credit note's amounts are negative. */
export interface DocumentToPost {
  readonly kind: 'invoice' | 'creditNote';
  readonly documentNumber: string;
  readonly customerId: number;
  /** Local dates. */
  readonly bookedOn: string;
  readonly dueOn: string;
  readonly currency: string;
  readonly grossMinor: bigint;
  readonly revenue: readonly NetOnAccount[];
  /** Security taken, negative where it is given back or set off: no supply, so a liability and never revenue. */
  readonly deposits?: readonly NetOnAccount[];
  readonly taxes: readonly { readonly category: string; readonly percent: string; readonly taxMinor: bigint }[];
}

/** The postings of a document: receivable against revenue, deposits and VAT; accounts with nothing on them are left out. */
export function postingsOf(document: DocumentToPost): Posting[] {
  const { documentNumber, grossMinor, revenue, deposits = [], taxes } = document;
  return balanced(documentNumber, [
    { account: RECEIVABLE, amountMinor: grossMinor, item: 'own' },
    ...revenue.map(({ account, netMinor }) => ({ account: revenueAccountOf(account), amountMinor: -netMinor })),
    ...deposits.map(({ account, netMinor }) => ({ account: depositAccountOf(account), amountMinor: -netMinor })),
    ...taxes.map(({ category, percent, taxMinor }) => ({
      account: vatAccountOf(category, percent),
      amountMinor: -taxMinor,
    })),
  ]);
}

/** The entry of an issued document; its item is what the customer owes, or is to get. */
export function entryOfDocument(document: DocumentToPost): NewEntry {
  const { kind, customerId, currency, bookedOn, documentNumber, dueOn } = document;
  return { kind, customerId, currency, bookedOn, documentNumber, dueOn, postings: postingsOf(document) };
}
