/** Durations from bytes, in whole milliseconds. Nothing is allocated. */
import type { Duration } from './values.ts';

/** The text is no duration of this form. */
export const NOT_A_DURATION = -1;
/** A well-formed negative duration: some systems write -1 for a call that was not answered. */
export const NEGATIVE = -2;

/** The longest duration taken as one (24.8 days, what a usage row can hold); more is a broken field, and a reject. */
const MAX_MS = 2 ** 31 - 1;
const COLON = 58;

export type DurationReader = (bytes: Uint8Array, s: number, e: number) => number;

/** The reader of a format's duration field; null where the form is not executed yet. */
export function durationReader(duration: Pick<Duration, 'form' | 'decimal' | 'tickMs'>): DurationReader | null {
  const decimal = duration.decimal.charCodeAt(0);
  switch (duration.form) {
    case 's':
      return (bytes, s, e) => scaled(bytes, s, e, decimal, 1_000);
    case 'ms':
      return (bytes, s, e) => scaled(bytes, s, e, decimal, 1);
    case 'us':
      return (bytes, s, e) => scaled(bytes, s, e, decimal, 0.001);
    case 'min':
      return (bytes, s, e) => scaled(bytes, s, e, decimal, 60_000);
    case 'hh:mm:ss':
      return (bytes, s, e) => clock(bytes, s, e, decimal, 3);
    case 'mm:ss':
      return (bytes, s, e) => clock(bytes, s, e, decimal, 2);
    default:
      return null;
  }
}

/**
 * A decimal number of a unit. Fractions of a millisecond are rounded up: rating rounds seconds up too, and a call that
 * lasted is never made to have lasted nothing.
 */
function scaled(bytes: Uint8Array, from: number, e: number, decimal: number, msPerUnit: number): number {
  let s = from;
  const negative = bytes[s] === 45;
  if (negative) s++;
  let whole = 0;
  let digits = 0;
  while (s < e) {
    const digit = bytes[s]! - 48;
    if (digit < 0 || digit > 9) break;
    whole = whole * 10 + digit;
    digits++;
    s++;
  }
  if (digits === 0 || digits > 15) return NOT_A_DURATION;
  let fraction = 0;
  let scale = 1;
  if (s < e) {
    if (bytes[s] !== decimal || s + 1 === e) return NOT_A_DURATION;
    for (s++; s < e; s++) {
      const digit = bytes[s]! - 48;
      if (digit < 0 || digit > 9) return NOT_A_DURATION;
      if (scale < 1e6) {
        fraction = fraction * 10 + digit;
        scale *= 10;
      } else if (digit > 0 && fraction % 1 === 0) fraction += 0.5;
    }
  }
  if (negative) return whole === 0 && fraction === 0 ? 0 : NEGATIVE;
  const ms =
    msPerUnit < 1
      ? Math.ceil((whole + Math.ceil(fraction / scale)) / 1_000)
      : whole * msPerUnit + Math.ceil((fraction * msPerUnit) / scale);
  return ms > MAX_MS ? NOT_A_DURATION : ms;
}

/** `hh:mm:ss` or `mm:ss`; the first part may be of any size, seconds may have a fraction. */
function clock(bytes: Uint8Array, s: number, e: number, decimal: number, parts: number): number {
  let total = 0;
  let at = s;
  for (let part = 1; part < parts; part++) {
    let value = 0;
    const begin = at;
    while (at < e && bytes[at] !== COLON) {
      const digit = bytes[at]! - 48;
      if (digit < 0 || digit > 9) return NOT_A_DURATION;
      value = value * 10 + digit;
      at++;
    }
    if (at === e || at === begin || at - begin > 6) return NOT_A_DURATION;
    if (part > 1 && value > 59) return NOT_A_DURATION;
    total = (total + value) * 60;
    at++;
  }
  const secondsMs = scaled(bytes, at, e, decimal, 1_000);
  if (secondsMs < 0 || secondsMs >= 60_000) return NOT_A_DURATION;
  const ms = total * 1_000 + secondsMs;
  return ms > MAX_MS ? NOT_A_DURATION : ms;
}
