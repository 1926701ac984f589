/**
 * The record path: one view in, one usage record out, field by field in fixed order. Everything that could be decided before
 * was decided by `compile.ts`; here nothing is looked up by name, awaited or thrown.
 */
import { clearRating, DIRECTION, NO_SOURCE_COST, SERVICE, type UsageRecord } from '#usage';
import type { DedupHash } from '../joining/dedupHash.ts';
import type { RecordTest, RecordValues } from '../joining/recordTest.ts';
import { clearFault, columnAt, type FieldAccess, locate, type RecordView } from '../readers/view.ts';
import type { CostReader } from '../values/cost.ts';
import { type DurationReader, MAX_DURATION_MS, NEGATIVE, NOT_A_DURATION } from '../values/duration.ts';
import { NUMBER_TYPE, type NumberReader, PARTY } from '../values/number.ts';
import type { TextCache } from '../values/text.ts';
import type { TimestampReader } from '../values/timestamp.ts';
import { NOT_A_NETWORK, NOT_A_VOLUME, readNetwork, type VolumeReader } from '../values/volume.ts';

/** What became of a record. */
export const OUTCOME = { stored: 0, filtered: 1, rejected: 2, quarantined: 3 } as const;

/** How a record is looked at: by itself, as a part of something, or as a call that did not come about. */
export const AS = { whole: 0, part: 1, attempt: 2 } as const;

/** A party of the compiled format: its field, also by direction (index = direction code). */
export interface PartyAccess {
  readonly field: FieldAccess;
  /** Type of the number as the record tells it, one of `NUMBER_TYPE`; null where it does not. */
  readonly types: ((view: RecordView) => number) | null;
  readonly byDirection: readonly (FieldAccess | null)[];
}

/** Fields that are added up. */
export interface VolumeAccess {
  readonly fields: readonly FieldAccess[];
  readonly read: VolumeReader;
  /** Where records tell their units: of each field its own, and the reader by it. */
  readonly units: readonly FieldAccess[];
  readonly readIn: (unit: string) => VolumeReader | undefined;
}

/** Everything the record path needs, compiled. */
export interface NormaliserParts {
  readonly sourceId: number;
  /** Of several records made of one, which; it is part of their keys. */
  readonly leg: number;
  /** Keys tell records apart within one file only. */
  readonly perFile: boolean;
  readonly service: {
    readonly tests: readonly RecordTest[];
    readonly codes: readonly number[];
    readonly otherwise: number;
  };
  readonly timestamp: TimestampReader;
  readonly startIsEnd: boolean;
  readonly duration: {
    readonly field: FieldAccess;
    readonly read: DurationReader;
    /** Between two times, not read from a text. */
    readonly between: { readonly answer: TimestampReader; readonly end: TimestampReader } | null;
    readonly emptyRejects: boolean;
    readonly negativeRejects: boolean;
  };
  readonly answered: RecordTest | null;
  readonly filterUnanswered: boolean;
  readonly direction: {
    readonly tests: readonly RecordTest[];
    readonly codes: readonly number[];
    readonly otherwise: number;
  };
  readonly calling: PartyAccess;
  readonly called: PartyAccess;
  readonly callingReader: NumberReader;
  readonly calledReader: NumberReader;
  readonly account: PartyAccess | null;
  readonly cost: CostReader | null;
  /** Of data sessions, and of everything else that is counted. */
  readonly volume: VolumeAccess | null;
  readonly pieces: VolumeAccess | null;
  readonly network: { readonly field: FieldAccess; readonly home: ReadonlySet<number> } | null;
  readonly earlyFilters: readonly RecordTest[];
  readonly lateFilters: readonly RecordTest[];
  /** Reasons: early filters, late filters, then `unanswered`. */
  readonly reasons: readonly string[];
  readonly dedupKeys: readonly (readonly FieldAccess[])[];
  readonly hash: DedupHash;
  readonly texts: TextCache;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  readonly scientificQuarantines: boolean;
}

/** No duration, because a time could not be read: the record is rejected already. */
const NO_TIME = -3;

