import { formatDecimal, parseDecimal } from '#base';

/** Prices are exact integers of 10^-9 of the currency (nano-units). */
export const PRICE_DECIMALS = 9;

/** Upper bounds (per minute, per call, seconds). They keep any stored charge below 2^53 micro-units, so a double holds it exactly. */
export const MAX_PER_MINUTE_NANO = 100_000 * 1e9;
export const MAX_CONNECTION_FEE_NANO = 1_000_000 * 1e9;
export const MAX_INCREMENT_S = 86_400;

/** First and next interval in seconds: `60/1` charges the first minute whole, then by the second. */
export interface Increments {
  readonly firstS: number;
  readonly nextS: number;
}

/** The price of one prefix in one time band. */
export interface Price {
  /** E.164 digits without +, or for short numbers the country that dials them: `DE/110`, `FR/3900`. */
  readonly prefix: string;
  /** A band of the list's calendar, or `any`. */
  readonly band: string;
  readonly destinationId: number;
  /** Nano-units per minute, 0 … MAX_PER_MINUTE_NANO, so exact in a double. */
  readonly perMinuteNano: number;
  /** Nano-units, once per answered call. */
  readonly connectionFeeNano: number;
  readonly firstIncrementS: number;
  readonly nextIncrementS: number;
}

const PREFIX = /^([A-Z]{2}\/)?[0-9]{1,15}$/;
const INCREMENTS = /^(\d{1,5})\/(\d{1,5})$/;

export function isPrefix(text: string): boolean {
  return PREFIX.test(text);
}

/** Splits a prefix into the country that dials it (`''` for E.164) and its digits. */
export function splitPrefix(prefix: string): { readonly country: string; readonly digits: string } {
  return prefix[2] === '/' ? { country: prefix.slice(0, 2), digits: prefix.slice(3) } : { country: '', digits: prefix };
}

/** Reads `60/1`; null where it is no pair of 1 … 86,400 seconds. */
export function parseIncrements(text: string): Increments | null {
  const match = INCREMENTS.exec(text);
  if (match === null) return null;
  const firstS = Number(match[1]);
  const nextS = Number(match[2]);
  const usable = (seconds: number) => seconds >= 1 && seconds <= MAX_INCREMENT_S;
  return usable(firstS) && usable(nextS) ? { firstS, nextS } : null;
}

export function formatIncrements(firstS: number, nextS: number): string {
  return `${firstS}/${nextS}`;
}

/** Decimal text → nano-units; null where it is no decimal of at most 9 decimals. May be negative or beyond the bounds. */
export function parsePrice(text: string): bigint | null {
  return parseDecimal(text, PRICE_DECIMALS);
}

/** Nano-units → decimal text with at least two decimals. */
export function formatPrice(nano: number): string {
  return formatDecimal(BigInt(nano), PRICE_DECIMALS, 2);
}
