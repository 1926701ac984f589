import type { Finding } from '#base';
import { type Cells, type DecimalSign, decimalSignOf } from '#catalog';
import {
  fileFinding,
  type InvoiceFormat,
  type InvoiceHead,
  NOTHING_TOLD,
  type ReadColumn,
  type ReadInvoice,
} from './carrierInvoice.ts';
import { bareAmount, cleanText, localDateIn, monthIn } from './cellValues.ts';
import {
  CARRIER_COLUMNS,
  type CarrierColumn,
  type ChosenColumns,
  carrierColumnOf,
  carrierHeading,
  columnFor,
} from './columns.ts';
import { LineReading, type Places } from './lineReading.ts';

/** What a table is read with. */
export interface TableContext {
  readonly format: Extract<InvoiceFormat, 'csv' | 'xlsx'>;
  /** Cells that are numbers have a point already (spreadsheets); in text it is found out. */
  readonly numbersHavePoints: boolean;
  /** Over what the words say. */
  readonly columns: ChosenColumns;
}

const NUMBERS: ReadonlySet<CarrierColumn> = new Set<CarrierColumn>([
  ...(['minutes', 'seconds', 'quantity', 'unitPrice', 'amount', 'taxPercent', 'tax', 'gross', 'calls'] as const),
]);
const SAMPLES = 3;

/** Reads a carrier's table: letterhead, heading, a line per row, sums left out. What is wrong with the file or a row is told by its row. */
export function readInvoiceTable(table: readonly Cells[], context: TableContext): ReadInvoice {
  const findings: Finding[] = [];
  const heading = carrierHeading(table, context.columns);
  if (heading === null) {
    findings.push(fileFinding('carrierInvoice.noHeading', 'error'));
    return { format: context.format, head: NOTHING_TOLD, lines: [], columns: [], findings };
  }
  const headings = table[heading.line] ?? [];
  const rows = table.slice(heading.line + 1);
  const columns = columnsOf(headings, rows, context.columns);
  const places = placesOf(columns);
  if (heading.known === 0) findings.push(fileFinding('carrierInvoice.noHeading', 'error'));
  else if (!places.has('amount'))
    findings.push(fileFinding('carrierInvoice.columnMissing', 'error', { column: 'amount' }));
  const sign = context.numbersHavePoints ? 'point' : signOf(rows, places);
  if (sign === null) findings.push(fileFinding('carrierInvoice.mixedDecimals', 'error'));
  const read = { format: context.format, columns };
  if (findings.length > 0) return { ...read, head: NOTHING_TOLD, lines: [], findings };

  const reading = new LineReading(places, { sign: sign ?? 'point', spreadsheet: context.numbersHavePoints }, findings);
  for (const [index, cells] of rows.entries()) reading.read(cells, heading.line + 2 + index);
  const lines = reading.lines();
  if (lines.length === 0) findings.push(fileFinding('carrierInvoice.empty', 'error'));
  const head = headOf(table.slice(0, heading.line), reading, lines, findings);
  return { ...read, head, lines, findings };
}

/** What each heading is taken for; of two alike the first counts. */
function columnsOf(headings: Cells, rows: readonly Cells[], chosen: ChosenColumns): readonly ReadColumn[] {
  const taken = new Set<string>();
  return headings.map((heading, place) => {
    const wanted = columnFor(heading, chosen);
    const column = wanted === undefined || taken.has(wanted) ? null : wanted;
    if (column !== null) taken.add(column);
    const samples = rows.map((cells) => (cells[place] ?? '').trim()).filter((cell) => cell !== '');
    return { heading: cleanText(heading), column, samples: samples.slice(0, SAMPLES).map(cleanText) };
  });
}

function placesOf(columns: readonly ReadColumn[]): Places {
  const places = new Map<CarrierColumn, number>();
  for (const [place, { column }] of columns.entries()) {
    const known = CARRIER_COLUMNS.find((one) => one === column);
    if (known !== undefined) places.set(known, place);
  }
  return places;
}

function signOf(rows: readonly Cells[], places: Places): DecimalSign | null {
  const numbers = [...places].filter(([column]) => NUMBERS.has(column)).map(([, place]) => place);
  return decimalSignOf(
    (function* () {
      for (const cells of rows)
        for (const place of numbers) yield bareAmount(cells[place] ?? '').replace(/^[(+]|[)-]$/g, '');
    })(),
  );
}

/** The invoice as a whole: by columns that repeat it, by the letterhead above, by what its lines have in common. */
function headOf(
  letterhead: readonly Cells[],
  reading: LineReading,
  lines: ReadInvoice['lines'],
  findings: Finding[],
): InvoiceHead {
  const above = letterheadOf(letterhead);
  const told = reading.told;
  const numbers = told.get('invoiceNumber') ?? new Set<string>();
  if (numbers.size > 1)
    findings.push(
      fileFinding('carrierInvoice.severalInvoices', 'error', { numbers: [...numbers].slice(0, 5).join(', ') }),
    );
  const first = (column: CarrierColumn) => [...(told.get(column) ?? [])][0] ?? above.get(column) ?? null;
  const issuedOn = first('issuedOn');
  const lineMonths = new Set(lines.flatMap(({ from, to }) => (from && to ? [monthIn(`${from} - ${to}`)] : [])));
  const total = lines.reduce((sum, { amountMicro }) => sum + amountMicro, 0n);
  return {
    number: first('invoiceNumber'),
    kind: total < 0n ? 'creditNote' : 'invoice',
    issuedOn: issuedOn === null ? null : localDateIn(issuedOn),
    month: monthIn(first('month') ?? '') ?? (lineMonths.size === 1 ? ([...lineMonths][0] ?? null) : null),
    currency: /^[A-Z]{3}$/.exec((first('currency') ?? '').toUpperCase())?.[0] ?? null,
    netMicro: reading.sumMicro,
    taxMicro: reading.taxMicro,
    grossMicro: reading.grossMicro,
  };
}

/** `Rechnungsnummer: R-1` in one cell, or in two beside each other. */
function letterheadOf(rows: readonly Cells[]): ReadonlyMap<CarrierColumn, string> {
  const told = new Map<CarrierColumn, string>();
  for (const cells of rows)
    for (const [place, cell] of cells.entries()) {
      const [, label = cell, inside = ''] = /^([^:]+):\s*(.*)$/.exec(cell.trim()) ?? [];
      const column = carrierColumnOf(label);
      const value = inside || (cells.slice(place + 1).find((next) => next.trim() !== '') ?? '').trim();
      if (column !== undefined && value !== '' && !told.has(column)) told.set(column, cleanText(value));
    }
  return told;
}
