import iconv from 'iconv-lite';
import type { Charset } from './structure.ts';

const SIZE = 4096;

/** The name by which the runtime's decoder knows a charset. Plain ASCII is decoded as UTF-8: its letters are the same. */
export function decoderFor(charset: Charset): TextDecoder {
  return new TextDecoder(charset === 'ascii' ? 'utf-8' : charset);
}

/** A text as a charset writes it, to compare with bytes of a file. */
export function encoded(text: string, charset: Charset): Buffer {
  return charset === 'utf-8' || charset === 'ascii' ? Buffer.from(text) : iconv.encode(text, charset);
}

/**
 * Texts from bytes, remembered: extensions, trunks and account codes come again and again, so most records make no new
 * string. A small direct-mapped table; what does not fit is decoded again.
 */
export class TextCache {
  readonly #texts: (string | undefined)[] = new Array(SIZE);
  readonly #decoder: TextDecoder;

  constructor(charset: Charset) {
    this.#decoder = decoderFor(charset);
  }

  /** The text of a span, without NUL characters, which the database cannot hold. */
  get(bytes: Buffer, s: number, e: number): string {
    let hash = 0;
    for (let i = s; i < e; i++) {
      const byte = bytes[i]!;
      if (byte > 126 || byte === 0) return this.decode(bytes, s, e);
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    const slot = (hash ^ (hash >>> 12)) & (SIZE - 1);
    const known = this.#texts[slot];
    if (known !== undefined && sameAscii(known, bytes, s, e)) return known;
    const text = bytes.toString('latin1', s, e);
    this.#texts[slot] = text;
    return text;
  }

  /** Decodes a span by the charset; unknown bytes become U+FFFD. */
  decode(bytes: Buffer, s: number, e: number): string {
    return this.#decoder.decode(bytes.subarray(s, e)).replaceAll('\0', '\uFFFD');
  }
}

function sameAscii(text: string, bytes: Uint8Array, s: number, e: number): boolean {
  if (text.length !== e - s) return false;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[s + i]) return false;
  return true;
}
