import { formatMicro } from '#base';
import { bind, bindLong, type Http } from '#platform/http';
import { silentProgress } from '#platform/progress';
import {
  assignUnmatchedEndpoint,
  customerAllowancesEndpoint,
  explainUsageEndpoint,
  listUnmatchedEndpoint,
  listUsageEndpoint,
} from './api.ts';
import { priceEndpoint } from './priceApi.ts';
import { assignIdentifier, customerAllowances, explain, simulatePrice, unmatchedLines, usagePage } from './service.ts';

export function ratingRoutes(http: Http): void {
  bind(http, listUnmatchedEndpoint, ({ ctx, query }) => unmatchedLines(ctx, query.month));
  bind(http, listUsageEndpoint, ({ ctx, query }) => usagePage(ctx, query));
  bind(http, explainUsageEndpoint, ({ ctx, query }) => explain(ctx, query));
  bind(http, customerAllowancesEndpoint, ({ ctx, params }) => customerAllowances(ctx, params.customerId));
  bind(http, priceEndpoint, ({ ctx, body }) => simulatePrice(ctx, body));
  bindLong(http, assignUnmatchedEndpoint, async ({ app, actor, body }) => {
    const isNumber = body.kind === 'number' || body.kind === 'range';
    const line = { ...body, label: body.label ?? (isNumber ? `+${body.identifier}` : body.identifier) };
    const { records, customers, chargeMicro } = await assignIdentifier(app, actor, line, silentProgress);
    return { records, customers, charge: formatMicro(chargeMicro) };
  });
}
