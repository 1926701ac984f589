/**
 * One file being read: content in, usage records and rejects out, everything counted. Pure: the caller reads the file and
 * stores what comes out, so import, preview, samples and benches run the same path.
 */
import { isUtf8 } from 'node:buffer';
import { assert, type Finding, type FindingParams } from '#base';
import type { Group } from '../joining/assembler.ts';
import type { FileNumber } from '../joining/fileControl.ts';
import type { Format } from '../language/format.ts';
import type { Charset } from '../language/structure.ts';
import { blankNul } from '../opening/blankNul.ts';
import { openingOf } from '../opening/opening.ts';
import { HEAD_BYTES } from '../opening/sniff.ts';
import { FromUtf16 } from '../opening/utf16.ts';
import { openReader } from '../readers/openReader.ts';
import type { RecordReader, RecordSink } from '../readers/sink.ts';
import { type FileFacts, plainFacts, type RecordView } from '../readers/view.ts';
import { type Decoder, decoderFor } from '../values/text.ts';
import type { CompiledFormat } from './compile.ts';
import { type EndedGroup, noCounts, type ReadingCounts, RecordStage, type TakeRecord } from './recordStage.ts';
import { MAX_REJECTS, type Reject, Rejects } from './rejects.ts';

export type { ReadingCounts, TakeRecord } from './recordStage.ts';
export { MAX_REJECTS, type Reject } from './rejects.ts';

/** What is known about a file beside its content. */
export interface FileOrigin {
  /** As its sender calls it; of an archive's member its own name. */
  readonly name: string;
  /** Epoch ms; null where nobody knows. */
  readonly arrivalMs: number | null;
  /** Number in the ledger. */
  readonly fileId?: number;
}

const NO_ORIGIN: FileOrigin = { name: '', arrivalMs: null };

function factsOf({ container }: Format, { name, arrivalMs, fileId }: FileOrigin, charset: Charset): FileFacts {
  const groups = container.fileNames === undefined ? undefined : new RegExp(container.fileNames).exec(name)?.groups;
  const captures = Object.fromEntries(Object.entries(groups ?? {}).filter(([, text]) => text !== undefined));
  return { charset, captures, arrivalMs, fileId: fileId ?? 0, context: new Map() };
}

export class FileReading implements RecordSink {
  /** Why the whole file is unusable; then nothing of it may be stored. */
  quarantine: Finding | null = null;
  /** Groups of parts that later files may complete; once the file is over. */
  open: readonly Group[] = [];

  readonly #compiled: CompiledFormat;
  readonly #take: TakeRecord;
  readonly #origin: FileOrigin;
  readonly #carried: readonly Group[];
  #reader: RecordReader | null = null;
  #stage: RecordStage | null = null;
  #rejects: Rejects | null = null;
  #head: Buffer[] = [];
  #headBytes = 0;
  #mindsEncoding = false;
  #facts: FileFacts = plainFacts();
  #utf16: FromUtf16 | null = null;

  /**
   * @param take gets each record; the object is used again for the next one
   * @param carried groups of parts that files before left open
   */
  constructor(
    compiled: CompiledFormat,
    take: TakeRecord,
    origin: FileOrigin = NO_ORIGIN,
    carried: readonly Group[] = [],
  ) {
    this.#compiled = compiled;
    this.#take = take;
    this.#origin = origin;
    this.#carried = carried;
  }

  get counts(): Readonly<ReadingCounts> {
    return this.#stage?.counts ?? noCounts();
  }

  get rejects(): readonly Reject[] {
    return this.#rejects?.kept ?? [];
  }

  /** Rejects by code, also of those not kept. */
  get rejectCounts(): Readonly<Record<string, number>> {
    return this.#rejects?.counts ?? {};
  }

  /** Filtered records by reason. */
  get filterCounts(): Readonly<Record<string, number>> {
    return this.#stage?.filterCounts ?? {};
  }

