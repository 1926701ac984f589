/** Runs the feeds of all tenants, and ends calls whose other parts never came, in one process of those that share a database: whoever holds the lock. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { systemActor } from '#base';
import type { App } from '#platform/app';
import { inTransaction } from '#platform/db';
import { listen } from '#platform/listen';
import type { Feed } from '../../feeds/feed.ts';
import * as store from '../../store.ts';
import type { ImportDoor } from '../importDoor.ts';
import { Settling } from '../settling.ts';
import { FEEDS_CHANNEL } from './feeds.ts';
import { RunningFeed } from './runningFeed.ts';

export interface FeedHost {
  /** Stops all feeds; what they took is durable. */
  stop(): Promise<void>;
  /** Port a listening feed has, for feeds whose settings leave it to the system; null where it does not listen (yet). */
  port(tenantId: number, code: string): number | null;
}

const FEEDS_LOCK = 7_301_005;
const LOOK_EVERY_MS = 10_000;
/** How often somebody who does not run the feeds sees whether nobody does. */
const TRY_EVERY_MS = 2_000;

/** Starts running feeds, at once or when the process that runs them now is gone. */
export async function startFeeds(app: App, door: ImportDoor): Promise<FeedHost> {
  const stopping = new AbortController();
  const running = new Map<string, RunningFeed>();
  const settling = new Settling(app, door);
  let wake = () => {};
  const stopListening = await listen(app, FEEDS_CHANNEL, () => {
    for (const feed of running.values()) feed.wake();
    wake();
  });
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      wake = resolve;
      void sleep(ms, undefined, { signal: stopping.signal }).then(resolve, () => resolve());
    });
  const work = async () => {
    while (!stopping.signal.aborted) {
      await using lock = await takeLock(app);
      while (lock.held && !stopping.signal.aborted) {
        await adjust(app, door, running).catch((error: Error) =>
          app.log.error('feeds.trouble', { message: error.message }),
        );
        settling.look();
        await pause(LOOK_EVERY_MS);
      }
      await stopAll(running);
      await settling.settled();
      if (!stopping.signal.aborted) await pause(TRY_EVERY_MS);
    }
  };
  const working = work().catch((error: Error) => app.log.error('feeds.failed', { stack: error.stack }));
  let stopped: Promise<void> | null = null;
  const stop = () => {
    stopped ??= (async () => {
      stopping.abort();
      wake();
      await working;
      stopListening();
    })();
    return stopped;
  };
  app.resources.defer(stop);
  return { stop, port: (tenantId, code) => running.get(`${tenantId}/${code}`)?.port ?? null };
}

/** Starts what should run and does not, stops what should not, and starts anew what was changed. */
async function adjust(app: App, door: ImportDoor, running: Map<string, RunningFeed>): Promise<void> {
  const wanted = new Map<string, { readonly tenantId: number; readonly feed: Feed }>();
  const { rows: tenants } = await store.tenantsWithFeeds().execute(app.db);
  for (const { tenantId } of tenants)
    for (const feed of await inTransaction(app, systemActor(tenantId), ({ tx }) => store.feeds(tx)))
      if (feed.enabled) wanted.set(`${tenantId}/${feed.code}`, { tenantId, feed });
  const ending = [...running].filter(([key, { version }]) => wanted.get(key)?.feed.version !== version);
  await Promise.all(ending.map(([, feed]) => feed.finish()));
  for (const [key] of ending) running.delete(key);
  for (const [key, { tenantId, feed }] of wanted)
    if (!running.has(key)) running.set(key, new RunningFeed(app, door, tenantId, feed));
}

async function stopAll(running: Map<string, RunningFeed>): Promise<void> {
  await Promise.all([...running.values()].map((feed) => feed.stop()));
  running.clear();
}

/** The lock of whoever runs feeds, on a connection of its own; it falls with the process or the connection. */
export async function takeLock(app: App): Promise<AsyncDisposable & { readonly held: boolean }> {
  const client = new pg.Client({ connectionString: app.appUrl, application_name: 'tarifwerk feeds', keepAlive: true });
  let held = false;
  client.on('error', (error) => {
    held = false;
    app.log.error('database.connectionLost', { message: error.message });
  });
  try {
    await client.connect();
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [FEEDS_LOCK]);
    held = rows[0]?.held === true;
  } catch (error) {
    app.log.error('database.connectionLost', { message: (error as Error).message });
  }
  return {
    get held() {
      return held;
    },
    [Symbol.asyncDispose]: () => client.end().catch(() => {}),
  };
}
