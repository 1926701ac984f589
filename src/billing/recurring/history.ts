import { earliest } from '#base';
import { type Product, type Proration, priceSteps } from '#catalog';
import type { Contract, Discount, Pause, Subscription } from '#contracts';
import { type Grid, gridOf } from './grid.ts';

/** All that a subscription's fee follows from, as known now: what `dueCharges` computes from. Local dates, half open. */
export interface ChargeHistory {
  /** Time in which it is charged; nothing where the end is not after the begin. */
  readonly from: string;
  readonly to: string | null;
  readonly grid: Grid;
  readonly billed: 'advance' | 'arrears';
  readonly proration: Proration;
  /** Each from its date on, ascending; exact decimals of one unit and whole period. */
  readonly prices: readonly { readonly from: string; readonly unitPrice: string }[];
  readonly quantities: readonly { readonly from: string; readonly quantity: number }[];
  /** Those in force at once add up: percentages first, of the fee; then amounts, at most down to nothing. */
  readonly discounts: readonly Pick<Discount, 'kind' | 'value' | 'from' | 'to' | 'reason'>[];
  readonly pauses: readonly Pick<Pause, 'from' | 'to' | 'billedPercent'>[];
}

/** A subscription's history; its contract's end is its own. */
export function historyOf(
  subscription: Subscription,
  {
    contract,
    product,
    currency,
  }: { readonly contract: Contract; readonly product: Product; readonly currency: string },
): ChargeHistory {
  const { startsOn: from, terms } = subscription;
  const ends = [subscription.endsOn, contract.endsOn].filter((date) => date !== null);
  return {
    from,
    to: ends.length === 0 ? null : ends.reduce(earliest),
    grid: gridOf(product.recurrence, from),
    billed: product.billed,
    proration: product.proration,
    prices: priceSteps(product.prices, { currency, startsOn: from, ownPrices: terms }),
    quantities: terms,
    discounts: subscription.discounts,
    pauses: subscription.pauses,
  };
}
