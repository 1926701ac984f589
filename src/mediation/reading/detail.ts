/**
 * What a record tells beyond what is stored, read on request only: previews and the command line show it, the import never asks.
 * A record's detail is read while its view still stands.
 */
import { SERVICE, type UsageRecord } from '#usage';
import type { RecordTest, RecordValues } from '../joining/recordTest.ts';
import type { RecordState } from '../language/details.ts';
import { type FieldAccess, locate, type RecordView } from '../readers/view.ts';
import { type Disposition, dispositionOfCause, dispositionOfSip, dispositionOfWord } from '../values/disposition.ts';
import type { DurationReader } from '../values/duration.ts';
import type { TextCache } from '../values/text.ts';
import type { TimestampReader } from '../values/timestamp.ts';

/** Codes of what is odd about a record that is read all the same. */
export type DetailWarning =
  | 'durationDiffers'
  | 'timeAmbiguous'
  | 'callingAbsent'
  | 'calledAbsent'
  | 'callingMasked'
  | 'calledMasked';

/** Times in epoch ms UTC; null is what the record does not tell. */
export interface RecordDetail {
  nativeId: string | null;
  callGroup: string | null;
  disposition: Disposition;
  answerMs: number | null;
  endMs: number | null;
  /** Ringing included, where the record tells it. */
  totalMs: number;
  state: RecordState;
  /** Of the cost, ISO 4217; null: as the source's. */
  currency: string | null;
  warnings: DetailWarning[];
}

/** A `when … is …` list, compiled. */
export type Chosen<T> = readonly { readonly test: RecordTest; readonly is: T }[];

/** Everything the detail of a record needs, compiled. */
export interface DetailParts {
  readonly nativeId: readonly FieldAccess[];
  readonly callGroup: readonly FieldAccess[];
  readonly answer: TimestampReader | null;
  readonly end: TimestampReader | null;
  readonly total: { readonly field: FieldAccess; readonly read: DurationReader } | null;
  /** The start read so that an hour that comes twice is the later one. */
  readonly startLater: TimestampReader | null;
  readonly startIsEnd: boolean;
  readonly answered: RecordTest | null;
  readonly disposition:
    | { readonly field: FieldAccess; readonly form: 'words' | 'q850' | 'sip' }
    | { readonly rules: Chosen<Disposition> }
    | null;
  readonly state: Chosen<RecordState>;
  readonly currency: string | FieldAccess | null;
  readonly texts: TextCache;
}

/** Conditions of details look at fields only. */
const NO_VALUES: RecordValues = { callingKind: 0, calledKind: 0, durationMs: 0, direction: 0 };
/** Clocks that count whole seconds may differ by one. */
const TOLERANCE_MS = 1_000;

/** The detail of a call told in parts: what the first part that knows it says, and what the whole of it makes plain. */
export function wholeDetail(parts: readonly RecordDetail[], record: UsageRecord): RecordDetail | null {
  const last = parts.at(-1);
  if (last === undefined) return null;
  const first = <K extends 'nativeId' | 'callGroup' | 'answerMs' | 'currency'>(name: K): RecordDetail[K] =>
    parts.find((part) => part[name] !== null)?.[name] ?? last[name];
  const answered = isAnswered(record);
  const told = parts.map(({ disposition }) => disposition).find((each) => (each === 'answered') === answered);
  return {
    ...last,
    nativeId: first('nativeId'),
    callGroup: first('callGroup'),
    answerMs: answered ? first('answerMs') : null,
    currency: first('currency'),
    disposition: told ?? (answered ? 'answered' : last.disposition),
    state: 'complete',
    totalMs: Math.max(last.totalMs, record.durationMs),
    endMs: Math.max(last.endMs ?? 0, record.startMs + record.durationMs),
    warnings: [
      ...new Set([
        ...parts.flatMap(({ warnings }) => warnings.filter((each) => each === 'timeAmbiguous')),
        ...absent(record),
      ]),
    ],
  };
}

/** Calls, faxes and sessions are answered by lasting or by volume; messages and events by being there. */
function isAnswered({ service, durationMs, volume }: UsageRecord): boolean {
  const lasts = service === SERVICE.voice || service === SERVICE.fax || service === SERVICE.data;
  return !lasts || durationMs > 0 || volume > 0;
}

