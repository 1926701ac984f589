/** Writes what a stream brings in batches: as many items as came while the batch before was written. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '#base';
import type { App } from '#platform/app';
import { inTransaction } from '#platform/db';
import type { Feed } from '../../feeds/feed.ts';
import * as store from '../../store.ts';

/** What may wait in memory; beyond it the stream is to be held back, or what comes is dropped and counted. */
const MOST_BYTES = 8 * 1_048_576;
const BATCH_BYTES = 1_048_576;
const BATCH_ITEMS = 5_000;
const AGAIN_MS = 1_000;
/** Most of a row that holds several records. */
const ROW_BYTES = 262_144;

interface Waiting extends store.NewItem {
  readonly kept?: () => void;
}

/** One feed's way into the database. Nothing is lost while the process lives: a batch that cannot be written is tried again. */
export class ItemWriter {
  readonly #app: App;
  readonly #actor: Actor;
  readonly #feed: Feed;
  #waiting: Waiting[] = [];
  #bytes = 0;
  #dropped = 0;
  #cutOff = 0;
  #writing: Promise<void> | null = null;
  #closed = false;
  readonly #onRoom = new Set<() => void>();

  constructor(app: App, actor: Actor, feed: Feed) {
    this.#app = app;
    this.#actor = actor;
    this.#feed = feed;
  }

  /** No room: streams are to be held back until `room` resolves. */
  get full(): boolean {
    return this.#bytes >= MOST_BYTES;
  }

  /** Resolves once there is room again. */
  room(): Promise<void> {
    return this.full ? new Promise((resolve) => this.#onRoom.add(resolve)) : Promise.resolve();
  }

  /** Takes an item; `kept` is called once it is durable (also when it was known before). For streams that mind `room`. */
  add(content: Buffer, key: Buffer | null = null, kept?: () => void): void {
    this.#waiting.push(kept === undefined ? { key, content } : { key, content, kept });
    this.#bytes += content.length;
    this.#writing ??= this.#write();
  }

  /** The same where nobody can be held back: without room it is dropped and counted. */
  offer(content: Buffer, key: Buffer | null = null, kept?: () => void): void {
    if (this.full) this.#dropped++;
    else this.add(content, key, kept);
  }

  /** Counts records that were lost on their way to us. */
  lost(count: number): void {
    this.#dropped += count;
  }

  /** Counts records that came but were cut off. */
  cutOff(count: number): void {
    this.#cutOff += count;
  }

  /** Resolves when all that was taken is durable. */
  async settled(): Promise<void> {
    while (this.#writing !== null) await this.#writing;
    await this.noteLosses();
  }

  /** Ends after what was taken is durable, or at once where the database does not answer any more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.settled();
  }

  async #write(): Promise<void> {
    await null; // what came in the same moment goes together
    while (this.#waiting.length > 0) {
      const batch = this.#take();
      if (await this.#keep(batch)) for (const { kept } of batch) kept?.();
      this.#bytes -= batch.reduce((sum, { content }) => sum + content.length, 0);
      if (!this.full) {
        for (const resolve of this.#onRoom) resolve();
        this.#onRoom.clear();
      }
    }
    this.#writing = null;
  }

  #take(): Waiting[] {
    let bytes = 0;
    let count = 0;
    while (count < this.#waiting.length && count < BATCH_ITEMS && bytes < BATCH_BYTES)
      bytes += this.#waiting[count++]!.content.length;
    return this.#waiting.splice(0, count);
  }

  async #keep(batch: readonly Waiting[]): Promise<boolean> {
    const items = merged(batch);
    for (;;) {
      try {
        await inTransaction(this.#app, this.#actor, (ctx) => store.insertItems(ctx, this.#feed.id, items));
        return true;
      } catch (error) {
        this.#app.log.error('feed.notKept', { feed: this.#feed.code, message: (error as Error).message });
        if (this.#closed) return false;
        await sleep(AGAIN_MS);
      }
    }
  }

  /** Writes down what was dropped or cut off since the last time. */
  async noteLosses(): Promise<void> {
    const losses = [
      ['dropped', this.#dropped],
      ['cutOff', this.#cutOff],
    ] as const;
    this.#dropped = 0;
    this.#cutOff = 0;
    for (const [kind, count] of losses) {
      if (count === 0) continue;
      await inTransaction(this.#app, this.#actor, (ctx) => {
        const at = new Date(ctx.clock.now());
        return store.insertGap(ctx, { feedId: this.#feed.id, kind, fromAt: at, toAt: at, count: BigInt(count) });
      });
    }
  }
}

/** Records that nothing tells from others lie in one row with their neighbours. */
function merged(batch: readonly Waiting[]): store.NewItem[] {
  const items: store.NewItem[] = [];
  let run: Buffer[] = [];
  let bytes = 0;
  const close = () => {
    if (run.length > 0) items.push({ key: null, content: Buffer.concat(run) });
    run = [];
    bytes = 0;
  };
  for (const { key, content } of batch) {
    if (key !== null || bytes + content.length > ROW_BYTES) close();
    if (key !== null) items.push({ key, content });
    else {
      run.push(content);
      bytes += content.length;
    }
  }
  close();
  return items;
}
