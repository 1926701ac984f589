import { formatMicro } from '#base';
import { backOutFileEndpoint } from '#mediation';
import { bind, bindLong, type Http } from '#platform/http';
import { enqueue } from '#platform/jobs';
import { silentProgress } from '#platform/progress';
import { applyReratingEndpoint, listStaleEndpoint, previewReratingEndpoint } from './api.ts';
import { RERATING_TOPIC, rerateJob } from './jobs.ts';
import { bandwidthRoutes } from './routes/bandwidth.ts';
import { runRoutes } from './routes/runs.ts';
import { backOutUsage, previewRerating, staleMonths } from './service.ts';

export function billingRoutes(http: Http): void {
  bandwidthRoutes(http);
  runRoutes(http);
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
