/** Quantity and unit price of an invoice line that give its net (BR-27, Peppol R120). */
import { divideRounded, formatDecimal, formatMinor, minorDecimals, parseDecimal, powerOfTen } from '#base';
import type { InvoiceLine } from './invoice.ts';
import { ONE } from './quantity.ts';

/** Decimals a catalogue price may have. */
export const CATALOGUE_DECIMALS = 9;
/** Decimals of a unit price that every receiver takes (BR-FR). */
const PRICE_DECIMALS = 6;

export type Amount = Pick<InvoiceLine, 'quantity' | 'unitCode' | 'unitPrice'>;

/** Quantity and price as agreed, where they give the net; a credit turns the quantity negative, never the price (BR-27). */
export function agreed(quantity: number, unitPrice: string, netMinor: bigint, currency: string): Amount | null {
  const price = parseDecimal(unitPrice, CATALOGUE_DECIMALS);
  if (price === null) throw new Error(`assertion failed: not a price: ${unitPrice}`);
  const minorUnit = powerOfTen(CATALOGUE_DECIMALS - minorDecimals(currency));
  if (divideRounded(price * BigInt(quantity), minorUnit, 'halfUp') !== netMinor) return null;
  if (price % powerOfTen(CATALOGUE_DECIMALS - PRICE_DECIMALS) !== 0n) return null;
  const magnitude = price < 0n ? -price : price;
  return {
    quantity: String(price < 0n ? -quantity : quantity),
    unitCode: ONE,
    unitPrice: formatDecimal(magnitude, CATALOGUE_DECIMALS, minorDecimals(currency)),
  };
}

/** The net shared out over the pieces; where six decimals can't carry that, one piece at the net. */
export function shared(quantity: number, netMinor: bigint, currency: string): Amount {
  const magnitude = netMinor < 0n ? -netMinor : netMinor;
  const sign = netMinor < 0n ? -1 : 1;
  const decimals = minorDecimals(currency);
  const total = { amount: magnitude, scale: decimals };
  const price = priceOf(total, { amount: BigInt(quantity), scale: 0 }, magnitude, decimals, currency);
  if (price !== null) return { quantity: String(sign * quantity), unitCode: ONE, unitPrice: price };
  return { quantity: String(sign), unitCode: ONE, unitPrice: formatMinor(magnitude, currency) };
}

export interface Scaled {
  readonly amount: bigint;
  readonly scale: number;
}

/** total ÷ quantity with as few decimals as give the net again, at least `fewest` and six at most; null where none do. */
export function priceOf(
  total: Scaled,
  quantity: Scaled,
  netMinor: bigint,
  fewest: number,
  currency: string,
): string | null {
  const least = minorDecimals(currency);
  for (let decimals = fewest; decimals <= PRICE_DECIMALS; decimals += 1) {
    const dividend = total.amount * powerOfTen(decimals + quantity.scale);
    const price = divideRounded(dividend, quantity.amount * powerOfTen(total.scale), 'halfUp');
    const unit = powerOfTen(decimals - least + quantity.scale);
    if (divideRounded(price * quantity.amount, unit, 'halfUp') === netMinor)
      return formatDecimal(price, decimals, least);
  }
  return null;
}
