import { z } from 'zod';
import { dateText, decimalText, divideRounded, minorDecimals, parseDecimal, powerOfTen } from '#base';
import { currencyCode } from './productPrice.ts';

/** What currencies are worth in the operator's: for margins and totals across currencies only. Nothing on a bill converts. */

const RATE_DECIMALS = 9;
const HIGHEST_RATE = 1_000_000_000n * powerOfTen(RATE_DECIMALS);

export interface ExchangeRate {
  readonly currency: string;
  /** Local date, inclusive; holds until the next one of the currency. */
  readonly validFrom: string;
  /** Units of the operator's currency that one unit of `currency` is worth: exact decimal, at most 9 decimals. */
  readonly rate: string;
}

export const newExchangeRate = z.object({
  currency: currencyCode,
  validFrom: dateText,
  rate: decimalText.refine(isRate),
});

/** The rate in force on a date; undefined before the first one. */
export function rateOn(rates: readonly ExchangeRate[], currency: string, date: string): ExchangeRate | undefined {
  let found: ExchangeRate | undefined;
  for (const rate of rates) {
    if (rate.currency !== currency || rate.validFrom > date) continue;
    if (found === undefined || found.validFrom < rate.validFrom) found = rate;
  }
  return found;
}

/**
 * Minor units of a currency in minor units of the operator's, rounded half up once; null where no rate is known. The operator's own come back as
 * they are.
 */
export function convertMinor(
  minor: bigint,
  from: string,
  to: { readonly currency: string; readonly date: string; readonly rates: readonly ExchangeRate[] },
): bigint | null {
  if (from === to.currency) return minor;
  const rate = scaledRate(to.rates, from, to.date);
  if (rate === null) return null;
  const shift = minorDecimals(to.currency) - minorDecimals(from);
  const numerator = minor * rate * (shift > 0 ? powerOfTen(shift) : 1n);
  return divideRounded(numerator, powerOfTen(RATE_DECIMALS) * (shift < 0 ? powerOfTen(-shift) : 1n), 'halfUp');
}

/** The same for micro-units, which all currencies have alike. */
export function convertMicro(
  micro: bigint,
  from: string,
  to: { readonly currency: string; readonly date: string; readonly rates: readonly ExchangeRate[] },
): bigint | null {
  if (from === to.currency) return micro;
  const rate = scaledRate(to.rates, from, to.date);
  return rate === null ? null : divideRounded(micro * rate, powerOfTen(RATE_DECIMALS), 'halfUp');
}

function scaledRate(rates: readonly ExchangeRate[], currency: string, date: string): bigint | null {
  const rate = rateOn(rates, currency, date);
  return rate === undefined ? null : parseDecimal(rate.rate, RATE_DECIMALS);
}

function isRate(text: string): boolean {
  const rate = parseDecimal(text, RATE_DECIMALS);
  return rate !== null && rate > 0n && rate < HIGHEST_RATE;
}
