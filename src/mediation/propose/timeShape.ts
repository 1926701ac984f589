/** Written times of an unknown file: which patterns read them, and which order of day and month is the right one. */
import { blankParts, TimePattern } from '../values/timePattern.ts';
import { civilMs } from '../values/timestamp.ts';

/** Orders of day, month and year in a written date. */
export const DATE_ORDERS = ['ymd', 'dmy', 'mdy'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** The order that is usual where a file comes from, or that somebody has told. */
export interface OrderHint {
  readonly usual: DateOrder;
  readonly told?: DateOrder | undefined;
}

/** What a column of times is. */
export interface TimeShape {
  readonly kind: 'datetime' | 'date' | 'time';
  readonly patterns: readonly string[];
  readonly order: DateOrder | null;
  /** How the order of day and month was told. */
  readonly orderBy: 'form' | 'values' | 'span' | 'country' | 'told' | null;
  /** Share of the filled cells that are read. */
  readonly share: number;
  /** The values read as if UTC, NaN where a cell is none; in order of the rows. */
  readonly ms: Float64Array;
  readonly hasOffset: boolean;
}

const TIME = String.raw`(\d{1,2})([:.h])(\d{2})(?:([:.])(\d{2})(?:([.,])(\d{1,9}))?)?( ?)([AaPp][Mm])?`;
const DATE = String.raw`(?:(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{1,2})([-/.])(\d{1,2})\6(\d{4}|\d{2})|(\d{8})|(\d{1,2})([- ])([A-Za-z]{3})\11(\d{4}|\d{2}))`;
const DATE_ONLY = new RegExp(`^${DATE}$`);
const TIME_ONLY = new RegExp(`^${TIME}$`);
const COMPACT = /^\d{14}(\.\d{1,9})?$/;
const COMPACT_TIME = /^\d{6}$/;
const BOTH = new RegExp(`^${DATE}([T_, -]{1,2}|)(?:(\\d{6})|${TIME})( ?)(Z|[+-]\\d{2}(?::?\\d{2})?)?$`);

/** Orders that a date's digits allow, with its pattern in each. */
function datePatterns(groups: readonly (string | undefined)[]): Partial<Record<DateOrder, string>> {
  const [y4, s1, m1 = '', d1 = '', a = '', s2, b = '', c = '', compact, dm = '', s3, name, y5 = ''] = groups;
  const month = (digits: string) => (digits.length === 1 ? 'M' : 'MM');
  const day = (digits: string) => (digits.length === 1 ? 'd' : 'dd');
  const year = (digits: string) => (digits.length === 2 ? 'yy' : 'yyyy');
  if (y4 !== undefined) return { ymd: `yyyy${s1}${month(m1)}${s1}${day(d1)}` };
  if (compact !== undefined) return { ymd: 'yyyyMMdd', dmy: 'ddMMyyyy', mdy: 'MMddyyyy' };
  if (name !== undefined) return { dmy: `${day(dm)}${s3}MMM${s3}${year(y5)}` };
  const orders: Partial<Record<DateOrder, string>> = {
    dmy: `${day(a)}${s2}${month(b)}${s2}${year(c)}`,
    mdy: `${month(a)}${s2}${day(b)}${s2}${year(c)}`,
  };
  if (c.length === 2 && a.length === 2) orders.ymd = `yy${s2}${month(b)}${s2}dd`;
  return orders;
}

function timePattern(groups: readonly (string | undefined)[]): string | null {
  const [hour = '', s1, , s2, seconds, point, , space = '', half] = groups;
  if (s1 === 'h') return null;
  const hours = half === undefined ? 'H' : 'h';
  const fraction = point === undefined ? '' : `${point}S`;
  const clock = `${hour.length === 1 ? hours : hours + hours}${s1}mm${seconds === undefined ? '' : `${s2}ss${fraction}`}`;
  return half === undefined ? clock : `${clock}${space}a`;
}

/** Patterns of one cell by order (`time` where it has no date), or null. */
function patternsOf(cell: string): { kind: TimeShape['kind']; by: Partial<Record<DateOrder | 'none', string>> } | null {
  const compact = COMPACT.exec(cell);
  if (compact !== null) {
    const fraction = compact[1] === undefined ? '' : '.S';
    return { kind: 'datetime', by: { ymd: `yyyyMMddHHmmss${fraction}`, dmy: `ddMMyyyyHHmmss${fraction}` } };
  }
  const date = DATE_ONLY.exec(cell);
  if (date !== null) return { kind: 'date', by: datePatterns(date.slice(1)) };
  const time = TIME_ONLY.exec(cell);
  if (time !== null) {
    const pattern = timePattern(time.slice(1));
    return pattern === null ? null : { kind: 'time', by: { none: pattern } };
  }
  const both = BOTH.exec(cell);
  if (both === null) return COMPACT_TIME.test(cell) ? { kind: 'time', by: { none: 'HHmmss' } } : null;
  const groups = both.slice(1);
  const join = groups[13] ?? '';
  const clock = groups[14] === undefined ? timePattern(groups.slice(15, 24)) : 'HHmmss';
  if (clock === null || (join === '' && groups[8] === undefined)) return null;
  const zone = groups[25] === undefined ? '' : `${groups[24] ?? ''}XXX`;
  const by: Partial<Record<DateOrder, string>> = {};
  for (const [order, pattern] of Object.entries(datePatterns(groups)) as [DateOrder, string][])
    by[order] = `${pattern}${join}${clock}${zone}`;
  return { kind: 'datetime', by };
}

/** Patterns of all cells; where some write single digits, one pattern that takes one or two. */
function tolerant(patterns: readonly string[]): string[] {
  const all = [...new Set(patterns)];
  if (!all.some((pattern) => /(?<![dMHh])[dMHh](?![dMHh])/.test(pattern))) return all;
  return [...new Set(all.map((pattern) => pattern.replace(/dd|MM(?!M)|HH|hh/g, (token) => token.charAt(0))))];
}

/** Years that records of calls are from. */
const FIRST_MS = Date.UTC(1995, 0, 1);
const LAST_MS = Date.UTC(2060, 0, 1);

interface Reading {
  readonly order: DateOrder | null;
  readonly patterns: readonly string[];
  readonly ms: Float64Array;
  readonly read: number;
  readonly spanMs: number;
}

function readAll(cells: readonly string[], patterns: readonly string[], order: DateOrder | null): Reading {
  const compiled = patterns.flatMap((pattern) => TimePattern.compile(pattern, 70) ?? []);
  const ms = new Float64Array(cells.length).fill(Number.NaN);
  let read = 0;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const [row, cell] of cells.entries()) {
    const bytes = Buffer.from(cell);
    for (const pattern of compiled) {
      const parts = blankParts();
      if (order === null) parts.year = 2000;
      if (!pattern.read(bytes, 0, bytes.length, parts)) continue;
      const value = civilMs(parts);
      if (Number.isNaN(value) || value < FIRST_MS || value > LAST_MS) continue;
      ms[row] = value;
      first = Math.min(first, value);
      last = Math.max(last, value);
      read++;
      break;
    }
  }
  return { order, patterns, ms, read, spanMs: last - first };
}

