import readXlsxFile from 'read-excel-file/node';
import { formatDuration, Refusal } from '#base';
import { spreadsheetNumber } from '../decimalComma.ts';
import { type Cells, type KnownColumns, readDelimited } from '../delimitedTable.ts';

/** Largest file, in bytes: a spreadsheet unfolds to many times its size. */
const MAX_SPREADSHEET_BYTES = 64 * 1024 ** 2;
const MAX_TEXT_BYTES = 256 * 1024 ** 2;

/** The cells of a file as text. */
export interface Table {
  readonly cells: readonly Cells[];
  /** A spreadsheet's numbers have a decimal point, whatever its author sees. */
  readonly numbersHavePoints: boolean;
}

/**
 * Reads a spreadsheet (XLSX: of its sheets the one whose heading is best understood) or a delimited text file.
 * @throws Refusal `priceFile.unreadable`, `priceFile.tooLarge`, `priceFile.oldSpreadsheet`
 */
export async function readTable(bytes: Buffer, knownColumns: KnownColumns): Promise<Table> {
  if (bytes.subarray(0, 4).toString('hex') === 'd0cf11e0') throw new Refusal('invalid', 'priceFile.oldSpreadsheet');
  const isSpreadsheet = bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04';
  const mostBytes = isSpreadsheet ? MAX_SPREADSHEET_BYTES : MAX_TEXT_BYTES;
  if (bytes.length > mostBytes) throw new Refusal('invalid', 'priceFile.tooLarge', { bytes: mostBytes });
  const cells = isSpreadsheet ? await readSpreadsheet(bytes, knownColumns) : readDelimited(bytes, knownColumns);
  if (cells === null) throw new Refusal('invalid', 'priceFile.unreadable');
  return { cells, numbersHavePoints: isSpreadsheet };
}

async function readSpreadsheet(bytes: Buffer, knownColumns: KnownColumns): Promise<readonly Cells[] | null> {
  const sheets = await readXlsxFile(bytes, { parseNumber: spreadsheetNumber }).catch(() => null);
  if (sheets === null) return null;
  const tables = sheets.map(({ data }) => data.map((row) => row.map(textOf)));
  const known = tables.map(knownColumns);
  return tables[known.indexOf(Math.max(...known))] ?? null;
}

/** Spreadsheets count days from here; what they show as a time of day or a duration lies in the first years. */
const SPREADSHEET_EPOCH_MS = Date.UTC(1899, 11, 30);
const LAST_DURATION_MS = Date.UTC(1902, 0, 1);

/** A cell as text; what the spreadsheet took for a date (increments like 30/6) shows as one and so is found. Durations are `H:MM:SS`. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (!(cell instanceof Date)) return String(cell);
  if (cell.getTime() >= LAST_DURATION_MS) return cell.toISOString().slice(0, 10);
  const seconds = Math.round((cell.getTime() - SPREADSHEET_EPOCH_MS) / 1000);
  return formatDuration(seconds);
}
