/**
 * Tag, length, value: the elements of BER (ITU-T X.690, 8.1), read from bytes. Lengths may be definite or not; tags of any number up to 2^21.
 */

/** Classes of tags (X.690, 8.1.2.2). */
export const TAG_CLASS = { universal: 0, application: 1, context: 2, private: 3 } as const;

const CLASS_LETTERS = 'uacp';
const LONG_TAG = 31;
const INDEFINITE = 0x80;
const MOST_TAG_BYTES = 4;
/** A length of six bytes is more than any file. */
const MOST_LENGTH_BYTES = 6;
/** Elements in elements of one record. */
const MAX_DEPTH = 64;

/** What became of reading a header. */
export const HEADER = { read: 0, cut: 1, broken: 2 } as const;
/** An element whose end is not there, or that is no element. */
export const NO_END = -1;
export const CUT_END = -2;

/** The header of one element; the same object is filled over and over. */
export class TlvHeader {
  /** Class and number as one: class × 2^24 + number. */
  tag = 0;
  constructed = false;
  indefinite = false;
  /** Bytes of the value; 0 where indefinite. */
  length = 0;
  /** Where the value begins. */
  value = 0;

  /** Reads the header at a place. Returns one of `HEADER`. */
  read(bytes: Uint8Array, from: number, end: number): number {
    let at = from;
    if (at >= end) return HEADER.cut;
    const first = bytes[at++]!;
    let number = first & LONG_TAG;
    if (number === LONG_TAG) {
      number = 0;
      for (let count = 0; ; count++) {
        if (at >= end) return HEADER.cut;
        if (count === MOST_TAG_BYTES) return HEADER.broken;
        const byte = bytes[at++]!;
        number = number * 128 + (byte & 0x7f);
        if (byte < 0x80) break;
      }
      if (number >= 2 ** 21) return HEADER.broken;
    }
    if (at >= end) return HEADER.cut;
    this.tag = (first >> 6) * 2 ** 24 + number;
    this.constructed = (first & 0x20) !== 0;
    const length = bytes[at++]!;
    this.indefinite = length === INDEFINITE;
    if (length <= INDEFINITE) {
      this.length = this.indefinite ? 0 : length;
      this.value = at;
      return this.indefinite && !this.constructed ? HEADER.broken : HEADER.read;
    }
    return this.#longLength(bytes, at, end, length & 0x7f);
  }

  #longLength(bytes: Uint8Array, from: number, end: number, count: number): number {
    if (count > MOST_LENGTH_BYTES) return HEADER.broken;
    if (from + count > end) return HEADER.cut;
    this.length = 0;
    for (let i = 0; i < count; i++) this.length = this.length * 256 + bytes[from + i]!;
    this.value = from + count;
    return HEADER.read;
  }
}

/** Whether an element of indefinite length ends here. */
export function isEndOfContents(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0 && bytes[at + 1] === 0;
}

/** Where the element at a place ends; `CUT_END` where more bytes are needed, `NO_END` where it is none. */
export function elementEnd(bytes: Uint8Array, from: number, end: number): number {
  const header = new TlvHeader();
  let at = from;
  let open = 0;
  do {
    if (open > 0 && at + 1 < end && isEndOfContents(bytes, at)) {
      at += 2;
      open--;
      continue;
    }
    const result = header.read(bytes, at, end);
    if (result !== HEADER.read) return result === HEADER.cut ? CUT_END : NO_END;
    if (header.indefinite) {
      if (++open > MAX_DEPTH) return NO_END;
      at = header.value;
    } else at = header.value + header.length;
    if (at > end) return CUT_END;
  } while (open > 0);
  return at;
}

/** The tag of a text: `a16`, `c5`, `u2`, `p1`; null where it is none. */
export function tagOf(text: string): number | null {
  const match = /^([uacp])(\d{1,7})$/.exec(text);
  return match === null ? null : CLASS_LETTERS.indexOf(match[1]!) * 2 ** 24 + Number(match[2]);
}

/** A tag as people write it. */
export function tagText(tag: number): string {
  return `${CLASS_LETTERS[Math.floor(tag / 2 ** 24)]}${tag % 2 ** 24}`;
}
