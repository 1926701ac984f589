import { formatDecimal, parseDecimal } from '#base';
import type { PriceDirection, Service, Unit } from './priced.ts';
import type { PriceTerms } from './priceTerms.ts';

/** Prices are exact integers of 10^-9 of the currency (nano-units). */
export const PRICE_DECIMALS = 9;

/** Upper bounds (per minute, per call, seconds). They keep any stored charge below 2^53 micro-units, so a double holds it exactly. */
export const MAX_PRICE_NANO = 100_000 * 1e9;
export const MAX_CONNECTION_FEE_NANO = 1_000_000 * 1e9;
export const MAX_INCREMENT = 86_400;

/** First and next interval in seconds: `60/1` charges the first minute whole, then by the second. */
export interface Increments {
  readonly firstS: number;
  readonly nextS: number;
}

/** The price of one target for one service, in one direction and time band. */
export interface Price {
  /** What it is for, as text: see `Target`. */
  readonly target: string;
  readonly service: Service;
  readonly direction: PriceDirection;
  /** A band of the list's calendar, or `any`. */
  readonly band: string;
  /** Destination printed on bills; a zone's or `*` price takes that of the numbering plan where it knows the number. */
  readonly destinationId: number;
  readonly unit: Unit;
  /** Nano-units for `per` units, 0 … MAX_PRICE_NANO, so exact in a double. */
  readonly priceNano: number;
  readonly per: number;
  /** Nano-units, once per answered event. */
  readonly connectionFeeNano: number;
  /** First and next interval, in units. */
  readonly firstIncrement: number;
  readonly nextIncrement: number;
  /** null = nothing beyond the above. */
  readonly terms: PriceTerms | null;
}

const INCREMENTS = /^(\d{1,5})\/(\d{1,5})$/;

/** Reads `60/1`; null where it is no pair of 1 … 86,400 seconds. */
export function parseIncrements(text: string): Increments | null {
  const match = INCREMENTS.exec(text);
  if (match === null) return null;
  const firstS = Number(match[1]);
  const nextS = Number(match[2]);
  const usable = (seconds: number) => seconds >= 1 && seconds <= MAX_INCREMENT;
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