/** Parties that are missing, or whose last digits are hidden: then the number is its beginning, and the text all there is. */
function absent(record: UsageRecord): DetailWarning[] {
  const warnings: DetailWarning[] = [];
  if (record.aNumber > 0 && record.aText !== null) warnings.push('callingMasked');
  if (record.bNumber > 0 && record.bText !== null) warnings.push('calledMasked');
  if (record.aNumber === 0 && record.aText === null) warnings.push('callingAbsent');
  if (record.bNumber === 0 && record.bText === null) warnings.push('calledAbsent');
  return warnings;
}

export class DetailReader {
  readonly #parts: DetailParts;
  readonly #values: RecordValues = { ...NO_VALUES };

  constructor(parts: DetailParts) {
    this.#parts = parts;
  }

  /** The detail of a record that was just normalised from this view. */
  read(view: RecordView, record: UsageRecord): RecordDetail {
    const parts = this.#parts;
    this.#values.durationMs = record.durationMs;
    this.#values.direction = record.direction;
    const answerMs = this.#instant(view, parts.answer);
    const toldEndMs = this.#instant(view, parts.end);
    const totalMs = this.#total(view, record, answerMs, toldEndMs);
    const answered = parts.answered === null ? isAnswered(record) : parts.answered(view, this.#values);
    return {
      nativeId: this.#joined(view, parts.nativeId),
      callGroup: this.#joined(view, parts.callGroup),
      disposition: this.#disposition(view, answered),
      answerMs: answered ? answerMs : null,
      endMs: toldEndMs ?? record.startMs + totalMs,
      totalMs,
      state: parts.state.find(({ test }) => test(view, this.#values))?.is ?? 'complete',
      currency: this.#currency(view),
      warnings: this.#warnings(view, record, answered ? answerMs : null, toldEndMs),
    };
  }

  #instant(view: RecordView, reader: TimestampReader | null): number | null {
    if (reader === null) return null;
    const ms = reader.read(view);
    return Number.isNaN(ms) ? null : ms;
  }

  #total(view: RecordView, record: UsageRecord, answerMs: number | null, endMs: number | null): number {
    const { total } = this.#parts;
    if (total !== null && locate(view, total.field)) {
      const ms = total.read(view.bytes, view.s, view.e);
      if (ms >= 0) return ms;
    }
    if (endMs !== null && endMs >= record.startMs) return endMs - record.startMs;
    return answerMs === null ? record.durationMs : Math.max(0, answerMs - record.startMs) + record.durationMs;
  }

  #joined(view: RecordView, fields: readonly FieldAccess[]): string | null {
    const texts: string[] = [];
    for (const field of fields) if (locate(view, field)) texts.push(this.#parts.texts.get(view.bytes, view.s, view.e));
    return texts.length === 0 ? null : texts.join('-');
  }

  #disposition(view: RecordView, answered: boolean): Disposition {
    const { disposition, texts } = this.#parts;
    const otherwise = answered ? 'answered' : 'no_answer';
    if (disposition === null) return otherwise;
    if ('rules' in disposition) return disposition.rules.find(({ test }) => test(view, this.#values))?.is ?? otherwise;
    if (!locate(view, disposition.field)) return otherwise;
    const text = texts.get(view.bytes, view.s, view.e);
    if (disposition.form === 'words') {
      const told = dispositionOfWord(text);
      return told === null || (told === 'answered') !== answered ? otherwise : told;
    }
    if (answered || !/^\d{1,3}$/.test(text)) return otherwise;
    const told = disposition.form === 'q850' ? dispositionOfCause(Number(text)) : dispositionOfSip(Number(text));
    return told === 'answered' ? otherwise : told;
  }

  #currency(view: RecordView): string | null {
    const { currency, texts } = this.#parts;
    if (currency === null || typeof currency === 'string') return currency;
    return locate(view, currency) ? texts.get(view.bytes, view.s, view.e).toUpperCase() : null;
  }

  #warnings(view: RecordView, record: UsageRecord, answerMs: number | null, endMs: number | null): DetailWarning[] {
    const warnings: DetailWarning[] = [];
    if (answerMs !== null && endMs !== null && Math.abs(endMs - answerMs - record.durationMs) > TOLERANCE_MS)
      warnings.push('durationDiffers');
    const later = this.#instant(view, this.#parts.startLater);
    if (later !== null && later - (this.#parts.startIsEnd ? record.durationMs : 0) !== record.startMs)
      warnings.push('timeAmbiguous');
    return [...warnings, ...absent(record)];
  }
}
