/** What a file says about itself, held against what was read of it. */
import { type Finding, type FindingParams, formatDecimal } from '#base';
import type { FileControlDefinition } from '../language/together.ts';
import { type FieldAccess, locate, type RecordView } from '../readers/view.ts';
import { type AmountReader, NOT_AN_AMOUNT } from '../values/amount.ts';
import type { DurationReader } from '../values/duration.ts';
import type { TextCache } from '../values/text.ts';

/** A sum the file tells, and where the records tell its parts. */
interface Sum<Reader> {
  readonly told: FieldAccess;
  readonly readTold: Reader;
  readonly part: FieldAccess;
  readonly readPart: Reader;
}

export interface FileControlParts {
  readonly definition: FileControlDefinition;
  readonly records: FieldAccess | null;
  readonly duration: Sum<DurationReader> | null;
  readonly cost: Sum<AmountReader> | null;
  readonly sequence: {
    readonly field: FieldAccess;
    readonly of: readonly FieldAccess[];
    readonly last: number | null;
  } | null;
  readonly lost: FieldAccess | null;
  readonly period: FieldAccess | null;
  /** Local date of an instant at this source, 'YYYY-MM-DD'. */
  readonly localDate: (ms: number) => string;
  readonly texts: TextCache;
}

/** The number of a file among those of its sender. */
export interface FileNumber {
  /** Who counts: values of the fields that tell senders apart, joined. */
  readonly of: string;
  readonly number: number;
  /** After this one it begins again; null = never. */
  readonly last: number | null;
}

type Mismatch = (what: Told, code: string, params: FindingParams) => void;

/** What one of the told values is. */
type Told = 'records' | 'duration' | 'cost' | 'sequence' | 'lost' | 'period';

export class FileControl {
  readonly #parts: FileControlParts;
  readonly #told = new Map<Told, string>();
  readonly #of = new Map<number, string>();
  #nothing = false;
  #usage = 0;
  #lines = 0;
  #durationMs = 0;
  #costMicro = 0;
  /** Records whose duration or cost could not be read: the sums say nothing then. */
  #unread = 0;
  /** Local date → records that begin on it; only where the file says in which period they are. */
  readonly #dates = new Map<string, number>();

  constructor(parts: FileControlParts) {
    this.#parts = parts;
  }

  /** Looks at a header, trailer or section. @param nothing whether it says that there is nothing to tell */
  aside(view: RecordView, nothing: boolean): void {
    this.#lines++;
    this.#nothing ||= nothing;
    const { records, duration, cost, lost } = this.#parts;
    this.#keep(view, 'records', records);
    this.#keep(view, 'duration', duration?.told ?? null);
    this.#keep(view, 'cost', cost?.told ?? null);
    this.#keep(view, 'lost', lost);
    this.#keepNumber(view);
  }

  #keepNumber(view: RecordView): void {
    const { sequence, period } = this.#parts;
    this.#keep(view, 'period', period);
    this.#keep(view, 'sequence', sequence?.field ?? null);
    for (const [index, field] of (sequence?.of ?? []).entries())
      if (!this.#of.has(index) && locate(view, field)) this.#of.set(index, this.#text(view));
  }

  /** Counts a line that belongs to the record before it. */
  line(): void {
    this.#lines++;
  }

