/**
 * Phone numbers from bytes to E.164 by a source's way of writing them. The record path: nothing is allocated. Numbers people
 * type into screens go through libphonenumber instead; a test holds both together.
 */

import type { NumberProfile } from '../language/values.ts';
import { startsWithBytes } from '../readers/view.ts';
import { NON_GEOGRAPHIC_CODES, NUMBERING_PLANS, type NumberingPlan } from './numberingPlan.ts';
import { NumberText, type NumberTextProfile } from './numberText.ts';

/** What a party turned out to be; `masked`: a number of which only the beginning shows. */
export const PARTY = { absent: 0, e164: 1, text: 2, anonymous: 3, scientific: 4, masked: 5 } as const;

/** Longest E.164 number without `+` (ITU-T E.164 §6.2.1). */
const MAX_E164 = 15;
/** Digits of the lower half of a number; at most seven are above (ITU-T E.164: fifteen in all). */
const LOW_DIGITS = 8;
const POWERS = Float64Array.from({ length: LOW_DIGITS + 1 }, (_, exponent) => 10 ** exponent);
/** Digits that a masked number must show to stand for its beginning: fewer tell no more than the country. */
const MIN_SHOWN = 5;
/** Keys of the letters A to Z (ITU-T E.161). */
const KEYS = Buffer.from('22233344455566677778889999');

const PLUS = 43;
const ZERO = 48;
const NINE = 57;
/** More digits than any number has, dialled ones included. */
const MAX_DIGITS = 24;
const SEPARATORS = new Set([32, 45, 46, 40, 41, 47, 160].map((code) => code));

/** Fewest and most digits of national numbers by country code, 0 where the code is unassigned: index = code as a number. */
const LEAST = new Uint8Array(1000);
const MOST = new Uint8Array(1000);
for (const plan of NUMBERING_PLANS.values()) {
  const code = Number(plan.callingCode);
  LEAST[code] = LEAST[code] === 0 ? plan.minDigits : Math.min(LEAST[code]!, plan.minDigits);
  MOST[code] = Math.max(MOST[code]!, plan.maxDigits);
}
for (const code of NON_GEOGRAPHIC_CODES) {
  LEAST[Number(code)] = 4;
  MOST[Number(code)] = 12;
}

const BARE = ['auto', 'international', 'national', 'text'] as const;
export type Bare = (typeof BARE)[number];

/** Whether a setting's text is a way to read bare digits. */
export function isBare(text: string): text is Bare {
  return (BARE as readonly string[]).includes(text);
}

/** What a record says about the type of a number (ITU-T Q.931 table 4-9, shortened to what decides how it is read). */
export const NUMBER_TYPE = { unknown: 0, international: 1, national: 2, subscriber: 3 } as const;
export type NumberTypeName = keyof typeof NUMBER_TYPE;

/** A profile with the source's settings and country put in. */
export interface ResolvedProfile
  extends NumberTextProfile,
    Pick<
      NumberProfile,
      | 'internationalPrefixes'
      | 'nationalPrefix'
      | 'anonymous'
      | 'masked'
      | 'lettersToDigits'
      | 'shortCodes'
      | 'leastDigits'
      | 'extensionDigits'
    > {
  readonly country: string;
  readonly outsideDigit: string;
  readonly bare: Bare;
}

export class NumberReader {
  /** Result of the last `read`: digits as a number when E.164, its beginning when masked, else 0. */
  number = 0;
  /** Span of the text without the prefixes and endings taken off. */
  bytes: Buffer = Buffer.alloc(0);
  s = 0;
  e = 0;

  readonly #plan: NumberingPlan;
  readonly #code: Uint8Array;
  readonly #trunk: Uint8Array;
  readonly #international: readonly Uint8Array[];
  readonly #outside: Uint8Array;
  readonly #bare: Bare;
  readonly #text: NumberText;
  readonly #leastDigits: number;
  readonly #extensionDigits: number;
  readonly #masked: readonly Uint8Array[];
  readonly #letters: boolean;
  readonly #shortCodes: readonly Uint8Array[];
  readonly #digitsMayBeAnonymous: boolean;
  readonly #anonymous: readonly string[];
  readonly #anonymousLengths: ReadonlySet<number>;
  readonly #digits = new Uint8Array(MAX_DIGITS);
  /** 1 for the first digits of the prefixes above. */
  readonly #prefixDigits = new Uint8Array(256);

