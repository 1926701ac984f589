/** Written times from bytes by a pattern compiled once; but for names nothing is allocated per record. */
import { monthOf } from './monthNames.ts';

/** Parts of a written time; `offsetMinutes` is NaN where the text has none, `zone` '' where it names none, `year` 0 without one. */
export interface TimeParts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  offsetMinutes: number;
  /** Abbreviation of a zone. */
  zone: string;
}

/** Midnight of nowhere: what a pattern does not name stays so. */
export function blankParts(): TimeParts {
  return {
    year: 0,
    month: 1,
    day: 1,
    hour: 0,
    minute: 0,
    second: 0,
    millisecond: 0,
    offsetMinutes: Number.NaN,
    zone: '',
  };
}

/** Makes the date, or everything else, blank again. */
export function clearParts(parts: TimeParts, date: boolean, time: boolean): void {
  if (date) {
    parts.year = 0;
    parts.month = 1;
    parts.day = 1;
  }
  if (!time) return;
  parts.hour = 0;
  parts.minute = 0;
  parts.second = 0;
  parts.millisecond = 0;
  parts.offsetMinutes = Number.NaN;
  parts.zone = '';
}

const TOKEN = /yyyy|yy|MMMM|MMM|MM|M|dd|d|HH|H|hh|h|mm|ss|S+|EEE|a|XXX|zzz/y;
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
const BLANKS = 21;
const OPTIONAL = 22;
const FRACTION = 23;
const MONTH_NAME = 24;
const MONTH_WORD = 25;
const HALF_DAY = 26;
const OFFSET = 27;
const WEEKDAY = 28;
const ZONE = 29;
const SPECIAL: Readonly<Record<string, number>> = {
  MMM: MONTH_NAME,
  MMMM: MONTH_WORD,
  a: HALF_DAY,
  XXX: OFFSET,
  EEE: WEEKDAY,
  zzz: ZONE,
};

const TIMES: ReadonlySet<number> = new Set([HOUR, MINUTE, SECOND, FRACTION, HALF_DAY, OFFSET, ZONE]);

/** A compiled pattern: steps of op, least and most digits (or the literal byte, or the number of a set of bytes). */
export class TimePattern {
  /** Whether it reads any of year, month and day. */
  readonly hasDate: boolean;
  /** Whether it reads anything else: a time of day, a zone. */
  readonly hasTime: boolean;
  readonly #steps: Int16Array;
  readonly #sets: readonly string[];
  readonly #yearPivot: number;
  /** Length of every text that fits; 0 where they differ. */
  readonly #width: number;

  private constructor(steps: readonly number[], sets: readonly string[], yearPivot: number) {
    this.#steps = Int16Array.from(steps);
    this.#sets = sets;
    this.#yearPivot = yearPivot;
    this.#width = widthOf(steps);
    this.hasDate = steps.some((op, at) => at % 3 === 0 && (op <= DAY || op === MONTH_NAME || op === MONTH_WORD));
    this.hasTime = steps.some((op, at) => at % 3 === 0 && TIMES.has(op));
  }

  /** Compiles a pattern (tokens: see `timestampSchema`); null where a letter is no token. */
  static compile(pattern: string, yearPivot: number): TimePattern | null {
    const steps: number[] = [];
    const sets: string[] = [];
    let at = 0;
    while (at < pattern.length) {
      TOKEN.lastIndex = at;
      const token = TOKEN.exec(pattern)?.[0];
      if (token !== undefined) {
        at += token.length;
        steps.push(...(NUMERIC[token] ?? [SPECIAL[token] ?? FRACTION, 0, 0]));
        continue;
      }
      const sign = pattern[at]!;
      const close = sign === '[' ? pattern.indexOf(']', at) : sign === "'" ? pattern.indexOf("'", at + 1) : -1;
      if (sign === '[' || sign === "'") {
        if (close < 0) return null;
        const text = pattern.slice(at + 1, close);
        if (sign === '[') steps.push(OPTIONAL, sets.push(text) - 1, 0);
        else for (const letter of text) steps.push(LITERAL, letter.charCodeAt(0), 0);
        at = close + 1;
        continue;
      }
      if (/[A-Za-z]/.test(sign) && sign !== 'T' && sign !== 'Z') return null;
      if (sign === ' ') {
        if (steps.at(-3) !== BLANKS) steps.push(BLANKS, 0, 0);
      } else steps.push(LITERAL, sign.charCodeAt(0), sign === 'Z' ? 1 : 0);
      at++;
    }
    return new TimePattern(steps, sets, yearPivot);
  }

