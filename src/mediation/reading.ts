/**
 * One file being read: content in, usage records and rejects out, everything counted. Pure: the caller reads the file and
 * stores what comes out, so import, preview, samples and benches run the same path.
 */
import { isUtf8 } from 'node:buffer';
import { assert, type Finding, type FindingParams } from '#base';
import { blankRecord, type UsageRecord } from '#usage';
import { blankNul } from './blankNul.ts';
import type { CompiledFormat } from './compile.ts';
import type { DetailReader, RecordDetail } from './detail.ts';
import type { Format } from './format.ts';
import { type Normaliser, OUTCOME } from './normalise.ts';
import { openingOf } from './opening.ts';
import { openReader } from './openReader.ts';
import { RAW_BYTES, type RecordReader, type RecordSink } from './sink.ts';
import { HEAD_BYTES } from './sniff.ts';
import type { Charset } from './structure.ts';
import { decoderFor } from './text.ts';
import { FromUtf16 } from './utf16.ts';
import { type FileFacts, plainFacts, type RecordView } from './view.ts';

/** Rejects kept in full for one file; more are only counted. */
export const MAX_REJECTS = 10_000;

/** A record that could not be read: where, why, and what it looked like. */
export interface Reject {
  readonly recordNo: number;
  readonly lineNo: number;
  /** Number of the field in its line, from 1; null where there are no columns. */
  readonly columnNo: number | null;
  readonly byteOffset: number;
  readonly code: string;
  readonly field: string | null;
  readonly params: FindingParams;
  /** The record, at most `RAW_BYTES`. */
  readonly raw: string;
}

/** What a file came to. records = passed on + rejected + filtered. */
export interface ReadingCounts {
  records: number;
  passed: number;
  rejected: number;
  filtered: number;
}

/** Gets each record, and its detail where the format was compiled with details. The record object is used again for the next one. */
export type TakeRecord = (record: UsageRecord, detail: RecordDetail | null) => void;

/** What is known about a file beside its content. */
export interface FileOrigin {
  /** As its sender calls it; of an archive's member its own name. */
  readonly name: string;
  /** Epoch ms; null where nobody knows. */
  readonly arrivalMs: number | null;
}

const NO_ORIGIN: FileOrigin = { name: '', arrivalMs: null };

function factsOf({ container }: Format, { name, arrivalMs }: FileOrigin, charset: Charset): FileFacts {
  const groups = container.fileNames === undefined ? undefined : new RegExp(container.fileNames).exec(name)?.groups;
  const captures = Object.fromEntries(Object.entries(groups ?? {}).filter(([, text]) => text !== undefined));
  return { charset, captures, arrivalMs, context: new Map() };
}

export class FileReading implements RecordSink {
  readonly counts: ReadingCounts = { records: 0, passed: 0, rejected: 0, filtered: 0 };
  readonly rejects: Reject[] = [];
  /** Why the whole file is unusable; then nothing of it may be stored. */
  quarantine: Finding | null = null;

  readonly #compiled: CompiledFormat;
  readonly #take: TakeRecord;
  readonly #record = blankRecord();
  readonly #rejectCodes = new Map<string, number>();
  #filterCounts: number[] = [];
  #reader: RecordReader | null = null;
  #normaliser: Normaliser | null = null;
  #details: DetailReader | null = null;
  #head: Buffer[] = [];
  #headBytes = 0;
  #charset: Charset = 'utf-8';
  #decoder = decoderFor('utf-8');
  #mindsEncoding = false;

  readonly #origin: FileOrigin;
  #facts: FileFacts = plainFacts();
  #utf16: FromUtf16 | null = null;

  /** @param take gets each record; the object is used again for the next one */
  constructor(compiled: CompiledFormat, take: TakeRecord, origin: FileOrigin = NO_ORIGIN) {
    this.#compiled = compiled;
    this.#take = take;
    this.#origin = origin;
  }

