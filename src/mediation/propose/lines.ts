/** The beginning of an unknown text file as lines in the likeliest encoding. */
import iconv from 'iconv-lite';
import type { Charset } from '../language/structure.ts';
import { sniff, wholeCharacters } from '../opening/sniff.ts';

export interface SampleLines {
  /** Charsets for the format, the likeliest first. */
  readonly charsets: readonly [Charset, ...Charset[]];
  readonly text: string;
  /** Lines with something in them, without their ends. The last one is left out where the file goes on. */
  readonly lines: readonly string[];
}

/** Letters of western Europe in the code page of DOS; the same bytes are signs nobody writes in Windows-1252. */
const DOS_LETTERS = new Set([0x81, 0x82, 0x84, 0x85, 0x87, 0x88, 0x8a, 0x8e, 0x90, 0x94, 0x99, 0x9a, 0xe1]);

/** @param whole whether the head is all of the file; null where it is no text */
export function sampleLines(head: Buffer, whole: boolean): SampleLines | null {
  const { kind, bomBytes, isUtf8 } = sniff(head);
  if (kind !== 'text' && kind !== 'utf-16') return null;
  const charsets = charsetsOf(head, kind === 'utf-16', isUtf8);
  const body = head.subarray(bomBytes);
  const bytes = isUtf8 && !whole ? body.subarray(0, wholeCharacters(body)) : body;
  const text = iconv.decode(bytes, charsets[0]);
  const lines = text.split(/\r\n|\n|\r/);
  if (!whole && lines.length > 1) lines.pop();
  return { charsets, text, lines: lines.filter((line) => line.trim() !== '') };
}

function charsetsOf(head: Buffer, wide: boolean, isUtf8: boolean): [Charset, ...Charset[]] {
  if (wide) return [head[0] === 0xfe || (head[0] === 0 && head[1] !== 0) ? 'utf-16be' : 'utf-16le'];
  if (isUtf8) return ['utf-8', 'windows-1252'];
  let dos = 0;
  let high = 0;
  for (const byte of head)
    if (byte >= 0x80) {
      high++;
      if (DOS_LETTERS.has(byte)) dos++;
    }
  return dos > high * 0.8 ? ['cp850'] : ['windows-1252'];
}
