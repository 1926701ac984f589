import { dateOf, dayNumber, divideRounded, formatDecimal, isLocalDate, isMonth, parseDecimal, powerOfTen } from '#base';
import { type DecimalSign, withPoint } from '#catalog';
import { monthOfName } from '#mediation';

/** What a cell of a carrier's table says, or null where it says nothing that can be read. */

const SIGNS = /[€£$%]|\b(EUR|CHF|GBP|USD|euros?|min|sec|Min\.|Sek\.)\b/gi;
/** Digits kept of an amount before it is rounded to a micro-unit. */
const KEPT_DECIMALS = 12;
const MICRO_DECIMALS = 6;

/** A number as text with a decimal point: `1.234,50 €`, `12,00-`, `(3.10)`. */
export function decimalOf(cell: string, sign: DecimalSign): string | null {
  const bare = bareAmount(cell);
  const [, open, inner = '', minus] = /^(\()?(.*?)\)?(-)?$/.exec(bare) ?? [];
  const text = withPoint(inner.replace(/^\+/, ''), sign);
  const negative = open !== undefined || minus !== undefined;
  const signed = negative && !text.startsWith('-') ? `-${text}` : text;
  return isDecimal(signed) ? signed : null;
}

/** Amounts and quantities below a million millions: what is beyond is no amount of a bill. */
const HIGHEST = powerOfTen(KEPT_DECIMALS + 12);

/** Whether a text is an exact decimal that a bill can hold. */
export function isDecimal(text: string): boolean {
  const value = parseDecimal(text, KEPT_DECIMALS);
  return value !== null && value < HIGHEST && value > -HIGHEST;
}

/** VAT in percent, as decimal text; spreadsheets write 0.19 for 19 %. null where it is no rate. */
export function percentOf(decimal: string | null): string | null {
  const value = decimal === null ? null : parseDecimal(decimal, KEPT_DECIMALS);
  if (value === null || value < 0n || value > 100n * powerOfTen(KEPT_DECIMALS)) return null;
  const isShare = value > 0n && value < powerOfTen(KEPT_DECIMALS);
  return formatDecimal(divideRounded(isShare ? value * 100n : value, powerOfTen(KEPT_DECIMALS - 3), 'halfUp'), 3);
}

const LONGEST_TEXT = 500;

/** Text as it can be kept: no longer than anybody reads, without what a database refuses. */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '').slice(0, LONGEST_TEXT).toWellFormed().trim();
}

/** An amount without currency or percent sign. */
export function bareAmount(cell: string): string {
  return cell.replace(SIGNS, '').replaceAll('−', '-').trim();
}

/** Decimal text in micro-units, rounded half up: carriers write more decimals than that. */
export function microOf(decimal: string): bigint {
  const kept = parseDecimal(decimal, KEPT_DECIMALS);
  if (kept === null) throw new Error(`assertion failed: not a decimal: ${decimal}`);
  return divideRounded(kept, powerOfTen(KEPT_DECIMALS - MICRO_DECIMALS), 'halfUp');
}

/** Decimal text times so many, as a whole number, rounded half up: minutes to seconds. */
export function timesOf(decimal: string, factor: bigint): number {
  const kept = parseDecimal(decimal, KEPT_DECIMALS);
  if (kept === null) throw new Error(`assertion failed: not a decimal: ${decimal}`);
  return Number(divideRounded(kept * factor, powerOfTen(KEPT_DECIMALS), 'halfUp'));
}

/** Seconds of `1:02:03`, `02:03` (minutes and seconds), `1h 2m 3s`, `123 min`, `45 s`. */
export function secondsOf(cell: string): number | null {
  const text = cell.trim();
  const clock = /^(?:(\d{1,6}):)?(\d{1,6}):([0-5]?\d)(?:[.,]\d+)?$/.exec(text);
  if (clock !== null) {
    const [, hours = '0', minutes = '0', seconds = '0'] = clock;
    return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  }
  const words =
    /^(?:(\d+)\s*(?:h|Std\.?|heures?))?\s*(?:(\d+)\s*(?:m|min|mn|Min\.?))?\s*(?:(\d+)\s*(?:s|sec|sek|Sek\.?))?$/i.exec(
      text,
    );
  if (text === '' || words === null || words.slice(1).every((part) => part === undefined)) return null;
  const [, hours = '0', minutes = '0', seconds = '0'] = words;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** A date in ISO form of `2026-10-01`, `01.10.2026`, `1/10/26`, `20261001`, `1. Oktober 2026`; days come before months. */
export function localDateIn(cell: string): string | null {
  const text = cell.trim().replace(/[T ]\d{1,2}:\d{2}.*$/, '');
  const found =
    parts(/^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text), 1, 2, 3) ??
    parts(/^(\d{4})(\d{2})(\d{2})$/.exec(text), 1, 2, 3) ??
    parts(/^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})$/.exec(text), 3, 2, 1) ??
    named(/^(\d{1,2})\.?\s*(\p{L}+)\.?\s*(\d{4})$/u.exec(text));
  return found !== null && isLocalDate(found) ? found : null;
}

function parts(match: RegExpExecArray | null, year: number, month: number, day: number): string | null {
  if (match === null) return null;
  const [y = '', m = '', d = ''] = [match[year], match[month], match[day]];
  return `${y.length === 2 ? `20${y}` : y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
}

function named(match: RegExpExecArray | null): string | null {
  const month = monthOfName(match?.[2] ?? '');
  if (match === null || month === 0) return null;
  return `${match[3]}-${String(month).padStart(2, '0')}-${(match[1] ?? '').padStart(2, '0')}`;
}

/** A month in ISO form of `2026-10`, `10/2026`, `202610`, `Oktober 2026`, or of dates that lie in one: `01.10.2026 - 31.10.2026`. */
export function monthIn(cell: string): string | null {
  const text = cell.trim();
  const range = rangeIn(text);
  if (range !== null) return monthOfRange(range.from, range.to);
  const [, year, month] = /^(\d{4})[-/.]?(\d{2})$/.exec(text) ?? [];
  const [, otherMonth, otherYear] = /^(\d{1,2})[-/.](\d{4})$/.exec(text) ?? [];
  const [, name = '', nameYear] = /^(\p{L}+)\.?\s*(\d{4})$/u.exec(text) ?? [];
  const named = monthOfName(name);
  const found =
    year !== undefined
      ? `${year}-${month}`
      : otherYear !== undefined
        ? `${otherYear}-${(otherMonth ?? '').padStart(2, '0')}`
        : named > 0
          ? `${nameYear}-${String(named).padStart(2, '0')}`
          : '';
  return isMonth(found) ? found : null;
}

/** A stretch of days in one cell, both inclusive; a single date is one day. */
export function rangeIn(cell: string): { readonly from: string; readonly to: string } | null {
  const single = localDateIn(cell);
  if (single !== null) return { from: single, to: single };
  const [one, other, ...more] = cell.split(/\s+(?:-|–|bis|au|to)\s+|\s*–\s*|(?<=[./]\d{2,4})\s*-\s*(?=\d{1,2}[./])/);
  const from = localDateIn(one ?? '');
  const to = localDateIn(other ?? '');
  return from !== null && to !== null && more.length === 0 && from <= to ? { from, to } : null;
}

/** The month that most of a stretch of days lies in. */
export function monthOfRange(from: string, to: string): string {
  return dateOf(Math.floor((dayNumber(from) + dayNumber(to)) / 2)).slice(0, 7);
}
