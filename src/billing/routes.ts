import { getTenant } from '#access/service';
import { formatMinor } from '#base';
import { bind, type Http } from '#platform/http';
import { excludeDraftEndpoint, getRunEndpoint } from './api.ts';
import type { Run } from './run.ts';
import { excludeDraft, getRun } from './service.ts';

/** A run in the shape of `runReply`. */
export function runAsReply(run: Run, currency: string) {
  return {
    id: run.id,
    month: run.month,
    state: run.state,
    issueOn: run.issueOn,
    drafts: run.drafts,
    net: formatMinor(run.netMinor, currency),
    gross: formatMinor(run.grossMinor, currency),
    currency,
    digest: run.digest,
    createdBy: run.createdBy,
  };
}

export function billingRoutes(http: Http): void {
  bind(http, getRunEndpoint, async ({ ctx, params }) =>
    runAsReply(await getRun(ctx, params.runId), (await getTenant(ctx)).currency),
  );
  bind(http, excludeDraftEndpoint, async ({ ctx, params, body }) => {
    await excludeDraft(ctx, { runId: params.runId, ...body });
    return {};
  });
}
