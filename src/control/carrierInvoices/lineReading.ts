import type { Finding } from '#base';
import { type Cells, type DecimalSign, decimalSignOf } from '#catalog';
import { type CarrierLine, fileFinding } from './carrierInvoice.ts';
import { cleanText, decimalOf, localDateIn, microOf, percentOf, rangeIn, secondsOf, timesOf } from './cellValues.ts';
import type { CarrierColumn } from './columns.ts';
import { serviceIn, speaksOfFee, sumRow, unitOf } from './lineWords.ts';

/** Place of each known column in a row. */
export type Places = ReadonlyMap<CarrierColumn, number>;

/** Rows with trouble that are told one by one; the rest is counted. */
const MOST_TOLD = 50;
/** Columns that say the same in every row: what they say is of the invoice. */
const OF_THE_INVOICE: readonly CarrierColumn[] = ['invoiceNumber', 'issuedOn', 'currency', 'month'];

type Unfinished = CarrierLine & { readonly bareDuration: string | null };

/** Reads the rows of a table one after another. */
export class LineReading {
  /** What columns of the invoice as a whole said, each once. */
  readonly told: ReadonlyMap<CarrierColumn, ReadonlySet<string>>;
  /** Sum that the table itself tells; null = none. */
  sumMicro: bigint | null = null;
  taxMicro: bigint | null = null;
  grossMicro: bigint | null = null;
  readonly #told = new Map<CarrierColumn, Set<string>>();
  readonly #places: Places;
  readonly #sign: DecimalSign;
  readonly #spreadsheet: boolean;
  readonly #findings: Finding[];
  readonly #lines: Unfinished[] = [];
  #running = 0n;
  #bad = 0;

  constructor(places: Places, numbers: { sign: DecimalSign; spreadsheet: boolean }, findings: Finding[]) {
    this.told = this.#told;
    this.#places = places;
    this.#sign = numbers.sign;
    this.#spreadsheet = numbers.spreadsheet;
    this.#findings = findings;
  }

