import iconv from 'iconv-lite';
import type { Charset } from '../language/structure.ts';

const SIZE = 4096;

/** Bytes of one charset to text. */
export interface Decoder {
  readonly decode: (bytes: Uint8Array) => string;
}

/**
 * The decoder of a charset: the runtime's, or one of our library where the runtime knows it not (cp850). Plain ASCII is decoded as UTF-8:
 * its letters are the same.
 */
export function decoderFor(charset: Charset): Decoder {
  if (charset === 'cp850') return { decode: (bytes) => iconv.decode(bytes, charset) };
  return new TextDecoder(charset === 'ascii' ? 'utf-8' : charset);
}

/** Spans to texts in one charset; what is plain ASCII, most of it, is not decoded. */
export interface TextCodec {
  readonly decode: (bytes: Buffer, s: number, e: number) => string;
}

const CODECS = new Map<Charset, TextCodec>();

export function textCodec(charset: Charset): TextCodec {
  const known = CODECS.get(charset);
  if (known !== undefined) return known;
  const decoder = decoderFor(charset);
  const codec: TextCodec = {
    decode: (bytes, s, e) => {
      for (let i = s; i < e; i++) if (bytes[i]! > 126) return decoder.decode(bytes.subarray(s, e));
      return bytes.toString('latin1', s, e);
    },
  };
  CODECS.set(charset, codec);
  return codec;
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
  readonly #decoder: Decoder;

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
