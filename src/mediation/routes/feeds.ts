import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { bind, bindBody, type Http } from '#platform/http';

import {
  addFeedEndpoint,
  changeFeedEndpoint,
  type FeedReply,
  listFeedsEndpoint,
  pushEndpoint,
  removeFeedEndpoint,
  runFeedEndpoint,
} from '../feeds/api.ts';
import { feedReply } from '../feeds/reply.ts';
import { findingReply } from '../reply.ts';
import type { ImportDoor } from '../service/importDoor.ts';
import { addFeed, changeFeed, feedStatus, pushRecords, removeFeed, runFeedSoon } from '../service.ts';

/** Feeds over HTTP: records pushed, feeds set up and watched. */
export function feedRoutes(http: Http, door: ImportDoor): void {
  bindBody(http, pushEndpoint, async ({ app, actor, params, query, stream, mediaType, request, response }) => {
    const key = request.headers['idempotency-key'];
    if (key !== undefined && (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)))
      throw new Refusal('invalid', 'request.idempotencyKeyInvalid');
    const input = {
      sourceCode: params.code,
      stream,
      mediaType,
      encoding: (request.headers['content-encoding'] ?? '').toLowerCase(),
      key: key ?? null,
      name: query.name ?? null,
      namesCall: query.uuid !== undefined,
    };
    try {
      const report = await pushRecords(app, actor, input, door);
      return { ...report, findings: report.findings.map(findingReply) };
    } catch (error) {
      if (error instanceof Refusal && (error.kind === 'tooMany' || error.kind === 'unavailable'))
        response.header('retry-after', '5');
      throw error;
    }
  });

  bind(http, listFeedsEndpoint, async ({ ctx }) => ({ feeds: (await feedStatus(ctx)).map(feedReply) }));
  bind(http, addFeedEndpoint, async ({ app, ctx, body }) => told(ctx, (await addFeed(app, ctx, body)).code));
  bind(http, changeFeedEndpoint, async ({ app, ctx, params, body }) =>
    told(ctx, (await changeFeed(app, ctx, params.code, body)).code),
  );
  bind(http, removeFeedEndpoint, async ({ ctx, params }) => {
    await removeFeed(ctx, params.code);
    return undefined;
  });
  bind(http, runFeedEndpoint, async ({ ctx, params }) => told(ctx, (await runFeedSoon(ctx, params.code)).code));
}

async function told(ctx: Context, code: string): Promise<FeedReply> {
  const [status] = await feedStatus(ctx, code);
  if (status === undefined) throw new Refusal('notFound', 'mediation.feedUnknown', { feed: code });
  return feedReply(status);
}
