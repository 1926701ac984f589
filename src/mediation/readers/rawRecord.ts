import { elementEnd } from './tlv.ts';

/** Most of a record that is shown. */
export const RAW_BYTES = 4_000;

/**
 * The bytes of the record that begins the piece: one line of a delimited file, one object of a JSON file, one element of an XML document, as text.
 * Bytes that are no UTF-8 are shown as Windows-1252, in which every byte is a letter; what is no text (BER) as hex.
 */
export function rawRecord(piece: Uint8Array): string {
  if (isBinary(piece)) return binaryRecord(piece);
  const end =
    piece[0] === OPEN_BRACE ? endOfObject(piece) : piece[0] === OPEN_TAG ? endOfElement(piece) : endOfLines(piece);
  const bytes = piece.subarray(0, end);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Most of a record that is no text that is shown, in bytes. */
const BINARY_BYTES = 1_000;
/** How far is looked for bytes that no text has. */
const LOOKED_BYTES = 100;
const OPEN_TAG = 0x3c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const TAB = 0x09;

/** The end of the line, or of the indented lines that belong to it (RADIUS detail). */
function endOfLines(piece: Uint8Array): number {
  let end = endOfLine(piece, 0);
  // Where tabs part columns, the next line may begin with one as well.
  if (piece.subarray(0, end).includes(TAB)) return end;
  while (piece[end + (piece[end] === RETURN ? 2 : 1)] === TAB) end = endOfLine(piece, end + 2);
  return end;
}

function endOfLine(piece: Uint8Array, from: number): number {
  let quoted = false;
  for (let at = from; at < piece.length; at++) {
    if (piece[at] === QUOTE) quoted = !quoted;
    if (!quoted && (piece[at] === NEWLINE || piece[at] === RETURN)) return at;
  }
  return piece.length;
}

function endOfObject(piece: Uint8Array): number {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < piece.length; at++) {
    const byte = piece[at];
    if (quoted) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) quoted = false;
    } else if (byte === QUOTE) quoted = true;
    else if (byte === OPEN_BRACE) depth++;
    else if (byte === CLOSE_BRACE && --depth === 0) return at + 1;
  }
  return piece.length;
}

function isBinary(piece: Uint8Array): boolean {
  return piece.subarray(0, LOOKED_BYTES).some((byte) => byte === 0x7f || (byte < 32 && !(byte >= 9 && byte <= 13)));
}

/** The element that begins the piece, with the header of a CDR file's record before it if there is one. */
function binaryRecord(piece: Uint8Array): string {
  const end = elementEnd(piece, 0, piece.length);
  const shown = piece.subarray(0, Math.min(end > 0 ? end : piece.length, BINARY_BYTES));
  return Buffer.from(shown.buffer, shown.byteOffset, shown.length).toString('hex');
}

/** The end of the XML element that begins the piece, elements of its own name inside it counted. */
function endOfElement(piece: Uint8Array): number {
  // One letter a byte, so that places in the text are places in the bytes.
  const text = Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString('latin1');
  const name = /^<([^\s/>]+)/.exec(text)?.[1];
  if (name === undefined) return endOfLines(piece);
  let depth = 0;
  for (const tag of text.matchAll(/<(\/?)([^\s/>!?]+)(?:"[^"]*"|'[^']*'|[^>"'])*?(\/?)>/g)) {
    if (tag[2] !== name || tag[3] === '/') {
      if (tag.index === 0) return tag[0].length;
      continue;
    }
    depth += tag[1] === '/' ? -1 : 1;
    if (depth === 0) return tag.index + tag[0].length;
  }
  return piece.length;
}
