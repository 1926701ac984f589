import type { Finding, FindingParams } from '#base';
import { type DecimalSign, decimalSignOf, withPoint } from './decimalComma.ts';
import type { Cells } from './delimitedTable.ts';
import { columnOf, type PriceColumn, wordOf } from './priceColumns.ts';
import { PRICE_ROW_FIELDS, type PriceRow, type PriceRowField } from './priceRow.ts';

/** Rows of a price list as a file has them: a heading somewhere near the top, a row per price below. */
export interface PriceTable {
  readonly rows: readonly PriceRow[];
  /** Line of the file (from 1) of each row. */
  readonly lines: readonly number[];
  readonly findings: readonly Finding[];
}

export interface PriceTableContext {
  readonly listCode: string;
  readonly currency: string;
  /** Code of a destination by its name in lower case, in any language. */
  readonly destinationByName: ReadonlyMap<string, string>;
  /** Cells that are numbers have a point already (spreadsheets); in text it is found out. */
  readonly numbersHavePoints: boolean;
}

/** A heading is looked for in so many lines. */
const HEADING_LINES = 30;
/** Prefixes that one cell may name: `4930, 4940`, `4915-4917`. */
const MAX_PREFIXES = 10_000;

const AMOUNTS: ReadonlySet<PriceColumn> = new Set<PriceColumn>([
  ...(['price', 'perMinute', 'connectionFee', 'attemptFee', 'serviceFeePerCall', 'serviceFeePerMinute'] as const),
  ...(['minimumCharge', 'cap', 'markupPercent', 'markupFloor', 'markupCap', 'discountPercent'] as const),
  'discountAmount',
]);
const SYMBOLS: Readonly<Record<string, string>> = { EUR: '€', GBP: '£', USD: '$' };

/** How many columns of the best heading among the first lines are known; tells which way of cutting a text file is right. */
export function knownColumns(table: readonly Cells[]): number {
  return headingOf(table)?.known ?? 0;
}

function headingOf(table: readonly Cells[]): { readonly line: number; readonly known: number } | null {
  let best: { line: number; known: number } | null = null;
  for (const [line, cells] of table.slice(0, HEADING_LINES).entries()) {
    const known = new Set(cells.map(columnOf).filter((column) => column !== undefined)).size;
    if (known >= 2 && known > (best?.known ?? 0)) best = { line, known };
  }
  return best;
}

/** Reads the rows of a table. What is wrong with the file itself is told here, what is wrong with a row by `readPriceRows`. */
export function readPriceTable(table: readonly Cells[], context: PriceTableContext): PriceTable {
  const findings: Finding[] = [];
  const tell = (code: string, severity: Finding['severity'], params: FindingParams, line?: number) =>
    findings.push({
      code,
      severity,
      subject: { kind: 'priceList', key: context.listCode },
      params,
      ...(line === undefined ? {} : { place: { line } }),
    });
  const heading = headingOf(table);
  if (heading === null) {
    tell('priceFile.noHeading', 'error', {});
    return { rows: [], lines: [], findings };
  }
  const headings = table[heading.line]!;
  const places = placesOf(headings);
  for (const [place, text] of headings.entries())
    if (text.trim() !== '' && ![...places.values()].includes(place))
      tell('priceFile.unknownColumn', 'info', { column: text.trim() }, heading.line + 1);
  if (!places.has('target') && !places.has('countryCode'))
    tell('priceFile.columnMissing', 'error', { column: 'target' });
  if (!['price', 'perMinute', 'steps', 'markupPercent'].some((column) => places.has(column as PriceColumn)))
    tell('priceFile.columnMissing', 'error', { column: 'price' });
  const sign = signOf(table.slice(heading.line + 1), places, context);
  if (sign === null) tell('priceFile.mixedDecimals', 'error', {});
  if (findings.some(({ severity }) => severity === 'error')) return { rows: [], lines: [], findings };

  const rows: PriceRow[] = [];
  const lines: number[] = [];
  const reading = new TableReading(places, sign ?? 'point', context);
  for (let index = heading.line + 1; index < table.length; index++) {
    for (const row of reading.rowsOf(table[index]!)) {
      rows.push(row);
      lines.push(index + 1);
    }
  }
  if (rows.length === 0) tell('priceFile.empty', 'error', {});
  return { rows, lines, findings };
}

/** Place of each column; of two alike the first counts. */
function placesOf(headings: Cells): ReadonlyMap<PriceColumn, number> {
  const places = new Map<PriceColumn, number>();
  for (const [place, heading] of headings.entries()) {
    const column = columnOf(heading);
    if (column !== undefined && !places.has(column)) places.set(column, place);
  }
  return places;
}

