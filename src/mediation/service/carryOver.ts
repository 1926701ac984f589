/** Parts of calls from one file to the next: loaded before a file is read, kept or settled after it. */
import { assert } from '#base';
import type { LoadContext } from '#platform/db';
import type { RateOnArrival, StoredRecord } from '#usage';
import { replace, sumsByFile } from '#usage/service';
import { type AssemblyParts, foldCarried, type Group } from '../joining/assembler.ts';
import { groupsOf, hashText, storedPart } from '../joining/carried.ts';
import type { CompiledFormat } from '../reading/compile.ts';
import type { FileReading } from '../reading/reading.ts';
import { aloneReject, type EndedGroup } from '../reading/recordStage.ts';
import type { Reject } from '../reading/rejects.ts';
import * as store from '../store.ts';

/** What is carried over at a source. */
export interface Carried {
  readonly assembly: AssemblyParts;
  readonly groups: readonly Group[];
  /** When the last part of a group came, epoch ms, by hash. */
  readonly receivedMs: ReadonlyMap<string, number>;
}

/** Null where the format's records stand by themselves, or are together in one file. */
export async function carriedAt(ctx: LoadContext, sourceId: number, compiled: CompiledFormat): Promise<Carried | null> {
  const { assembly } = compiled.together('utf-8');
  if (assembly === null || !assembly.acrossFiles) return null;
  const parts = await store.waitingParts(ctx, sourceId);
  const receivedMs = new Map<string, number>();
  for (const part of parts)
    receivedMs.set(part.groupHash, Math.max(part.receivedMs, receivedMs.get(part.groupHash) ?? 0));
  return { assembly, groups: groupsOf(parts), receivedMs };
}

interface Loading {
  readonly ctx: LoadContext;
  readonly sourceId: number;
  readonly rate: RateOnArrival;
  readonly ratedAtSeq: number;
}

/** After a file: its open parts are kept, those of files before that ended with it are settled, and so is what has waited too long. */
export async function carryOn(loading: Loading, fileId: number, carried: Carried, reading: FileReading): Promise<void> {
  const { ctx, sourceId } = loading;
  const receivedMs = ctx.clock.now();
  const kept = (group: Group, ended: EndedGroup | null) =>
    group.parts
      .filter((part) => part.carried === null)
      .map((part) => ({
        part: storedPart(part, group, fileId, receivedMs),
        joinedTo: ended === null ? null : joinedTo(ended),
        waiting: ended === null,
      }));
  const joined = reading.ended.filter(({ fate }) => fate === 'joined');
  await store.insertParts(ctx, sourceId, [
    ...reading.open.flatMap((group) => kept(group, null)),
    ...joined.flatMap((ended) => kept(ended.group, ended)),
  ]);
  await settleEnded(loading, reading.ended);
  const gone = new Set([...reading.ended.map(({ group }) => hashText(group)), ...reading.open.map(hashText)]);
  const left = carried.groups.filter((group) => !gone.has(hashText(group)));
  await endOverdue(loading, carried, left, reading.latestMs);
}

/** Carried parts of groups that ended: part of a record, or alone for good. */
async function settleEnded({ ctx }: Loading, ended: readonly EndedGroup[]): Promise<void> {
  const places: (store.PartPlace & { readonly joinedTo: store.JoinedTo | null })[] = [];
  const shifts: store.CountShift[] = [];
  for (const one of ended.filter(({ fate }) => fate === 'joined'))
    for (const { record, carried } of one.group.parts) {
      if (carried === null) continue;
      places.push({ fileId: carried.fileId, recordNo: record.recordNo, joinedTo: joinedTo(one) });
      shifts.push({ fileId: carried.fileId, waiting: -1, joined: 1 });
    }
  await store.joinParts(ctx, places);
  await store.shiftCounts(ctx, shifts);
  await rejectParts(
    ctx,
    ended.filter(({ fate }) => fate === 'alone').map(({ group }) => group),
  );
}

