import { bind, type Http } from '#platform/http';
import { reconcileEndpoint } from '../reconciliation/api.ts';
import { comparedReply } from '../reconciliation/reply.ts';
import { listSources, reconcile } from '../service.ts';

/** What is billed beside what others saw. */
export function reconciliationRoutes(http: Http): void {
  bind(http, reconcileEndpoint, async ({ ctx, query }) => {
    const codes = new Map((await listSources(ctx)).map(({ id, code }) => [id, code]));
    const { source, month, billed } = query;
    const input = { sourceCode: source, month, ...(billed === undefined ? {} : { billedSourceCode: billed }) };
    const { differences, missingHere, missingThere, ...counts } = await reconcile(ctx, input);
    return {
      ...counts,
      differences: differences.map((pair) => ({
        billed: comparedReply(pair.billed, codes),
        seen: comparedReply(pair.seen, codes),
      })),
      missingHere: missingHere.map((call) => comparedReply(call, codes)),
      missingThere: missingThere.map((call) => comparedReply(call, codes)),
    };
  });
}
