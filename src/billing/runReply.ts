import { formatMinor } from '#base';
import type { Run } from './run.ts';

/** A run in the shape of `runReply`. @param currency the operator's */
export function runAsReply(run: Run, currency: string) {
  return {
    id: run.id,
    month: run.month,
    scope: run.scope,
    state: run.state,
    issueOn: run.issueOn,
    drafts: run.drafts,
    net: formatMinor(run.netMinor, currency),
    gross: formatMinor(run.grossMinor, currency),
    currency,
    totals: run.totals.map(({ currency: of, drafts, netMinor, grossMinor }) => ({
      currency: of,
      drafts,
      net: formatMinor(netMinor, of),
      gross: formatMinor(grossMinor, of),
    })),
    digest: run.digest,
    createdBy: run.createdBy,
  };
}
