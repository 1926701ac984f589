/** BER for tests: elements written by tag as the table names them (`a16`), definite or indefinite. */
import { tagOf } from './tlv.ts';

export function tlv(tag: string, ...values: (Buffer | string | number)[]): Buffer {
  const value = Buffer.concat(values.map(bytesOf));
  return Buffer.concat([identifier(tag, values.some(Buffer.isBuffer)), length(value.length), value]);
}

/** The same with an end of contents instead of a length. */
export function tlvIndefinite(tag: string, ...values: Buffer[]): Buffer {
  return Buffer.concat([identifier(tag, true), Buffer.from([0x80]), ...values, Buffer.from([0, 0])]);
}

/** Digits, the first in the high half, filled up with F. */
export function bcd(digits: string): Value {
  return new Value(Buffer.from(digits.length % 2 === 0 ? digits : `${digits}f`, 'hex'));
}

/** Digits, the first in the low half. */
export function tbcd(digits: string): Value {
  const padded = digits.length % 2 === 0 ? digits : `${digits}f`;
  return new Value(Buffer.from(padded.replace(/(.)(.)/g, '$2$1'), 'hex'));
}

/** A primitive value as bytes. */
export function raw(hex: string): Value {
  return new Value(Buffer.from(hex, 'hex'));
}

class Value {
  readonly bytes: Buffer;
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
}

/** A primitive element. */
export function leaf(tag: string, value: Value | string | number): Buffer {
  const bytes = value instanceof Value ? value.bytes : bytesOf(value);
  return Buffer.concat([identifier(tag, false), length(bytes.length), bytes]);
}

function bytesOf(value: Buffer | string | number): Buffer {
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === 'string') return Buffer.from(value, 'latin1');
  let hex = BigInt.asUintN(64, BigInt(value)).toString(16).padStart(16, '0');
  // The shortest two's complement.
  while (hex.length > 2 && ((hex.startsWith('00') && hex[2]! < '8') || (hex.startsWith('ff') && hex[2]! >= '8')))
    hex = hex.slice(2);
  return Buffer.from(hex, 'hex');
}

function identifier(text: string, constructed: boolean): Buffer {
  const tag = tagOf(text)!;
  const number = tag % 2 ** 24;
  const first = (Math.floor(tag / 2 ** 24) << 6) | (constructed ? 0x20 : 0);
  if (number < 31) return Buffer.from([first | number]);
  const groups = [number & 0x7f];
  for (let rest = number >> 7; rest > 0; rest >>= 7) groups.unshift((rest & 0x7f) | 0x80);
  return Buffer.from([first | 31, ...groups]);
}

function length(bytes: number): Buffer {
  if (bytes < 0x80) return Buffer.from([bytes]);
  let hex = bytes.toString(16);
  if (hex.length % 2 === 1) hex = `0${hex}`;
  return Buffer.from(`${(0x80 | (hex.length / 2)).toString(16)}${hex}`, 'hex');
}
