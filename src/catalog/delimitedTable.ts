import { parse } from 'csv-parse/sync';

export type Cells = readonly string[];

/** How many columns of the best heading of a table are understood. */
export type KnownColumns = (table: readonly Cells[]) => number;

/** Signs that part the columns of a text file, the likelier first. */
const DELIMITERS = [';', '\t', ',', '|'] as const;
/** Enough of a file to tell how it is cut. */
const HEAD_CHARACTERS = 20_000;

/** Text of a file by its byte order mark, else UTF-8 where it is that, else Windows-1252 (which is Latin-1 with more signs). */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/**
 * The cells of a delimited text file (RFC 4180, any usual delimiter: the one by which the heading is best understood).
 * @returns null where quotes are open at its end
 */
export function readDelimited(bytes: Uint8Array, knownColumns: KnownColumns): readonly Cells[] | null {
  const text = decodeText(bytes);
  const head = text.slice(0, HEAD_CHARACTERS).split(/\r?\n/);
  const known = DELIMITERS.map((delimiter) => knownColumns(head.map((line) => line.split(delimiter).map(unquoted))));
  return cut(text, DELIMITERS[known.indexOf(Math.max(...known))] ?? ';');
}

function unquoted(cell: string): string {
  return cell.trim().replace(/^"(.*)"$/, '$1');
}

function cut(text: string, delimiter: string): readonly Cells[] | null {
  try {
    // Empty lines stay, so that rows are counted as the reader of the file counts them.
    return parse(text, { delimiter, relax_column_count: true, relax_quotes: true });
  } catch {
    return null;
  }
}
