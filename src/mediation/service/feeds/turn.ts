import { type Actor, Refusal } from '#base';
import type { App } from '#platform/app';
import { inTransaction } from '#platform/db';
import type { Feed } from '../../feeds/feed.ts';
import { feedSecret } from './feeds.ts';
import { openFtps } from './ftps.ts';
import { openLocalFolder } from './localFolder.ts';
import { pullRecords } from './pull.ts';
import type { RemoteFolder } from './remoteFolder.ts';
import { openSftp } from './sftp.ts';
import { takeFiles } from './takeFiles.ts';

/**
 * One turn of a feed that goes and looks. What it brought is queued when it returns or throws; the next turn goes on from there.
 * @returns after how many ms the next turn may find what is not complete yet; null where nothing is waited for
 * @throws Refusal `mediation.feedConnection`, `mediation.feedSignIn` and the like
 */
export async function takeTurn(app: App, actor: Actor, feed: Feed, signal: AbortSignal): Promise<number | null> {
  const { settings } = feed;
  if (settings.kind === 'pull') {
    await pullRecords(app, actor, feed, settings, signal);
    return null;
  }
  if (settings.kind !== 'folder' && settings.kind !== 'sftp' && settings.kind !== 'ftps')
    throw new Refusal('invalid', 'mediation.feedNoTurn', { feed: feed.code });
  await using folder = await openFolder(app, actor, feed);
  return await takeFiles(app, actor, feed, settings, folder, signal);
}

async function openFolder(app: App, actor: Actor, feed: Feed): Promise<RemoteFolder> {
  const { settings } = feed;
  if (settings.kind === 'folder') return openLocalFolder(settings.path);
  const secret = await inTransaction(app, actor, (ctx) => feedSecret(app, ctx, feed));
  if (settings.kind === 'sftp') return openSftp(app, actor, feed, settings, secret);
  if (settings.kind === 'ftps') return openFtps(settings, secret);
  throw new Refusal('invalid', 'mediation.feedNoTurn', { feed: feed.code });
}
