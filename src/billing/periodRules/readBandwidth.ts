import { parse } from 'csv-parse/sync';
import { type Finding, isLocalDate, localMsToUtcMs, parseDecimal, type ZoneOffsets } from '#base';

/** One row of a file of bandwidth: a line by its identifier, the begin of the five minutes, mean rates in bits per second. */
export interface BandwidthRow {
  /** As counted in the file, the heading being row 1. */
  readonly row: number;
  readonly identifier: string;
  readonly atMs: number;
  readonly inBits: number;
  readonly outBits: number;
}

export interface BandwidthFile {
  readonly rows: readonly BandwidthRow[];
  readonly findings: readonly Finding[];
}

const COLUMNS = ['line', 'at', 'in', 'out'] as const;
/** Rates are given in Mbit/s, exact to the bit per second. */
const MBIT_DECIMALS = 6;
const FIVE_MINUTES_MS = 300_000;
/** 10 Tbit/s: more is a slip. */
const HIGHEST_BITS = 10_000_000_000_000n;
const LOCAL_TIME = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;
/** Told at most; a file that is wrong throughout is told in part. */
const MOST_FINDINGS = 20;

/**
 * Reads a CSV file with the columns `line`, `at`, `in`, `out` (comma or semicolon). Times are instants with their offset, or on the operator's
 * clock (twice in autumn: the earlier is meant first, then the later); each sample counts for the five minutes it lies in. Rates are Mbit/s with a decimal point or comma.
 */
export function readBandwidth(text: string, offsets: ZoneOffsets): BandwidthFile {
  const head = text.split('\n', 1)[0] ?? '';
  const delimiter = head.includes(';') ? ';' : head.includes('\t') ? '\t' : ',';
  let cells: string[][];
  try {
    cells = parse(text, { delimiter, relax_column_count: true, trim: true, bom: true });
  } catch {
    return { rows: [], findings: [trouble('bandwidth.notCsv', 1, {})] };
  }
  const names = (cells[0] ?? []).map((name) => name.toLowerCase());
  const missing = COLUMNS.filter((column) => !names.includes(column));
  if (missing.length > 0)
    return { rows: [], findings: [trouble('bandwidth.noColumn', 1, { column: missing.join(', ') })] };
  const findings: Finding[] = [];
  const rows: BandwidthRow[] = [];
  const seen = new Set<string>();
  for (const [index, row] of cells.entries()) {
    if (index === 0 || row.every((cell) => cell === '')) continue;
    const cell = (column: (typeof COLUMNS)[number]) => row[names.indexOf(column)] ?? '';
    const read = rowOf(index + 1, cell, offsets, seen);
    if ('code' in read) findings.push(read);
    else rows.push(read);
  }
  return { rows, findings: findings.slice(0, MOST_FINDINGS) };
}

function rowOf(
  row: number,
  cell: (column: (typeof COLUMNS)[number]) => string,
  offsets: ZoneOffsets,
  seen: Set<string>,
): BandwidthRow | Finding {
  const identifier = cell('line');
  if (identifier === '') return trouble('bandwidth.noLine', row, {});
  const inBits = bitsOf(cell('in'));
  const outBits = bitsOf(cell('out'));
  if (inBits === null || outBits === null)
    return trouble('bandwidth.notARate', row, { text: inBits === null ? cell('in') : cell('out') });
  let atMs = timeOf(cell('at'), offsets, 'earlier');
  if (atMs === null) return trouble('bandwidth.notATime', row, { text: cell('at') });
  // The hour that the clock shows twice comes twice in a file, in order.
  if (seen.has(`${identifier}/${atMs}`)) atMs = timeOf(cell('at'), offsets, 'later') ?? atMs;
  if (seen.has(`${identifier}/${atMs}`)) return trouble('bandwidth.twice', row, { line: identifier, at: cell('at') });
  seen.add(`${identifier}/${atMs}`);
  return { row, identifier, atMs, inBits, outBits };
}

function timeOf(text: string, offsets: ZoneOffsets, fold: 'earlier' | 'later'): number | null {
  if (INSTANT.test(text)) return fiveMinutes(Date.parse(text.replace(' ', 'T')));
  const [, date = '', hour, minute, second = '0'] = LOCAL_TIME.exec(text) ?? [];
  if (!isLocalDate(date) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const localMs = Date.parse(`${date}T00:00:00Z`) + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
  return fiveMinutes(localMsToUtcMs(offsets, localMs, fold));
}

function fiveMinutes(ms: number): number | null {
  return Number.isFinite(ms) ? Math.floor(ms / FIVE_MINUTES_MS) * FIVE_MINUTES_MS : null;
}

function bitsOf(text: string): number | null {
  const bits = parseDecimal(text.replace(',', '.'), MBIT_DECIMALS);
  return bits === null || bits < 0n || bits > HIGHEST_BITS ? null : Number(bits);
}

function trouble(code: string, row: number, params: NonNullable<Finding['params']>): Finding {
  return { code, severity: 'error', place: { line: row }, params: { row, ...params } };
}
