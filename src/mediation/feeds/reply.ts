/** Feeds as the API words them. */

import type { FeedReply } from './api.ts';
import type { Feed } from './feed.ts';
import type { Gap } from './gaps.ts';

const instant = (at: Date | null | undefined) => at?.toISOString() ?? null;

/** What is known of a feed. */
export interface ToldFeed {
  readonly feed: Feed;
  readonly sourceCode: string;
  readonly sourceName: string;
  readonly lagMs: number | null;
  readonly gaps: readonly Gap[];
  readonly brought: {
    readonly lastName: string | null;
    readonly lastReceivedAt: Date | null;
    readonly lastFileId: number | null;
    readonly lastRecords: bigint | null;
    readonly lastRecordAt: Date | null;
    readonly waiting: number;
    readonly refused: number;
    readonly gathered: number;
  } | null;
}

export function feedReply({ feed, sourceCode, sourceName, brought, lagMs, gaps }: ToldFeed): FeedReply {
  const { code, settings, hasSecret, enabled, state, failures, lastError } = feed;
  return {
    code,
    sourceCode,
    sourceName,
    kind: settings.kind,
    settings,
    hasSecret,
    enabled,
    state: enabled ? state : 'stopped',
    failures,
    nextRunAt: instant(feed.nextRunAt),
    lastRunAt: instant(feed.lastRunAt),
    lastOkAt: instant(feed.lastOkAt),
    lastError: lastError === null ? null : { code: lastError.code, params: { ...lastError.params } },
    lastErrorAt: instant(feed.lastErrorAt),
    lastFile:
      brought?.lastName == null
        ? null
        : {
            name: brought.lastName,
            receivedAt: instant(brought.lastReceivedAt) ?? '',
            fileId: brought.lastFileId,
            records: brought.lastRecords === null ? null : Number(brought.lastRecords),
          },
    lastRecordAt: instant(brought?.lastRecordAt),
    lagS: lagMs === null ? null : Math.floor(lagMs / 1_000),
    filesWaiting: brought?.waiting ?? 0,
    filesRefused: brought?.refused ?? 0,
    itemsGathered: brought?.gathered ?? 0,
    gaps: gaps.map(({ kind, fromMs, toMs, count }) => ({
      kind,
      fromAt: new Date(fromMs).toISOString(),
      toAt: toMs === null ? null : new Date(toMs).toISOString(),
      count,
    })),
  };
}
