/** Parts of calls apart from any file: ended by the clock, and taken out with the file that brought them. */
import type { Actor } from '#base';
import type { App } from '#platform/app';
import { inLoad, inTransaction, type LoadContext } from '#platform/db';
import { fileOf } from '#usage/service';
import { compileFormat } from '../reading/compile.ts';
import * as store from '../store.ts';
import { carriedAt, endOverdue } from './carryOver.ts';
import { allFormats, formatNamed } from './formats.ts';
import type { ImportOptions } from './importDoor.ts';

/**
 * Ends what has waited at any source for longer than its window by the clock: calls whose other parts never came, and those that only time ends.
 * Each source is a transaction of its own; again does nothing. Returns how many ended.
 */
export async function endOverdueParts(app: App, actor: Actor, options: ImportOptions): Promise<number> {
  const { sources, formats } = await inTransaction(app, actor, async (ctx) => ({
    sources: await store.sources(ctx),
    formats: await allFormats(ctx),
  }));
  let ended = 0;
  for (const source of sources) {
    const { compiled } = compileFormat(formatNamed(formats, source.format), source);
    // Nothing is locked for sources whose records wait for no other file.
    if (compiled?.together('utf-8').assembly?.acrossFiles !== true) continue;
    ended += await inLoad(app, actor, async (ctx) => {
      await store.lockImports(ctx);
      const carried = await carriedAt(ctx, source.id, compiled);
      if (carried === null) return 0;
      const loading = { ctx, sourceId: source.id, rate: options.rate, ratedAtSeq: options.ratedAtSeq ?? 0 };
      return endOverdue(loading, carried, carried.groups, Number.NEGATIVE_INFINITY);
    });
  }
  return ended;
}

/** What taking a file's parts out means for records that other files have a part in. */
export interface TakenOut {
  /** Keys of stored records that are whole no more: they are to be taken out too, whatever file they stand in. */
  readonly records: readonly store.JoinedTo[];
}

/**
 * Takes the parts of a file out, as its records are taken out: parts of other files that were joined with them wait again. The counts of those
 * files follow; the records themselves, and the counts of the file, are the caller's.
 */
export async function takeOutParts(ctx: LoadContext, fileId: number): Promise<TakenOut> {
  const parts = await store.partsAround(ctx, fileId);
  const own = parts.filter((part) => part.fileId === fileId);
  const others = parts.filter((part) => part.fileId !== fileId);
  const joined = Map.groupBy(
    parts.filter(({ joinedTo }) => joinedTo !== null),
    ({ joinedTo }) => `${joinedTo?.startMs} ${joinedTo?.dedupHash}`,
  );
  const records: store.JoinedTo[] = [];
  const wholes: store.CountShift[] = [];
  for (const group of joined.values()) {
    const { joinedTo } = group[0]!;
    const files = group.map((part) => part.fileId);
    const holder = joinedTo === null ? null : await fileOf(ctx, joinedTo);
    const isStored = holder !== null && files.includes(holder);
    if (isStored && joinedTo !== null) records.push(joinedTo);
    // One part of each record stood for the whole: as stored, or as a duplicate of a record of other files.
    const standing = isStored ? holder : Math.max(...files);
    if (standing !== fileId)
      wholes.push({ fileId: standing, joined: 1, ...(isStored ? { stored: -1 } : { duplicates: -1 }) });
  }
  await store.deleteParts(ctx, own);
  await store.letPartsWait(ctx, others);
  await store.shiftCounts(ctx, [
    ...others.map(({ fileId: other }) => ({ fileId: other, joined: -1, waiting: 1 })),
    ...wholes,
  ]);
  return { records };
}