function signOf(
  rows: readonly Cells[],
  places: ReadonlyMap<PriceColumn, number>,
  context: PriceTableContext,
): DecimalSign | null {
  if (context.numbersHavePoints) return 'point';
  const amounts = [...places].filter(([column]) => AMOUNTS.has(column)).map(([, place]) => place);
  return decimalSignOf(
    (function* () {
      for (const cells of rows) for (const place of amounts) yield bare(cells[place] ?? '', context.currency);
    })(),
  );
}

/** An amount without its currency or percent sign. */
function bare(cell: string, currency: string): string {
  return cell
    .replaceAll(currency, '')
    .replaceAll(SYMBOLS[currency] ?? currency, '')
    .replace(/%\s*$/, '')
    .trim();
}

class TableReading {
  readonly #places: ReadonlyMap<PriceColumn, number>;
  readonly #sign: DecimalSign;
  readonly #context: PriceTableContext;
  /** Columns of a row that are read as they are, with their place. */
  readonly #plain: readonly (readonly [PriceRowField, number])[];

  constructor(places: ReadonlyMap<PriceColumn, number>, sign: DecimalSign, context: PriceTableContext) {
    this.#places = places;
    this.#sign = sign;
    this.#context = context;
    this.#plain = PRICE_ROW_FIELDS.flatMap((field) => {
      const place = field === 'target' ? undefined : places.get(field);
      return place === undefined ? [] : [[field, place] as const];
    });
  }

  /** The rows of a line: none where it is empty, several where it names several prefixes. */
  rowsOf(cells: Cells): readonly PriceRow[] {
    if (cells.every((cell) => cell.trim() === '')) return [];
    const row: { -readonly [Field in PriceRowField]?: string } = {};
    for (const [field, place] of this.#plain) {
      const cell = (cells[place] ?? '').trim();
      if (cell !== '') row[field] = AMOUNTS.has(field) ? this.#amount(cell) : wordOf(field, cell);
    }
    const perMinute = this.#cell(cells, 'perMinute');
    if (perMinute !== '' && row.price === undefined) {
      row.price = this.#amount(perMinute);
      row.per ??= 'minute';
    }
    const first = this.#cell(cells, 'firstIncrement');
    if (first !== '' && row.increments === undefined)
      row.increments = `${first}/${this.#cell(cells, 'nextIncrement') || first}`;
    if (row.destination !== undefined)
      row.destination = this.#context.destinationByName.get(row.destination.toLowerCase()) ?? row.destination;
    const targets = targetsOf(this.#cell(cells, 'target'), this.#cell(cells, 'countryCode'));
    return targets.map((target) => ({ ...row, target }));
  }

  #cell(cells: Cells, column: PriceColumn): string {
    const place = this.#places.get(column);
    return place === undefined ? '' : (cells[place] ?? '').trim();
  }

  #amount(cell: string): string {
    const amount = bare(cell, this.#context.currency);
    // In a spreadsheet a comma stands in text cells only, typed by somebody who means the decimal one.
    const sign = this.#context.numbersHavePoints && decimalSignOf([amount]) === 'comma' ? 'comma' : this.#sign;
    return withPoint(amount, sign);
  }
}

/** `+49 30` → `4930`; `4930, 4940` and `4915-4917` → each of them; with a country code before; other targets as they are. */
function targetsOf(cell: string, countryCode: string): readonly string[] {
  const country = countryCode.replace(/[\s+]/g, '').replace(/^00/, '');
  if (cell === '') return [country];
  if (!/^[+\d][\d\s+,;–-]*$/.test(cell)) return [cell];
  const targets: string[] = [];
  for (const part of cell.split(/[,;]/)) {
    const [from = '', to, ...more] = part
      .split(/[-–]/)
      .map((number) => number.replace(/[\s+]/g, '').replace(/^00/, ''));
    if (from === '' && to === undefined) continue;
    const count = to === undefined ? 0 : Number(to) - Number(from);
    const isRange = to !== undefined && to.length === from.length && count >= 0 && more.length === 0;
    if (to !== undefined && (!isRange || count >= MAX_PREFIXES)) return [cell];
    if (count === 0) targets.push(country + from);
    else
      for (let step = 0; step <= count; step++)
        targets.push(country + String(BigInt(from) + BigInt(step)).padStart(from.length, '0'));
  }
  return targets;
}
