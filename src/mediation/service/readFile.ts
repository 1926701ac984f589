/** One file read into the store: in whole, or not at all. */
import { basename } from 'node:path';
import { sql } from 'kysely';
import { assert, type Finding, Refusal } from '#base';
import type { LoadContext } from '#platform/db';
import type { Progress } from '#platform/progress';
import type { UsageRecord } from '#usage';
import { load as beginLoad, type LoadResult } from '#usage/service';
import { type FileFigures, type ImportReport, NO_FIGURES, readingFindings } from '../importReport.ts';
import type { FileNumber } from '../joining/fileControl.ts';
import type { CompiledFormat } from '../reading/compile.ts';
import { detectFormat } from '../reading/detect.ts';
import { FileReading } from '../reading/reading.ts';
import type { Source } from '../source.ts';
import { carriedAt, carryOn } from './carryOver.ts';
import { BrokenPacking, contentOf } from './content.ts';
import { Copying } from './copying.ts';
import { noteCorrections } from './corrections.ts';
import { deliveryFindings } from './deliveries.ts';
import type { ImportOptions } from './importDoor.ts';
import { replacedBy, replaces, Span, takeOutReplaced } from './replacing.ts';
import { SeenLoad } from './seenLoad.ts';

/** What a file came to. */
export type Outcome = Pick<ImportReport, 'state' | 'loadNo' | 'findings'> &
  FileFigures & {
    readonly state: 'imported' | 'quarantined';
    readonly rejects: FileReading['rejects'];
    readonly number: FileNumber | null;
    /** What is to be done once the file stands in the ledger. */
    readonly settle: () => Promise<void>;
  };

/** A file put aside whole. */
export function quarantined(finding: Finding | null): Outcome {
  assert(finding !== null, 'a quarantine has a reason');
  return {
    ...NO_FIGURES,
    state: 'quarantined',
    loadNo: null,
    findings: [finding],
    rejects: [],
    number: null,
    settle: async () => {},
  };
}

export interface FileToRead {
  readonly id: number;
  readonly path: string;
  readonly name: string;
  readonly source: Source;
  readonly compiled: CompiledFormat;
  readonly head: Buffer;
  /** It was taken out before: what it left empty on issued invoices is filled again. */
  readonly anew: boolean;
  /** The file that was taken out because this one replaces it, and the finding that says so. */
  readonly replaced?: { readonly fileId: number; readonly finding: Finding };
}

/** Reads and stores; when the file turns out unusable, takes everything back but the reason. */
export async function readFile(
  ctx: LoadContext,
  file: FileToRead,
  options: ImportOptions,
  progress: Progress,
): Promise<Outcome> {
  const { format } = file.compiled;
  const { dedup } = format;
  await sql`savepoint mediation_file`.execute(ctx.tx);
  const isCompared = file.source.role === 'reconciliation';
  const load = isCompared
    ? new SeenLoad(ctx, { fileId: file.id, sourceId: file.source.id })
    : await beginLoad(ctx, {
        fileId: file.id,
        sourceId: file.source.id,
        ratedAtSeq: options.ratedAtSeq ?? 0,
        // What was left empty on issued invoices is filled again.
        onConflict: file.anew || file.replaced !== undefined ? 'keepLast' : dedup.onConflict,
      });
  await using copying = new Copying(load);
  const { rate } = options;
  const sourceId = file.source.id;
  const span = replaces(format) && file.replaced === undefined ? new Span() : null;
  const take = (record: UsageRecord) => {
    span?.add(record.startMs);
    if (!isCompared) rate(record, sourceId);
    load.append(record);
  };
  const carried = await carriedAt(ctx, sourceId, file.compiled);
  const origin = { name: basename(file.name), arrivalMs: ctx.clock.now(), fileId: file.id };
  const reading = new FileReading(file.compiled, take, origin, carried?.groups ?? []);
  try {
    for await (const piece of contentOf(file.path)) {
      reading.push(piece);
      if (load.full) await copying.next();
      progress.advance(piece.length);
      if (progress.cancelled) throw new Refusal('conflict', 'mediation.cancelled');
      if (reading.quarantine !== null) break;
    }
    reading.end();
  } catch (error) {
    if (!(error instanceof BrokenPacking)) throw error;
    reading.fileFault('mediation.filePacking', { found: error.message });
  }
  await copying.settle();
  if (nothingFits(reading, file)) reading.fileFault('mediation.fileFormat', { expected: file.compiled.format.id });
  const delivery = { id: file.id, name: file.name, sourceId, format };
  const notices = reading.quarantine === null ? await deliveryFindings(ctx, delivery, reading) : [];
  const reason = reading.quarantine ?? notices.find(({ severity }) => severity === 'error') ?? null;
  if (reason !== null) {
    await sql`rollback to savepoint mediation_file`.execute(ctx.tx);
    return quarantined(reason);
  }
  const earlier = span === null ? null : await replacedBy(ctx, delivery, reading, span);
  if (earlier !== null) {
    // Only the file itself tells what it replaces: that goes out first, parts of calls too, and the file is read again.
    await sql`rollback to savepoint mediation_file`.execute(ctx.tx);
    const finding = await takeOutReplaced(ctx, options, earlier, file.id);
    return readFile(ctx, { ...file, replaced: { fileId: earlier.id, finding } }, options, progress);
  }
  const result = await load.finish();
  const settle = async () => {
    // What was left empty when files were taken out is no other file's.
    await noteCorrections(ctx, file.id, result.corrected, [file.id, file.replaced?.fileId ?? file.id]);
    if (carried === null) return;
    await carryOn({ ctx, sourceId, rate, ratedAtSeq: options.ratedAtSeq ?? 0 }, file.id, carried, reading);
  };
  return {
    ...figures(reading, result),
    state: 'imported',
    loadNo: result.loadNo,
    findings: [
      ...readingFindings(reading),
      ...(file.replaced === undefined ? [] : [file.replaced.finding]),
      ...notices,
    ],
    rejects: reading.rejects,
    number: reading.fileNumber,
    settle,
  };
}

/** Not one record could be read, and the beginning does not look like the format either. */
function nothingFits(reading: FileReading, file: FileToRead): boolean {
  const { passed, filtered, rejected, waiting, joined } = reading.counts;
  return (
    passed + filtered + waiting + joined === 0 &&
    rejected > 0 &&
    detectFormat(file.head, [file.compiled.format]).length === 0
  );
}

function figures(reading: FileReading, result: LoadResult): FileFigures {
  const { records, repeated, rejected, filtered, joined, waiting } = reading.counts;
  const { rows: stored, duplicates: known, loadNo: _loadNo, corrected: _corrected, ...sums } = result;
  const duplicates = known + repeated;
  assert(
    records === stored + duplicates + rejected + filtered + joined + waiting,
    `file of ${records} records, ${stored} + ${duplicates} + ${rejected} + ${filtered} + ${joined} + ${waiting}`,
  );
  const { filterCounts } = reading;
  return { ...sums, records, stored, duplicates, rejected, filtered, joined, waiting, filterCounts };
}
