import {
  daysBetween,
  daysInMonth,
  divideRounded,
  minorDecimals,
  monthEnd,
  monthStart,
  parseDecimal,
  powerOfTen,
} from '#base';

/** Decimals a price may have. */
const PRICE_DECIMALS = 9;

/** A stretch of days within one calendar month. */
export interface MonthPart {
  readonly month: string;
  /** Local dates, half open. */
  readonly from: string;
  readonly to: string;
  readonly days: number;
  readonly daysInMonth: number;
}

/** Cuts a half-open stretch of days at the ends of months. */
export function splitByMonth(from: string, to: string): MonthPart[] {
  const parts: MonthPart[] = [];
  for (let start = from; start < to; ) {
    const month = start.slice(0, 7);
    const end = monthEnd(month) < to ? monthEnd(month) : to;
    parts.push({ month, from: start, to: end, days: daysBetween(start, end), daysInMonth: daysInMonth(month) });
    start = end;
  }
  return parts;
}

/**
 * Price of part of a month, by actual days. Cumulative: the part from day a to day b costs round(b/n) − round(a/n) of the
 * whole, so that any cutting of a month into parts adds up to the month exactly.
 * @param unitPrice exact decimal per month
 * @returns minor units
 */
export function proratedNet(unitPrice: string, quantity: number, part: MonthPart, currency: string): bigint {
  const price = parseDecimal(unitPrice, PRICE_DECIMALS);
  if (price === null) throw new Error(`assertion failed: not a price: ${unitPrice}`);
  const whole = price * BigInt(quantity);
  const unit = powerOfTen(PRICE_DECIMALS - minorDecimals(currency)) * BigInt(part.daysInMonth);
  const upTo = (date: string) =>
    divideRounded(whole * BigInt(daysBetween(monthStart(part.month), date)), unit, 'halfUp');
  return upTo(part.to) - upTo(part.from);
}

/** Quantity × unit price in minor units, rounded half up once. */
export function netOf(unitPrice: string, quantity: number, currency: string): bigint {
  const price = parseDecimal(unitPrice, PRICE_DECIMALS);
  if (price === null) throw new Error(`assertion failed: not a price: ${unitPrice}`);
  return divideRounded(price * BigInt(quantity), powerOfTen(PRICE_DECIMALS - minorDecimals(currency)), 'halfUp');
}
