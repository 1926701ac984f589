/** Start times from bytes: patterns or epochs, in a zone, to epoch milliseconds UTC. Nothing is allocated per record. */
import { type Fold, isZone, localMsToUtcMs, type ZoneOffsets, zoneOffsets } from '#base';
import { blankParts, type TimeParts, TimePattern } from './timePattern.ts';
import type { Timestamp } from './values.ts';
import { type FieldAccess, locate, type RecordView } from './view.ts';

const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;
/** Days from civil 0000-03-01 to 1970-01-01. */
const EPOCH_DAYS = 719_468;

/** Local time to UTC for one zone; remembers the offset of the last quarter of an hour, as records come nearly in order. */
class LocalClock {
  readonly #offsets: ZoneOffsets;
  readonly #fold: Fold;
  #quarter = Number.NaN;
  #quarterMs = 0;

  constructor(offsets: ZoneOffsets, fold: Fold) {
    this.#offsets = offsets;
    this.#fold = fold;
  }

  toUtcMs(localMs: number): number {
    const quarter = Math.floor(localMs / QUARTER_MS);
    if (quarter !== this.#quarter) {
      this.#quarter = quarter;
      const begin = quarter * QUARTER_MS;
      this.#quarterMs = localMsToUtcMs(this.#offsets, begin, this.#fold) - begin;
    }
    return localMs + this.#quarterMs;
  }
}

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
const EPOCH_MS = { s: 1000, ms: 1, us: 0.001 } as const;

/** Reads a record's instant from the view: epoch ms, or NaN with `failed` naming the field at fault. */
export class TimestampReader {
  failed: FieldAccess | null = null;
  /** The field that carries the time. */
  readonly field: FieldAccess;
  /** Whether the field at fault was empty rather than wrong. */
  failedEmpty = false;
  readonly #fields: readonly FieldAccess[];
  readonly #patterns: readonly (readonly TimePattern[])[];
  readonly #epochMs: number;
  readonly #clock: LocalClock;
  readonly #zoneField: FieldAccess | null;
  readonly #zoneForm: 'iana' | 'offset' | 'minutesEast' | 'minutesWest';
  readonly #fold: Fold;
  readonly #clocks = new Map<string, LocalClock | null>();
  readonly #parts = blankParts();

  /**
   * @param fields the format's timestamp fields; @param zone IANA zone of times that tell none themselves
   * The format must have passed `compileFormat`'s checks: patterns compile, forms are executed.
   */
  constructor(definition: Timestamp, fields: readonly FieldAccess[], zone: string, zoneField: FieldAccess | null) {
    this.#fields = fields;
    this.field = fields[0]!;
    this.#fold = definition.fold === 'later' ? 'later' : 'earlier';
    this.#patterns = definition.form.kind === 'pattern' ? patternsByField(definition) : [];
    const unit = definition.form.kind === 'epoch' ? definition.form.unit : 's';
    this.#epochMs = unit === 's' || unit === 'ms' || unit === 'us' ? EPOCH_MS[unit] : Number.NaN;
    this.#clock = new LocalClock(zoneOffsets(zone), this.#fold);
    this.#zoneField = zoneField;
    this.#zoneForm = definition.zone !== 'source' && 'field' in definition.zone ? definition.zone.form : 'iana';
  }

  read(view: RecordView): number {
    if (this.#patterns.length === 0) return this.#readEpoch(view);
    const parts = this.#parts;
    for (let i = 0; i < this.#fields.length; i++) {
      if (!locate(view, this.#fields[i]!)) return this.#fail(this.#fields[i]!, true);
      const patterns = this.#patterns[i]!;
      let fits = false;
      for (let p = 0; p < patterns.length && !fits; p++) fits = patterns[p]!.read(view.bytes, view.s, view.e, parts);
      if (!fits) return this.#fail(this.#fields[i]!, false);
    }
    const local = civilMs(parts);
    if (Number.isNaN(local)) return this.#fail(this.#fields[0]!, false);
    if (!Number.isNaN(parts.offsetMinutes)) {
      const utc = local - parts.offsetMinutes * 60_000;
      parts.offsetMinutes = Number.NaN;
      return utc;
    }
    return this.#zoneField === null ? this.#clock.toUtcMs(local) : this.#inZoneOfRecord(view, this.#zoneField, local);
  }

  #readEpoch(view: RecordView): number {
    const field = this.#fields[0]!;
    if (!locate(view, field)) return this.#fail(field, true);
    let value = 0;
    for (let i = view.s; i < view.e; i++) {
      const digit = view.bytes[i]! - 48;
      if (digit < 0 || digit > 9) return this.#fail(field, false);
      value = value * 10 + digit;
    }
    // Zero is how systems write "never".
    if (value === 0) return this.#fail(field, true);
    return Math.floor(value * this.#epochMs);
  }

  #inZoneOfRecord(view: RecordView, field: FieldAccess, local: number): number {
    if (!locate(view, field)) return this.#fail(field, true);
    const text = view.bytes.toString('latin1', view.s, view.e);
    let clock = this.#clocks.get(text);
    if (clock === undefined) {
      clock = this.#clockFor(text);
      if (this.#clocks.size < 1000) this.#clocks.set(text, clock);
    }
    return clock === null ? this.#fail(field, false) : clock.toUtcMs(local);
  }

  #clockFor(text: string): LocalClock | null {
    const fixed = (minutes: number): LocalClock =>
      new LocalClock(
        { zone: text, fromMs: Float64Array.of(-Infinity), offsetsMs: Int32Array.of(minutes * 60_000) },
        this.#fold,
      );
    if (this.#zoneForm === 'iana') return isZone(text) ? new LocalClock(zoneOffsets(text), this.#fold) : null;
    if (this.#zoneForm === 'offset') {
      const match = /^([+-])(\d\d):?(\d\d)$/.exec(text);
      if (match === null) return text === 'Z' ? fixed(0) : null;
      return fixed((match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])));
    }
    if (!/^-?\d{1,4}$/.test(text)) return null;
    return fixed(this.#zoneForm === 'minutesEast' ? Number(text) : -Number(text));
  }

  #fail(field: FieldAccess, empty: boolean): number {
    this.failed = field;
    this.failedEmpty = empty;
    return Number.NaN;
  }
}

/** The patterns of each field: with date and time apart, each pattern is cut at its first space. */
function patternsByField(definition: Timestamp): TimePattern[][] {
  if (definition.form.kind !== 'pattern') return [];
  const texts = definition.form.patterns;
  const compile = (text: string) => TimePattern.compile(text, definition.yearPivot);
  const present = (pattern: TimePattern | null) => pattern !== null;
  if (definition.fields.length === 1) return [texts.map(compile).filter(present)];
  const cut = (text: string) => [text.slice(0, text.indexOf(' ')), text.slice(text.indexOf(' ') + 1)];
  return [0, 1].map((half) => [...new Set(texts.map((text) => cut(text)[half] ?? ''))].map(compile).filter(present));
}
