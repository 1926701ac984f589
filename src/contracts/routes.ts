import { bind, type Http } from '#platform/http';
import { customerContractsEndpoint } from './api.ts';
import { customerContracts } from './service.ts';

export function contractsRoutes(http: Http): void {
  bind(http, customerContractsEndpoint, ({ ctx, params }) => customerContracts(ctx, params.customerId));
}
