import type { Context } from '#platform/context';
import type { FeedState } from '../feeds/feed.ts';
import * as store from '../store.ts';

/** What a source brought, and the feeds it has. */
export interface SourceFigures {
  readonly code: string;
  readonly files: number;
  readonly lastFile: { readonly id: number; readonly name: string; readonly receivedAt: Date } | null;
  readonly feeds: readonly { readonly code: string; readonly state: FeedState }[];
}

/** Of every source, in order of their ids; a feed that is switched off is stopped. */
export async function sourceFigures(ctx: Context): Promise<SourceFigures[]> {
  const brought = new Map((await store.sourceFiles(ctx.tx)).map((one) => [one.sourceId, one]));
  const feeds = Map.groupBy(await store.feeds(ctx.tx), ({ sourceId }) => sourceId);
  return (await store.sources(ctx)).map(({ id, code }) => {
    const files = brought.get(id);
    return {
      code,
      files: files?.files ?? 0,
      lastFile:
        files === undefined ? null : { id: files.lastId, name: files.lastName, receivedAt: files.lastReceivedAt },
      feeds: (feeds.get(id) ?? []).map((feed) => ({ code: feed.code, state: feed.enabled ? feed.state : 'stopped' })),
    };
  });
}