export class Normaliser {
  /** Whether unanswered calls are left out. */
  get filterUnanswered(): boolean {
    return this.#parts.filterUnanswered;
  }

  /** Amounts left out because they are in another currency. */
  get foreignCosts(): number {
    return this.#parts.cost?.foreign ?? 0;
  }

  /** Index into `reasons` of a filtered record. */
  reason = 0;
  /** Code and field of a rejected record; column in the view at that moment. */
  code = '';
  field = '';
  column = -1;

  readonly reasons: readonly string[];
  readonly #parts: NormaliserParts;
  readonly #values: RecordValues = { callingKind: 0, calledKind: 0, durationMs: 0, direction: 0 };

  constructor(parts: NormaliserParts) {
    this.#parts = parts;
    this.reasons = parts.reasons;
  }

  /**
   * Fills the record's own fields; those of matching and rating are set to "nothing". Returns one of `OUTCOME`.
   * @param as one of `AS`
   */
  run(view: RecordView, record: UsageRecord, as: number = AS.whole): number {
    clearFault(view);
    const outcome = this.#run(view, record, as);
    // A field that could not be made is never taken for an empty one, whatever came of the record without it.
    return view.fault === null ? outcome : this.#reject(view, view.faultCode, view.fault);
  }

  #run(view: RecordView, record: UsageRecord, as: number): number {
    const parts = this.#parts;
    const values = this.#values;
    for (let i = 0; i < parts.earlyFilters.length; i++)
      if (parts.earlyFilters[i]!(view, values)) return this.#filter(i);

    const startMs = parts.timestamp.read(view);
    if (Number.isNaN(startMs)) return this.#timeFailed(view);
    if (startMs < parts.notBeforeMs || startMs > parts.notAfterMs)
      return this.#reject(view, 'mediation.timeOutOfRange', parts.timestamp.field);
    const durationMs = this.#duration(view);
    if (durationMs < 0) return OUTCOME.rejected;
    record.startMs = parts.startIsEnd ? startMs - durationMs : startMs;

    const answered = as !== AS.attempt && (parts.answered === null || parts.answered(view, values));
    record.durationMs = answered ? durationMs : 0;
    values.durationMs = record.durationMs;

