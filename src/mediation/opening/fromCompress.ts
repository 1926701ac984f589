/**
 * Undoes `compress` (.Z: LZW with codes of up to 10 to 16 bits), as old exchanges still pack their files; in pieces of any size. Codes come in
 * groups of eight, which fill as many bytes as a code has bits; when that width changes, the rest of the group is padding.
 */

const CLEAR = 256;
const FIRST_BITS = 9;
const MOST_BITS = 16;
const HEADER_BYTES = 3;
const OUT_BYTES = 65_536;

/** Packed content that is none. */
export class NotCompressed extends Error {}

export class FromCompress {
  readonly #prefix = new Uint16Array(1 << MOST_BITS);
  readonly #suffix = new Uint8Array(1 << MOST_BITS);
  readonly #stack = new Uint8Array((1 << MOST_BITS) + 1);
  /** From the beginning of the current group. */
  #carry: Buffer = Buffer.alloc(0);
  /** Bytes of padding still to come. */
  #skip = 0;
  #header = true;
  #blockMode = false;
  #maxBits = MOST_BITS;
  #bits = FIRST_BITS;
  /** Codes of the current group that were read. */
  #inGroup = 0;
  #free = CLEAR + 1;
  #last = -1;
  #lastByte = 0;

  /** Returns what the piece unpacks to. @throws NotCompressed */
  push(chunk: Buffer): Buffer {
    let data = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk]);
    if (this.#header) {
      if (data.length < HEADER_BYTES) {
        this.#carry = Buffer.from(data);
        return Buffer.alloc(0);
      }
      this.#readHeader(data);
      data = data.subarray(HEADER_BYTES);
    }
    return this.#codes(data);
  }

  #readHeader(data: Buffer): void {
    this.#header = false;
    this.#maxBits = data[2]! & 31;
    this.#blockMode = (data[2]! & 128) !== 0;
    if (data[0] !== 0x1f || data[1] !== 0x9d || this.#maxBits <= FIRST_BITS || this.#maxBits > MOST_BITS)
      throw new NotCompressed('header');
    if (!this.#blockMode) this.#free = CLEAR;
  }

  #codes(data: Buffer): Buffer {
    const pieces: Buffer[] = [];
    let out = Buffer.allocUnsafe(OUT_BYTES);
    let length = 0;
    let base = this.#skip;
    for (;;) {
      if (this.#free > (1 << this.#bits) - 1 && this.#bits < this.#maxBits) {
        base = this.#newGroup(base);
        this.#bits++;
      }
      const bit = base * 8 + this.#inGroup * this.#bits;
      if (bit + this.#bits > data.length * 8) break;
      const code = codeAt(data, bit, this.#bits);
      this.#inGroup++;
      if (this.#inGroup === 8) base = this.#newGroup(base);
      if (code === CLEAR && this.#blockMode) {
        // The first code behind it makes an entry that nobody uses.
        this.#free = CLEAR;
        base = this.#newGroup(base);
        this.#bits = FIRST_BITS;
        continue;
      }
      const count = this.#unpack(code);
      if (length + count > out.length) {
        pieces.push(out.subarray(0, length));
        out = Buffer.allocUnsafe(Math.max(OUT_BYTES, count));
        length = 0;
      }
      for (let i = count - 1; i >= 0; i--) out[length++] = this.#stack[i]!;
    }
    this.#skip = Math.max(0, base - data.length);
    this.#carry = Buffer.from(data.subarray(base));
    pieces.push(out.subarray(0, length));
    return Buffer.concat(pieces);
  }

  /** Where the next group begins. */
  #newGroup(base: number): number {
    const begun = this.#inGroup > 0;
    this.#inGroup = 0;
    return begun ? base + this.#bits : base;
  }

  /** Puts the text of a code on the stack, last byte first, and learns; returns its length. */
  #unpack(code: number): number {
    if (code > this.#free || (this.#last < 0 && code >= CLEAR)) throw new NotCompressed('code');
    let at = code;
    let count = 0;
    if (this.#last < 0) {
      this.#last = code;
      this.#lastByte = code;
      this.#stack[0] = code;
      return 1;
    }
    if (at >= this.#free) {
      this.#stack[count++] = this.#lastByte;
      at = this.#last;
    }
    while (at >= CLEAR) {
      this.#stack[count++] = this.#suffix[at]!;
      at = this.#prefix[at]!;
    }
    this.#stack[count++] = at;
    this.#lastByte = at;
    if (this.#free < 1 << this.#maxBits) {
      this.#prefix[this.#free] = this.#last;
      this.#suffix[this.#free] = at;
      this.#free++;
    }
    this.#last = code;
    return count;
  }
}

/** Bits of a code, lowest first. */
function codeAt(data: Uint8Array, bit: number, bits: number): number {
  const byte = bit >>> 3;
  const word = data[byte]! | ((data[byte + 1] ?? 0) << 8) | ((data[byte + 2] ?? 0) << 16);
  return (word >>> (bit & 7)) & ((1 << bits) - 1);
}