  /** Takes the next piece of unpacked content. */
  push(chunk: Buffer): void {
    if (this.quarantine !== null) return;
    if (this.#reader !== null) {
      this.#reader.push(this.#text8(chunk));
      return;
    }
    this.#head.push(chunk);
    this.#headBytes += chunk.length;
    if (this.#headBytes >= HEAD_BYTES) this.#begin();
  }

  end(): void {
    if (this.quarantine === null && this.#reader === null) this.#begin();
    if (this.quarantine === null && this.#utf16 !== null) this.#reader?.push(this.#utf16.end());
    if (this.quarantine === null) this.#reader?.end();
    if (this.quarantine === null) this.#judgeRejects(true);
    const { records, passed, rejected, filtered } = this.counts;
    assert(records === passed + rejected + filtered, `${records} records, but ${passed} + ${rejected} + ${filtered}`);
  }

  /** Filtered records by reason. */
  get filterCounts(): Readonly<Record<string, number>> {
    const reasons = this.#normaliser?.reasons ?? [];
    const counts: Record<string, number> = {};
    for (const [index, reason] of reasons.entries()) {
      const count = this.#filterCounts[index] ?? 0;
      if (count > 0) counts[reason] = (counts[reason] ?? 0) + count;
    }
    return counts;
  }

  /** Rejects by code, also of those not kept. */
  get rejectCounts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#rejectCodes].sort());
  }

  record(view: RecordView): void {
    if (this.quarantine !== null) return;
    const normaliser = this.#normaliser!;
    this.counts.records++;
    view.facts = this.#facts;
    if (this.#mindsEncoding && !isUtf8(view.raw.subarray(view.rawFrom, view.rawTo))) {
      this.#badEncoding(view);
      return;
    }
    const outcome = normaliser.run(view, this.#record);
    if (outcome === OUTCOME.stored) {
      this.counts.passed++;
      this.#take(this.#record, this.#details === null ? null : this.#details.read(view, this.#record));
    } else if (outcome === OUTCOME.filtered) {
      this.counts.filtered++;
      this.#filterCounts[normaliser.reason] = (this.#filterCounts[normaliser.reason] ?? 0) + 1;
    } else {
      const params = { found: this.#found(view, normaliser.column) };
      this.#reject(view, normaliser.code, normaliser.column, normaliser.field, params);
      if (outcome === OUTCOME.quarantined)
        this.#quarantine(normaliser.code, params, view, normaliser.field, normaliser.column);
    }
  }

  broken(view: RecordView, code: string, column: number, params: FindingParams): void {
    if (this.quarantine !== null) return;
    this.counts.records++;
    this.#reject(view, code, column, '', params);
  }

  fileFault(code: string, params: FindingParams): void {
    this.quarantine ??= { code, severity: 'error', params };
  }

  /** Looks at the beginning, decides encoding and structure, and starts the reader. */
  #begin(): void {
    const { format, slots, normaliser } = this.#compiled;
    const data = Buffer.concat(this.#head);
    this.#head = [];
    const opening = openingOf(format, data.subarray(0, HEAD_BYTES));
    if (opening === 'nothing') return;
    if ('code' in opening) {
      this.fileFault(opening.code, opening.params);
      return;
    }
    const { charset, textCharset, offset } = opening;
    this.#charset = textCharset;
    this.#decoder = decoderFor(textCharset);
    this.#mindsEncoding =
      format.encoding.invalid !== 'replace' && charset === textCharset && (charset === 'utf-8' || charset === 'ascii');
    this.#normaliser = normaliser(textCharset);
    this.#details = this.#compiled.details?.(this.#charset) ?? null;
    this.#reader = openReader(format.structure, slots, charset, this, offset);
    this.#facts = factsOf(format, this.#origin, textCharset);
    this.#utf16 = opening.utf16 === null ? null : new FromUtf16(opening.utf16);
    const content = this.#text8(data);
    this.#reader.push(opening.utf16 === null ? content.subarray(offset) : content);
  }

  /** Content as the readers take it. */
  #text8(chunk: Buffer): Buffer {
    const text = this.#utf16 === null ? chunk : this.#utf16.push(chunk);
    return this.#compiled.format.encoding.stripNul ? blankNul(text) : text;
  }

  #badEncoding(view: RecordView): void {
    this.#reject(view, 'mediation.encoding', -1, '', {});
    if (this.#compiled.format.encoding.invalid === 'quarantine')
      this.#quarantine('mediation.fileEncoding', { found: 'not utf-8' }, view, '', -1);
  }

  #reject(view: RecordView, code: string, column: number, field: string, params: FindingParams): void {
    this.counts.rejected++;
    this.#rejectCodes.set(code, (this.#rejectCodes.get(code) ?? 0) + 1);
    if (this.rejects.length < MAX_REJECTS) {
      const inRaw = view.columnsInRaw && column >= 0;
      this.rejects.push({
        recordNo: view.recordNo,
        lineNo: view.lineNo,
        columnNo: inRaw ? column + 1 : null,
        byteOffset:
          inRaw && column < view.count ? view.byteOffset + view.start[column]! - view.rawFrom : view.byteOffset,
        code,
        field: field === '' ? null : field,
        params,
        raw: this.#text(view.raw, view.rawFrom, Math.min(view.rawTo, view.rawFrom + RAW_BYTES)),
      });
    }
    this.#judgeRejects(false);
  }

  /** Too many rejects mean that the file is not what it should be. Before the end only once a fair part has been seen. */
  #judgeRejects(atEnd: boolean): void {
    const { rejectPercent, atLeast } = this.#compiled.format.quarantine;
    const { records, rejected } = this.counts;
    if (rejected < atLeast || rejected * 100 < records * rejectPercent || (!atEnd && records < MAX_REJECTS)) return;
    const worst = [...this.#rejectCodes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
    this.fileFault('mediation.fileRejects', { rejected, records, mostly: worst });
  }

  #quarantine(code: string, params: FindingParams, view: RecordView, field: string, column: number): void {
    this.quarantine ??= {
      code: code === 'mediation.scientific' ? 'mediation.fileScientific' : code,
      severity: 'error',
      params,
      place: {
        line: view.lineNo,
        byteOffset: view.byteOffset,
        ...(column >= 0 && view.columnsInRaw ? { column: column + 1 } : {}),
        ...(field === '' ? {} : { field }),
      },
    };
  }

  #found(view: RecordView, column: number): string {
    if (column < 0 || column >= view.count) return '';
    return this.#text(view.data, view.start[column]!, Math.min(view.end[column]!, view.start[column]! + 100));
  }

  #text(bytes: Buffer, from: number, to: number): string {
    return this.#decoder.decode(bytes.subarray(from, to)).replaceAll('\0', '\uFFFD');
  }
}
