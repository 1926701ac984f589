/** Written times from bytes by a pattern compiled once; nothing is allocated per record. */

/** Parts of a written time; `offsetMinutes` is NaN where the text has none. */
export interface TimeParts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  offsetMinutes: number;
}

/** Midnight of nowhere: what a pattern does not name stays so. */
export function blankParts(): TimeParts {
  return { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0, offsetMinutes: Number.NaN };
}

const TOKEN = /yyyy|yy|MMM|MM|M|dd|d|HH|H|hh|h|mm|ss|S+|a|XXX/y;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH_CODES = MONTHS.map((name) => code3(name.charCodeAt(0), name.charCodeAt(1), name.charCodeAt(2)));

const YEAR = 1;
const YEAR2 = 2;
const MONTH = 3;
const DAY = 4;
const HOUR = 5;
const MINUTE = 6;
const SECOND = 7;
const NUMERIC: Readonly<Record<string, readonly [op: number, least: number, most: number]>> = {
  yyyy: [YEAR, 4, 4],
  yy: [YEAR2, 2, 2],
  MM: [MONTH, 2, 2],
  M: [MONTH, 1, 2],
  dd: [DAY, 2, 2],
  d: [DAY, 1, 2],
  HH: [HOUR, 2, 2],
  H: [HOUR, 1, 2],
  hh: [HOUR, 2, 2],
  h: [HOUR, 1, 2],
  mm: [MINUTE, 2, 2],
  ss: [SECOND, 2, 2],
};
const LITERAL = 20;
const FRACTION = 21;
const MONTH_NAME = 22;
const HALF_DAY = 23;
const OFFSET = 24;

/** A compiled pattern: steps of op, least and most digits (or the literal byte). */
export class TimePattern {
  readonly #steps: Int16Array;
  readonly #yearPivot: number;

  private constructor(steps: readonly number[], yearPivot: number) {
    this.#steps = Int16Array.from(steps);
    this.#yearPivot = yearPivot;
  }

  /** Compiles a pattern (tokens: see `timestampSchema`); null where a letter is no token. */
  static compile(pattern: string, yearPivot: number): TimePattern | null {
    const steps: number[] = [];
    let at = 0;
    while (at < pattern.length) {
      TOKEN.lastIndex = at;
      const token = TOKEN.exec(pattern)?.[0];
      if (token === undefined) {
        if (/[A-Za-z]/.test(pattern[at]!) && pattern[at] !== 'T' && pattern[at] !== 'Z') return null;
        steps.push(LITERAL, pattern.charCodeAt(at), 0);
        at++;
        continue;
      }
      at += token.length;
      const numeric = NUMERIC[token];
      if (numeric !== undefined) steps.push(...numeric);
      else if (token === 'MMM') steps.push(MONTH_NAME, 0, 0);
      else if (token === 'a') steps.push(HALF_DAY, 0, 0);
      else if (token === 'XXX') steps.push(OFFSET, 0, 0);
      else steps.push(FRACTION, 1, 9);
    }
    return new TimePattern(steps, yearPivot);
  }

  /** Fills `parts` from a span; false where the span does not fit as a whole. */
  read(bytes: Uint8Array, s: number, e: number, parts: TimeParts): boolean {
    const steps = this.#steps;
    let at = s;
    for (let step = 0; step < steps.length; step += 3) {
      const op = steps[step]!;
      if (op === LITERAL) {
        if (at >= e || bytes[at] !== steps[step + 1]) return false;
        if (bytes[at] === 90) parts.offsetMinutes = 0; // Z
        at++;
      } else if (op < LITERAL) {
        const most = at + steps[step + 2]!;
        let value = 0;
        const begin = at;
        while (at < e && at < most) {
          const digit = bytes[at]! - 48;
          if (digit < 0 || digit > 9) break;
          value = value * 10 + digit;
          at++;
        }
        if (at - begin < steps[step + 1]!) return false;
        setPart(parts, op, value, this.#yearPivot);
      } else {
        at = readSpecial(bytes, at, e, op, parts);
        if (at < 0) return false;
      }
    }
    return at === e;
  }
}

function setPart(parts: TimeParts, op: number, value: number, yearPivot: number): void {
  if (op === YEAR) parts.year = value;
  else if (op === YEAR2) parts.year = value >= yearPivot ? 1900 + value : 2000 + value;
  else if (op === MONTH) parts.month = value;
  else if (op === DAY) parts.day = value;
  else if (op === HOUR) parts.hour = value;
  else if (op === MINUTE) parts.minute = value;
  else parts.second = value;
}

/** Reads month names, am/pm, offsets and fractions; returns where it ended, -1 where the text does not fit. */
function readSpecial(bytes: Uint8Array, at: number, e: number, op: number, parts: TimeParts): number {
  if (op === MONTH_NAME) {
    if (at + 3 > e) return -1;
    const month = MONTH_CODES.indexOf(code3(bytes[at]! | 32, bytes[at + 1]! | 32, bytes[at + 2]! | 32)) + 1;
    parts.month = month;
    return month === 0 ? -1 : at + 3;
  }
  if (op === HALF_DAY) {
    const half = at + 2 <= e && (bytes[at + 1]! | 32) === 109 ? bytes[at]! | 32 : 0;
    if ((half !== 97 && half !== 112) || parts.hour < 1 || parts.hour > 12) return -1;
    parts.hour = (parts.hour % 12) + (half === 112 ? 12 : 0);
    return at + 2;
  }
  if (op === OFFSET) return readOffset(bytes, at, e, parts);
  let weight = 100;
  let ms = 0;
  let i = at;
  for (; i < e; i++) {
    const digit = bytes[i]! - 48;
    if (digit < 0 || digit > 9) break;
    ms += digit * weight;
    weight /= 10;
  }
  // Below a millisecond nothing is kept: instants are stored as whole milliseconds.
  parts.millisecond = Math.floor(ms);
  return i === at ? -1 : i;
}

/** `Z`, `+02:00`, `+0200` or `+02`. */
function readOffset(bytes: Uint8Array, at: number, e: number, parts: TimeParts): number {
  if (at < e && bytes[at] === 90) {
    parts.offsetMinutes = 0;
    return at + 1;
  }
  const sign = bytes[at] === 43 ? 1 : bytes[at] === 45 ? -1 : 0;
  if (sign === 0 || at + 3 > e) return -1;
  const hours = twoDigits(bytes, at + 1, e);
  let i = at + 3;
  if (i < e && bytes[i] === 58) i++;
  const minutes = i + 2 <= e ? twoDigits(bytes, i, e) : 0;
  if (hours < 0 || minutes < 0 || hours > 14 || minutes > 59) return -1;
  parts.offsetMinutes = sign * (hours * 60 + minutes);
  return i + 2 <= e ? i + 2 : i;
}

function twoDigits(bytes: Uint8Array, at: number, e: number): number {
  if (at + 2 > e) return -1;
  const tens = bytes[at]! - 48;
  const ones = bytes[at + 1]! - 48;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
}

function code3(a: number, b: number, c: number): number {
  return (a << 16) | (b << 8) | c;
}
