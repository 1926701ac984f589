import readXlsxFile from 'read-excel-file/node';
import { Refusal } from '#base';
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

/** A cell as text; what the spreadsheet took for a date (increments like 30/6) shows as one and so is found. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}