  /** Throws where the country is unknown: `compileFormat` checks it first. */
  constructor(profile: ResolvedProfile) {
    const plan = NUMBERING_PLANS.get(profile.country);
    if (plan === undefined) throw new Error(`assertion failed: no numbering plan of ${profile.country}`);
    const prefixes =
      profile.internationalPrefixes === 'country' ? plan.internationalPrefixes : profile.internationalPrefixes;
    this.#plan = plan;
    this.#code = ascii(plan.callingCode);
    this.#trunk = ascii(profile.nationalPrefix === 'country' ? plan.nationalPrefix : profile.nationalPrefix);
    this.#international = prefixes.map(ascii).sort((a, b) => b.length - a.length);
    for (const prefix of [this.#trunk, ...this.#international])
      if (prefix.length > 0) this.#prefixDigits[prefix[0]!] = 1;
    this.#outside = ascii(profile.outsideDigit);
    this.#bare = profile.bare;
    this.#text = new NumberText(profile);
    this.#leastDigits = profile.leastDigits;
    this.#extensionDigits = profile.extensionDigits;
    this.#masked = profile.masked.flatMap((sign) => [Buffer.from(sign), Buffer.from(sign, 'latin1')]);
    this.#letters = profile.lettersToDigits;
    this.#shortCodes = profile.shortCodes.map(ascii);
    this.#digitsMayBeAnonymous = profile.anonymous.some((text) => /^\+?\d+$/.test(text));
    this.#anonymous = profile.anonymous.map((text) => text.toLowerCase());
    this.#anonymousLengths = new Set(this.#anonymous.map((text) => text.length));
  }

  /** Reads a span; returns one of `PARTY`. @param type one of `NUMBER_TYPE` */
  read(bytes: Buffer, from: number, to: number, type: number = NUMBER_TYPE.unknown): number {
    this.number = 0;
    const text = this.#text;
    text.find(bytes, from, to);
    const { s, e } = text;
    this.bytes = bytes;
    this.s = s;
    this.e = e;
    if (s === e) return PARTY.absent;
    if (this.#digitsMayBeAnonymous && this.#isAnonymous(bytes, s, e)) return PARTY.anonymous;

    const plus = bytes[s] === PLUS;
    const begin = plus ? s + 1 : s;
    let at = begin;
    while (at < e && bytes[at]! >= ZERO && bytes[at]! <= NINE) at++;
    // Most numbers are digits and nothing else: those are read where they stand.
    if (at < e || at === begin || e - begin > MAX_DIGITS) return this.#written(bytes, begin, plus, type);
    if (this.#shortCodes.length > 0 && this.#isShortCode(bytes, s, e)) return PARTY.text;
    return type === NUMBER_TYPE.unknown
      ? this.#classify(bytes, begin, e, plus)
      : this.#typed(bytes, begin, e, plus, type);
  }

  /** A number with something between its digits. */
  #written(bytes: Buffer, begin: number, plus: boolean, type: number): number {
    const { s, e } = this;
    const digits = this.#digits;
    let count = 0;
    for (let i = begin; i < e; i++) {
      const byte = bytes[i]!;
      if (byte >= ZERO && byte <= NINE) {
        if (count === MAX_DIGITS) return PARTY.text;
        digits[count++] = byte;
      } else if (!SEPARATORS.has(byte)) {
        if (this.#masked.length > 0 && this.#maskLength(bytes, i, e) > 0) return this.#hidden(bytes, i, count, plus);
        if (!this.#letters || count === 0) return this.#noNumber(bytes, s, e);
        const key = keyOf(byte);
        if (key === 0 || count === MAX_DIGITS) return this.#noNumber(bytes, s, e);
        digits[count++] = key;
      }
    }
    if (count === 0) return PARTY.text;
    if (this.#shortCodes.length > 0 && this.#isShortCode(bytes, s, e)) return PARTY.text;
    return type === NUMBER_TYPE.unknown
      ? this.#classify(digits, 0, count, plus)
      : this.#typed(digits, 0, count, plus, type);
  }

  /** A number whose type the record tells: its prefix may be written or not. */
  #typed(digits: Uint8Array, from: number, count: number, plus: boolean, type: number): number {
    if (plus) return this.#international164(digits, from, count, false);
    if (type === NUMBER_TYPE.subscriber) return PARTY.text;
    if (type === NUMBER_TYPE.national) {
      const behind =
        this.#trunk.length > 0 && startsWithBytes(digits, from, count, this.#trunk) ? this.#trunk.length : 0;
      return this.#national(digits, from + behind, count);
    }
    for (let i = 0; i < this.#international.length; i++) {
      const prefix = this.#international[i]!;
      if (startsWithBytes(digits, from, count, prefix))
        return this.#international164(digits, from + prefix.length, count, false);
    }
    return this.#international164(digits, from, count, false);
  }

  /**
   * A number whose digits are hidden from `at` on. Its text is kept; where enough of it shows, the number is its beginning, which tells the
   * destination. Hidden digits count for the length that a number without prefix must have.
   */
  #hidden(bytes: Buffer, at: number, shown: number, plus: boolean): number {
    const digits = this.#digits;
    let count = shown;
    for (let i = at; i < this.e; ) {
      const mask = this.#maskLength(bytes, i, this.e);
      const byte = bytes[i]!;
      if (mask === 0 && (byte < 48 || byte > 57) && !SEPARATORS.has(byte)) return this.#noNumber(bytes, this.s, this.e);
      if ((mask > 0 || !SEPARATORS.has(byte)) && count < MAX_DIGITS) digits[count++] = ZERO;
      i += Math.max(1, mask);
    }
    if (shown === 0 || this.#classify(digits, 0, count, plus) !== PARTY.e164) return PARTY.text;
    const beginning = Math.floor(this.number / 10 ** (count - shown));
    this.number = beginning < 10 ** (MIN_SHOWN - 1) ? 0 : beginning;
    return this.number === 0 ? PARTY.text : PARTY.masked;
  }

  /** Bytes of the sign for a hidden digit at a place; 0 where there is none. */
  #maskLength(bytes: Uint8Array, at: number, e: number): number {
    for (let i = 0; i < this.#masked.length; i++)
      if (startsWithBytes(bytes, at, e, this.#masked[i]!)) return this.#masked[i]!.length;
    return 0;
  }

  #isShortCode(bytes: Uint8Array, s: number, e: number): boolean {
    for (let i = 0; i < this.#shortCodes.length; i++) {
      const code = this.#shortCodes[i]!;
      if (e - s === code.length && startsWithBytes(bytes, s, e, code)) return true;
    }
    return false;
  }

  /** Reads digits from a place to another. */
  #classify(digits: Uint8Array, from: number, to: number, plus: boolean): number {
    if (to - from <= this.#extensionDigits) return PARTY.text;
    if (plus) return this.#international164(digits, from, to, false);
    let at = from;
    const outside = this.#outside.length;
    if (outside > 0 && to - from > outside + 2 && startsWithBytes(digits, from, to, this.#outside)) at += outside;
    // Every prefix begins with a digit that few numbers of other kinds begin with.
    if (this.#prefixDigits[digits[at]!] === 1) {
      for (let i = 0; i < this.#international.length; i++) {
        const prefix = this.#international[i]!;
        if (!startsWithBytes(digits, at, to, prefix)) continue;
        // No country code begins with 0: `000…` is a 0 for an outside line that nobody has told us of, and then the prefix.
        const more = digits[at + prefix.length] === ZERO && startsWithBytes(digits, at + 1, to, prefix) ? 1 : 0;
        return this.#international164(digits, at + more + prefix.length, to, false);
      }
      if (this.#trunk.length > 0 && startsWithBytes(digits, at, to, this.#trunk))
        return this.#national(digits, at + this.#trunk.length, to);
    }
    return this.#bareDigits(digits, at, to);
  }

  #bareDigits(digits: Uint8Array, at: number, count: number): number {
    const length = count - at;
    if (this.#bare === 'text') return PARTY.text;
    // Where full numbers are that short and carry no prefix, a source that says so means them.
    if (this.#bare === 'national' && (length >= this.#leastDigits || this.#trunk.length === 0))
      return this.#national(digits, at, count);
    if (length < this.#leastDigits) return PARTY.text;
    if (this.#bare === 'international') return this.#international164(digits, at, count, true);
    const { minDigits, maxDigits, nationalPrefix } = this.#plan;
    // Without a trunk prefix (Spain), or with one that is often left out (North America), bare digits are national first.
    if ((nationalPrefix === '' || nationalPrefix === '1') && length >= minDigits && length <= maxDigits)
      return this.#national(digits, at, count);
    return this.#international164(digits, at, count, true);
  }

  #national(digits: Uint8Array, at: number, count: number): number {
    const length = count - at;
    if (length < this.#plan.minDigits || length + this.#code.length > MAX_E164) return PARTY.text;
    let value = 0;
    for (let i = 0; i < this.#code.length; i++) value = value * 10 + this.#code[i]! - 48;
    return this.#take(value, digits, at, count);
  }

  /** Digits from the country code on. Without a prefix that says so (`strict`), their number must fit the country exactly. */
  #international164(digits: Uint8Array, at: number, count: number, strict: boolean): number {
    const length = count - at;
    if (length > MAX_E164 || length < 4 || digits[at] === 48) return PARTY.text;
    let code = 0;
    for (let i = 0; i < 3; i++) {
      code = code * 10 + digits[at + i]! - 48;
      if (LEAST[code]! > 0) {
        const national = length - i - 1;
        // Carriers record digits dialled beyond the end, so only a strict reading minds a number too long.
        if (national < LEAST[code]! || (strict && national > MOST[code]!)) return PARTY.text;
        return this.#take(0, digits, at, count);
      }
    }
    return PARTY.text;
  }

  #take(begin: number, digits: Uint8Array, at: number, count: number): number {
    // In two halves that stay small integers: twelve steps of a double take twice as long.
    const middle = Math.max(at, count - LOW_DIGITS);
    let high = begin;
    let low = 0;
    for (let i = at; i < middle; i++) high = (high * 10 + digits[i]! - 48) | 0;
    for (let i = middle; i < count; i++) low = (low * 10 + digits[i]! - 48) | 0;
    this.number = high * POWERS[count - middle]! + low;
    return PARTY.e164;
  }

  #noNumber(bytes: Buffer, s: number, e: number): number {
    if (isScientific(bytes, s, e)) return PARTY.scientific;
    return this.#isAnonymous(bytes, s, e) ? PARTY.anonymous : PARTY.text;
  }

  #isAnonymous(bytes: Uint8Array, s: number, e: number): boolean {
    if (!this.#anonymousLengths.has(e - s)) return false;
    for (let i = 0; i < this.#anonymous.length; i++) if (equalsFolded(bytes, s, e, this.#anonymous[i]!)) return true;
    return false;
  }
}

/** The key of a letter as the byte of its digit; 0 where it is none. */
function keyOf(byte: number): number {
  return KEYS[(byte | 32) - 97] ?? 0;
}

/** `3,36E+10`, `4.94E+11`, `5E+09`: what a spreadsheet makes of a long number. The digits are lost. */
export function isScientific(bytes: Uint8Array, s: number, e: number): boolean {
  let i = s;
  while (i < e && ((bytes[i]! >= 48 && bytes[i]! <= 57) || (i > s && (bytes[i] === 44 || bytes[i] === 46)))) i++;
  if (i === s || i + 2 >= e || (bytes[i]! | 32) !== 101 || bytes[i + 1] !== PLUS) return false;
  for (i += 2; i < e; i++) if (bytes[i]! < 48 || bytes[i]! > 57) return false;
  return true;
}

function equalsFolded(bytes: Uint8Array, s: number, e: number, lower: string): boolean {
  if (e - s !== lower.length) return false;
  for (let i = 0; i < lower.length; i++) {
    const byte = bytes[s + i]!;
    if ((byte >= 65 && byte <= 90 ? byte | 32 : byte) !== lower.charCodeAt(i)) return false;
  }
  return true;
}

function ascii(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}
