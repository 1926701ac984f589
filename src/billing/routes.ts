import { getTenant } from '#access/service';
import { formatMicro } from '#base';
import { backOutFileEndpoint } from '#mediation';
import { bind, bindLong, type Http } from '#platform/http';
import { enqueue } from '#platform/jobs';
import { silentProgress } from '#platform/progress';
import {
  applyReratingEndpoint,
  excludeDraftEndpoint,
  getRunEndpoint,
  listStaleEndpoint,
  previewReratingEndpoint,
} from './api.ts';
import { RERATING_TOPIC, rerateJob } from './jobs.ts';
import { runAsReply } from './runReply.ts';
import { backOutUsage, excludeDraft, getRun, previewRerating, staleMonths } from './service.ts';

export function billingRoutes(http: Http): void {
  bind(http, getRunEndpoint, async ({ ctx, params }) =>
    runAsReply(await getRun(ctx, params.runId), (await getTenant(ctx)).currency),
  );
  bind(http, excludeDraftEndpoint, async ({ ctx, params, body }) => {
    await excludeDraft(ctx, { runId: params.runId, ...body });
    return {};
  });
  bind(http, listStaleEndpoint, ({ ctx, query }) => staleMonths(ctx, query));
  bindLong(http, previewReratingEndpoint, ({ app, actor, query }) => previewRerating(app, actor, query));
  bindLong(http, backOutFileEndpoint, async ({ app, actor, params, body }) => {
    const report = await backOutUsage(app, actor, { ...params, ...body }, silentProgress);
    const { removed, emptied, customers, chargeMicro, correctionMicro } = report;
    return { removed, emptied, customers, charge: formatMicro(chargeMicro), correction: formatMicro(correctionMicro) };
  });
  bind(http, applyReratingEndpoint, async ({ app, actor, ctx, body }) => {
    await enqueue(app, actor, rerateJob, body, { singletonKey: 'all', ctx });
    return { topic: RERATING_TOPIC };
  });
}
