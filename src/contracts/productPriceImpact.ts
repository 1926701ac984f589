import { divideRounded, formatMinor, latest, minorDecimals, parseDecimal, powerOfTen } from '#base';
import { PRODUCT_PRICE_DECIMALS, type Product, type ProductPrice, withPrice } from '#catalog';
import { type Subscription, termOn } from './subscription.ts';
import { subscriptionPrice } from './subscriptionPrice.ts';

/** What a new price of a product means for those who have it, before it is put in force. */
export interface ProductPriceImpact {
  readonly currency: string;
  /** Subscriptions of the product in the currency that are in force on the price's first day or begin later. */
  readonly subscriptions: number;
  /** Of these, those that will pay another price, and whose they are. */
  readonly affected: number;
  readonly customers: number;
  /** More or less in a month, all of them together, as exact decimal of the currency; before discounts and pauses. */
  readonly monthlyDifference: string;
}

/** A subscription with whose it is. */
export interface OwnedSubscription {
  readonly subscription: Subscription;
  readonly customerId: number;
  /** Of the customer. */
  readonly currency: string;
}

/** Each subscription is compared on the first day on which the price can hold for it. */
export function productPriceImpact(
  product: Product,
  price: ProductPrice,
  all: readonly OwnedSubscription[],
): ProductPriceImpact {
  const { currency, validFrom } = price;
  const changed: Product = { ...product, prices: withPrice(product.prices, price) };
  const running = all.filter(
    ({ subscription: { productId, endsOn }, currency: own }) =>
      productId === product.id && own === currency && (endsOn === null || endsOn > validFrom),
  );
  const customers = new Set<number>();
  let affected = 0;
  let difference = 0n;
  for (const { subscription, customerId } of running) {
    const on = latest(validFrom, subscription.startsOn);
    const before = scaled(subscriptionPrice(subscription, product, currency, on));
    const after = scaled(subscriptionPrice(subscription, changed, currency, on));
    if (before === after) continue;
    affected += 1;
    customers.add(customerId);
    difference += (after - before) * BigInt(termOn(subscription, on).quantity);
  }
  const unit = powerOfTen(PRODUCT_PRICE_DECIMALS - minorDecimals(currency)) * BigInt(product.recurrence.months);
  return {
    currency,
    subscriptions: running.length,
    affected,
    customers: customers.size,
    monthlyDifference: formatMinor(divideRounded(difference, unit, 'halfUp'), currency),
  };
}

function scaled(price: string | null): bigint {
  return price === null ? 0n : (parseDecimal(price, PRODUCT_PRICE_DECIMALS) ?? 0n);
}
