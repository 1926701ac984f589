/** Durations from bytes, in whole milliseconds. Nothing is allocated. */
import type { Duration } from '../language/values.ts';

/** The text is no duration of this form. */
export const NOT_A_DURATION = -1;
/** A well-formed negative duration: some systems write -1 for a call that was not answered. */
export const NEGATIVE = -2;

/** The longest duration taken as one (24.8 days, what a usage row can hold); more is a broken field, and a reject. */
export const MAX_DURATION_MS = 2 ** 31 - 1;
const COLON = 58;
const APOSTROPHE = 39;
const MINUS = 45;

export type DurationReader = (bytes: Uint8Array, s: number, e: number) => number;

/** The reader of a format's duration field. Forms between two times are not read from a text: `normalise.ts`. */
export function durationReader(duration: Pick<Duration, 'form' | 'decimal' | 'tickMs' | 'round'>): DurationReader {
  const read = formReader(duration);
  const { round } = duration;
  if (round === undefined) return read;
  return (bytes, s, e) => {
    const ms = read(bytes, s, e);
    return ms <= 0 ? ms : ROUNDERS[round](ms);
  };
}

const ROUNDERS: Readonly<Record<NonNullable<Duration['round']>, (ms: number) => number>> = {
  upToSecond: (ms) => Math.ceil(ms / 1000) * 1000,
  downToSecond: (ms) => Math.floor(ms / 1000) * 1000,
  halfToSecond: (ms) => Math.floor(ms / 1000 + 0.5) * 1000,
};

function formReader(duration: Pick<Duration, 'form' | 'decimal' | 'tickMs'>): DurationReader {
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
    case 'ticks':
      return (bytes, s, e) => scaled(bytes, s, e, decimal, duration.tickMs ?? 1);
    case 'hh:mm:ss':
      return (bytes, s, e) => clock(bytes, s, e, decimal, HOURS);
    case 'mm:ss':
      return (bytes, s, e) => clock(bytes, s, e, decimal, MINUTES);
    case "hh:mm'ss":
      return (bytes, s, e) => clock(bytes, s, e, decimal, HOURS_APOSTROPHE);
    case "m'ss":
      return (bytes, s, e) => clock(bytes, s, e, decimal, MINUTES_APOSTROPHE);
    case 'clock':
      return (bytes, s, e) => clockOfAnyLength(bytes, s, e, decimal);
    case 'hhmmss':
    case 'hhmmt':
    case 'hhmmsscc':
    case 'mmmmsst':
      return digitsReader(DIGIT_FORMS[duration.form]);
    default:
      return () => NOT_A_DURATION;
  }
}

/** Separators in order. */
const HOURS: readonly number[] = [COLON, COLON];
const MINUTES: readonly number[] = [COLON];
const HOURS_APOSTROPHE: readonly number[] = [COLON, APOSTROPHE];
const MINUTES_APOSTROPHE: readonly number[] = [APOSTROPHE];

/**
 * A decimal number of a unit. Fractions of a millisecond are rounded up: rating rounds seconds up too, and a call that
 * lasted is never made to have lasted nothing.
 */
function scaled(bytes: Uint8Array, from: number, e: number, decimal: number, msPerUnit: number): number {
  let s = from;
  const negative = bytes[s] === MINUS;
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
  return ms > MAX_DURATION_MS ? NOT_A_DURATION : ms;
}

/** Parts between separators; the first part may be of any size, seconds may have a fraction. */
function clock(bytes: Uint8Array, s: number, e: number, decimal: number, separators: readonly number[]): number {
  let total = 0;
  let at = s;
  for (let part = 0; part < separators.length; part++) {
    let value = 0;
    const begin = at;
    while (at < e && bytes[at] !== separators[part]) {
      const digit = bytes[at]! - 48;
      if (digit < 0 || digit > 9) return NOT_A_DURATION;
      value = value * 10 + digit;
      at++;
    }
    if (at === e || at === begin || at - begin > 6) return NOT_A_DURATION;
    if (part > 0 && value > 59) return NOT_A_DURATION;
    total = (total + value) * 60;
    at++;
  }
  const secondsMs = scaled(bytes, at, e, decimal, 1_000);
  if (secondsMs < 0 || secondsMs >= 60_000) return NOT_A_DURATION;
  const ms = total * 1_000 + secondsMs;
  return ms > MAX_DURATION_MS ? NOT_A_DURATION : ms;
}

/** `h:mm:ss`, `m:ss` or seconds alone, whichever is written. */
function clockOfAnyLength(bytes: Uint8Array, s: number, e: number, decimal: number): number {
  let colons = 0;
  for (let i = s; i < e; i++) if (bytes[i] === COLON) colons++;
  if (colons === 0) return scaled(bytes, s, e, decimal, 1_000);
  if (colons > 2) return NOT_A_DURATION;
  return clock(bytes, s, e, decimal, colons === 2 ? HOURS : MINUTES);
}

/** Digits without separators, from the last: how many, milliseconds of one, and what they must stay below. The first part takes the rest. */
interface DigitForm {
  readonly least: number;
  readonly parts: readonly { readonly base: number; readonly below: number; readonly ms: number }[];
}

const TENTHS_OF_MINUTES = { base: 10, below: 10, ms: 6_000 };
const SECONDS = { base: 100, below: 60, ms: 1_000 };
const TWO_MINUTES = { base: 100, below: 60, ms: 60_000 };
const REST_HOURS = { base: 1e6, below: 1e6, ms: 3_600_000 };

const DIGIT_FORMS: Readonly<Record<'hhmmss' | 'hhmmt' | 'hhmmsscc' | 'mmmmsst', DigitForm>> = {
  hhmmss: { least: 6, parts: [SECONDS, TWO_MINUTES, REST_HOURS] },
  hhmmt: { least: 4, parts: [TENTHS_OF_MINUTES, TWO_MINUTES, REST_HOURS] },
  hhmmsscc: { least: 8, parts: [{ base: 100, below: 100, ms: 10 }, SECONDS, TWO_MINUTES, REST_HOURS] },
  mmmmsst: {
    least: 5,
    parts: [{ base: 10, below: 10, ms: 100 }, SECONDS, { base: 1e6, below: 1e6, ms: 60_000 }],
  },
};

function digitsReader({ least, parts }: DigitForm): DurationReader {
  return (bytes, s, e) => {
    if (e - s < least || e - s > 12) return NOT_A_DURATION;
    let rest = 0;
    for (let i = s; i < e; i++) {
      const digit = bytes[i]! - 48;
      if (digit < 0 || digit > 9) return NOT_A_DURATION;
      rest = rest * 10 + digit;
    }
    let ms = 0;
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]!;
      const value = rest % part.base;
      if (value >= part.below) return NOT_A_DURATION;
      ms += value * part.ms;
      rest = Math.floor(rest / part.base);
    }
    return rest > 0 || ms > MAX_DURATION_MS ? NOT_A_DURATION : ms;
  };
}
