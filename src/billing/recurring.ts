import { addMonths, earliest, monthEnd } from '#base';
import { type Product, priceOn } from '#catalog';
import type { Contract, Subscription } from '#contracts';
import type { RecurringLine } from './bill.ts';
import { proratedNet, splitByMonth } from './proration.ts';

export interface RecurringInput {
  readonly contract: Contract;
  readonly subscription: Subscription;
  readonly product: Product;
  /** Usage month of the run. */
  readonly month: string;
  /** First day not yet billed; null where nothing was. */
  readonly billedTo: string | null;
  readonly currency: string;
}

/**
 * A subscription's fees on the bill of a month: everything not yet billed up to the end of the following month (in advance)
 * or of the month itself (in arrears), one line per calendar month, prorated by actual days.
 */
export function recurringLines({
  contract,
  subscription,
  product,
  month,
  billedTo,
  currency,
}: RecurringInput): RecurringLine[] {
  const horizon = monthEnd(product.billed === 'advance' ? addMonths(month, 1) : month);
  const from = billedTo ?? subscription.startsOn;
  const ends = [subscription.endsOn, contract.endsOn].filter((date) => date !== null);
  const to = ends.reduce(earliest, horizon);
  const unitPrice = subscription.unitPrice ?? priceOn(product.prices, currency, from)?.unitPrice ?? '0';
  return splitByMonth(from, to).map((part) => ({
    kind: 'recurring',
    contractNumber: contract.number,
    revenueAccount: product.revenueAccount,
    subscriptionId: subscription.id,
    productCode: product.code,
    name: product.name,
    quantity: subscription.quantity,
    unitPrice,
    from: part.from,
    to: part.to,
    days: part.days,
    daysInMonth: part.daysInMonth,
    netMinor: proratedNet(unitPrice, subscription.quantity, part, currency).toString(),
  }));
}
