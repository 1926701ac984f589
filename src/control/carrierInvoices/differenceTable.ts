import { formatDecimal, type LANGUAGES, type Language, parseDecimal } from '#base';
import type { CarrierCause } from './carrierCause.ts';

/** A difference as it is told to the carrier. Amounts are decimal text. */
export interface DifferenceRow {
  readonly kind: 'usage' | 'product' | 'tax' | 'sum';
  readonly identifier: string | null;
  readonly destination: { readonly name: Readonly<Record<(typeof LANGUAGES)[number], string>> } | null;
  readonly service: string | null;
  readonly label: string | null;
  readonly theirCalls: number | null;
  readonly ourCalls: number;
  readonly theirSeconds: number | null;
  readonly ourSeconds: number;
  readonly their: string;
  readonly our: string;
  readonly difference: string;
  readonly effects: readonly {
    readonly cause: CarrierCause;
    readonly says: string;
    readonly params: Readonly<Record<string, string | number>>;
    readonly amount: string;
  }[];
  readonly decision: { readonly comment: string } | null;
}

/** A number in a table: exact decimal text, shown with so many decimals. */
export interface NumberCell {
  readonly number: string;
  readonly decimals: number;
}
export type TableCell = string | NumberCell;

export interface TableWords {
  readonly language: Language;
  readonly currency: string;
  readonly word: (code: string, params?: Readonly<Record<string, string | number>>) => string;
  readonly cause: (cause: CarrierCause) => string;
}

/** The list of differences: a heading, a row each, the sum. Tax stands in it but is no part of the sum. */
export function differenceTable(rows: readonly DifferenceRow[], words: TableWords): readonly (readonly TableCell[])[] {
  const { word, currency } = words;
  const heading = [
    ...['number', 'destination', 'theirCalls', 'ourCalls', 'theirMinutes', 'ourMinutes'].map((name) =>
      word(`carrierExport.${name}`),
    ),
    ...['theirs', 'ours', 'difference'].map((name) => word(`carrierExport.${name}`, { currency })),
    word('carrierExport.cause'),
    word('carrierExport.comment'),
  ];
  const net = rows.filter(({ kind }) => kind !== 'tax');
  const sum = (of: (row: DifferenceRow) => string) =>
    money(
      formatDecimal(
        net.reduce((total, row) => total + (parseDecimal(of(row), 6) ?? 0n), 0n),
        6,
        2,
      ),
    );
  const total = [word('carrierExport.total'), '', '', '', '', ''];
  return [
    heading,
    ...rows.map((row) => rowOf(row, words)),
    [...total, sum(({ their }) => their), sum(({ our }) => our), sum(({ difference }) => difference), '', ''],
  ];
}

function rowOf(row: DifferenceRow, { word, cause, language }: TableWords): readonly TableCell[] {
  const isUsage = row.kind === 'usage';
  const invoice =
    row.kind === 'tax' || row.kind === 'sum' ? word('carrierExport.invoice', { number: row.label ?? '' }) : null;
  return [
    invoice ?? row.identifier ?? (isUsage ? word('carrierExport.rest') : ''),
    row.destination?.name[language] ?? (invoice === null ? (row.label ?? '') : ''),
    isUsage ? count(row.theirCalls) : '',
    isUsage ? count(row.ourCalls) : '',
    isUsage ? minutes(row.theirSeconds) : '',
    isUsage ? minutes(row.ourSeconds) : '',
    money(row.their),
    money(row.our),
    money(row.difference),
    row.effects
      .map((effect) => `${cause(effect.cause)} ${effect.amount}: ${word(effect.says, effect.params)}`)
      .join('; '),
    row.decision?.comment ?? '',
  ];
}

function money(number: string): NumberCell {
  return { number, decimals: 2 };
}

function count(value: number | null): TableCell {
  return value === null ? '' : { number: String(value), decimals: 0 };
}

function minutes(seconds: number | null): TableCell {
  return seconds === null ? '' : { number: formatDecimal((BigInt(seconds) * 100n) / 60n, 2, 2), decimals: 2 };
}

/** A table as text (RFC 4180), in the way spreadsheets of the language read it. What spreadsheets would run as a formula is made text. */
export function csvOf(table: readonly (readonly TableCell[])[], language: Language): string {
  const delimiter = language === 'en' ? ',' : ';';
  const cell = (value: TableCell) => {
    if (typeof value !== 'string') return language === 'en' ? value.number : value.number.replace('.', ',');
    const safe = /^[=@\t\r]|^[+-](?!\d)/.test(value) ? `'${value}` : value;
    return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return table.map((row) => `${row.map(cell).join(delimiter)}\r\n`).join('');
}
