/** A turn of a feed that looks through files elsewhere: what is new and complete is archived and queued, once. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Actor, Refusal } from '#base';
import type { App } from '#platform/app';
import { inTransaction } from '#platform/db';
import type { StoredFile } from '#platform/files';
import type { Feed } from '../../feeds/feed.ts';
import {
  completeFiles,
  type Grown,
  HEAD_BYTES,
  look,
  originOf,
  type RemoteFile,
  type Seen,
  settlesInMs,
  wantedFiles,
  wholeLines,
} from '../../feeds/remoteFiles.ts';
import type { FileSettings } from '../../feeds/settings.ts';
import * as store from '../../store.ts';
import { queueFile } from './importing.ts';
import type { RemoteFolder } from './remoteFolder.ts';

const cursorSchema = z.object({
  seen: z.record(z.string(), z.string()).default({}),
  grown: z
    .array(z.object({ name: z.string(), readBytes: z.number(), headBytes: z.number(), head: z.string() }))
    .default([]),
  /** Key of an SSH server at the first visit. */
  hostKey: z.string().optional(),
});
export type FilesCursor = z.output<typeof cursorSchema>;

/** How far a feed of files has come. */
export function filesCursor(stored: unknown): FilesCursor {
  return cursorSchema.parse(stored);
}

/** Most of a growing file taken at a time, in bytes; the rest at once after it. */
const MOST_GROWN = 64 * 1_048_576;

/**
 * Looks through a folder once. Cut short at any instant, the next turn goes on where this one was.
 * @returns after how many ms to look again for files that may still grow; null where there are none
 */
export async function takeFiles(
  app: App,
  actor: Actor,
  feed: Feed,
  settings: FileSettings,
  folder: RemoteFolder,
  signal: AbortSignal,
): Promise<number | null> {
  const listing = await folder.list();
  const wanted = wantedFiles(listing, settings);
  if (settings.grows) {
    await takeGrown(app, actor, feed, wanted, folder, signal);
    return null;
  }
  const before = await readCursor(app, actor, feed);
  const complete = completeFiles(wanted, listing, settings, before.seen, app.clock.now());
  const known = await inTransaction(app, actor, ({ tx }) => store.knownOrigins(tx, feed.id, complete.map(originOf)));
  for (const file of complete) {
    if (signal.aborted) return null;
    if (!known.has(originOf(file))) await takeOne(app, actor, feed, file, folder);
  }
  const after: Seen = look(wanted, before.seen, app.clock.now());
  await changeCursor(app, actor, feed, (cursor) => ({ ...cursor, seen: after }));
  if (settings.afterwards !== 'keep') await clearAway(app, actor, feed, settings, complete, folder);
  return settlesInMs(wanted, complete, settings);
}

async function takeOne(app: App, actor: Actor, feed: Feed, file: RemoteFile, folder: RemoteFolder): Promise<void> {
  const stored = await app.files.put(folder.read(file.name));
  // Somebody is still writing: the next look will see.
  if (stored.bytes !== file.bytes) return;
  await queue(app, actor, feed, file.name, originOf(file), stored);
}

async function queue(
  app: App,
  actor: Actor,
  feed: Feed,
  name: string,
  origin: string,
  stored: StoredFile,
  cursor?: FilesCursor,
) {
  await inTransaction(app, actor, async (ctx) => {
    await store.lockFeed(ctx.tx, feed.id);
    if ((await store.fileOfOrigin(ctx.tx, feed.id, origin)) === null)
      await queueFile(ctx, feed, { ...stored, name, origin, items: null });
    if (cursor !== undefined) await store.setCursor(ctx.tx, feed.id, cursor);
  });
}