    const outcome = this.#parties(view, record);
    if (outcome !== OUTCOME.stored) return outcome;
    for (let i = 0; i < parts.lateFilters.length; i++)
      if (parts.lateFilters[i]!(view, values)) return this.#filter(parts.earlyFilters.length + i);
    record.service = this.#service(view);
    if (!this.#volume(view, record, answered) || !this.#network(view, record)) return OUTCOME.rejected;
    if (parts.filterUnanswered && as !== AS.part && isUnanswered(record)) return this.#filter(parts.reasons.length - 1);

    if (!this.#cost(view, record)) return OUTCOME.rejected;
    if (!this.#key(view)) return this.#reject(view, 'mediation.keyEmpty', parts.dedupKeys[0]![0]!);
    record.dedupHi = parts.hash.hi;
    record.dedupLo = parts.hash.lo;
    record.recordNo = view.recordNo;
    record.byteOffset = view.byteOffset;
    clearRating(record);
    return OUTCOME.stored;
  }

  /** Direction, both parties and the account. */
  #parties(view: RecordView, record: UsageRecord): number {
    const parts = this.#parts;
    const values = this.#values;
    const { calling, called, callingReader, calledReader } = parts;
    values.callingKind = readParty(view, calling.field, calling, callingReader);
    values.calledKind = readParty(view, called.field, called, calledReader);
    const direction = this.#direction(view);
    if (direction === 0) return this.#reject(view, 'mediation.direction', null);
    values.direction = direction;
    record.direction = direction;

    const callingField = calling.byDirection[direction] ?? calling.field;
    if (callingField !== calling.field) values.callingKind = readParty(view, callingField, calling, callingReader);
    if (values.callingKind === PARTY.scientific) return this.#scientific(view, callingField);
    record.aNumber = callingReader.number;
    record.aText = this.#text(values.callingKind, callingReader);
    const calledField = called.byDirection[direction] ?? called.field;
    if (calledField !== called.field) values.calledKind = readParty(view, calledField, called, calledReader);
    if (values.calledKind === PARTY.scientific) return this.#scientific(view, calledField);
    record.bNumber = calledReader.number;
    record.bText = this.#text(values.calledKind, calledReader);

    record.accountText = this.#account(view, direction);
    // An extension without account field identifies the line too.
    if (record.accountText === null) record.accountText = direction === DIRECTION.inbound ? record.bText : record.aText;
    return OUTCOME.stored;
  }

  #direction(view: RecordView): number {
    const { tests, codes, otherwise } = this.#parts.direction;
    for (let i = 0; i < tests.length; i++) if (tests[i]!(view, this.#values)) return codes[i]!;
    return otherwise;
  }

  #service(view: RecordView): number {
    const { tests, codes, otherwise } = this.#parts.service;
    for (let i = 0; i < tests.length; i++) if (tests[i]!(view, this.#values)) return codes[i]!;
    return otherwise;
  }

  #volume(view: RecordView, record: UsageRecord, answered: boolean): boolean {
    const volume = record.service === SERVICE.data ? this.#parts.volume : this.#parts.pieces;
    record.volume = 0;
    if (volume === null || record.service === SERVICE.voice) return true;
    let sum = 0;
    for (let i = 0; i < volume.fields.length; i++) {
      const read = volume.units.length === 0 ? volume.read : this.#unit(view, volume, i);
      if (read === undefined) {
        this.#reject(view, 'mediation.volume', volume.units[i]!);
        return false;
      }
      if (!locate(view, volume.fields[i]!)) continue;
      const one = read(view.bytes, view.s, view.e);
      if (one === NOT_A_VOLUME) {
        this.#reject(view, 'mediation.volume', volume.fields[i]!);
        return false;
      }
      sum += one;
    }
    if (answered) record.volume = sum;
    return true;
  }

  /** How the n-th volume is read in the unit that the record tells. */
  #unit(view: RecordView, { units, read, readIn }: VolumeAccess, n: number): VolumeReader | undefined {
    const unit = units[n];
    if (unit === undefined || !locate(view, unit)) return read;
    return readIn(this.#parts.texts.get(view.bytes, view.s, view.e));
  }

  #network(view: RecordView, record: UsageRecord): boolean {
    const { network } = this.#parts;
    record.network = 0;
    if (network === null || !locate(view, network.field)) return true;
    const visited = readNetwork(view.bytes, view.s, view.e);
    if (visited === NOT_A_NETWORK) {
      this.#reject(view, 'mediation.network', network.field);
      return false;
    }
    if (!network.home.has(visited)) record.network = visited;
    return true;
  }

  #text(kind: number, reader: NumberReader): string | null {
    if (kind === PARTY.text || kind === PARTY.masked) return this.#parts.texts.get(reader.bytes, reader.s, reader.e);
    return kind === PARTY.anonymous ? 'anonymous' : null;
  }

