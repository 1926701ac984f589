import { divideRounded, parseDecimal } from '#base';
import { PRODUCT_PRICE_DECIMALS } from '#catalog';

/** What of a price is left after buying, in whole percent; null where one of them is not known or nothing is charged. */
export function marginPercent(unitPrice: string | null, buyingPrice: string | null): string | null {
  const price = unitPrice === null ? null : parseDecimal(unitPrice, PRODUCT_PRICE_DECIMALS);
  const cost = buyingPrice === null ? null : parseDecimal(buyingPrice, PRODUCT_PRICE_DECIMALS);
  if (price === null || cost === null || price === 0n) return null;
  return divideRounded((price - cost) * 100n, price, 'halfUp').toString();
}
