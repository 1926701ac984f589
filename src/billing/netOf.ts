import { divideRounded, minorDecimals, parseDecimal, powerOfTen } from '#base';

/** Decimals a price may have. */
const PRICE_DECIMALS = 9;

/** Quantity × unit price in minor units, rounded half up once. */
export function netOf(unitPrice: string, quantity: number, currency: string): bigint {
  const price = parseDecimal(unitPrice, PRICE_DECIMALS);
  if (price === null) throw new Error(`assertion failed: not a price: ${unitPrice}`);
  return divideRounded(price * BigInt(quantity), powerOfTen(PRICE_DECIMALS - minorDecimals(currency)), 'halfUp');
}