  /** @param row of the file, from 1 */
  read(cells: Cells, row: number): void {
    if (cells.every((cell) => cell.trim() === '') || this.#isSum(cells)) return;
    const amountText = this.#cell(cells, 'amount');
    // A row of words alone heads a section.
    if (amountText === '' && cells.filter((cell) => cell.trim() !== '').length <= 2) return;
    const amount = this.#number(cells, 'amount');
    if (amount === null) {
      this.#trouble(row, 'carrierInvoice.badAmount', amountText);
      return;
    }
    const amountMicro = microOf(amount);
    if (this.#isUnnamedSum(cells, amountMicro)) {
      this.sumMicro = amountMicro;
      return;
    }
    for (const column of OF_THE_INVOICE) this.#tell(column, this.#cell(cells, column));
    this.taxMicro = added(this.taxMicro, this.#number(cells, 'tax'));
    this.grossMicro = added(this.grossMicro, this.#number(cells, 'gross'));
    this.#running += amountMicro;
    this.#lines.push(this.#line(cells, row, amountMicro));
  }

  /** The lines, once all are read. */
  lines(): readonly CarrierLine[] {
    if (this.#bad > MOST_TOLD)
      this.#findings.push(fileFinding('carrierInvoice.moreBadRows', 'error', { count: this.#bad - MOST_TOLD }));
    const bare = this.#lines.flatMap(({ bareDuration }) => (bareDuration === null ? [] : [bareDuration]));
    // Whole numbers are seconds, decimals minutes: nobody writes a tenth of a second on an invoice.
    const unit = bare.some((text) => /\.\d*[1-9]/.test(text)) ? 60n : 1n;
    if (bare.length > 0)
      this.#findings.push(fileFinding('carrierInvoice.durationUnit', 'info', { unit: unit === 60n ? 'min' : 's' }));
    return this.#lines.map(({ bareDuration, ...line }) =>
      bareDuration === null ? line : { ...line, seconds: timesOf(bareDuration, unit) },
    );
  }

  #line(cells: Cells, row: number, amountMicro: bigint): Unfinished {
    const words = (column: CarrierColumn) => this.#cell(cells, column) || null;
    const stretch = rangeIn(this.#cell(cells, 'month'));
    const from = this.#date(cells, 'from', row) ?? stretch?.from ?? null;
    const to = this.#date(cells, 'to', row) ?? stretch?.to ?? null;
    if (from !== null && to !== null && to < from) this.#trouble(row, 'carrierInvoice.endBeforeStart', `${from} ${to}`);
    const used = this.#used(cells);
    const description = words('description');
    const destination = words('destination');
    const isCounted = used.calls !== null || used.seconds !== null || used.bareDuration !== null;
    const isFee = !isCounted && (speaksOfFee(description ?? '') || speaksOfFee(destination ?? ''));
    const isUsage = isCounted || (destination !== null && !isFee);
    const tellsNothing = description === null && this.#cell(cells, 'reference') === '';
    const kind = isUsage || (tellsNothing && !isFee) ? 'usage' : 'product';
    return {
      place: row,
      kind,
      account: words('account'),
      destination: kind === 'product' ? null : (destination ?? (isUsage ? description : null)),
      reference: words('reference'),
      // Fees stand among the destinations where the table has no other column of words.
      description: description ?? (kind === 'product' ? destination : null),
      from,
      to,
      ...used,
      unitPrice: this.#number(cells, 'unitPrice'),
      amountMicro,
      taxPercent: percentOf(this.#number(cells, 'taxPercent')),
    };
  }

  #used(cells: Cells): Pick<Unfinished, 'calls' | 'seconds' | 'quantity' | 'service' | 'bareDuration'> {
    const seconds = this.#number(cells, 'seconds');
    const minutes = this.#number(cells, 'minutes');
    const calls = this.#number(cells, 'calls');
    const quantity = this.#number(cells, 'quantity');
    const unit = unitOf(this.#cell(cells, 'unit'));
    const duration = this.#cell(cells, 'duration');
    const clock = secondsOf(this.#cell(cells, 'duration')) ?? secondsOf(this.#cell(cells, 'minutes'));
    const service = serviceIn(this.#cell(cells, 'service'));
    const byUnit =
      quantity !== null && typeof unit === 'object' && unit !== null ? timesOf(quantity, unit.seconds) : null;
    const pieces = unit === 'calls' || unit === 'sms' || unit === 'mms';
    const told = seconds !== null ? timesOf(seconds, 1n) : minutes !== null ? timesOf(minutes, 60n) : (clock ?? byUnit);
    return {
      seconds: told,
      calls: calls !== null ? timesOf(calls, 1n) : pieces && quantity !== null ? timesOf(quantity, 1n) : null,
      quantity: byUnit === null && !pieces ? quantity : null,
      service: service ?? (typeof unit === 'string' && unit !== 'calls' ? unit : null),
      bareDuration: told === null && duration !== '' ? this.#number(cells, 'duration') : null,
    };
  }

  /** Rows that sum up say so in their first words. */
  #isSum(cells: Cells): boolean {
    const label = cells.find((cell) => cell.trim() !== '') ?? '';
    const kind = this.#cell(cells, 'account') === '' || label === this.#cell(cells, 'account') ? sumRow(label) : null;
    if (kind === null) return false;
    const amount = this.#number(cells, 'amount');
    if (kind === 'all' && amount !== null) this.sumMicro ??= microOf(amount);
    return true;
  }

  /** The last row of many files has an amount and nothing else: the sum. */
  #isUnnamedSum(cells: Cells, amountMicro: bigint): boolean {
    const alone = (['account', 'destination', 'reference', 'description'] as const).every(
      (column) => this.#cell(cells, column) === '',
    );
    return alone && this.#lines.length > 1 && amountMicro === this.#running;
  }

  #tell(column: CarrierColumn, value: string): void {
    if (value === '') return;
    const known = this.#told.get(column);
    if (known === undefined) this.#told.set(column, new Set([value]));
    else known.add(value);
  }

  #date(cells: Cells, column: 'from' | 'to', row: number): string | null {
    const text = this.#cell(cells, column);
    if (text === '') return null;
    const date = localDateIn(text);
    if (date === null) this.#trouble(row, 'carrierInvoice.badDate', text);
    return date;
  }

  #number(cells: Cells, column: CarrierColumn): string | null {
    const text = this.#cell(cells, column);
    // In a spreadsheet a comma stands in text cells only, typed by somebody who means the decimal one.
    const sign = this.#spreadsheet && decimalSignOf([text]) === 'comma' ? 'comma' : this.#sign;
    return text === '' ? null : decimalOf(text, sign);
  }

  #trouble(row: number, code: string, value: string): void {
    this.#bad++;
    if (this.#bad <= MOST_TOLD) this.#findings.push(fileFinding(code, 'error', { value: value.slice(0, 80) }, row));
  }

  #cell(cells: Cells, column: CarrierColumn): string {
    const place = this.#places.get(column);
    return place === undefined ? '' : cleanText(cells[place] ?? '');
  }
}

function added(sum: bigint | null, decimal: string | null): bigint | null {
  return decimal === null ? sum : (sum ?? 0n) + microOf(decimal);
}
