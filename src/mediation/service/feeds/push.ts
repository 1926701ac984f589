/** Records that programs push over HTTP: bodies are files, imported before the answer; single calls of a switch are gathered. */

import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type Actor, type Finding, Refusal } from '#base';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { inTransaction, nextNumber } from '#platform/db';
import { drained } from '#platform/drained';
import { sha256 } from '#platform/hash';
import type { Feed } from '../../feeds/feed.ts';
import { asLine, documentOf, isCallPost } from '../../feeds/formPost.ts';
import { feedSettingsSchema } from '../../feeds/settings.ts';
import { MAX_RECORD_BYTES } from '../../readers/sink.ts';
import * as store from '../../store.ts';
import { getFile } from '../files.ts';
import type { ImportDoor } from '../importDoor.ts';
import { getSource } from '../sources.ts';
import { getFeed } from './feeds.ts';
import { importOne, queueFile } from './importing.ts';

/** Largest body, in bytes as sent and unpacked. */
const MOST_SENT = 256 * 1_048_576;
const MOST_UNPACKED = 2 * 1024 * 1_048_576;
/** Bodies in hand at a time in one process. */
const AT_ONCE = 8;
/** What may wait for a feed before more is refused. */
const MOST_WAITING_FILES = 1_000;
const MOST_GATHERED_BYTES = 256 * 1_048_576;

export interface PushInput {
  readonly sourceCode: string;
  readonly stream: Readable;
  readonly mediaType: string;
  /** `Content-Encoding`. */
  readonly encoding: string;
  /** `Idempotency-Key`. */
  readonly key: string | null;
  /** As the sender calls it. */
  readonly name: string | null;
  /** The address names the one call that the body is. */
  readonly namesCall: boolean;
}

/** What became of a push. `gathered`: kept, and in a file soon. */
export interface PushReport {
  readonly state: 'imported' | 'quarantined' | 'again' | 'gathered';
  readonly fileId: number | null;
  readonly name: string | null;
  readonly records: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly filtered: number;
  readonly unmatched: number;
  readonly unpriced: number;
  readonly findings: readonly Finding[];
}

const NOTHING = {
  records: 0,
  stored: 0,
  duplicates: 0,
  rejected: 0,
  filtered: 0,
  unmatched: 0,
  unpriced: 0,
  findings: [],
};

let inHand = 0;

/**
 * Takes a body. When it returns, what was sent is durable; sent again under the same key (or the same call again) it changes nothing.
 * @throws Refusal `mediation.sourceUnknown`, `mediation.feedStopped`, `mediation.pushTooMany`, `mediation.pushBacklog`,
 * `mediation.pushTooLarge`, `mediation.pushEmpty`, `mediation.pushForm`, `mediation.pushEncoding`, `request.idempotencyKeyReused`
 */
export async function pushRecords(app: App, actor: Actor, input: PushInput, door: ImportDoor): Promise<PushReport> {
  if (inHand >= AT_ONCE) throw new Refusal('tooMany', 'mediation.pushTooMany', { most: AT_ONCE });
  inHand++;
  try {
    const feed = await inTransaction(app, actor, (ctx) => pushFeed(ctx, input.sourceCode));
    return isCallPost(input.mediaType, input.namesCall)
      ? await gatherCall(app, actor, feed, input)
      : await importBody(app, actor, feed, input, door);
  } finally {
    inHand--;
  }
}

/** The push feed of a source, made at the first push; refuses where it is stopped or too much waits. */
async function pushFeed(ctx: Context, sourceCode: string): Promise<Feed> {
  const source = await getSource(ctx, sourceCode);
  let feed = (await store.feeds(ctx.tx)).find(
    ({ sourceId, settings }) => sourceId === source.id && settings.kind === 'push',
  );
  if (feed === undefined) {
    const code = `push-${source.code
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 34)}`;
    await store.insertPushFeed(ctx, {
      id: await nextNumber(ctx, 'feed'),
      code,
      sourceId: source.id,
      settings: feedSettingsSchema.parse({ kind: 'push' }),
    });
    feed = await getFeed(ctx, code);
  }
  if (!feed.enabled) throw new Refusal('unavailable', 'mediation.feedStopped', { feed: feed.code });
  const { files, bytes } = await store.backlog(ctx.tx, feed.id);
  if (files >= MOST_WAITING_FILES || bytes >= MOST_GATHERED_BYTES)
    throw new Refusal('unavailable', 'mediation.pushBacklog', { feed: feed.code });
  return feed;
}

