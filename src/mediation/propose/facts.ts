/** What can be told of a column by its cells alone. */
import { dispositionOfWord } from '../values/disposition.ts';
import type { SampleColumn } from './table.ts';
import { type OrderHint, type TimeShape, timeShape } from './timeShape.ts';
import { CURRENCIES, CURRENCY_SIGNS, directionOf, serviceOf } from './words.ts';

/** Shares are of the filled cells, 0–1. */
export interface ColumnFacts {
  /** Its cells without those that say "nothing". */
  readonly column: SampleColumn;
  /** Texts that say "nothing". */
  readonly nulls: readonly string[];
  readonly filled: number;
  readonly distinct: number;
  readonly times: TimeShape | null;
  /** Unix time, in seconds, milliseconds or microseconds. */
  readonly epoch: 's' | 'ms' | 'us' | null;
  readonly integers: number;
  /** Plain decimals by their sign, integers not counted. */
  readonly decimalPoint: number;
  readonly decimalComma: number;
  /** Amounts, with signs of money and groups of thousands. */
  readonly amounts: number;
  readonly thousands: string | null;
  /** Texts around the amounts, e.g. `€`. */
  readonly signs: readonly string[];
  /** Value of each cell where it is a number, else NaN. */
  readonly values: Float64Array;
  readonly largest: number;
  readonly negatives: number;
  readonly zeros: number;
  /** `h:mm:ss`, and `m:ss`. */
  readonly clock3: number;
  readonly clock2: number;
  readonly phone: number;
  /** Phone numbers too long for an extension. */
  readonly longPhone: number;
  /** Numbers with `+` or `00`. */
  readonly international: number;
  /** Numbers with one leading zero. */
  readonly national: number;
  readonly uri: number;
  readonly direction: number;
  readonly disposition: number;
  readonly service: number;
  readonly currency: number;
  /** Every cell is filled and another one. */
  readonly unique: boolean;
  /** Counts the rows: 1, 2, 3 … */
  readonly rowNumbers: boolean;
  /** Seconds of each cell where it is a duration by clock, else NaN. */
  readonly clockSeconds: Float64Array;
}

