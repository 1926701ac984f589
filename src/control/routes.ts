import { bind, type Http } from '#platform/http';
import { enqueue } from '#platform/jobs';
import {
  approveRunEndpoint,
  decideFindingsEndpoint,
  draftBillEndpoint,
  listFindingsEndpoint,
  listMonthsEndpoint,
  monthBoardEndpoint,
  reviewDraftsEndpoint,
  startRunEndpoint,
} from './api.ts';
import { draftTopic, prepareRunJob } from './jobs.ts';
import {
  approveRun,
  decideFindings,
  draftBill,
  listFindings,
  listMonths,
  monthBoard,
  reviewDrafts,
} from './service.ts';

export function controlRoutes(http: Http): void {
  bind(http, listMonthsEndpoint, ({ ctx }) => listMonths(ctx));
  bind(http, monthBoardEndpoint, ({ ctx, params }) => monthBoard(ctx, params.month));
  bind(http, startRunEndpoint, async ({ app, actor, ctx, body }) => {
    const topic = draftTopic(body.month, body.scope);
    await enqueue(app, actor, prepareRunJob, body, { singletonKey: topic, ctx });
    return { topic };
  });
  bind(http, reviewDraftsEndpoint, ({ ctx, params, query }) => reviewDrafts(ctx, params.runId, query));
  bind(http, draftBillEndpoint, ({ ctx, params }) => draftBill(ctx, params.runId, params.customerId));
  bind(http, listFindingsEndpoint, ({ ctx, params, query }) => listFindings(ctx, params.runId, query));
  bind(http, decideFindingsEndpoint, async ({ ctx, params, body }) => {
    await decideFindings(ctx, { runId: params.runId, ...body });
    return {};
  });
  bind(http, approveRunEndpoint, async ({ ctx, params, body }) => {
    await approveRun(ctx, { runId: params.runId, digest: body.digest });
    return {};
  });
}
