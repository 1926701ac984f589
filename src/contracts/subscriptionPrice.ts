import { type Product, type ProductPriceStep, priceSteps, stepAt } from '#catalog';
import type { Subscription } from './subscription.ts';

/** What a subscription pays over time: its own prices and, where it has none, the product's in the customer's currency. */
export function subscriptionSteps(
  subscription: Pick<Subscription, 'startsOn' | 'terms'>,
  product: Product,
  currency: string,
): readonly ProductPriceStep[] {
  const { startsOn, terms } = subscription;
  return priceSteps(product.prices, { currency, startsOn, ownPrices: terms });
}

/** The price of a service period on a day; before the first price, that one. Null where the product has none in the currency. */
export function subscriptionPrice(
  subscription: Pick<Subscription, 'startsOn' | 'terms'>,
  product: Product,
  currency: string,
  date: string,
): string | null {
  const steps = subscriptionSteps(subscription, product, currency);
  return (stepAt(steps, date) ?? steps[0])?.unitPrice ?? null;
}
