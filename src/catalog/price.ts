import { formatDecimal, parseDecimal } from '#base';
import { formatQuantity, type PriceDirection, parseQuantity, type Service, type Unit } from './priced.ts';
import type { PriceTerms } from './priceTerms.ts';

/** Prices are exact integers of 10^-9 of the currency (nano-units). */
export const PRICE_DECIMALS = 9;

/** Upper bound of the amount a price states, whatever it is per. */
export const MAX_PRICE_NANO = 100_000 * 1e9;
/**
 * The most that so many units may cost: 100,000 a minute, 100 a MB, 10,000 a piece. With `MAX_UNITS` it keeps any stored charge below 2^53
 * micro-units, so that a double holds it exactly.
 */
export const DEAREST: Readonly<Record<Unit, { readonly nano: number; readonly units: number }>> = {
  second: { nano: MAX_PRICE_NANO, units: 60 },
  byte: { nano: 100 * 1e9, units: 1_000_000 },
  piece: { nano: 10_000 * 1e9, units: 1 },
};
/** Upper bound of fees, minimum charges and caps. */
export const MAX_CONNECTION_FEE_NANO = 1_000_000 * 1e9;
/** Seconds or pieces; bytes as many as 1 TiB. */
export const MAX_INCREMENT = 86_400;
export const MAX_BYTE_INCREMENT = 2 ** 40;

/** First and next interval in units: `60/1` charges the first minute whole, then by the second. */
export interface Increments {
  readonly first: number;
  readonly next: number;
}

/** The price of one target for one service, in one direction and time band. */
export interface Price {
  /** What it is for, as text: see `Target`. */
  readonly target: string;
  readonly service: Service;
  readonly direction: PriceDirection;
  /** A band of the list's calendar, or `any`. */
  readonly band: string;
  /** Destination printed on bills; a zone's or `*` price takes that of the numbering plan where it knows the number. 0 = none of its own. */
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

/** Reads `60/1` or `1MB/100kB`; null where it is no pair of 1 … MAX_INCREMENT (bytes: MAX_BYTE_INCREMENT) units. */
export function parseIncrements(text: string, unit: Unit = 'second'): Increments | null {
  const [firstText, nextText, ...more] = text.split('/');
  if (firstText === undefined || nextText === undefined || more.length > 0) return null;
  const first = parseIncrement(firstText, unit);
  const next = parseIncrement(nextText, unit);
  return first === null || next === null ? null : { first, next };
}

/** One increment in units; null where it is none. */
export function parseIncrement(text: string, unit: Unit): number | null {
  const quantity = parseQuantity(text, unit);
  const most = unit === 'byte' ? MAX_BYTE_INCREMENT : MAX_INCREMENT;
  return quantity?.unit === unit && quantity.units >= 1 && quantity.units <= most ? quantity.units : null;
}

/** `60/1`; of bytes `1 MB/100 kB`. */
export function formatIncrements(first: number, next: number, unit: Unit = 'second'): string {
  return unit === 'byte' ? `${formatQuantity(unit, first)}/${formatQuantity(unit, next)}` : `${first}/${next}`;
}

/** Decimal text → nano-units; null where it is no decimal of at most 9 decimals. May be negative or beyond the bounds. */
export function parsePrice(text: string): bigint | null {
  return parseDecimal(text, PRICE_DECIMALS);
}

/** Nano-units → decimal text with at least two decimals. */
export function formatPrice(nano: number): string {
  return formatDecimal(BigInt(nano), PRICE_DECIMALS, 2);
}

/** Whether a price of so much for `per` units stays within what a charge can hold. */
export function isAffordable(priceNano: number, unit: Unit, per: number): boolean {
  const { nano, units } = DEAREST[unit];
  return priceNano <= MAX_PRICE_NANO && BigInt(priceNano) * BigInt(units) <= BigInt(nano) * BigInt(per);
}
