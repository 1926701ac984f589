/** One feed at work: its listener or its turns, its items cut into files, its files imported. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Actor, Refusal } from '#base';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import type { Feed, FeedError, FeedState } from '../../feeds/feed.ts';
import { nextRunMs } from '../../feeds/schedule.ts';
import { fetches, gathers } from '../../feeds/settings.ts';
import * as store from '../../store.ts';
import type { ImportDoor } from '../importDoor.ts';
import { feedActor, feedSecret } from './feeds.ts';
import { cutItems, importWaiting } from './importing.ts';
import { ItemWriter } from './itemWriter.ts';
import { openListener } from './listeners.ts';
import type { Listener } from './running.ts';
import { takeTurn } from './turn.ts';

const TICK_MS = 1_000;
/** An error that comes again and again is written down this often. */
const TELL_EVERY_MS = 60_000;
/** A sign of life of listeners, from which an absence is told after a crash. */
const ALIVE_EVERY_MS = 30_000;
const FORGET_EVERY_MS = 3_600_000;
/** Items are known for so long after they were cut into a file. */
const REMEMBER_MS = 7 * 86_400_000;

export class RunningFeed {
  readonly version: number;
  readonly #app: App;
  readonly #actor: Actor;
  readonly #door: ImportDoor;
  #feed: Feed;
  readonly #writer: ItemWriter;
  readonly #stopping = new AbortController();
  readonly #working: Promise<void>;
  #listener: Listener | null = null;
  #wake = () => {};
  /** Whether it listens, as far as its kind does. */
  #open = false;
  /** Not tried again before. */
  #againMs = 0;
  #telling: Promise<unknown> = Promise.resolve();
  readonly #toldAt = new Map<string, number>();
  #aliveAt = 0;
  /** How far it had come when its turn began. */
  #before: string | null = null;
  #forgotAt = 0;

  constructor(app: App, door: ImportDoor, tenantId: number, feed: Feed) {
    this.#app = app;
    this.#door = door;
    this.#feed = feed;
    this.version = feed.version;
    this.#actor = feedActor(tenantId, feed.code);
    this.#writer = new ItemWriter(app, this.#actor, feed);
    this.#working = this.#work();
  }

  get port(): number | null {
    return this.#listener?.port ?? null;
  }

  /** Something may have changed: look at once. */
  wake(): void {
    this.#againMs = 0;
    this.#wake();
  }

  /** Takes nothing more; what was taken is cut into files, which wait for the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake();
    await this.#working;
  }

  /** Stops, and imports what was taken: somebody put the feed to rest, the program goes on. */
  async finish(): Promise<void> {
    await this.stop();
    await importWaiting(this.#app, this.#actor, this.#feed, this.#door).catch((error: Error) =>
      this.#app.log.error('feed.notFinished', { feed: this.#feed.code, message: error.message }),
    );
  }

