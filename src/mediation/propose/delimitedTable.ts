/** An unknown delimited file as a table: delimiter, quotes, lines before the header, the header, closing lines. */

import type { FormatDefinition } from '../language/format.ts';
import { dispositionOfWord } from '../values/disposition.ts';
import type { SampleLines } from './lines.ts';
import { headerSays, ROLES } from './roles.ts';
import { type ChosenField, MOST_ROWS, type SampleColumn, type SampleTable } from './table.ts';
import { CLOSING_WORDS, directionOf, serviceOf } from './words.ts';

/** From the surest to the most ambiguous, which decides between equals. */
const DELIMITERS = ['\t', ';', '|', ',', '^', '~', '#', ':', ' '] as const;
/** Signs that stand in times and between words too. */
const DOUBTFUL: Readonly<Record<string, number>> = { ' ': 0.6, ':': 0.4, '#': 0.7 };
const MOST_LINES_BEFORE = 30;

interface Split {
  readonly delimiter: string;
  readonly quote: string | null;
  readonly rows: readonly (readonly string[])[];
  /** Columns of most lines. */
  readonly width: number;
  readonly score: number;
}

/** The table of a delimited file; null where no delimiter cuts most lines alike. */
export function delimitedTable(sample: SampleLines): SampleTable | null {
  const lines = sample.lines.slice(0, MOST_ROWS + MOST_LINES_BEFORE);
  const splits = DELIMITERS.flatMap((delimiter) => splitBy(lines, delimiter) ?? []);
  const [best] = splits.sort((a, b) => b.score - a.score);
  if (best === undefined || best.score < 1) return null;
  const first = best.rows.findIndex((row) => sameWidth(row, best.width));
  const header = headerOf(best, first);
  const body = best.rows.slice(first + (header === null ? 0 : 1)).filter((row) => sameWidth(row, best.width));
  const again = header === null ? [] : body.filter((row) => sameCells(row, header));
  const closing = closingOf(best.rows.slice(first + 1));
  const records = body.filter((row) => !again.includes(row) && !isClosing(row)).slice(0, MOST_ROWS);
  if (records.length === 0) return null;
  const usable = header !== null && first === 0 && hasOwnNames(header);
  const columns: SampleColumn[] = Array.from({ length: best.width }, (_, index) => ({
    name: header === null || header[index] === '' ? null : (header[index] ?? null),
    number: index + 1,
    location: { index },
    cells: records.map((row) => row[index] ?? ''),
  }));
  return {
    columns,
    rows: records.length,
    charsets: sample.charsets,
    byLocation: !usable,
    closing,
    sampleText: (rows) => `${sample.lines.slice(0, first + (header === null ? 0 : 1) + rows).join('\n')}\n`,
    structure: (fields) =>
      structureOf(best, fields, {
        named: usable,
        linesBefore: first + (header === null ? 0 : 1),
        repeated: again.length > 0,
        closing,
        counts: [...new Set(best.rows.filter((row) => sameWidth(row, best.width)).map((row) => row.length))],
        backslash: sample.text.includes('\\"') && best.quote === '"',
      }),
  };
}

interface Shape {
  /** The header's names find the columns, wherever they stand. */
  readonly named: boolean;
  readonly linesBefore: number;
  readonly repeated: boolean;
  readonly closing: readonly string[];
  readonly counts: readonly number[];
  readonly backslash: boolean;
}

