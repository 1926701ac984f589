/** Rejected records read again after their format or source was set right; the rest of the file stays as it is. */
import { sql } from 'kysely';
import { audit, getTenant } from '#access/service';
import { type Actor, assert, Refusal } from '#base';
import type { App } from '#platform/app';
import { inLoad, inTransaction, type LoadContext } from '#platform/db';
import type { Progress } from '#platform/progress';
import type { UsageRecord } from '#usage';
import { load as beginLoad } from '#usage/service';
import type { FileRow } from '../files.ts';
import type { Format } from '../language/format.ts';
import type { CompiledFormat } from '../reading/compile.ts';
import { FileReading, MAX_REJECTS, type Reject } from '../reading/reading.ts';
import * as store from '../store.ts';
import { contentOf } from './content.ts';
import { Copying } from './copying.ts';
import { getFile } from './files.ts';
import { allFormats } from './formats.ts';
import type { ImportOptions } from './importDoor.ts';
import { compiledFor } from './importFile.ts';
import { SeenLoad } from './seenLoad.ts';
import { getSource } from './sources.ts';

/** What became of the rejects of a file. tried = stored + duplicates + filtered + rejected */
export interface ReplayReport {
  readonly fileId: number;
  readonly name: string;
  readonly tried: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly filtered: number;
  /** Still not readable. */
  readonly rejected: number;
}

/**
 * Reads the rejected records of a file again, with its source as it is now. The counts of the file follow; again without a change of source or
 * format does nothing.
 * @throws Refusal `mediation.fileNotKnown`, `mediation.fileNotIn`, `mediation.replayParts`, `mediation.replayMany`, `mediation.replayOther`
 */
export async function replayRejects(
  app: App,
  actor: Actor,
  fileId: number,
  options: ImportOptions,
  progress: Progress,
): Promise<ReplayReport> {
  const { file, compiled, isCompared } = await inTransaction(app, actor, async (ctx) => {
    const found = await getFile(ctx, fileId);
    if (found.state !== 'imported' || found.sourceCode === null)
      throw new Refusal('conflict', 'mediation.fileNotIn', { file: found.name });
    const source = await getSource(ctx, found.sourceCode);
    const { currency } = await getTenant(ctx);
    return {
      file: found,
      compiled: compiledFor(app, { ...source, currency }, await allFormats(ctx)),
      isCompared: source.role === 'reconciliation',
    };
  });
  if (file.rejected === 0n) return { ...NOTHING, fileId, name: file.name };
  if (isTogether(compiled.format)) throw new Refusal('conflict', 'mediation.replayParts', { file: file.name });
  if (file.rejected > BigInt(MAX_REJECTS))
    throw new Refusal('conflict', 'mediation.replayMany', { file: file.name, most: MAX_REJECTS });
  progress.phase('read', Number(file.bytes));
  return inLoad(app, actor, async (load) => {
    await store.lockImports(load);
    const report = await replay(
      load,
      { file, compiled, path: app.files.path(file.sha256), isCompared },
      options,
      progress,
    );
    if (report.rejected < report.tried)
      await audit(load, { action: 'mediation.file.replay', subject: `file/${fileId}`, detail: { ...report } });
    return report;
  });
}

/** The same for every file of a source with rejects, oldest first; files that cannot be replayed are left out. */
export async function replaySource(
  app: App,
  actor: Actor,
  sourceCode: string,
  options: ImportOptions,
  progress: Progress,
): Promise<ReplayReport[]> {
  const ids = await inTransaction(app, actor, async (ctx) =>
    store.filesWithRejects(ctx.tx, (await getSource(ctx, sourceCode)).id),
  );
  const reports: ReplayReport[] = [];
  for (const id of ids) {
    if (progress.cancelled) break;
    try {
      reports.push(await replayRejects(app, actor, id, options, progress));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return reports;
}

const NO_LOAD = {
  rows: 0,
  duplicates: 0,
  unmatched: 0,
  unpriced: 0,
  durationMs: 0,
  chargeMicro: 0,
  costMicro: 0,
  firstMs: null,
  lastMs: null,
};
const NOTHING = { tried: 0, stored: 0, duplicates: 0, filtered: 0, rejected: 0 };

/** Whether records of a format are made of several: then one cannot be read without the others. */
function isTogether({ legs, recordTypes, multiLeg, partials, fileControl }: Format): boolean {
  return [legs, recordTypes, multiLeg, partials, fileControl].some((trait) => trait !== undefined);
}

interface FileToReplay {
  readonly file: FileRow;
  readonly compiled: CompiledFormat;
  readonly path: string;
  /** Its source only serves reconciliation. */
  readonly isCompared: boolean;
}

async function replay(
  load: LoadContext,
  { file, compiled, path, isCompared }: FileToReplay,
  options: ImportOptions,
  progress: Progress,
): Promise<ReplayReport> {
  const tried = new Set(await store.rejectNos(load, file.id));
  const sourceId = file.sourceId ?? 0;
  await sql`savepoint mediation_replay`.execute(load.tx);
  const usage = isCompared
    ? new SeenLoad(load, { fileId: file.id, sourceId })
    : await beginLoad(load, { fileId: file.id, sourceId, ratedAtSeq: options.ratedAtSeq ?? 0 });
  await using copying = new Copying(usage);
  let passed = 0;
  const take = (record: UsageRecord) => {
    if (!tried.has(record.recordNo)) return;
    passed++;
    if (!isCompared) options.rate(record, sourceId);
    usage.append(record);
  };
  const origin = { name: file.name, arrivalMs: file.receivedAt.getTime(), fileId: file.id };
  const reading = new FileReading(compiled, take, origin);
  for await (const piece of contentOf(path)) {
    reading.push(piece);
    if (usage.full) await copying.next();
    progress.advance(piece.length);
  }
  reading.end();
  await copying.settle();
  if (reading.quarantine !== null || BigInt(reading.counts.records) !== file.records)
    throw new Refusal('conflict', 'mediation.replayOther', { file: file.name });
  const left = reading.rejects.filter(({ recordNo }) => tried.has(recordNo));
  // A load of nothing is none.
  if (passed === 0) await sql`rollback to savepoint mediation_replay`.execute(load.tx);
  const { rows: stored, duplicates, ...sums } = passed === 0 ? NO_LOAD : await usage.finish();
  const filtered = tried.size - passed - left.length;
  assert(
    filtered >= 0 && stored + duplicates === passed,
    `${tried.size} rejects, ${passed} passed, ${left.length} left`,
  );
  await settle(load, file, reading, left);
  await store.addReplayed(load, file.id, { ...sums, stored, duplicates, filtered, rejected: left.length });
  return { fileId: file.id, name: file.name, tried: tried.size, stored, duplicates, filtered, rejected: left.length };
}

/** The rejects that are left, as they are told now; reasons of those that are left out now. */
async function settle(load: LoadContext, file: FileRow, reading: FileReading, left: readonly Reject[]): Promise<void> {
  await store.deleteRejects(load, file.id);
  await store.insertRejects(load, file.id, left);
  await store.saveFilterCounts(load, file.id, reading.filterCounts);
}
