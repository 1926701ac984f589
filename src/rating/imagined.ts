import { type FindingParams, isLocalDate, localToUtcMs, type ZoneOffsets } from '#base';
import { MAX_UNITS, type Service, unitOf } from '#catalog';
import type { RatedLine } from '#contracts';
import type { Party } from './dialled.ts';

/** Reading what somebody imagines: time, amount, network, and which line is meant. What cannot be read is told by a code. */

/** Why it cannot be read. */
export interface Unreadable {
  readonly code: string;
  readonly params: FindingParams;
}

const LOCAL_TIME = /^((?:19|20|21)\d{2}-\d{2}-\d{2})(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?)?$/;
const INSTANT = /^(?:19|20|21)\d{2}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** `2026-11-23T10:15`, with seconds or an offset; a date alone is its first moment. Epoch ms; null where it is no time. */
export function readTime(written: string, offsets: ZoneOffsets): number | null {
  const local = LOCAL_TIME.exec(written);
  if (local !== null) {
    const [, date = '', hour = '0', minute = '0', second = '0'] = local;
    if (!isLocalDate(date)) return null;
    const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
    return localToUtcMs(offsets, year, month, day, Number(hour), Number(minute), Number(second));
  }
  if (!INSTANT.test(written) || !isLocalDate(written.slice(0, 10))) return null;
  const ms = Date.parse(written);
  return Number.isNaN(ms) ? null : ms;
}

/** How much is used. */
export interface Amount {
  readonly durationMs: number;
  readonly volume: number;
}

/** Calls last; a message or event is one where nothing else is said; data and faxes have a volume, or last. */
export function readAmount(
  service: Service,
  seconds: number | undefined,
  units: number | undefined,
): Amount | Unreadable {
  const unit = unitOf(service);
  const wrong = outside('second', seconds) ?? outside(unit === 'byte' ? 'byte' : 'piece', units);
  if (wrong !== null) return wrong;
  const lasts = service === 'voice' || service === 'content';
  if (seconds === undefined && (lasts || (units === undefined && (service === 'data' || service === 'fax'))))
    return { code: lasts ? 'simulation.noDuration' : 'simulation.noAmount', params: {} };
  const isMessage = service === 'sms' || service === 'mms' || service === 'event';
  return { durationMs: Math.round((seconds ?? 0) * 1000), volume: units ?? (isMessage ? 1 : 0) };
}

function outside(unit: keyof typeof MAX_UNITS, amount: number | undefined): Unreadable | null {
  // Milliseconds of a record are an `int`.
  const most = unit === 'second' ? MAX_UNITS.second - 1 : MAX_UNITS[unit];
  if (amount === undefined || (amount >= 0 && amount <= most)) return null;
  return { code: 'simulation.amountOutside', params: { amount, most } };
}

/** MCC, or MCC and MNC, as a number; null where it is none. */
export function readNetwork(written: string): number | null {
  return /^[2-9]\d{2}(\d{2,3})?$/.test(written) ? Number(written) : null;
}

/** The line that is meant. */
export interface MeantLine {
  readonly line: RatedLine;
  /** Its number where the line is a range of them. */
  readonly ownNumber: number | null;
}

/**
 * The line that a label, number or id names; of several the most specific: an exact one, else the longest range.
 * @param party the same read as a number, if it is one
 */
export function findLine(lines: readonly RatedLine[], written: string, party: Party | null): MeantLine | null {
  const digits = party === null || party.number === 0 ? null : String(party.number);
  const exact = lines.find(
    ({ label, identifier, kind }) =>
      label === written || (kind !== 'range' && (identifier === written || identifier === digits)),
  );
  if (exact !== undefined) return { line: exact, ownNumber: null };
  const [range] = lines
    .filter(({ kind, identifier }) => kind === 'range' && digits?.startsWith(identifier))
    .sort((a, b) => b.identifier.length - a.identifier.length);
  if (range !== undefined) return { line: range, ownNumber: Number(digits) };
  const byId = lines.find(({ id }) => String(id) === written);
  return byId === undefined ? null : { line: byId, ownNumber: null };
}

/** The first line that was there, of several from the same moment the oldest. */
export function firstLine(lines: readonly RatedLine[]): RatedLine | null {
  return [...lines].sort((a, b) => a.validFromMs - b.validFromMs || a.id - b.id)[0] ?? null;
}
