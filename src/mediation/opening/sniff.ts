/** What the beginning of a file tells: encoding, byte order mark, or that it is no text at all. */
import { isUtf8 } from 'node:buffer';
import type { Charset } from '../language/structure.ts';
import type { Utf16 } from './utf16.ts';

/** Bytes looked at. */
export const HEAD_BYTES = 65_536;

export interface Sniffed {
  /** Length of the byte order mark to pass over. */
  readonly bomBytes: number;
  /** `utf-16` where a mark or the zero bytes of Latin text in UTF-16 say so. */
  readonly kind: 'text' | 'utf-16' | 'binary' | 'gzip' | 'zip' | 'empty';
  readonly isUtf8: boolean;
  /** Its byte order, where `utf-16`. */
  readonly utf16: Utf16 | null;
}

/** @param head the first up to `HEAD_BYTES` bytes of the content */
export function sniff(head: Buffer): Sniffed {
  const utf8 = isUtf8(head.subarray(0, wholeCharacters(head)));
  const of = (kind: Sniffed['kind'], bomBytes = 0, utf16: Utf16 | null = null): Sniffed => ({
    bomBytes,
    kind,
    isUtf8: utf8,
    utf16,
  });
  if (head.length === 0) return of('empty');
  if (head[0] === 0x1f && head[1] === 0x8b) return of('gzip');
  if (head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5)) return of('zip');
  if (head[0] === 0xff && head[1] === 0xfe) return of('utf-16', 2, 'utf-16le');
  if (head[0] === 0xfe && head[1] === 0xff) return of('utf-16', 2, 'utf-16be');
  const bomBytes = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  if (head.length === bomBytes) return of('empty', bomBytes);
  let zeros = 0;
  let evenZeros = 0;
  let controls = 0;
  for (let at = 0; at < head.length; at++) {
    const byte = head[at]!;
    if (byte === 0) {
      zeros++;
      if (at % 2 === 0) evenZeros++;
    } else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12) controls++;
  }
  if (zeros > head.length / 4 && zeros < (head.length * 3) / 5 && controls < head.length / 50)
    return of('utf-16', 0, evenZeros * 2 > zeros ? 'utf-16be' : 'utf-16le');
  // A stray control character happens in names; text with many is none.
  return zeros + controls > Math.max(2, head.length / 100) ? of('binary') : of('text', bomBytes);
}

/** The first of a format's charsets that fits the beginning; null where none does. */
export function chooseCharset(charsets: readonly Charset[], sniffed: Sniffed, lossy: boolean): Charset | null {
  // UTF-16 is told by its bytes and has become UTF-8 by now.
  const kept = charsets.filter((charset) => charset !== 'utf-16le' && charset !== 'utf-16be');
  const wanted: readonly Charset[] = kept.length === 0 ? ['utf-8'] : kept;
  const fitting = wanted.find((charset) => (charset !== 'utf-8' && charset !== 'ascii') || sniffed.isUtf8);
  return fitting ?? (lossy ? (wanted[0] ?? null) : null);
}

/** Length without a character cut off at the end (RFC 3629: at most three bytes of it). */
export function wholeCharacters(bytes: Uint8Array): number {
  const { length } = bytes;
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = bytes[length - back]!;
    if (byte < 0x80) return length;
    if (byte >= 0xc0) {
      const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needs > back ? length - back : length;
    }
  }
  return length;
}