const INTEGER = /^-?\d{1,15}$/;
const POINT = /^-?\d{0,12}\.\d+$/;
const COMMA = /^-?\d{0,12},\d+$/;
const GROUPED = /^-?\d{1,3}(?:([.,' \u00A0\u202F])\d{3})+(?:([.,])\d+)?$/;
const CLOCK3 = /^(\d{1,4}):([0-5]\d):([0-5]\d)(?:[.,]\d+)?$/;
const CLOCK2 = /^(\d{1,5}):([0-5]\d)$/;
const PHONE = /^(?:sip:|sips:|tel:|Ext\.)?(?:\+|00)?[\d().\-/ ]{2,24}[\dXx*#]{0,6}(?:@\S+)?$/;
const ANONYMOUS =
  /^(?:anonym(?:ous|e)?|unknown|private|restricted|unavailable|masqu[ée]|secret|inconnu|unbekannt|unterdr[üu]ckt|privado|oculto|privato|nascosto|onbekend|anonimo|an[óo]nimo)$/i;
const SIP = /^(?:sips?:)?[^@\s]+@[^@\s]+$/;

/** Texts by which systems write that there is nothing. */
const NOTHING = new Set(['NULL', 'null', 'N/A', 'n/a', 'NA', '\\N', '-', '--', 'None', 'none', '(null)', '?']);

/** The facts of a column. @param hint order of dates where nothing else tells */
export function factsOf(given: SampleColumn, hint: OrderHint): ColumnFacts {
  const nulls = [...new Set(given.cells.filter((cell) => NOTHING.has(cell)))];
  const column = { ...given, cells: given.cells.map((cell) => (NOTHING.has(cell) ? '' : cell)) };
  const { cells } = column;
  const filled = cells.filter((cell) => cell !== '');
  const share = (fits: (cell: string) => boolean) =>
    filled.length === 0 ? 0 : filled.filter(fits).length / filled.length;
  const money = moneyOf(filled);
  const values = Float64Array.from(cells, (cell) => numberOf(cell, money.decimal));
  const numbers = values.filter((value) => !Number.isNaN(value));
  const set = new Set(filled);
  const digits = (cell: string) => cell.replace(/@.*$/, '').replace(/\D/g, '').length;
  const clockSeconds = Float64Array.from(cells, secondsOf);
  return {
    column,
    nulls,
    filled: filled.length,
    distinct: set.size,
    times: timeShape(cells, hint),
    epoch: epochOf(filled),
    integers: share((cell) => INTEGER.test(cell)),
    decimalPoint: share((cell) => POINT.test(bareAmount(cell, money.signs))),
    decimalComma: share((cell) => COMMA.test(bareAmount(cell, money.signs))),
    amounts: numbers.length / Math.max(1, filled.length),
    thousands: money.thousands,
    signs: money.signs,
    values,
    largest: numbers.reduce((most, value) => Math.max(most, value), 0),
    negatives: numbers.filter((value) => value < 0).length / Math.max(1, filled.length),
    zeros: numbers.filter((value) => value === 0).length / Math.max(1, filled.length),
    clock3: share((cell) => CLOCK3.test(cell)),
    clock2: share((cell) => CLOCK2.test(cell)),
    phone: share((cell) => (PHONE.test(cell) && digits(cell) <= 18) || ANONYMOUS.test(cell) || SIP.test(cell)),
    longPhone: share((cell) => PHONE.test(cell) && digits(cell) >= 7 && digits(cell) <= 18),
    international: share((cell) => PHONE.test(cell) && /^\D*(?:\+|00)[1-9]/.test(cell) && digits(cell) >= 8),
    national: share((cell) => /^0[1-9][\d ()./-]{5,14}[Xx*]{0,6}$/.test(cell)),
    uri: share((cell) => SIP.test(cell) || /^sips?:/.test(cell)),
    direction: share((cell) => directionOf(cell) !== null),
    disposition: share((cell) => dispositionOfWord(cell) !== null),
    service: share((cell) => serviceOf(cell) !== null),
    currency: share((cell) => CURRENCIES.has(cell.toUpperCase())),
    unique: filled.length === cells.length && set.size === cells.length,
    rowNumbers:
      filled.length > 1 &&
      cells.every((cell, row) => INTEGER.test(cell) && (row === 0 || Number(cell) === Number(cells[row - 1]) + 1)),
    clockSeconds,
  };
}

function secondsOf(cell: string): number {
  const three = CLOCK3.exec(cell);
  if (three !== null) return Number(three[1]) * 3600 + Number(three[2]) * 60 + Number(three[3]);
  const two = CLOCK2.exec(cell);
  return two === null ? Number.NaN : Number(two[1]) * 60 + Number(two[2]);
}

interface Money {
  readonly decimal: '.' | ',';
  readonly thousands: string | null;
  readonly signs: readonly string[];
}

/** Texts around amounts, their decimal sign and the sign between thousands. */
function moneyOf(filled: readonly string[]): Money {
  const signs = Object.keys(CURRENCY_SIGNS).filter((sign) =>
    filled.some((cell) => /\d/.test(cell) && (cell.startsWith(sign) || cell.endsWith(sign))),
  );
  const bare = filled.map((cell) => bareAmount(cell, signs));
  let commas = bare.filter((cell) => COMMA.test(cell)).length;
  let points = bare.filter((cell) => POINT.test(cell)).length;
  let thousands: string | null = null;
  for (const cell of bare) {
    const grouped = GROUPED.exec(cell);
    if (grouped === null) continue;
    const [, group = '', decimal] = grouped;
    // `1.234` alone may be either; with a decimal sign behind, or groups of blanks, it is clear.
    if (decimal === undefined && /[.,]/.test(group)) continue;
    thousands = group;
    if (decimal === ',') commas += 10;
    if (decimal === '.') points += 10;
  }
  return { decimal: commas > points ? ',' : '.', thousands, signs };
}

function bareAmount(cell: string, signs: readonly string[]): string {
  let text = cell;
  for (const sign of signs) {
    if (text.startsWith(sign)) text = text.slice(sign.length);
    if (text.endsWith(sign)) text = text.slice(0, -sign.length);
  }
  return text.trim();
}

function numberOf(cell: string, decimal: '.' | ','): number {
  if (cell === '' || !/\d/.test(cell)) return Number.NaN;
  const text = bareAmount(cell, Object.keys(CURRENCY_SIGNS)).replace(/^\+/, '');
  if (!/^-?[\d.,' \u00A0\u202F]+$/.test(text)) return Number.NaN;
  const plain =
    decimal === ',' ? text.replace(/[.' \u00A0\u202F]/g, '').replace(',', '.') : text.replace(/[,' \u00A0\u202F]/g, '');
  return /^-?\d*\.?\d+$/.test(plain) ? Number(plain) : Number.NaN;
}

/** Unix times of 2001 to 2045. */
function epochOf(filled: readonly string[]): ColumnFacts['epoch'] {
  const all = (from: number, to: number, length: number) =>
    filled.length > 0 &&
    filled.every(
      (cell) =>
        cell === '0' || (cell.length === length && INTEGER.test(cell) && Number(cell) >= from && Number(cell) <= to),
    ) &&
    filled.some((cell) => cell !== '0');
  if (all(1e9, 2.4e9, 10)) return 's';
  if (all(1e12, 2.4e12, 13)) return 'ms';
  return all(1e15, 2.4e15, 16) ? 'us' : null;
}
