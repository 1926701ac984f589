import type { Context } from '#platform/context';
import type { Feed } from '../../feeds/feed.ts';
import { type Arrival, type Gap, missingNumbers, silences } from '../../feeds/gaps.ts';
import * as store from '../../store.ts';

/** How far back gaps are told. */
const TOLD_MS = 30 * 86_400_000;
const MOST_GAPS = 50;

/** A feed with what it brought, what waits, and what is missing. */
export interface FeedStatus {
  readonly feed: Feed;
  readonly sourceCode: string;
  readonly sourceName: string;
  readonly brought: store.FeedFigures | null;
  /** From the start of its latest call until now. */
  readonly lagMs: number | null;
  /** The latest first. */
  readonly gaps: readonly Gap[];
}

/** Every feed, or one, as a screen shows it. */
export async function feedStatus(ctx: Context, code?: string): Promise<FeedStatus[]> {
  const nowMs = ctx.clock.now();
  const since = new Date(nowMs - TOLD_MS);
  const feeds = (await store.feeds(ctx.tx)).filter((feed) => code === undefined || feed.code === code);
  const sources = new Map((await store.sources(ctx)).map((source) => [source.id, source]));
  const figures = new Map((await store.feedFigures(ctx.tx)).map((one) => [one.feedId, one]));
  const gaps = await store.gapsSince(ctx.tx, since, 1_000);
  const statuses: FeedStatus[] = [];
  for (const feed of feeds) {
    const source = sources.get(feed.sourceId);
    const brought = figures.get(feed.id) ?? null;
    const lastMs = brought?.lastRecordAt?.getTime();
    const told: Gap[] = gaps
      .filter(({ feedId }) => feedId === feed.id)
      .map(({ kind, fromAt, toAt, count }) => ({
        kind,
        fromMs: fromAt.getTime(),
        toMs: toAt?.getTime() ?? null,
        count: Number(count),
      }));
    const derived = derivedGaps(feed, await arrivals(ctx, feed, since), nowMs);
    statuses.push({
      feed,
      sourceCode: source?.code ?? '',
      sourceName: source?.name ?? '',
      brought,
      lagMs: lastMs === undefined ? null : Math.max(0, nowMs - lastMs),
      gaps: [...told, ...derived].sort((a, b) => b.fromMs - a.fromMs).slice(0, MOST_GAPS),
    });
  }
  return statuses;
}

function derivedGaps({ settings, enabled }: Feed, came: readonly Arrival[], nowMs: number): Gap[] {
  const gaps: Gap[] = [];
  const [first] = came;
  if ('expectEveryS' in settings && settings.expectEveryS !== undefined && enabled && first !== undefined)
    gaps.push(...silences(came, first.atMs, nowMs, settings.expectEveryS));
  if ('sequence' in settings && settings.sequence !== undefined)
    gaps.push(...missingNumbers(came, new RegExp(settings.sequence)));
  return gaps;
}

/** When files came, where somebody wants to know. */
async function arrivals(ctx: Context, { id, settings }: Feed, since: Date): Promise<readonly Arrival[]> {
  const wanted = ('expectEveryS' in settings && settings.expectEveryS !== undefined) || 'sequence' in settings;
  return wanted ? store.arrivals(ctx.tx, id, since) : [];
}
