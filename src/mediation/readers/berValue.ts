/** Values of BER elements written as text into a buffer, so that everything behind reads them like any other record's fields. */
import type { TagType } from '../language/tagTable.ts';

const ZERO = 48;
const PLUS = 43;
const MINUS = 45;
const FILLER = 15;
/** Digits of telephony BCD beyond 9 (3GPP TS 29.002, TBCD-STRING). */
const BCD_SIGNS = Buffer.from('0123456789*#abc');
const HEX = Buffer.from('0123456789abcdef');
/** Type of number in an address: bits 7–5 of its first byte, 001 = international (3GPP TS 29.002, AddressString). */
const INTERNATIONAL = 1;

/** Most bytes the text of a value may take. */
export function mostBytes(length: number): number {
  return length * 3 + 24;
}

/** Writes the text of a value; returns where it ends. There must be `mostBytes` of room. */
export function writeValue(target: Buffer, at: number, type: TagType, bytes: Buffer, s: number, e: number): number {
  switch (type) {
    case 'text':
      return trimmedText(target, at, bytes, s, e);
    case 'integer':
      return integer(target, at, bytes, s, e);
    case 'bcd':
      return bcd(target, at, bytes, s, e, false);
    case 'tbcd':
      return bcd(target, at, bytes, s, e, true);
    case 'address':
      return address(target, at, bytes, s, e);
    case 'time':
      return time(target, at, bytes, s, e);
    case 'ip':
      return ip(target, at, bytes, s, e);
    default:
      return hex(target, at, bytes, s, e);
  }
}

function trimmedText(target: Buffer, at: number, bytes: Buffer, from: number, to: number): number {
  let s = from;
  let e = to;
  while (s < e && bytes[s]! <= 32) s++;
  while (e > s && bytes[e - 1]! <= 32) e--;
  // ASCII stays as it is; a byte beyond is Latin-1, as operators' names in free text are.
  let end = at;
  for (; s < e; s++) {
    const byte = bytes[s]!;
    if (byte < 0x80) target[end++] = byte;
    else {
      target[end++] = 0xc0 | (byte >> 6);
      target[end++] = 0x80 | (byte & 0x3f);
    }
  }
  return end;
}

/** Two's complement, high byte first (X.690, 8.3). */
function integer(target: Buffer, at: number, bytes: Buffer, s: number, e: number): number {
  if (e === s) return at;
  if (e - s > 6) return target.write(bigInteger(bytes, s, e), at, 'latin1') + at;
  let value = bytes[s]! >= 0x80 ? bytes[s]! - 256 : bytes[s]!;
  for (let i = s + 1; i < e; i++) value = value * 256 + bytes[i]!;
  let end = at;
  if (value < 0) {
    target[end++] = MINUS;
    value = -value;
  }
  const first = end;
  do {
    const rest = Math.floor(value / 10);
    target[end++] = ZERO + value - rest * 10;
    value = rest;
  } while (value > 0);
  for (let i = first, j = end - 1; i < j; i++, j--) {
    const digit = target[i]!;
    target[i] = target[j]!;
    target[j] = digit;
  }
  return end;
}

/** Longer than any number of a record: its text says so, and no reader of values takes it. */
function bigInteger(bytes: Buffer, s: number, e: number): string {
  if (e - s > 8) return '?';
  return BigInt.asIntN((e - s) * 8, BigInt(`0x${bytes.toString('hex', s, e)}`)).toString();
}

function bcd(target: Buffer, at: number, bytes: Buffer, s: number, e: number, lowFirst: boolean): number {
  let end = at;
  for (let i = s; i < e; i++) {
    const byte = bytes[i]!;
    const first = lowFirst ? byte & 15 : byte >> 4;
    const second = lowFirst ? byte >> 4 : byte & 15;
    if (first === FILLER) break;
    target[end++] = BCD_SIGNS[first]!;
    if (second === FILLER) break;
    target[end++] = BCD_SIGNS[second]!;
  }
  return end;
}

function address(target: Buffer, at: number, bytes: Buffer, s: number, e: number): number {
  if (e === s) return at;
  let end = at;
  if (((bytes[s]! >> 4) & 7) === INTERNATIONAL) target[end++] = PLUS;
  return bcd(target, end, bytes, s + 1, e, true);
}

/** `YYMMDDhhmmss` in BCD, a sign as a character, `hhmm` in BCD (3GPP TS 32.298, TimeStamp). */
function time(target: Buffer, at: number, bytes: Buffer, s: number, e: number): number {
  if (e - s !== 9) return hex(target, at, bytes, s, e);
  let end = bcd(target, at, bytes, s, s + 6, false);
  target[end++] = bytes[s + 6]!;
  end = bcd(target, end, bytes, s + 7, e, false);
  return end;
}

function ip(target: Buffer, at: number, bytes: Buffer, s: number, e: number): number {
  if (e - s === 4) return target.write(bytes.subarray(s, e).join('.'), at, 'latin1') + at;
  if (e - s !== 16) return hex(target, at, bytes, s, e);
  const groups = [0, 2, 4, 6, 8, 10, 12, 14].map((offset) => bytes.readUInt16BE(s + offset).toString(16));
  return target.write(groups.join(':'), at, 'latin1') + at;
}

function hex(target: Buffer, at: number, bytes: Buffer, s: number, e: number): number {
  let end = at;
  for (let i = s; i < e; i++) {
    target[end++] = HEX[bytes[i]! >> 4]!;
    target[end++] = HEX[bytes[i]! & 15]!;
  }
  return end;
}
