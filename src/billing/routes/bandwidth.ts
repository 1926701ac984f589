import { bind, type Http } from '#platform/http';
import { BANDWIDTH_FILE_BYTES, bandwidthEndpoint, importBandwidthEndpoint } from '../bandwidthApi.ts';
import { bandwidthOf, importBandwidth } from '../service/bandwidth.ts';

export function bandwidthRoutes(http: Http): void {
  bind(http, importBandwidthEndpoint, ({ ctx, body }) => importBandwidth(ctx, body), {
    bodyLimitBytes: BANDWIDTH_FILE_BYTES,
  });
  bind(http, bandwidthEndpoint, async ({ ctx, params, query }) => ({
    lines: await bandwidthOf(ctx, { ...params, ...query }),
  }));
}