  #account(view: RecordView, direction: number): string | null {
    const { account, texts } = this.#parts;
    if (account === null) return null;
    return locate(view, account.byDirection[direction] ?? account.field) ? texts.get(view.bytes, view.s, view.e) : null;
  }

  /** Duration in ms; negative when the record was rejected. */
  #duration(view: RecordView): number {
    const { field, read, between, emptyRejects, negativeRejects } = this.#parts.duration;
    if (!locate(view, field)) {
      if (!emptyRejects) return 0;
      this.#reject(view, 'mediation.fieldEmpty', field);
      return -1;
    }
    const durationMs = between === null ? read(view.bytes, view.s, view.e) : this.#between(view, between);
    if (durationMs === NO_TIME) return -1;
    if (durationMs === NOT_A_DURATION || (durationMs === NEGATIVE && negativeRejects)) {
      this.#reject(view, 'mediation.duration', field);
      return -1;
    }
    return durationMs === NEGATIVE ? 0 : durationMs;
  }

  /** From the answer to the end; nothing without an answer, `NO_TIME` when the record was rejected. */
  #between(
    view: RecordView,
    { answer, end }: { readonly answer: TimestampReader; readonly end: TimestampReader },
  ): number {
    const answerMs = answer.read(view);
    if (Number.isNaN(answerMs)) return answer.failedEmpty ? 0 : this.#noTime(view, answer);
    const endMs = end.read(view);
    if (Number.isNaN(endMs)) return this.#noTime(view, end);
    if (endMs < answerMs) return NEGATIVE;
    return endMs - answerMs > MAX_DURATION_MS ? NOT_A_DURATION : endMs - answerMs;
  }

  #noTime(view: RecordView, { failed, failedEmpty }: TimestampReader): number {
    this.#reject(view, failedEmpty ? 'mediation.fieldEmpty' : 'mediation.timestamp', failed);
    return NO_TIME;
  }

  #cost(view: RecordView, record: UsageRecord): boolean {
    const { cost } = this.#parts;
    record.sourceCostMicro = NO_SOURCE_COST;
    if (cost === null) return true;
    const micro = cost.read(view);
    if (cost.failed !== null) {
      this.#reject(view, 'mediation.amount', cost.failed);
      return false;
    }
    record.sourceCostMicro = micro;
    return true;
  }

  /** Hashes the first key whose fields are all there; an empty list of fields is the whole record. */
  #key(view: RecordView): boolean {
    const { dedupKeys, hash, sourceId, leg, perFile } = this.#parts;
    for (let k = 0; k < dedupKeys.length; k++) {
      const fields = dedupKeys[k]!;
      hash.begin(sourceId * 16 + k);
      let complete = true;
      for (let i = 0; i < fields.length && complete; i++) {
        complete = locate(view, fields[i]!);
        if (complete) hash.add(view.bytes, view.s, view.e);
      }
      if (!complete) continue;
      if (fields.length === 0) hash.add(view.raw, view.rawFrom, view.rawTo);
      if (leg > 0) hash.add(LEG_BYTES, leg, leg + 1);
      if (perFile) this.#addFile(view.facts.fileId);
      hash.finish();
      return true;
    }
    return false;
  }

  #addFile(fileId: number): void {
    const bytes = Buffer.from(String(fileId));
    this.#parts.hash.add(bytes, 0, bytes.length);
  }

  #timeFailed(view: RecordView): number {
    const { timestamp } = this.#parts;
    return this.#reject(view, timestamp.failedEmpty ? 'mediation.fieldEmpty' : 'mediation.timestamp', timestamp.failed);
  }

  #scientific(view: RecordView, field: FieldAccess): number {
    this.#reject(view, 'mediation.scientific', field);
    return this.#parts.scientificQuarantines ? OUTCOME.quarantined : OUTCOME.rejected;
  }

  #filter(reason: number): number {
    this.reason = reason;
    return OUTCOME.filtered;
  }

  #reject(view: RecordView, code: string, field: FieldAccess | null): number {
    this.code = code;
    this.field = field === null ? '' : field.name;
    this.column = -1;
    if (field !== null) {
      // An empty field still has its place.
      locate(view, field);
      this.column = view.column >= 0 ? view.column : field.slots.length > 0 ? columnAt(view, field.slots[0]!) : -1;
    }
    return OUTCOME.rejected;
  }
}

/** Legs told apart in keys. */
export const MAX_LEGS = 16;
const LEG_BYTES = Uint8Array.from({ length: MAX_LEGS }, (_, leg) => leg);

/** Calls, faxes and sessions are answered by lasting or by volume; messages and events by being there. */
export function isUnanswered({ service, durationMs, volume }: UsageRecord): boolean {
  const lasts = service === SERVICE.voice || service === SERVICE.fax || service === SERVICE.data;
  return lasts && durationMs === 0 && volume === 0;
}

function readParty(view: RecordView, field: FieldAccess, { types }: PartyAccess, reader: NumberReader): number {
  const type = types === null ? NUMBER_TYPE.unknown : types(view);
  if (locate(view, field)) return reader.read(view.bytes, view.s, view.e, type);
  reader.number = 0;
  return PARTY.absent;
}