async function gatherCall(app: App, actor: Actor, feed: Feed, input: PushInput): Promise<PushReport> {
  const pieces: Buffer[] = [];
  for await (const piece of limited(unpacked(input), MAX_RECORD_BYTES)) pieces.push(piece);
  const document = documentOf(input.mediaType, Buffer.concat(pieces).toString('utf8'));
  if (document === null) throw new Refusal('invalid', 'mediation.pushForm');
  // XML documents cannot lie one after another in a file: each is one.
  if (document.trimStart().startsWith('<')) {
    const stored = await app.files.put(Buffer.from(document));
    await inTransaction(app, actor, async (ctx) => {
      await store.lockFeed(ctx.tx, feed.id);
      const origin = `call:${stored.sha256}`;
      if ((await store.fileOfOrigin(ctx.tx, feed.id, origin)) === null)
        await queueFile(ctx, feed, { ...stored, name: null, origin, items: 1 });
    });
  } else {
    const content = Buffer.from(asLine(document));
    await inTransaction(app, actor, (ctx) => store.insertItems(ctx, feed.id, [{ key: sha256(content), content }]));
  }
  return { ...NOTHING, state: 'gathered', fileId: null, name: null };
}

async function importBody(app: App, actor: Actor, feed: Feed, input: PushInput, door: ImportDoor): Promise<PushReport> {
  const stored = await app.files.put(limited(unpacked(input), MOST_UNPACKED));
  if (stored.bytes === 0) throw new Refusal('invalid', 'mediation.pushEmpty');
  const no = await inTransaction(app, actor, async (ctx) => {
    await store.lockFeed(ctx.tx, feed.id);
    const origin = input.key === null ? null : `key:${input.key}`;
    const known = origin === null ? null : await store.fileOfOrigin(ctx.tx, feed.id, origin);
    if (known === null) return queueFile(ctx, feed, { ...stored, name: input.name, origin, items: null });
    if (known.sha256 !== stored.sha256)
      throw new Refusal('conflict', 'request.idempotencyKeyReused', { key: input.key ?? '' });
    return known.no;
  });
  const report = await importOne(app, actor, feed, no, await door.rater(app, actor));
  if (report instanceof Refusal) throw report;
  if (report === null) return inTransaction(app, actor, (ctx) => repeatedReport(ctx, feed, no));
  await door.imported(app, actor);
  await inTransaction(app, actor, ({ tx }) => store.noteOk(tx, feed.id, new Date(app.clock.now()), null));
  return report;
}

/** What a push came to that was worked on before: as the ledger has it. */
async function repeatedReport(ctx: Context, feed: Feed, no: number): Promise<PushReport> {
  const brought = await store.feedFile(ctx.tx, feed.id, no);
  if (brought?.fileId === null || brought?.fileId === undefined)
    throw new Refusal('conflict', 'mediation.pushRefused', { feed: feed.code, file: brought?.name ?? '' });
  const file = await getFile(ctx, brought.fileId);
  return {
    state: file.state === 'backedOut' ? 'again' : file.state,
    fileId: file.id,
    name: brought.name,
    records: Number(file.records),
    stored: Number(file.stored),
    duplicates: Number(file.duplicates),
    rejected: Number(file.rejected),
    filtered: Number(file.filtered),
    unmatched: Number(file.unmatched),
    unpriced: Number(file.unpriced),
    findings: file.findings,
  };
}

/** The body, unpacked where it says that it is packed. @throws Refusal `mediation.pushEncoding` */
async function* unpacked({ stream, encoding }: PushInput): AsyncGenerator<Buffer> {
  const sent = limited(stream, MOST_SENT);
  if (encoding === '' || encoding === 'identity') {
    yield* sent;
    return;
  }
  if (encoding !== 'gzip') throw new Refusal('invalid', 'mediation.pushEncoding', { encoding });
  const gunzip = createGunzip();
  const feeding = (async () => {
    try {
      for await (const piece of sent) if (!gunzip.write(piece)) await drained(gunzip);
      gunzip.end();
    } catch (error) {
      gunzip.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  })();
  try {
    yield* gunzip;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('invalid', 'mediation.pushEncoding', { encoding });
  } finally {
    gunzip.destroy();
    await feeding;
  }
}

async function* limited(pieces: AsyncIterable<Buffer>, most: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > most) throw new Refusal('invalid', 'mediation.pushTooLarge', { most });
    yield piece;
  }
}
