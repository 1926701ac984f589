import type { Actor } from '#base';
import type { App } from '#platform/app';
import { inTransaction } from '#platform/db';
import { fetches } from '../../feeds/settings.ts';
import * as store from '../../store.ts';
import type { ImportDoor } from '../importDoor.ts';
import { runFeedSoon } from './feeds.ts';
import { takeLock } from './host.ts';
import { cutItems, importWaiting } from './importing.ts';
import { takeTurn } from './turn.ts';

/**
 * Has a feed take its turn: here, or where feeds run already. @returns files worked on; null: it is done elsewhere, at once
 * @throws Refusal `mediation.feedUnknown`, `mediation.feedStopped`, and as the feed's kind
 */
export async function runFeedNow(app: App, actor: Actor, code: string, door: ImportDoor): Promise<number | null> {
  await using lock = await takeLock(app);
  const feed = await inTransaction(app, actor, (ctx) => runFeedSoon(ctx, code));
  if (!lock.held) return null;
  if (fetches(feed.settings)) {
    await takeTurn(app, actor, feed, new AbortController().signal);
    await inTransaction(app, actor, ({ tx }) => store.noteOk(tx, feed.id, new Date(app.clock.now()), null));
  }
  await cutItems(app, actor, feed, true);
  return importWaiting(app, actor, feed, door);
}
