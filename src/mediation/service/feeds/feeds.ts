import { sql } from 'kysely';
import { audit } from '#access/service';
import { type Actor, Refusal } from '#base';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import { seal, unseal } from '#platform/seal';
import {
  type Feed,
  type FeedChange,
  type FeedSecret,
  feedChange,
  type NewFeed,
  newFeed,
  secretFields,
} from '../../feeds/feed.ts';
import type { FeedSettings } from '../../feeds/settings.ts';
import { settingsFindings } from '../../feeds/settingsFindings.ts';
import type { Format } from '../../language/format.ts';
import type { Source } from '../../source.ts';
import * as store from '../../store.ts';
import { getFormat } from '../formats.ts';
import { getSource } from '../sources.ts';

/** Channel on which those who run feeds hear that something changed. */
export const FEEDS_CHANNEL = 'feeds';

/** Whoever acts for a feed: it may bring records in, nothing else. */
export function feedActor(tenantId: number, code: string): Actor {
  return { tenantId, name: `feed ${code}`, userId: null, permissions: new Set(['usage.import'] as const) };
}

/** All feeds in order of their ids. */
export function listFeeds(ctx: Context): Promise<Feed[]> {
  return store.feeds(ctx.tx);
}

/** A feed by its code. @throws Refusal `mediation.feedUnknown` */
export async function getFeed(ctx: Context, code: string): Promise<Feed> {
  const feed = await store.feedByCode(ctx.tx, code);
  if (feed === null) throw new Refusal('notFound', 'mediation.feedUnknown', { feed: code });
  return feed;
}

/** Adds a feed to a source. @throws Refusal `mediation.feedCodeTaken`, `mediation.sourceUnknown`, `mediation.feedInvalid` */
export async function addFeed(app: App, ctx: Context, input: NewFeed): Promise<Feed> {
  const { code, sourceCode, settings: given, secret, enabled } = newFeed.parse(input);
  const source = await getSource(ctx, sourceCode);
  const settings = withPull(given, await getFormat(ctx, source.format));
  refuseBad(code, settings);
  if ((await store.feedByCode(ctx.tx, code)) !== null)
    throw new Refusal('conflict', 'mediation.feedCodeTaken', { feed: code });
  const id = await nextNumber(ctx, 'feed');
  const sealed = secret === undefined ? null : sealSecret(app, ctx.tenantId, id, secret);
  await store.insertFeed(ctx, { id, code, sourceId: source.id, settings, secret: sealed, enabled });
  await audit(ctx, {
    action: 'mediation.feed.add',
    subject: `feed/${code}`,
    detail: { source: sourceCode, settings, withSecret: secret !== undefined, enabled },
  });
  await tellRunners(ctx);
  return getFeed(ctx, code);
}

/** What the format knows of its sender's API, where the feed brings only its account. */
function withPull(settings: FeedSettings, { pull }: Format): FeedSettings {
  if (settings.kind !== 'pull' || settings.url !== '' || pull === undefined) return settings;
  return { ...settings, ...pull, variables: { ...pull.variables, ...settings.variables } };
}

/** Changes a feed, starts or stops it. @throws Refusal `mediation.feedUnknown`, `mediation.feedKindFixed`, `mediation.feedInvalid` */
export async function changeFeed(app: App, ctx: Context, code: string, input: FeedChange): Promise<Feed> {
  const feed = await getFeed(ctx, code);
  const { settings, secret, enabled } = feedChange.parse(input);
  if (settings !== undefined && settings.kind !== feed.settings.kind)
    throw new Refusal('conflict', 'mediation.feedKindFixed', { feed: code, kind: feed.settings.kind });
  if (settings !== undefined) refuseBad(code, settings);
  await store.changeFeed(ctx.tx, feed.id, {
    ...(settings === undefined ? {} : { settings }),
    ...(secret === undefined ? {} : { secret: sealSecret(app, ctx.tenantId, feed.id, secret) }),
    ...(enabled === undefined ? {} : { enabled }),
  });
  await audit(ctx, {
    action: 'mediation.feed.change',
    subject: `feed/${code}`,
    detail: { settings, withSecret: secret !== undefined, enabled },
  });
  await tellRunners(ctx);
  return getFeed(ctx, code);
}

/** Forgets a feed with what it remembers; files it brought stay in the ledger. @throws Refusal `mediation.feedUnknown` */
export async function removeFeed(ctx: Context, code: string): Promise<void> {
  const feed = await getFeed(ctx, code);
  const { items } = await store.gathered(ctx.tx, feed.id);
  if (items > 0) throw new Refusal('conflict', 'mediation.feedHolds', { feed: code, records: items });
  await store.deleteFeed(ctx.tx, feed.id);
  await audit(ctx, { action: 'mediation.feed.remove', subject: `feed/${code}` });
  await tellRunners(ctx);
}

/** Has a feed take its turn now, wherever it runs. @throws Refusal `mediation.feedUnknown` */
export async function runFeedSoon(ctx: Context, code: string): Promise<Feed> {
  const feed = await getFeed(ctx, code);
  if (!feed.enabled) throw new Refusal('conflict', 'mediation.feedStopped', { feed: code });
  await store.runSoon(ctx.tx, feed.id);
  await store.waitAgain(ctx.tx, feed.id);
  await tellRunners(ctx);
  return getFeed(ctx, code);
}

/** Tells those who run feeds, once the transaction commits. */
async function tellRunners(ctx: Context): Promise<void> {
  await sql`select pg_notify(${FEEDS_CHANNEL}, '')`.execute(ctx.tx);
}

/** The source a feed brings records of. */
export async function sourceOf(ctx: Context, feed: Feed): Promise<Source> {
  const source = (await store.sources(ctx)).find(({ id }) => id === feed.sourceId);
  if (source === undefined) throw new Refusal('notFound', 'mediation.sourceUnknown', { source: feed.sourceId });
  return source;
}

/** A feed's secret words by name. @throws Refusal `mediation.feedSecretLost` where it was sealed by another installation */
export async function feedSecret(app: App, ctx: Context, feed: Feed): Promise<Readonly<Record<string, string>>> {
  const sealed = (await store.feedInside(ctx.tx, feed.id))?.secret ?? null;
  if (sealed === null) return {};
  const stored = unseal(app.config, label(ctx.tenantId, feed.id), sealed);
  if (stored === null) throw new Refusal('unavailable', 'mediation.feedSecretLost', { feed: feed.code });
  return secretFields(stored);
}

function sealSecret(app: App, tenantId: number, id: number, secret: FeedSecret): Buffer {
  return seal(app.config, label(tenantId, id), JSON.stringify(secret));
}

const label = (tenantId: number, id: number): string => `${tenantId}/feed/${id}`;

function refuseBad(code: string, settings: Feed['settings']): void {
  const findings = settingsFindings(settings);
  if (findings.length > 0) throw new Refusal('invalid', 'mediation.feedInvalid', { feed: code }, findings);
}