/**
 * What times a column holds; null where most cells are none. @param cells trimmed, '' where empty
 * @param hint the order of dates, where the cells do not tell
 */
export function timeShape(cells: readonly string[], hint: OrderHint): TimeShape | null {
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length > 0 && filled.every((cell) => MAIL_DATE.test(cell))) return mailDates(cells);
  const found = filled.map(patternsOf);
  const fitting = found.filter((each) => each !== null);
  if (filled.length === 0 || fitting.length < filled.length * 0.8) return null;
  const kind = (['datetime', 'date', 'time'] as const).find(
    (each) => fitting.filter((one) => one.kind === each).length >= filled.length * 0.8,
  );
  if (kind === undefined) return null;
  const orders = (['ymd', 'dmy', 'mdy', 'none'] as const).flatMap((order) => {
    const patterns = tolerant(fitting.flatMap((each) => (each.kind === kind ? (each.by[order] ?? []) : [])));
    return patterns.length === 0 ? [] : [readAll(cells, patterns, order === 'none' ? null : order)];
  });
  const most = Math.max(...orders.map(({ read }) => read));
  const best = orders.filter(({ read }) => read === most);
  if (most < filled.length * 0.8) return null;
  const told = orders.find(({ order, read }) => order !== null && order === hint.told && read > 0);
  const [chosen, orderBy] = told === undefined ? choose(best, orders.length, hint.usual) : ([told, 'told'] as const);
  return {
    kind,
    patterns: chosen.patterns,
    order: chosen.order,
    orderBy,
    share: chosen.read / filled.length,
    ms: chosen.ms,
    hasOffset: chosen.patterns.every((pattern) => pattern.endsWith('XXX')),
  };
}

/** RFC 2822: `Tue, 31 Aug 2010 20:36:29 +0000`. */
const MAIL_DATE = /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:[+-]\d{4}|GMT|UT)$/;
/** Stands for the pattern of such dates. */
export const RFC2822 = 'rfc2822';

function mailDates(cells: readonly string[]): TimeShape {
  const ms = Float64Array.from(cells, (cell) => (cell === '' ? Number.NaN : Date.parse(cell)));
  return { kind: 'datetime', patterns: [RFC2822], order: 'dmy', orderBy: 'form', share: 1, ms, hasOffset: true };
}

/** Of orders that read equally much: the one whose records lie closest together, else the usual one. */
function choose(best: readonly Reading[], orders: number, preferred: DateOrder): [Reading, TimeShape['orderBy']] {
  const [first] = best;
  if (first === undefined) throw new Error('assertion failed: no order of dates');
  if (best.length === 1) return [first, orders === 1 ? (first.order === null ? null : 'form') : 'values'];
  const closest = [...best].sort((a, b) => a.spanMs - b.spanMs);
  const [least, next] = closest;
  // A few days read in the wrong order lie months apart; one day alone tells nothing.
  if (least !== undefined && next !== undefined && next.spanMs > least.spanMs * 3 + 20 * 86_400_000)
    return [least, 'span'];
  return [best.find(({ order }) => order === preferred) ?? first, 'country'];
}
