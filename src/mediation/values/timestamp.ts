/** Times from bytes: patterns or epochs, in a zone, to epoch milliseconds UTC. But for names nothing is allocated per record. */
import { isZone, zoneOffsets } from '#base';
import type { Timestamp, ZoneForm } from '../language/values.ts';
import { type FieldAccess, type FileFacts, locate, type RecordView } from '../readers/view.ts';
import { LocalClock } from './localClock.ts';
import { blankParts, clearParts, type TimeParts, TimePattern } from './timePattern.ts';
import { abbreviationMinutes, offsetMinutes, offsetMinutesIn } from './zoneNames.ts';

const DAY_MS = 86_400_000;
/** Days from civil 0000-03-01 to 1970-01-01. */
const EPOCH_DAYS = 719_468;
/** Seconds from the year 0 to 1970 (Gregorian seconds, as Erlang counts). */
const GREGORIAN_S = 62_167_219_200;
/** Clocks of systems may be ahead of ours by this much. */
const AHEAD_MS = 2 * DAY_MS;
/** Zones remembered by what records call them. */
const MAX_CLOCKS = 1000;

/** Epoch milliseconds of a moment read as UTC, NaN where it is no moment (31 February, 25 o'clock). */
export function civilMs(parts: TimeParts): number {
  const { year, month, day } = parts;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return Number.NaN;
  if (parts.hour > 23 || parts.minute > 59 || parts.second > 59) return Number.NaN;
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const days =
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - EPOCH_DAYS;
  return days * DAY_MS + ((parts.hour * 60 + parts.minute) * 60 + parts.second) * 1000 + parts.millisecond;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Milliseconds per epoch unit. */
const EPOCH_MS = { s: 1000, ms: 1, us: 0.001, ticks10ms: 10, gregorian: 1000 } as const;

/** RFC 2822 §3.3, the day of the week and seconds optional, obsolete zone names too. */
const RFC2822 = [
  'EEE, d MMM yyyy HH:mm:ss',
  'd MMM yyyy HH:mm:ss',
  'EEE, d MMM yyyy HH:mm',
  'd MMM yyyy HH:mm',
].flatMap((text) => [`${text} XXX`, `${text} zzz`]);

/** Reads a record's instant from the view: epoch ms, or NaN with `failed` naming the field at fault. */
export class TimestampReader {
  failed: FieldAccess | null = null;
  /** The field that carries the time. */
  readonly field: FieldAccess;
  /** Whether the field at fault was empty rather than wrong. */
  failedEmpty = false;
  readonly #fields: readonly FieldAccess[];
  /** Patterns by field; none for epochs. */
  readonly #patterns: readonly (readonly TimePattern[])[];
  readonly #definition: Timestamp;
  readonly #epochMs: number;
  readonly #epochBeginS: number;
  readonly #clock: LocalClock;
  readonly #zoneField: FieldAccess | null;
  readonly #clocks = new Map<string, LocalClock | null>();
  readonly #parts = blankParts();
  /** Days since 1970 of the last date, as most records have the date of the one before. */
  #lastDate = -1;
  #lastDateMs = 0;

  /**
   * @param fields the format's timestamp fields; @param zone IANA zone of times that tell none themselves
   * The format must have passed `compileFormat`'s checks: patterns compile.
   */
  constructor(definition: Timestamp, fields: readonly FieldAccess[], zone: string, zoneField: FieldAccess | null) {
    this.#definition = definition;
    this.#fields = fields;
    this.field = fields[0]!;
    this.#patterns = patternsByField(definition);
    const unit = definition.form.kind === 'epoch' ? definition.form.unit : 's';
    this.#epochMs = EPOCH_MS[unit];
    this.#epochBeginS = unit === 'gregorian' ? GREGORIAN_S : 0;
    this.#clock = new LocalClock(zoneOffsets(zone), definition.fold);
    this.#zoneField = zoneField;
  }

  read(view: RecordView): number {
    if (this.#patterns.length === 0) return this.#readEpoch(view);
    const parts = this.#parts;
    clearParts(parts, true, true);
    for (let i = 0; i < this.#fields.length; i++) {
      if (!locate(view, this.#fields[i]!)) return this.#fail(this.#fields[i]!, true);
      if (!this.#readField(view, this.#patterns[i]!, parts)) return this.#fail(this.#fields[i]!, false);
    }
    if (parts.year === 0 && this.#definition.missingYear !== undefined) return this.#inLikelyYear(view, parts);
    const local = this.#localMs(parts);
    return Number.isNaN(local) ? this.#fail(this.#fields[0]!, false) : this.#toUtcMs(view, parts, local);
  }

  #readField(view: RecordView, patterns: readonly TimePattern[], parts: TimeParts): boolean {
    if (patterns[0]!.read(view.bytes, view.s, view.e, parts)) return true;
    for (let p = 1; p < patterns.length; p++) {
      // What the pattern before has set until it did not fit.
      clearParts(parts, patterns[p - 1]!.hasDate, patterns[p - 1]!.hasTime);
      if (patterns[p]!.read(view.bytes, view.s, view.e, parts)) return true;
    }
    return false;
  }

  /** `civilMs`, remembering the date. */
  #localMs(parts: TimeParts): number {
    const date = (parts.year * 16 + parts.month) * 64 + parts.day;
    if (date !== this.#lastDate || parts.day > 63 || parts.month > 15) {
      const ms = civilMs(parts);
      if (Number.isNaN(ms)) return ms;
      this.#lastDate = date;
      this.#lastDateMs = Math.floor(ms / DAY_MS) * DAY_MS;
      return ms;
    }
    if (parts.hour > 23 || parts.minute > 59 || parts.second > 59) return Number.NaN;
    return this.#lastDateMs + ((parts.hour * 60 + parts.minute) * 60 + parts.second) * 1000 + parts.millisecond;
  }

  /** A local time in the zone that the time itself, the record or the source tells. */
  #toUtcMs(view: RecordView, parts: TimeParts, local: number): number {
    if (!Number.isNaN(parts.offsetMinutes)) return local - parts.offsetMinutes * 60_000;
    if (parts.zone !== '') {
      const clock = this.#clockOf(parts.zone, 'abbreviation', this.#definition.zoneNames);
      return clock === null ? this.#fail(this.#fields[0]!, false) : clock.toUtcMs(local);
    }
    const { zone } = this.#definition;
    const field = this.#zoneField;
    if (field === null || zone === 'source' || !('field' in zone)) return this.#clock.toUtcMs(local);
    if (!locate(view, field)) return this.#fail(field, true);
    const clock = this.#clockOf(view.bytes.toString('latin1', view.s, view.e), zone.form, zone.table);
    return clock === null ? this.#fail(field, false) : clock.toUtcMs(local);
  }

  /** The year that makes a time without one the latest that is not in the future (of when the file came, or of its name). */
  #inLikelyYear(view: RecordView, parts: TimeParts): number {
    const latest = latestYear(view.facts, this.#definition, parts.month);
    if (Number.isNaN(latest.year)) return this.#fail(this.#fields[0]!, false);
    // Four years back there is a 29 February again.
    for (let year = latest.year; year > latest.year - 5; year--) {
      parts.year = year;
      const local = civilMs(parts);
      if (Number.isNaN(local)) continue;
      const utc = this.#toUtcMs(view, parts, local);
      if (Number.isNaN(utc) || utc <= latest.notAfterMs) return utc;
    }
    return this.#fail(this.#fields[0]!, false);
  }

  #readEpoch(view: RecordView): number {
    const field = this.#fields[0]!;
    if (!locate(view, field)) return this.#fail(field, true);
    let value = 0;
    let i = view.s;
    for (; i < view.e; i++) {
      const digit = view.bytes[i]! - 48;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    let scale = 1;
    if (i < view.e && i > view.s && view.bytes[i] === 46) {
      for (i++; i < view.e; i++) {
        const digit = view.bytes[i]! - 48;
        if (digit < 0 || digit > 9) break;
        if (scale < 1e6) {
          value = value * 10 + digit;
          scale *= 10;
        }
      }
    }
    if (i < view.e || value > Number.MAX_SAFE_INTEGER) return this.#fail(field, false);
    // Zero is how systems write "never".
    if (value === 0) return this.#fail(field, true);
    const wholeS = this.#epochBeginS * scale;
    return Math.floor(((value - wholeS) * this.#epochMs) / scale);
  }

  #clockOf(text: string, form: ZoneForm, table: Readonly<Record<string, string>>): LocalClock | null {
    const known = this.#clocks.get(text);
    if (known !== undefined) return known;
    const named = Object.hasOwn(table, text) ? table[text] : undefined;
    const clock = named === undefined ? this.#clockFor(text, form) : this.#clockNamed(named);
    if (this.#clocks.size < MAX_CLOCKS) this.#clocks.set(text, clock);
    return clock;
  }

  #clockFor(text: string, form: ZoneForm): LocalClock | null {
    switch (form) {
      case 'iana':
        return isZone(text) ? new LocalClock(zoneOffsets(text), this.#definition.fold) : null;
      case 'offset':
        return this.#fixed(text, offsetMinutes(text));
      case 'offsetWithin':
        return this.#fixed(text, offsetMinutesIn(text));
      case 'abbreviation':
        return this.#fixed(text, abbreviationMinutes(text));
      default: {
        const minutes = /^[+-]?\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
        return this.#fixed(text, form === 'minutesEast' ? minutes : -minutes);
      }
    }
  }

  /** A zone as tables of formats name it: IANA or an offset. */
  #clockNamed(name: string): LocalClock | null {
    const minutes = offsetMinutes(name);
    return Number.isNaN(minutes) ? this.#clockFor(name, 'iana') : this.#fixed(name, minutes);
  }

  #fixed(zone: string, minutes: number): LocalClock | null {
    if (Number.isNaN(minutes) || Math.abs(minutes) > 14 * 60) return null;
    const offsets = { zone, fromMs: Float64Array.of(-Infinity), offsetsMs: Int32Array.of(minutes * 60_000) };
    return new LocalClock(offsets, this.#definition.fold);
  }

  #fail(field: FieldAccess, empty: boolean): number {
    this.failed = field;
    this.failedEmpty = empty;
    return Number.NaN;
  }
}

/** The last year that comes into question, and the instant not to be passed in it; NaN where nobody knows. */
function latestYear(
  { arrivalMs, captures }: FileFacts,
  { missingYear, yearPivot }: Timestamp,
  month: number,
): { readonly year: number; readonly notAfterMs: number } {
  if (missingYear === 'arrival') {
    if (arrivalMs === null) return { year: Number.NaN, notAfterMs: 0 };
    return { year: new Date(arrivalMs + AHEAD_MS).getUTCFullYear(), notAfterMs: arrivalMs + AHEAD_MS };
  }
  const written = /^\d{2}(\d{2})?$/.test(captures.year ?? '') ? Number(captures.year) : Number.NaN;
  const year = written >= 100 ? written : written + (written >= yearPivot ? 1900 : 2000);
  // A file of January holds records of December.
  const before = /^\d{1,2}$/.test(captures.month ?? '') && month > Number(captures.month) + 1;
  return { year: before ? year - 1 : year, notAfterMs: Number.POSITIVE_INFINITY };
}

/** The patterns of each field: with date and time apart, each pattern is cut at ` | `, or at its first blank. */
function patternsByField(definition: Timestamp): TimePattern[][] {
  if (definition.form.kind === 'epoch') return [];
  const texts = definition.form.kind === 'rfc2822' ? RFC2822 : definition.form.patterns;
  const compile = (text: string) => TimePattern.compile(text, definition.yearPivot);
  const present = (pattern: TimePattern | null) => pattern !== null;
  if (definition.fields.length === 1) return [texts.map(compile).filter(present)];
  return [0, 1].map((half) => [...new Set(texts.map((text) => halves(text)[half] ?? ''))].map(compile).filter(present));
}

/** A pattern of two fields as its two parts; one part where it cannot be cut. */
export function halves(pattern: string): readonly string[] {
  const at = pattern.indexOf(' | ');
  if (at >= 0) return [pattern.slice(0, at), pattern.slice(at + 3)];
  const blank = pattern.indexOf(' ');
  return blank < 0 ? [pattern] : [pattern.slice(0, blank), pattern.slice(blank + 1)];
}
