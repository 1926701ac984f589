import { pageOffset } from '#base';
import { bind, type Http } from '#platform/http';
import { reconcileEndpoint } from '../reconciliation/api.ts';
import { comparedRowReply } from '../reconciliation/reply.ts';
import { listSources, reconcile } from '../service.ts';

/** What is billed beside what others saw. */
export function reconciliationRoutes(http: Http): void {
  bind(http, reconcileEndpoint, async ({ ctx, query }) => {
    const codes = new Map((await listSources(ctx)).map(({ id, code }) => [id, code]));
    const { source, month, billed, kind, page, pageSize } = query;
    const { rows, ...figures } = await reconcile(ctx, {
      sourceCode: source,
      month,
      kind,
      ...(billed === undefined ? {} : { billedSourceCode: billed }),
      offset: pageOffset(query),
      limit: pageSize,
    });
    return {
      ...figures,
      rows: rows.map((row) => comparedRowReply(row, codes)),
      page,
      pageSize,
    };
  });
}