  /** Fills `parts` from a span; false where the span does not fit as a whole. */
  read(bytes: Buffer, s: number, e: number, parts: TimeParts): boolean {
    const steps = this.#steps;
    if (this.#width > 0) return e - s === this.#width && readFixed(steps, bytes, s, parts, this.#yearPivot);
    let at = s;
    for (let step = 0; step < steps.length; step += 3) {
      const op = steps[step]!;
      if (op < LITERAL) {
        const least = steps[step + 1]!;
        const most = at + steps[step + 2]!;
        let value = 0;
        const begin = at;
        while (at < e && at < most) {
          const digit = bytes[at]! - 48;
          if (digit < 0 || digit > 9) break;
          value = value * 10 + digit;
          at++;
        }
        if (at - begin < least) return false;
        if (op === HOUR) parts.hour = value;
        else if (op === MINUTE) parts.minute = value;
        else if (op === SECOND) parts.second = value;
        else setDate(parts, op, value, this.#yearPivot);
      } else if (op === LITERAL) {
        if (at >= e || bytes[at] !== steps[step + 1]) return false;
        if (steps[step + 2] === 1) parts.offsetMinutes = 0; // Z
        at++;
      } else if (op === BLANKS) {
        if (at >= e || bytes[at] !== 32) return false;
        while (at < e && bytes[at] === 32) at++;
      } else if (op === OPTIONAL) {
        if (at < e && this.#sets[steps[step + 1]!]!.includes(String.fromCharCode(bytes[at]!))) at++;
      } else {
        at = readSpecial(bytes, at, e, op, parts);
        if (at < 0) return false;
      }
    }
    return at === e;
  }
}

/** Length of a pattern of literals and numbers of two or four digits; 0 for any other. */
function widthOf(steps: readonly number[]): number {
  let width = 0;
  for (let step = 0; step < steps.length; step += 3) {
    const [op = 0, least = 0, most = 0] = steps.slice(step, step + 3);
    if (op === LITERAL) width++;
    else if (op < LITERAL && least === most) width += least;
    else return 0;
  }
  return width;
}

/** A text of the pattern's width: each number is where it must be. */
function readFixed(steps: Int16Array, bytes: Buffer, s: number, parts: TimeParts, yearPivot: number): boolean {
  let at = s;
  for (let step = 0; step < steps.length; step += 3) {
    const op = steps[step]!;
    if (op === LITERAL) {
      if (bytes[at] !== steps[step + 1]) return false;
      if (steps[step + 2] === 1) parts.offsetMinutes = 0; // Z
      at++;
      continue;
    }
    let value = pair(bytes, at);
    at += 2;
    if (op === YEAR) {
      value = value * 100 + pair(bytes, at);
      at += 2;
    }
    // A pair that is none is far below any sum of the others.
    if (value < 0) return false;
    if (op === HOUR) parts.hour = value;
    else if (op === MINUTE) parts.minute = value;
    else if (op === SECOND) parts.second = value;
    else setDate(parts, op, value, yearPivot);
  }
  return true;
}

/** Two digits as a number; far below zero where they are none. */
function pair(bytes: Buffer, at: number): number {
  const tens = bytes[at]! - 48;
  const ones = bytes[at + 1]! - 48;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -100_000 : tens * 10 + ones;
}

function setDate(parts: TimeParts, op: number, value: number, yearPivot: number): void {
  if (op === YEAR) parts.year = value;
  else if (op === YEAR2) parts.year = value >= yearPivot ? 1900 + value : 2000 + value;
  else if (op === MONTH) parts.month = value;
  else parts.day = value;
}

/** Reads names, am/pm, offsets and fractions; returns where it ended, -1 where the text does not fit. */
function readSpecial(bytes: Buffer, at: number, e: number, op: number, parts: TimeParts): number {
  if (op === MONTH_NAME) {
    if (at + 3 > e) return -1;
    const month = MONTH_CODES.indexOf(code3(bytes[at]! | 32, bytes[at + 1]! | 32, bytes[at + 2]! | 32)) + 1;
    parts.month = month;
    return month === 0 ? -1 : at + 3;
  }
  if (op === HALF_DAY) return readHalfDay(bytes, at, e, parts);
  if (op === OFFSET) return readOffset(bytes, at, e, parts);
  if (op === FRACTION) return readFraction(bytes, at, e, parts);
  const end = endOfWord(bytes, at, e);
  if (end === at) return -1;
  if (op === ZONE) parts.zone = bytes.toString('latin1', at, end);
  if (op !== MONTH_WORD) return end;
  parts.month = monthOf(bytes.toString('latin1', at, end));
  return parts.month === 0 ? -1 : end;
}

/** A word: letters of any charset, and the dot of a shortened name. */
function endOfWord(bytes: Uint8Array, at: number, e: number): number {
  let i = at;
  while (i < e && (bytes[i]! > 127 || ((bytes[i]! | 32) >= 97 && (bytes[i]! | 32) <= 122))) i++;
  return i > at && i < e && bytes[i] === 46 ? i + 1 : i;
}

/** `AM`, `pm`, `a.m.`, `p`. */
function readHalfDay(bytes: Uint8Array, at: number, e: number, parts: TimeParts): number {
  const half = at < e ? bytes[at]! | 32 : 0;
  if ((half !== 97 && half !== 112) || parts.hour < 1 || parts.hour > 12) return -1;
  parts.hour = (parts.hour % 12) + (half === 112 ? 12 : 0);
  let i = at + 1;
  if (i < e && bytes[i] === 46) i++;
  if (i < e && (bytes[i]! | 32) === 109) {
    i++;
    if (i < e && bytes[i] === 46) i++;
  }
  return i;
}

/** Below a millisecond nothing is kept: instants are stored as whole milliseconds. */
function readFraction(bytes: Uint8Array, at: number, e: number, parts: TimeParts): number {
  let ms = 0;
  let i = at;
  for (let weight = 100; i < e; i++, weight /= 10) {
    const digit = bytes[i]! - 48;
    if (digit < 0 || digit > 9) break;
    if (weight >= 1) ms += digit * weight;
  }
  parts.millisecond = ms;
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