  /** Counts a record of usage, whatever becomes of it. */
  usage(view: RecordView): void {
    this.#usage++;
    this.#lines++;
    // What the file's name tells is there with any record.
    if (this.#usage === 1) this.#keepNumber(view);
    const { duration, cost } = this.#parts;
    if (duration !== null && locate(view, duration.part)) {
      const ms = duration.readPart(view.bytes, view.s, view.e);
      if (ms < 0) this.#unread++;
      else this.#durationMs += ms;
    }
    if (cost !== null && locate(view, cost.part)) {
      const micro = cost.readPart(view.bytes, view.s, view.e);
      if (micro === NOT_AN_AMOUNT) this.#unread++;
      else this.#costMicro += micro;
    }
  }

  /** Counts a record that has no columns to read. */
  broken(): void {
    this.#usage++;
    this.#lines++;
    this.#unread++;
  }

  /** Notes when a record begins. */
  begins(startMs: number): void {
    if (this.#parts.period === null) return;
    const date = this.#parts.localDate(startMs);
    this.#dates.set(date, (this.#dates.get(date) ?? 0) + 1);
  }

  /** The file's number among those of its sender; null where it has none. */
  get number(): FileNumber | null {
    const { sequence } = this.#parts;
    const told = this.#told.get('sequence');
    if (sequence === null || told === undefined || !/^\d{1,15}$/.test(told)) return null;
    const of = sequence.of.map((_, index) => this.#of.get(index) ?? '').join('/');
    return { of, number: Number(told), last: sequence.last };
  }

  /** Everything that is not as the file says, the worst first; `error` puts the file aside. */
  findings(): Finding[] {
    const { definition } = this.#parts;
    const found: Finding[] = [];
    const mismatch: Mismatch = (what, code, params) => {
      const warns = definition.onMismatch === 'warn' || definition.onlyWarn.some((one) => one === what);
      found.push({ code, severity: warns ? 'warning' : 'error', params });
    };
    if (definition.required && !(this.#nothing && this.#usage === 0))
      for (const told of this.#missing()) mismatch(told, 'mediation.controlMissing', { what: told });
    this.#checkRecords(mismatch);
    this.#checkSums(mismatch);
    this.#checkPeriod(mismatch);
    const lost = this.#told.get('lost');
    if (lost !== undefined && !/^0*$/.test(lost))
      found.push({ code: 'mediation.controlLost', severity: 'warning', params: { lost } });
    return found.sort((a, b) => (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1));
  }

  #missing(): Told[] {
    const { records, duration, cost, sequence } = this.#parts;
    const wanted: [Told, unknown][] = [
      ['records', records],
      ['duration', duration],
      ['cost', cost],
      ['sequence', sequence],
    ];
    return wanted.filter(([told, field]) => field !== null && !this.#told.has(told)).map(([told]) => told);
  }

  #checkRecords(mismatch: Mismatch): void {
    const told = this.#told.get('records');
    if (told === undefined) return;
    const found = this.#parts.definition.counts === 'lines' ? this.#lines : this.#usage;
    const expected = /^\d{1,12}$/.test(told) ? Number(told) : told;
    if (expected !== found) mismatch('records', 'mediation.controlRecords', { expected, found });
  }

  /** Sums say nothing where a part could not be read; the record is told by itself then. */
  #checkSums(mismatch: Mismatch): void {
    const { duration, cost, definition } = this.#parts;
    if (this.#unread > 0) return;
    const toldDuration = this.#toldValue('duration', duration?.readTold);
    if (toldDuration !== null && Math.abs(toldDuration - this.#durationMs) > definition.toleranceMs)
      mismatch('duration', 'mediation.controlDuration', {
        expectedS: toldDuration / 1000,
        foundS: this.#durationMs / 1000,
      });
    const toldCost = this.#toldValue('cost', cost?.readTold);
    if (toldCost === NOT_AN_AMOUNT)
      mismatch('cost', 'mediation.controlCost', {
        expected: this.#told.get('cost') ?? '',
        found: shown(this.#costMicro),
      });
    else if (toldCost !== null && Math.abs(toldCost - this.#costMicro) > definition.toleranceMicro)
      mismatch('cost', 'mediation.controlCost', { expected: shown(toldCost), found: shown(this.#costMicro) });
  }

  #checkPeriod(mismatch: Mismatch): void {
    const told = this.#told.get('period')?.replaceAll(/\D/g, '');
    if (told === undefined) return;
    let outside = 0;
    for (const [date, records] of this.#dates) if (!date.replaceAll('-', '').startsWith(told)) outside += records;
    if (outside > 0) mismatch('period', 'mediation.controlPeriod', { period: told, records: outside });
  }

  #toldValue(told: Told, read: ((bytes: Uint8Array, s: number, e: number) => number) | undefined): number | null {
    const text = this.#told.get(told);
    if (text === undefined || read === undefined) return null;
    const bytes = Buffer.from(text);
    return read(bytes, 0, bytes.length);
  }

  /** The last one told counts, so that a trailer overrules a header. */
  #keep(view: RecordView, told: Told, field: FieldAccess | null): void {
    if (field !== null && locate(view, field)) this.#told.set(told, this.#text(view));
  }

  #text(view: RecordView): string {
    return this.#parts.texts.get(view.bytes, view.s, view.e);
  }
}

function shown(micro: number): string {
  return formatDecimal(BigInt(micro), 6, 2);
}