  async #work(): Promise<void> {
    await this.#begin();
    while (!this.#stopping.signal.aborted) {
      try {
        await this.#tick();
      } catch (error) {
        await this.#failed(error);
      }
      await this.#pause();
    }
    await this.#end();
  }

  /** One round: listener or turn, then what came becomes files, and files become records. */
  async #tick(): Promise<void> {
    const feed = this.#feed;
    if (fetches(feed.settings)) await this.#turn();
    else if (!this.#open && this.#app.clock.now() >= this.#againMs) await this.#listen();
    await this.#writer.noteLosses();
    if (gathers(feed.settings)) await cutItems(this.#app, this.#actor, feed, false);
    await importWaiting(this.#app, this.#actor, feed, this.#door);
    await this.#housekeeping();
  }

  /** A turn of a feed that fetches, when it is time. */
  async #turn(): Promise<void> {
    const feed = await this.#in(({ tx }) => store.feedById(tx, this.#feed.id));
    const beganMs = this.#app.clock.now();
    if (feed === null || (feed.nextRunAt !== null && feed.nextRunAt.getTime() > beganMs)) return;
    this.#feed = feed;
    if (!fetches(feed.settings)) return;
    const plannedMs = beganMs + feed.settings.everyS * 1_000;
    this.#before = await this.#in(async ({ tx }) => {
      await store.beginTurn(tx, feed.id, new Date(plannedMs));
      return store.progressOf(tx, feed.id);
    });
    const { signal } = this.#stopping;
    let settlesInMs: number | null = null;
    try {
      settlesInMs = await takeTurn(this.#app, this.#actor, feed, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    // Cut short by us: it goes on at the next start.
    if (signal.aborted) {
      await this.#in(({ tx }) => store.runSoon(tx, feed.id));
      return;
    }
    await cutItems(this.#app, this.#actor, feed, true);
    const endedMs = this.#app.clock.now();
    const nextMs = nextRunMs({ beganMs, endedMs, everyS: feed.settings.everyS, failures: 0, settlesInMs });
    await this.#in(async ({ tx }) => {
      await store.noteOk(tx, feed.id, new Date(beganMs), new Date(nextMs));
      await store.setState(tx, feed.id, 'waiting');
    });
  }

  async #listen(): Promise<void> {
    const { settings } = this.#feed;
    const secret = await this.#in((ctx) => feedSecret(this.#app, ctx, this.#feed));
    const tell = (state: FeedState, error?: FeedError) => this.#tell(state, error);
    this.#listener = await openListener({
      app: this.#app,
      actor: this.#actor,
      feed: this.#feed,
      settings,
      secret,
      writer: this.#writer,
      tell,
    });
    this.#open = true;
    await this.#in((ctx) => store.endAway(ctx, this.#feed.id));
  }

  /** After a crash: it was away since its last sign of life. */
  async #begin(): Promise<void> {
    const { id, settings, state, lastRunAt } = this.#feed;
    // Whoever pushes sees that nobody answers, and comes again.
    const died = (state === 'listening' || state === 'connected') && settings.kind !== 'push' && lastRunAt !== null;
    try {
      // A turn that was cut short goes on at once.
      if (state === 'running') await this.#in(({ tx }) => store.runSoon(tx, id));
      if (died) await this.#in((ctx) => store.beginAway(ctx, id, lastRunAt));
    } catch (error) {
      await this.#failed(error);
    }
  }

  async #end(): Promise<void> {
    const wasListening = this.#listener !== null;
    try {
      await this.#listener?.stop();
      await this.#writer.close();
      await this.#telling;
      if (gathers(this.#feed.settings)) await cutItems(this.#app, this.#actor, this.#feed, true);
      await this.#in(async (ctx) => {
        await store.setState(ctx.tx, this.#feed.id, 'stopped');
        if (wasListening) await store.beginAway(ctx, this.#feed.id);
      });
    } catch (error) {
      this.#app.log.error('feed.notStopped', { feed: this.#feed.code, message: (error as Error).message });
    }
  }

  async #failed(error: unknown): Promise<void> {
    const { code } = this.#feed;
    const known = error instanceof Refusal;
    if (!known) this.#app.log.error('feed.failed', { feed: code, stack: (error as Error).stack });
    const told: FeedError = known
      ? { code: error.code, params: error.params }
      : { code: 'mediation.feedTrouble', params: { reason: (error as Error).message.slice(0, 200) } };
    const retryAfterMs = known ? Number(error.params.retryAfterMs ?? 0) : 0;
    try {
      await this.#in(async ({ tx }) => {
        const feed = await store.feedById(tx, this.#feed.id);
        if (feed === null) return;
        const nowMs = this.#app.clock.now();
        // A turn that brought something before its error is none of several in a row: the rest is asked for soon.
        const came = this.#before !== null && this.#before !== (await store.progressOf(tx, feed.id));
        const failures = came ? 1 : feed.failures + 1;
        const everyS = fetches(feed.settings) ? feed.settings.everyS : 60;
        const nextMs = nextRunMs({ beganMs: nowMs, endedMs: nowMs, everyS, failures, retryAfterMs });
        const at = new Date(nowMs);
        this.#againMs = nextMs;
        await store.noteError(tx, feed.id, told, { at, failures, nextRunAt: new Date(nextMs) });
        await store.setState(tx, feed.id, 'failed');
      });
    } catch (again) {
      this.#app.log.error('feed.notNoted', { feed: code, message: (again as Error).message });
    }
  }

  /** What a listener says of itself; the same error not more often than once a minute. */
  #tell(state: FeedState, error?: FeedError): void {
    const nowMs = this.#app.clock.now();
    if (error !== undefined) {
      const toldAt = this.#toldAt.get(error.code);
      if (toldAt !== undefined && nowMs - toldAt < TELL_EVERY_MS) return;
      this.#toldAt.set(error.code, nowMs);
    }
    const at = new Date(nowMs);
    this.#telling = this.#telling
      .then(() =>
        this.#in(async (ctx) => {
          const { tx } = ctx;
          const { id } = this.#feed;
          await store.setState(tx, id, state);
          if (error !== undefined) await store.noteError(tx, id, error, { at, failures: 1, nextRunAt: null });
          else await store.noteOk(tx, id, at, null);
          if (state === 'connected') await store.endAway(ctx, id);
          if (state === 'failed') await store.beginAway(ctx, id);
        }),
      )
      .catch((trouble: Error) =>
        this.#app.log.error('feed.notNoted', { feed: this.#feed.code, message: trouble.message }),
      );
  }

  async #housekeeping(): Promise<void> {
    const nowMs = this.#app.clock.now();
    const { id } = this.#feed;
    if (this.#listener !== null && nowMs - this.#aliveAt >= ALIVE_EVERY_MS) {
      this.#aliveAt = nowMs;
      await this.#in(({ tx }) => store.noteAlive(tx, id, new Date(nowMs)));
    }
    if (nowMs - this.#forgotAt >= FORGET_EVERY_MS) {
      this.#forgotAt = nowMs;
      await this.#in(({ tx }) => store.forgetItems(tx, id, new Date(nowMs - REMEMBER_MS)));
    }
  }

  #in<Result>(work: (ctx: Context) => Promise<Result>): Promise<Result> {
    return inTransaction(this.#app, this.#actor, work);
  }

  async #pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      void sleep(TICK_MS, undefined, { signal: this.#stopping.signal }).then(resolve, () => resolve());
    });
  }
}
