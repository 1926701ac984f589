import { assert } from '#base';

/** An amount on an account: debit positive, credit negative, integer minor units. */
export interface Posting {
  /** `receivable`, `revenue/<revenue account>` or `vat/<category>/<percent>`. */
  readonly account: string;
  readonly amountMinor: bigint;
}

/** What an issued document says about money; the ledger needs no more of it. */
export interface DocumentToPost {
  readonly kind: 'invoice' | 'creditNote';
  readonly documentNumber: string;
  readonly customerId: number;
  readonly bookedOn: string;
  readonly dueOn: string;
  readonly currency: string;
  readonly grossMinor: bigint;
  /** Net per revenue account. */
  readonly revenue: readonly { readonly account: string; readonly netMinor: bigint }[];
  readonly taxes: readonly { readonly category: string; readonly percent: string; readonly taxMinor: bigint }[];
}

/** The postings of a document: receivable against revenue and VAT; accounts with nothing on them are left out. */
export function postingsOf(document: DocumentToPost): Posting[] {
  const byAccount = new Map<string, bigint>();
  const add = (account: string, amountMinor: bigint) =>
    byAccount.set(account, (byAccount.get(account) ?? 0n) + amountMinor);
  add('receivable', document.grossMinor);
  for (const { account, netMinor } of document.revenue) add(`revenue/${account}`, -netMinor);
  for (const { category, percent, taxMinor } of document.taxes) add(`vat/${category}/${percent}`, -taxMinor);
  const postings = [...byAccount].map(([account, amountMinor]) => ({ account, amountMinor }));
  const sum = postings.reduce((total, posting) => total + posting.amountMinor, 0n);
  assert(sum === 0n, `postings of ${document.documentNumber} sum to ${sum}`);
  return postings.filter((posting) => posting.amountMinor !== 0n);
}
