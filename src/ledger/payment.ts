import { Refusal } from '#base';
import { clearingAccountOf, type PaymentChannel, RECEIVABLE } from './accounts.ts';
import { balanced, type NewEntry } from './entry.ts';
import { type OpenItem, oldestFirst, type Share } from './openItem.ts';
import { settling } from './settle.ts';

/** Money that came from a customer, or went to him. */
export interface Payment {
  /** Unique among the operator's payments, e.g. the bank's reference of the transaction: the same payment is never booked twice. */
  readonly reference: string;
  readonly customerId: number;
  readonly currency: string;
  /** Minor units: positive = it came in, negative = it went out. */
  readonly amountMinor: bigint;
  /** Local date of the value. */
  readonly bookedOn: string;
  readonly channel: PaymentChannel;
  readonly note?: string;
}

/**
 * The entry of a payment: clearing against the items it settles. What it does not settle stays as an item of its own: a credit of the customer
 * where he paid more, a claim where he was paid more.
 * @param open what is open of the customer in the currency
 * @param shares what it is for; null = the oldest first
 * @throws Refusal `ledger.amountWrong`, `ledger.overshared` where it is for more than it is, `ledger.wrongSide` where a payment is said to be
 * for what the customer is to get, or a refund for what he owes, those of `settling`
 */
export function entryOfPayment(payment: Payment, open: readonly OpenItem[], shares: readonly Share[] | null): NewEntry {
  const { reference, customerId, currency, amountMinor, bookedOn, channel, note } = payment;
  if (amountMinor === 0n) throw new Refusal('invalid', 'ledger.amountWrong');
  const cameIn = amountMinor > 0n;
  const amount = cameIn ? amountMinor : -amountMinor;
  const fits = (item: OpenItem) => item.amountMinor > 0n === cameIn;
  const settled = shares ?? oldestFirst(open.filter(fits), amount);
  const wrong = settled.find(({ item }) => !fits(item));
  if (wrong !== undefined) throw new Refusal('conflict', 'ledger.wrongSide', { document: wrong.item.documentNumber });
  const used = settled.reduce((sum, share) => sum + share.amountMinor, 0n);
  if (used > amount) throw new Refusal('invalid', 'ledger.overshared');
  const left = amount - used;
  const postings = balanced(reference, [
    { account: clearingAccountOf(channel), amountMinor },
    ...settling(settled),
    { account: RECEIVABLE, amountMinor: cameIn ? -left : left, item: 'own' },
  ]);
  const kind = cameIn ? 'payment' : 'refund';
  const said = note === undefined ? {} : { note };
  return { kind, customerId, currency, bookedOn, dueOn: bookedOn, documentNumber: reference, ...said, postings };
}
