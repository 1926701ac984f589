import { divideRounded, formatDecimal, parseDecimal, powerOfTen } from './decimal.ts';

/**
 * Money in two exact integer units: **micro** (10^-6 of the currency; charges of events) and **minor** (the currency's own
 * smallest unit; lines, totals, documents, postings).
 */

/** Decimals of a micro amount. */
export const MICRO_DECIMALS = 6;

/** Decimals of the minor unit, ISO 4217. */
const MINOR_DECIMALS: Readonly<Record<string, number>> = {
  EUR: 2,
  CHF: 2,
  GBP: 2,
  USD: 2,
  PLN: 2,
  CZK: 2,
  DKK: 2,
  SEK: 2,
  NOK: 2,
};

/** Decimals of a currency's minor unit (ISO 4217); a currency we don't list is refused as a bug, not guessed. */
export function minorDecimals(currency: string): number {
  const decimals = MINOR_DECIMALS[currency];
  if (decimals === undefined) throw new Error(`assertion failed: no minor unit known for currency ${currency}`);
  return decimals;
}

export function isCurrency(code: string): boolean {
  return code in MINOR_DECIMALS;
}

/** The one rounding of an invoice line: exact micro-units to minor units, half up (rating.md 1). */
export function microToMinor(micro: bigint, currency: string): bigint {
  return divideRounded(micro, powerOfTen(MICRO_DECIMALS - minorDecimals(currency)), 'halfUp');
}

/** Minor units as plain decimal text with all the currency's decimals: 1234n EUR → `12.34`. */
export function formatMinor(minor: bigint, currency: string): string {
  const decimals = minorDecimals(currency);
  return formatDecimal(minor, decimals, decimals);
}

/** Plain decimal text → minor units; null where it is no decimal or has decimals the currency lacks. */
export function parseMinor(text: string, currency: string): bigint | null {
  return parseDecimal(text, minorDecimals(currency));
}

/** Micro-units as plain decimal text with at least `decimals` decimals (default 4, as itemised bills print). */
export function formatMicro(micro: bigint, decimals = 4): string {
  return formatDecimal(micro, MICRO_DECIMALS, decimals);
}

/**
 * VAT of a category: taxable × percent ÷ 100, rounded half up to the minor unit once (EN 16931 BR-CO-17).
 * @param percent exact decimal with at most 3 decimals, e.g. `19` or `8.5`
 */
export function taxOf(taxableMinor: bigint, percent: string): bigint {
  const perMille = parseDecimal(percent, 3);
  if (perMille === null) throw new Error(`assertion failed: not a tax percentage: ${percent}`);
  return divideRounded(taxableMinor * perMille, 100_000n, 'halfUp');
}