  /** What is odd about the file as a whole, beside its records. */
  get notices(): readonly Finding[] {
    const foreign = this.#stage?.foreignCosts ?? 0;
    return [
      ...(this.#stage?.controlFindings ?? []),
      ...(foreign === 0
        ? []
        : [{ code: 'mediation.costForeign', severity: 'warning' as const, params: { count: foreign } }]),
    ];
  }

  /** Its number among those of its sender; null where it has none. */
  get fileNumber(): FileNumber | null {
    return this.#stage?.fileNumber ?? null;
  }

  /** Groups with parts of files before that ended in this one. */
  get ended(): readonly EndedGroup[] {
    return this.#stage?.ended ?? [];
  }

  /** Start of the latest part of anything, epoch ms; -Infinity without parts. */
  get latestMs(): number {
    return this.#stage?.latestMs ?? Number.NEGATIVE_INFINITY;
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
    if (this.quarantine === null) this.open = this.#stage?.end(this.#facts) ?? [];
    if (this.quarantine === null) this.#judgeRejects(true);
    if (this.quarantine === null) this.quarantine = this.notices.find(({ severity }) => severity === 'error') ?? null;
    const { records, passed, repeated, rejected, filtered, joined, waiting } = this.counts;
    assert(
      this.quarantine !== null || records === passed + repeated + rejected + filtered + joined + waiting,
      `${records} records, but ${passed} + ${repeated} + ${rejected} + ${filtered} + ${joined} + ${waiting}`,
    );
  }

  record(view: RecordView): void {
    if (this.quarantine !== null) return;
    view.facts = this.#facts;
    if (this.#mindsEncoding && !isUtf8(view.raw.subarray(view.rawFrom, view.rawTo))) this.#badEncoding(view);
    else this.#stage!.record(view);
    this.#judgeRejects(false);
  }

  broken(view: RecordView, code: string, column: number, params: FindingParams): void {
    if (this.quarantine !== null) return;
    this.#stage!.broken(view, code, column, params);
    this.#judgeRejects(false);
  }

  fileFault(code: string, params: FindingParams): void {
    this.quarantine ??= { code, severity: 'error', params };
  }

  /** Looks at the beginning, decides encoding and structure, and starts the reader. */
  #begin(): void {
    const { format, slots } = this.#compiled;
    const data = Buffer.concat(this.#head);
    this.#head = [];
    const opening = openingOf(format, data.subarray(0, HEAD_BYTES));
    if (opening === 'nothing') return;
    if ('code' in opening) {
      this.fileFault(opening.code, opening.params);
      return;
    }
    const { charset, textCharset, offset } = opening;
    this.#mindsEncoding =
      format.encoding.invalid !== 'replace' && charset === textCharset && (charset === 'utf-8' || charset === 'ascii');
    this.#stage = this.#newStage(textCharset, format.structure.kind === 'json' ? charset : textCharset);
    this.#reader = openReader(format.structure, slots, charset, this, offset);
    this.#facts = factsOf(format, this.#origin, textCharset);
    this.#utf16 = opening.utf16 === null ? null : new FromUtf16(opening.utf16);
    const content = this.#text8(data);
    this.#reader.push(opening.utf16 === null ? content.subarray(offset) : content);
  }

  /** @param rawCharset of a record as it stands in the file */
  #newStage(charset: Charset, rawCharset: Charset): RecordStage {
    const { format, legs, together, details } = this.#compiled;
    const decodeBy = (decoder: Decoder) => (bytes: Buffer) => decoder.decode(bytes).replaceAll('\0', '\uFFFD');
    const decode = decodeBy(decoderFor(charset));
    const isBinary = format.structure.kind === 'asn1' || format.structure.kind === 'binary32297';
    const rejects = new Rejects(decode, isBinary ? (bytes) => bytes.toString('hex') : decodeBy(decoderFor(rawCharset)));
    this.#rejects = rejects;
    return new RecordStage({
      legs: legs(charset),
      together: together(charset),
      details: details?.(charset) ?? null,
      rejects,
      take: this.#take,
      condemn: (code, params, view, field, column) => this.#quarantine(code, params, view, field, column),
      carried: this.#carried,
    });
  }

  /** Content as the readers take it. */
  #text8(chunk: Buffer): Buffer {
    const text = this.#utf16 === null ? chunk : this.#utf16.push(chunk);
    return this.#compiled.format.encoding.stripNul ? blankNul(text) : text;
  }

  #badEncoding(view: RecordView): void {
    this.#stage!.broken(view, 'mediation.encoding', -1, {});
    if (this.#compiled.format.encoding.invalid === 'quarantine')
      this.#quarantine('mediation.fileEncoding', { found: 'not utf-8' }, view, '', -1);
  }

  /** Too many rejects mean that the file is not what it should be. Before the end only once a fair part has been seen. */
  #judgeRejects(atEnd: boolean): void {
    const { records, rejected } = this.counts;
    if (rejected === 0) return;
    const { rejectPercent, atLeast } = this.#compiled.format.quarantine;
    if (rejected < atLeast || rejected * 100 < records * rejectPercent || (!atEnd && records < MAX_REJECTS)) return;
    this.fileFault('mediation.fileRejects', { rejected, records, mostly: this.#rejects?.worst ?? '' });
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
}
