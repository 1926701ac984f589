import { audit } from '#access/service';
import { formatMinor, Refusal } from '#base';
import type { Context } from '#platform/context';
import { accountKind, clearingAccountOf } from '../accounts.ts';
import { entryOfPayment, type Payment } from '../payment.ts';
import type { PostedEntry } from '../reversal.ts';
import { refuseForeign } from '../settle.ts';
import * as store from '../store.ts';
import { getEntry, type ItemAmount, sharesOf } from './entries.ts';
import { append } from './post.ts';

export interface PaymentInput extends Payment {
  /** What it is for; absent = the oldest first. */
  readonly items?: readonly ItemAmount[];
}

export interface BookedPayment {
  readonly entryId: number;
  /** It was booked before, with the same amount for the same customer: nothing was done. */
  readonly again: boolean;
}

/**
 * Books money that came from a customer or went to him, and settles what it is for; what is left stays on his account. The same reference a second
 * time does nothing.
 * @throws Refusal `ledger.referenceTaken` where the reference is of a payment that was another one, `ledger.otherAccount`,
 * `ledger.itemUnknown`, those of `entryOfPayment`
 */
export async function postPayment(ctx: Context, input: PaymentInput): Promise<BookedPayment> {
  const { items, ...payment } = input;
  await store.lockItems(ctx.tx, ctx.tenantId);
  const before = await store.paymentEntryId(ctx.tx, payment.reference);
  if (before !== null) return again(await getEntry(ctx, before), payment);
  const shares = items === undefined ? null : await sharesOf(ctx, items);
  if (shares !== null)
    refuseForeign(
      shares.map(({ item }) => item),
      payment,
    );
  const open = await store.openItems(ctx.tx, payment);
  const entry = entryOfPayment(payment, open, shares);
  const entryId = await append(ctx, [entry]);
  await audit(ctx, {
    action: `ledger.${entry.kind}.post`,
    subject: `customer/${payment.customerId}`,
    detail: { entryId, reference: payment.reference, amount: formatMinor(payment.amountMinor, payment.currency) },
  });
  return { entryId, again: false };
}

function again(entry: PostedEntry, payment: Payment): BookedPayment {
  const { customerId, currency, bookedOn, channel, amountMinor } = payment;
  const money = entry.postings.find(({ account }) => accountKind(account) === 'clearing');
  const same =
    entry.customerId === customerId &&
    entry.currency === currency &&
    entry.bookedOn === bookedOn &&
    money?.account === clearingAccountOf(channel) &&
    money.amountMinor === amountMinor;
  if (!same) throw new Refusal('conflict', 'ledger.referenceTaken', { reference: payment.reference });
  return { entryId: entry.id, again: true };
}
