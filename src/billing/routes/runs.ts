import { getTenant } from '#access/service';
import { formatMinor } from '#base';
import { bind, type Http } from '#platform/http';
import { excludeDraftEndpoint, getRunEndpoint } from '../api.ts';
import { billAsReply } from '../billReply.ts';
import { runAsReply } from '../runReply.ts';
import { listRunItemsEndpoint, listRunsEndpoint, previewBillEndpoint, withdrawRunEndpoint } from '../runsApi.ts';
import { previewBill } from '../service/previewBill.ts';
import { listRunItems } from '../service/runItems.ts';
import { excludeDraft, getRun, listRuns, withdrawRun } from '../service/runs.ts';

export function runRoutes(http: Http): void {
  bind(http, getRunEndpoint, async ({ ctx, params }) =>
    runAsReply(await getRun(ctx, params.runId), (await getTenant(ctx)).currency),
  );
  bind(http, listRunsEndpoint, async ({ ctx, query }) => {
    const { currency } = await getTenant(ctx);
    const found = (await listRuns(ctx)).filter((run) => query.month === undefined || run.month === query.month);
    return { runs: found.toReversed().map((run) => runAsReply(run, currency)) };
  });
  bind(http, listRunItemsEndpoint, ({ ctx, params, query }) => listRunItems(ctx, params.runId, query));
  bind(http, excludeDraftEndpoint, async ({ ctx, params, body }) => {
    await excludeDraft(ctx, { runId: params.runId, ...body });
    return {};
  });
  bind(http, withdrawRunEndpoint, async ({ ctx, params, body }) => {
    await withdrawRun(ctx, { runId: params.runId, ...body });
    return {};
  });
  bind(http, previewBillEndpoint, async ({ ctx, params, query }) => {
    const { bill, documents, stale } = await previewBill(ctx, { ...params, ...query });
    return {
      month: query.month,
      stale,
      bill: bill === null ? null : billAsReply(bill),
      documents: documents.map(({ customerId, part, bill: sent }) => ({
        customerId,
        customerNumber: sent.customerNumber,
        part,
        kind: BigInt(sent.grossMinor) < 0n ? ('creditNote' as const) : ('invoice' as const),
        currency: sent.currency,
        net: formatMinor(BigInt(sent.netMinor), sent.currency),
        gross: formatMinor(BigInt(sent.grossMinor), sent.currency),
      })),
    };
  });
}