async function rejectParts(ctx: LoadContext, groups: readonly Group[]): Promise<void> {
  const parts = groups.flatMap((group) => group.parts.filter(({ carried }) => carried !== null));
  const byFile = Map.groupBy(parts, ({ carried }) => carried?.fileId ?? 0);
  for (const [fileId, own] of byFile) {
    const rejects = own.map(({ record, lineNo, raw }): Reject => aloneReject(record, lineNo, raw()));
    await store.insertRejects(ctx, fileId, rejects);
    await store.shiftCounts(ctx, [{ fileId, waiting: -own.length, rejected: own.length }]);
    await store.deleteParts(
      ctx,
      rejects.map(({ recordNo }) => ({ fileId, recordNo })),
    );
  }
}

/**
 * Ends groups that no file can complete any more: their window is over by the records that came since, or by the clock since their last part came.
 * Returns how many ended. @param latestMs start of the latest record of the source
 */
export async function endOverdue(
  loading: Loading,
  { assembly, receivedMs }: Carried,
  groups: readonly Group[],
  latestMs: number,
): Promise<number> {
  const now = loading.ctx.clock.now();
  const isOver = (group: Group) =>
    group.lastMs + assembly.windowMs < latestMs || (receivedMs.get(hashText(group)) ?? now) + assembly.windowMs < now;
  const over = groups.filter(isOver);
  if (over.length === 0) return 0;
  if (assembly.incompleteRejects) await rejectParts(loading.ctx, over);
  else await storeOverdue(loading, assembly, over);
  return over.length;
}

/** What is there of a group counts: one record at the place of its last part, in the file that brought that. */
async function storeOverdue(loading: Loading, assembly: AssemblyParts, groups: readonly Group[]): Promise<void> {
  const { ctx, sourceId, rate, ratedAtSeq } = loading;
  const folded = groups.map((group) => {
    const { record, fileId } = foldCarried(group, assembly.fold, assembly.counters);
    const stored: StoredRecord = { ...record, loadNo: 0, fileId, sourceId };
    rate(stored, sourceId);
    return { group, stored };
  });
  const nobody = { fromMs: 0, toMs: 1, customerIds: [] };
  const result = await replace(
    ctx,
    { kind: 'joining', scope: nobody, loadNo: 'new', ratedAtSeq },
    folded.map(({ stored }) => stored),
  );
  const sums = await sumsByFile(ctx, result.loadNo);
  await store.addStoredSums(ctx, sums);
  const storedOf = new Map(sums.map(({ fileId, rows }) => [fileId, rows]));
  const shifts: store.CountShift[] = [];
  const wholes = new Map<number, number>();
  for (const { group, stored } of folded) {
    wholes.set(stored.fileId, (wholes.get(stored.fileId) ?? 0) + 1);
    for (const { carried } of group.parts) shifts.push({ fileId: carried?.fileId ?? 0, waiting: -1, joined: 1 });
  }
  // Of the parts of each record one stands for the whole.
  for (const [fileId, records] of wholes) {
    const kept = storedOf.get(fileId) ?? 0;
    assert(kept <= records, `file ${fileId}: ${kept} stored of ${records}`);
    shifts.push({ fileId, joined: -records, stored: kept, duplicates: records - kept });
  }
  await store.joinParts(
    ctx,
    folded.flatMap(({ group, stored }) =>
      group.parts.map(({ record, carried }) => ({
        fileId: carried?.fileId ?? 0,
        recordNo: record.recordNo,
        joinedTo: { startMs: stored.startMs, dedupHash: hashText(group) },
      })),
    ),
  );
  await store.shiftCounts(ctx, shifts);
}

function joinedTo({ group, record }: EndedGroup): store.JoinedTo | null {
  return record === null ? null : { startMs: record.startMs, dedupHash: hashText(group) };
}
