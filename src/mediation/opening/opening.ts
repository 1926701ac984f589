/** What a file's beginning decides: whether it can be read as its format says, and in which encoding. */
import type { FindingParams } from '#base';
import type { Format } from '../language/format.ts';
import type { Charset, Structure } from '../language/structure.ts';
import { blankNul } from './blankNul.ts';
import { chooseCharset, type Sniffed, sniff } from './sniff.ts';
import { headFromUtf16, type Utf16 } from './utf16.ts';

export interface Opening {
  /** Of the content. */
  readonly charset: Charset;
  /** Of the texts that the reader gives: trees are written anew, as UTF-8. */
  readonly textCharset: Charset;
  /** Bytes before the content: the byte order mark. */
  readonly offset: number;
  /** The content is to be made UTF-8 first. */
  readonly utf16: Utf16 | null;
}

/** Why nothing can be read; `nothing`: there is nothing in it, and the format does not mind. */
export type NoOpening = { readonly code: string; readonly params: FindingParams } | 'nothing';

const TREES: ReadonlySet<Structure['kind']> = new Set(['json', 'xml', 'asn1', 'binary32297']);
const BINARY: ReadonlySet<Structure['kind']> = new Set(['asn1', 'binary32297']);

/** @param head the first up to `HEAD_BYTES` bytes of the content */
export function openingOf(format: Format, head: Buffer): Opening | NoOpening {
  const { structure, encoding, quarantine } = format;
  const first = sniff(head);
  const { utf16 } = first;
  if (utf16 !== null && !BINARY.has(structure.kind)) {
    const text = headFromUtf16(head, utf16);
    if (sniff(text).utf16 !== null) return { code: 'mediation.fileBinary', params: { found: 'utf-16' } };
    const opening = openingOf(format, text);
    return opening === 'nothing' || 'code' in opening ? opening : { ...opening, utf16 };
  }
  const sniffed = encoding.stripNul ? sniff(blankNul(head)) : first;
  if (sniffed.kind === 'empty') return quarantine.emptyFile ? { code: 'mediation.fileEmpty', params: {} } : 'nothing';
  if (BINARY.has(structure.kind)) return { charset: 'utf-8', textCharset: 'utf-8', offset: 0, utf16: null };
  if (sniffed.kind !== 'text' && !(structure.kind === 'fixed' && structure.recordLength !== undefined))
    return { code: 'mediation.fileBinary', params: { found: sniffed.kind } };
  const charset =
    structure.kind === 'xml'
      ? xmlCharset(head, sniffed, encoding.charsets)
      : chooseCharset(encoding.charsets, sniffed, encoding.invalid !== 'quarantine');
  if (charset === null) return encodingFault('not utf-8');
  return { charset, textCharset: TREES.has(structure.kind) ? 'utf-8' : charset, offset: sniffed.bomBytes, utf16: null };
}

function encodingFault(found: string): NoOpening {
  return { code: 'mediation.fileEncoding', params: { found } };
}

const DECLARED = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/;

/** Names by which XML declares the charsets we know (IANA). */
const XML_NAMES: Readonly<Record<string, Charset>> = {
  'utf-8': 'utf-8',
  // By now it is.
  'utf-16': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'ascii',
  ascii: 'ascii',
  'iso-8859-1': 'iso-8859-1',
  'latin-1': 'iso-8859-1',
  latin1: 'iso-8859-1',
  'iso-8859-15': 'iso-8859-15',
  'windows-1251': 'windows-1251',
  'windows-1252': 'windows-1252',
  ibm850: 'cp850',
  cp850: 'cp850',
};

/** What the document declares; without a declaration what the format says. XML 1.0, 4.3.3. */
function xmlCharset(head: Buffer, sniffed: Sniffed, charsets: readonly Charset[]): Charset | null {
  const begin = head.subarray(sniffed.bomBytes, sniffed.bomBytes + 200).toString('latin1');
  const declared = DECLARED.exec(begin)?.[1]?.toLowerCase();
  if (declared === undefined) return chooseCharset(charsets, sniffed, true);
  return XML_NAMES[declared] ?? null;
}
