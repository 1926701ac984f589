/** Most of a record that is shown. */
export const RAW_BYTES = 4_000;

/**
 * The bytes of the record that begins the piece: one line of a delimited file, one object of a JSON file, as text. Bytes that are no
 * UTF-8 are shown as Windows-1252, in which every byte is a letter.
 */
export function rawRecord(piece: Uint8Array): string {
  const json = piece[0] === OPEN_BRACE;
  const end = json ? endOfObject(piece) : endOfLines(piece);
  const bytes = piece.subarray(0, end);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

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
