/** Rows of sheets and tables as text that is read like any other: a line a row, tabs between cells. */
import { type Delimited, delimitedSchema, type Sheet } from '../language/structure.ts';

const TAB = '\t';
/** Longest text of a cell; spreadsheets hold no longer ones. */
const MAX_CELL = 32_767;
const DAY_S = 86_400;
/** Days of spreadsheets count from here (1900 was no leap year, but theirs is). */
const SHEET_EPOCH_MS = Date.UTC(1899, 11, 30);
/** Times of the first days are no days of records but durations. */
const FIRST_DAY_MS = Date.UTC(1950, 0, 1);

/** The line of a row. */
export function rowText(cells: readonly unknown[]): string {
  return `${cells.map(cellText).join(TAB)}\n`;
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return instantText(cell.getTime());
  return String(cell)
    .replace(/[\t\r\n\0]+/g, ' ')
    .trim()
    .slice(0, MAX_CELL);
}

/** A day with its time; what lies in the first days that spreadsheets know is a duration. */
function instantText(ms: number): string {
  if (Number.isNaN(ms)) return '';
  if (ms < FIRST_DAY_MS) {
    const seconds = Math.round((ms - SHEET_EPOCH_MS) / 1000);
    const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    return seconds < 0 || seconds > 1000 * DAY_S ? '' : parts.map((part) => String(part).padStart(2, '0')).join(':');
  }
  // Spreadsheets keep days as fractions: the nearest second is what was meant.
  return new Date(Math.round(ms / 1000) * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** How the text of a sheet is read. */
export function delimitedOfSheet({ ignore, header, layouts, extraColumns, missingColumns }: Sheet): Delimited {
  return delimitedSchema.parse({
    kind: 'delimited',
    delimiter: TAB,
    quote: null,
    ignore,
    header,
    layouts,
    extraColumns,
    missingColumns,
  });
}
