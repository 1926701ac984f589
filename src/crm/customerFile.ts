/** Customers as a table: CSV with a heading of the API's field names, as other programs export and people keep them. */
import { parse } from 'csv-parse/sync';
import type { Finding } from '#base';
import { CUSTOMER_FIELDS, type CustomerChange, customerField } from './customer.ts';

/** A row as far as it says something: absent cells say nothing. */
export interface CustomerRow {
  /** As spreadsheets count: the heading is row 1. */
  readonly row: number;
  readonly number: string | null;
  /** Number of the customer above. */
  readonly parentNumber: string | null;
  readonly said: CustomerChange;
}

/** Keys of other tables are told by number in a file. */
const COLUMNS = ['number', 'parentNumber', ...CUSTOMER_FIELDS.filter((field) => field !== 'parentId')] as const;
const DELIMITERS = [';', '\t', ','] as const;
const NUMBERS = new Set<string>(['paymentTermsDays', 'maskDigits']);
const YES = new Set(['yes', 'true', '1', 'ja', 'oui']);
const NO = new Set(['no', 'false', '0', 'nein', 'non']);

/**
 * The rows of a file. Headings in any case; lists part their values by `|`; yes and no in the three languages. A cell left empty says nothing.
 * @returns findings name row and column of what is no value; then there may be fewer rows
 */
export function readCustomerRows(text: string): {
  readonly rows: readonly CustomerRow[];
  readonly findings: readonly Finding[];
} {
  const cells = cut(text);
  const heading = cells?.[0]?.map((cell) => cell.trim()) ?? [];
  if (cells === null || heading.length < 2) return { rows: [], findings: [error('customerFile.notTable', {})] };
  const columns = heading.map((cell) => COLUMNS.find((column) => column.toLowerCase() === cell.toLowerCase()) ?? null);
  const unknown = heading.filter((cell, index) => columns[index] === null && cell !== '');
  if (unknown.length > 0)
    return {
      rows: [],
      findings: unknown.map((column) => error('customerFile.columnUnknown', { column, known: COLUMNS.join(', ') })),
    };
  const findings: Finding[] = [];
  const rows: CustomerRow[] = [];
  for (const [index, line] of cells.slice(1).entries()) {
    if (line.every((cell) => cell.trim() === '')) continue;
    const read = readRow(line, columns, index + 2);
    findings.push(...read.findings);
    rows.push(read.row);
  }
  return { rows, findings: [...findings, ...repeated(rows)] };
}

function cut(text: string): readonly (readonly string[])[] | null {
  const head = text.split(/\r?\n/, 1)[0] ?? '';
  const count = (delimiter: string) => head.split(delimiter).length;
  const delimiter = DELIMITERS.reduce((best, each) => (count(each) > count(best) ? each : best));
  try {
    return parse(text, { delimiter, bom: true, relax_column_count: true, relax_quotes: true });
  } catch {
    return null;
  }
}

type Column = (typeof COLUMNS)[number];

function readRow(line: readonly string[], columns: readonly (Column | null)[], row: number) {
  const findings: Finding[] = [];
  const said: Record<string, unknown> = {};
  let number: string | null = null;
  let parentNumber: string | null = null;
  for (const [index, column] of columns.entries()) {
    const cell = line[index]?.trim() ?? '';
    if (column === null || cell === '') continue;
    if (column === 'number') number = cell;
    else if (column === 'parentNumber') parentNumber = cell;
    else {
      const parsed = customerField(column, cellValue(column, cell));
      if (parsed.success) said[column] = parsed.data;
      else findings.push(error('customerFile.cell', { row, column, value: cell }, row));
    }
  }
  return { row: { row, number, parentNumber, said: said as CustomerChange }, findings };
}

/** What a cell says, before it is checked. */
function cellValue(column: Column, cell: string): unknown {
  if (column === 'requiredReferences') return cell.split('|').map((each) => each.trim());
  if (NUMBERS.has(column)) return Number(cell);
  if (column !== 'itemise') return cell;
  const answer = cell.toLowerCase();
  return YES.has(answer) ? true : NO.has(answer) ? false : cell;
}

function repeated(rows: readonly CustomerRow[]): Finding[] {
  const seen = new Set<string>();
  return rows.flatMap(({ row, number }) => {
    if (number === null) return [];
    if (seen.has(number)) return [error('customerFile.twice', { row, number }, row)];
    seen.add(number);
    return [];
  });
}

function error(code: string, params: Finding['params'], line?: number): Finding {
  return { code, severity: 'error', params: params ?? {}, ...(line === undefined ? {} : { place: { line } }) };
}
