import { bind, bindRaw, type Http } from '#platform/http';
import { enqueue } from '#platform/jobs';
import {
  approveRunEndpoint,
  assignFindingsEndpoint,
  billDifferenceEndpoint,
  decideFindingsEndpoint,
  draftBillEndpoint,
  findingGroupsEndpoint,
  findingHistoryEndpoint,
  listChecksEndpoint,
  listFindingsEndpoint,
  listMonthsEndpoint,
  listReviewersEndpoint,
  monthBoardEndpoint,
  reviewDraftsEndpoint,
  setThresholdEndpoint,
  startRunEndpoint,
} from './api.ts';
import { draftTopic } from './draftTopic.ts';
import { prepareRunJob } from './jobs.ts';
import { listProtocolsEndpoint, readProtocolEndpoint, signProtocolEndpoint } from './protocolApi.ts';
import { carrierInvoiceRoutes } from './routes/carrierInvoices.ts';
import {
  approveRun,
  assignFindings,
  decideFindings,
  differenceReply,
  draftBill,
  findingGroups,
  findingHistory,
  listChecks,
  listFindings,
  listMonths,
  listProtocols,
  listReviewers,
  monthBoard,
  readProtocol,
  reviewDrafts,
  setThreshold,
  signProtocol,
} from './service.ts';

export function controlRoutes(http: Http): void {
  carrierInvoiceRoutes(http);
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
  bind(http, billDifferenceEndpoint, ({ ctx, params, query }) =>
    differenceReply(ctx, params.runId, params.customerId, query.against),
  );
  bind(http, findingGroupsEndpoint, ({ ctx, params }) => findingGroups(ctx, params.runId));
  bind(http, findingHistoryEndpoint, ({ ctx, params, query }) => findingHistory(ctx, params.runId, query.key));
  bind(http, listReviewersEndpoint, ({ ctx }) => listReviewers(ctx));
  bind(http, listChecksEndpoint, ({ ctx }) => listChecks(ctx));
  bind(http, setThresholdEndpoint, async ({ ctx, params, body }) => {
    await setThreshold(ctx, { name: params.name, value: body.value });
    return {};
  });
  bind(http, assignFindingsEndpoint, async ({ ctx, params, body }) => {
    await assignFindings(ctx, { runId: params.runId, ...body });
    return {};
  });
  bind(http, decideFindingsEndpoint, async ({ ctx, params, body }) => {
    await decideFindings(ctx, { runId: params.runId, ...body });
    return {};
  });
  bind(http, approveRunEndpoint, async ({ ctx, params, body }) => {
    await approveRun(ctx, { runId: params.runId, digest: body.digest });
    return {};
  });
  bind(http, listProtocolsEndpoint, async ({ ctx, params }) => ({
    protocols: (await listProtocols(ctx, params.runId)).map(protocolAsReply),
  }));
  bind(http, signProtocolEndpoint, async ({ app, ctx, params, body }) =>
    protocolAsReply(await signProtocol(app, ctx, { runId: params.runId, language: body.language })),
  );
  bindRaw(http, readProtocolEndpoint, async ({ app, ctx, params }) => {
    const { content, fileName } = await readProtocol(app, ctx, params);
    return { mediaType: MEDIA_TYPES[params.format], body: content, fileName, download: true };
  });
}

const MEDIA_TYPES = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

function protocolAsReply({ signedAt, ...protocol }: Awaited<ReturnType<typeof listProtocols>>[number]) {
  return { ...protocol, signedAt: signedAt.toISOString() };
}
