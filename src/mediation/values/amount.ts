/** Amounts of money from bytes, as integer micro-units (10^-6) of the currency. Nothing is allocated. */
import type { Cost } from '../language/values.ts';
import { startsWithBytes } from '../readers/view.ts';

/** The text is no amount of this form. A constant no amount can be: costs of a record are never negative. */
export const NOT_AN_AMOUNT = -1;

const MINUS = 45;
const PLUS = 43;

/** Largest amount that is taken: 1,000 million units keep micro-units far inside safe integers. */
const MAX_MICRO = 1e15;

export type AmountReader = (bytes: Uint8Array, s: number, e: number) => number;

/**
 * The reader of a cost field. More than six decimals are rounded half up to a micro-unit: this is the one place where a
 * carrier's own amount is rounded.
 */
export function amountReader(cost: Pick<Cost, 'decimal' | 'thousands' | 'unit' | 'negative' | 'strip'>): AmountReader {
  const decimal = cost.decimal.charCodeAt(0);
  const thousands = cost.thousands === undefined ? -1 : cost.thousands.charCodeAt(0);
  const signs = cost.strip.map((text) => Buffer.from(text));
  const wholeMicro = cost.unit === 'major' ? 1_000_000 : 10_000;
  const mayBeNegative = cost.negative === 'charge';
  return (bytes, from, to) => {
    let s = from;
    let e = to;
    for (const sign of signs) {
      if (startsWithBytes(bytes, s, e, sign)) s += sign.length;
      if (e - sign.length >= s && startsWithBytes(bytes, e - sign.length, e, sign)) e -= sign.length;
    }
    while (s < e && bytes[s] === 32) s++;
    while (e > s && bytes[e - 1] === 32) e--;
    return read(bytes, s, e, decimal, thousands, wholeMicro, mayBeNegative);
  };
}

function read(
  bytes: Uint8Array,
  from: number,
  e: number,
  decimal: number,
  thousands: number,
  wholeMicro: number,
  mayBeNegative: boolean,
): number {
  let s = from;
  let negative = false;
  if (bytes[s] === MINUS || bytes[s] === PLUS) {
    negative = bytes[s] === MINUS;
    s++;
  }
  let micro = 0;
  let digits = 0;
  for (; s < e; s++) {
    const byte = bytes[s]!;
    if (byte === thousands && digits > 0) continue;
    const digit = byte - 48;
    if (digit < 0 || digit > 9) break;
    micro = micro * 10 + digit;
    digits++;
  }
  if (digits > 12) return NOT_AN_AMOUNT;
  micro *= wholeMicro;
  if (s < e) {
    if (bytes[s] !== decimal) return NOT_AN_AMOUNT;
    let unit = wholeMicro;
    for (s++; s < e; s++) {
      const digit = bytes[s]! - 48;
      if (digit < 0 || digit > 9) return NOT_AN_AMOUNT;
      if (unit === 1) {
        // First digit beyond a micro-unit decides; the following are only checked to be digits.
        if (digit >= 5) micro++;
        unit = 0;
      } else if (unit > 1) {
        unit /= 10;
        micro += digit * unit;
      }
      digits++;
    }
  }
  if (digits === 0 || micro > MAX_MICRO) return NOT_AN_AMOUNT;
  return negative && micro > 0 && !mayBeNegative ? NOT_AN_AMOUNT : micro;
}
