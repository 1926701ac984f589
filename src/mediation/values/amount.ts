/** Amounts of money from bytes, as integer micro-units (10^-6) of the currency. Nothing is allocated. */
import type { Cost } from '../language/values.ts';
import { startsWithBytes } from '../readers/view.ts';

/** The text is no amount of this form. */
export const NOT_AN_AMOUNT = Number.NEGATIVE_INFINITY;

const MINUS = 45;
const PLUS = 43;
/** What stands behind an amount that is given back: `12.50-`, `12.50 CR`. */
const CREDIT_ENDINGS = [Buffer.from('-'), Buffer.from('CR'), Buffer.from('Cr'), Buffer.from('cr')];

/** Largest amount that is taken: 1,000 million units keep micro-units far inside safe integers. */
const MAX_MICRO = 1e15;

export type AmountReader = (bytes: Uint8Array, s: number, e: number) => number;

/**
 * The reader of a cost field. More than six decimals are rounded half up to a micro-unit: this is the one place where a
 * carrier's own amount is rounded, a credit as the mirror of its charge.
 */
export function amountReader(cost: Pick<Cost, 'decimal' | 'thousands' | 'unit' | 'negative' | 'strip'>): AmountReader {
  const decimal = cost.decimal.charCodeAt(0);
  const thousands = cost.thousands === undefined ? -1 : cost.thousands.charCodeAt(0);
  const signs = cost.strip.map((text) => Buffer.from(text));
  const wholeMicro = cost.unit === 'major' ? 1_000_000 : 10_000;
  const { negative } = cost;
  return (bytes, from, to) => {
    let s = from;
    let e = to;
    for (const sign of signs) {
      if (startsWithBytes(bytes, s, e, sign)) s += sign.length;
      if (e - sign.length >= s && startsWithBytes(bytes, e - sign.length, e, sign)) e -= sign.length;
    }
    while (s < e && bytes[s] === 32) s++;
    while (e > s && bytes[e - 1] === 32) e--;
    const ending = negative === 'credit' && s < e && !isDigit(bytes[e - 1]!) ? creditEnding(bytes, s, e) : 0;
    if (ending > 0) {
      e -= ending;
      while (e > s && bytes[e - 1] === 32) e--;
      // A sign on both sides says nothing clear.
      return bytes[s] === MINUS ? NOT_AN_AMOUNT : mirrored(read(bytes, s, e, decimal, thousands, wholeMicro, 'reject'));
    }
    return read(bytes, s, e, decimal, thousands, wholeMicro, negative);
  };
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

/** Bytes of the ending that says credit; 0 without. */
function creditEnding(bytes: Uint8Array, s: number, e: number): number {
  const found = CREDIT_ENDINGS.find(
    (ending) => e - ending.length > s && startsWithBytes(bytes, e - ending.length, e, ending),
  );
  return found?.length ?? 0;
}

/** The amount as a credit; zero stays plain. */
function mirrored(micro: number): number {
  return micro === NOT_AN_AMOUNT || micro === 0 ? micro : -micro;
}

function read(
  bytes: Uint8Array,
  from: number,
  e: number,
  decimal: number,
  thousands: number,
  wholeMicro: number,
  negatives: Cost['negative'],
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
  if (!negative || negatives === 'charge') return micro;
  return negatives === 'credit' || micro === 0 ? mirrored(micro) : NOT_AN_AMOUNT;
}