/** Removes or moves files at their sender whose import is done: not those that wait, were refused or lie in quarantine. */
async function clearAway(
  app: App,
  actor: Actor,
  feed: Feed,
  settings: FileSettings,
  files: readonly RemoteFile[],
  folder: RemoteFolder,
): Promise<void> {
  const done = await inTransaction(app, actor, ({ tx }) => store.importedOrigins(tx, feed.id, files.map(originOf)));
  for (const file of files) {
    if (!done.has(originOf(file))) continue;
    const markers = settings.markerSuffix === undefined ? [] : [file.name + settings.markerSuffix];
    for (const name of [file.name, ...markers]) {
      if (settings.afterwards === 'delete') await folder.remove(name);
      else await folder.move(name, `${settings.moveTo}/${name}`);
    }
  }
}

/** Takes what growing files have grown by, up to their last line end. */
async function takeGrown(
  app: App,
  actor: Actor,
  feed: Feed,
  wanted: readonly RemoteFile[],
  folder: RemoteFolder,
  signal: AbortSignal,
): Promise<void> {
  let cursor = await readCursor(app, actor, feed);
  const present: Grown[] = [];
  for (const file of wanted) {
    if (signal.aborted) return;
    let known = await findGrown(cursor.grown, file, folder);
    for (;;) {
      const readBytes = known?.readBytes ?? 0;
      if (file.bytes <= readBytes) break;
      const piece = await bytesOf(folder.read(file.name, readBytes, Math.min(file.bytes - readBytes, MOST_GROWN)));
      const whole = piece.subarray(0, wholeLines(piece));
      if (whole.length === 0) break;
      const grown = await grownTo(file, readBytes + whole.length, folder);
      const others = cursor.grown.filter((each) => each !== known);
      cursor = { ...cursor, grown: [...others, grown] };
      const stored = await app.files.put(whole);
      const origin = `grown:${grown.head.slice(0, 16)}|${readBytes}|${grown.readBytes}`;
      await queue(app, actor, feed, `${file.name}@${readBytes}`, origin, stored, cursor);
      known = grown;
    }
    if (known !== null) present.push({ ...known, name: file.name });
  }
  // What is gone is forgotten.
  await changeCursor(app, actor, feed, (latest) => ({ ...latest, grown: present }));
}

/** What is known of a file: by its beginning, whatever its name is now. */
async function findGrown(grown: readonly Grown[], file: RemoteFile, folder: RemoteFolder): Promise<Grown | null> {
  const candidates = grown.filter(({ headBytes }) => headBytes <= file.bytes);
  if (candidates.length === 0) return null;
  const head = await bytesOf(folder.read(file.name, 0, Math.min(file.bytes, HEAD_BYTES)));
  const fitting = candidates.filter(
    (each) => each.head === sha256Of(head.subarray(0, each.headBytes)) && each.readBytes <= file.bytes,
  );
  return fitting.find(({ name }) => name === file.name) ?? fitting[0] ?? null;
}

async function grownTo(file: RemoteFile, readBytes: number, folder: RemoteFolder): Promise<Grown> {
  const headBytes = Math.min(readBytes, HEAD_BYTES);
  const head = sha256Of(await bytesOf(folder.read(file.name, 0, headBytes)));
  return { name: file.name, readBytes, headBytes, head };
}

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function bytesOf(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

async function readCursor(app: App, actor: Actor, feed: Feed): Promise<FilesCursor> {
  const inside = await inTransaction(app, actor, ({ tx }) => store.feedInside(tx, feed.id));
  if (inside === null) throw new Refusal('notFound', 'mediation.feedUnknown', { feed: feed.code });
  return filesCursor(inside.cursor);
}

/** Changes how far a feed has come, whatever else of it changes at the same time. */
export async function changeCursor(
  app: App,
  actor: Actor,
  feed: Feed,
  change: (cursor: FilesCursor) => FilesCursor,
): Promise<void> {
  await inTransaction(app, actor, async ({ tx }) => {
    await store.lockFeed(tx, feed.id);
    const inside = await store.feedInside(tx, feed.id);
    if (inside !== null) await store.setCursor(tx, feed.id, change(filesCursor(inside.cursor)));
  });
}