function structureOf(split: Split, fields: readonly ChosenField[], shape: Shape): FormatDefinition['structure'] {
  const names: Record<string, string[]> = {};
  for (const { field, column } of fields) if (column.name !== null) names[field] = [column.name];
  const required = fields.filter((each) => each.required && each.column.name !== null).map(({ field }) => field);
  const ignore = shape.closing.map((words) => `^"?${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
  return {
    kind: 'delimited',
    delimiter: split.delimiter,
    quote: split.quote,
    ...(split.delimiter === ' ' ? { mergeDelimiters: true } : {}),
    ...(shape.backslash ? { escape: 'backslash' } : {}),
    ...(ignore.length === 0 ? {} : { ignore }),
    header: shape.named
      ? { kind: 'names', names, required, repeated: shape.repeated }
      : shape.linesBefore > 0
        ? { kind: 'skip', lines: shape.linesBefore }
        : { kind: 'none' },
    layouts: shape.named ? [] : [{ columns: layoutOf(split.width, fields) }],
    extraColumns: 'ignore',
  };
}

/** Names of the columns by their places: those chosen have the field's. */
function layoutOf(width: number, fields: readonly ChosenField[]): string[] {
  const columns = Array.from({ length: width }, () => '');
  for (const { field, column } of fields) columns[column.number - 1] = field;
  return columns;
}

/** A delimiter at the end makes one empty column more. */
function sameWidth(row: readonly string[], width: number): boolean {
  return row.length === width || (row.length === width + 1 && row[width] === '');
}

function splitBy(lines: readonly string[], delimiter: string): Split | null {
  const quote = lines.some((line) => line.includes('"')) ? '"' : null;
  const merged = delimiter === ' ' ? lines.map((line) => line.trim().replace(/ +/g, ' ')) : lines;
  const quoted = merged.map((line) => splitLine(line, delimiter, quote));
  const rows = quoted.some((row) => row === null)
    ? merged.map((line, row) => quoted[row] ?? line.split(delimiter).map((cell) => cell.trim()))
    : quoted.flatMap((row) => (row === null ? [] : [row]));
  const counts = new Map<number, number>();
  for (const row of rows) {
    const width = row.at(-1) === '' && row.length > 2 ? row.length - 1 : row.length;
    counts.set(width, (counts.get(width) ?? 0) + 1);
  }
  // Empty last columns are columns: the widest of nearly equal widths is the table's.
  const byCount = [...counts].sort((a, b) => b[1] - a[1]);
  const [most] = byCount;
  if (most === undefined || most[0] < 3) return null;
  const wider = counts.get(most[0] + 1) ?? 0;
  const full = rows.filter((row) => row.length === most[0] + 1).length;
  const width = full + wider > rows.length * 0.9 && full > 0 ? most[0] + 1 : most[0];
  const share = rows.filter((row) => sameWidth(row, width)).length / rows.length;
  if (share < 0.5) return null;
  const kept = rows.filter((row) => sameWidth(row, width)).slice(0, 50);
  const typed = kept.flat().filter(isTyped).length / Math.max(1, kept.flat().length);
  return {
    delimiter,
    quote: quoteUsed(lines, quoted),
    rows,
    width,
    score: share * share * Math.log2(width + 1) * (0.6 + typed) * (DOUBTFUL[delimiter] ?? 1),
  };
}

/** Whether quotes enclose fields here; a stray one is a letter. */
function quoteUsed(lines: readonly string[], split: readonly (readonly string[] | null)[]): string | null {
  if (!lines.some((line) => line.includes('"'))) return '"';
  return split.filter((row) => row === null).length > lines.length / 10 ? null : '"';
}

/** The trimmed fields of a line, or null where its quotes do not close. */
export function splitLine(line: string, delimiter: string, quote: string | null): string[] | null {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    while (line[at] === ' ' && delimiter !== ' ') at++;
    let cell = '';
    if (quote !== null && line[at] === quote) {
      for (at++; ; at++) {
        if (at >= line.length) return null;
        if (line[at] === '\\' && line[at + 1] === quote) cell += line[++at];
        else if (line[at] !== quote) cell += line[at];
        else if (line[at + 1] === quote) cell += line[at++];
        else break;
      }
      at++;
      while (line[at] === ' ') at++;
      if (at < line.length && line[at] !== delimiter) return null;
    } else {
      const end = line.indexOf(delimiter, at);
      cell = line.slice(at, end < 0 ? line.length : end);
      at = end < 0 ? line.length : end;
    }
    cells.push(cell.trim());
    if (at >= line.length) return cells;
    at++;
    if (at === line.length) return [...cells, ''];
  }
}

/** A cell that is data, not a word: a number, a time, a number of digits with signs. */
function isTyped(cell: string): boolean {
  return cell !== '' && /\d/.test(cell) && /^[\d\s+\-.,:/()€$£TZ*#]+$/.test(cell);
}

/** The header: the first line, where it holds words only and others do not, or says what columns are. */
function headerOf(split: Split, first: number): readonly string[] | null {
  const row = split.rows[first];
  if (row === undefined || row.some((cell) => isTyped(cell) && /\d{2}/.test(cell))) return null;
  const following = split.rows.slice(first + 1).filter((each) => sameWidth(each, split.width));
  const words = row.filter((cell) => ROLES.some((role) => headerSays(role, cell) > 0)).length;
  const meanings = row.filter(
    (cell) => directionOf(cell) !== null || dispositionOfWord(cell) !== null || serviceOf(cell) !== null,
  ).length;
  const typedBelow = Array.from({ length: split.width }, (_, index) => index).filter(
    (index) => row[index] !== '' && following.slice(0, 20).some((each) => isTyped(each[index] ?? '')),
  ).length;
  return words >= 2 || (words + typedBelow > meanings && typedBelow >= 2) ? row : null;
}

/** Whether a header tells its columns apart. */
function hasOwnNames(header: readonly string[]): boolean {
  const names = header.filter((name) => name !== '').map((name) => name.toLowerCase());
  return new Set(names).size === names.length && names.length >= header.length - 1;
}

function sameCells(a: readonly string[], b: readonly string[]): boolean {
  return b.every((cell, index) => a[index] === cell);
}

function isClosing(row: readonly string[]): boolean {
  const word = (row.find((cell) => cell !== '') ?? '').toLowerCase();
  return CLOSING_WORDS.some((each) => word === each || word.startsWith(`${each} `) || word.startsWith(`${each}:`));
}

/** First words of closing lines as they are written. */
function closingOf(rows: readonly (readonly string[])[]): string[] {
  const words = rows.filter(isClosing).map((row) => row[0] ?? '');
  return [...new Set(words.filter((word) => word !== ''))];
}
