import { bind, type Http } from '#platform/http';
import { addCustomerEndpoint, getCustomerEndpoint, listCustomersEndpoint } from './api.ts';
import { addCustomer, getCustomer, listCustomers } from './service.ts';

export function crmRoutes(http: Http): void {
  bind(http, listCustomersEndpoint, ({ ctx, query }) => listCustomers(ctx, query));
  bind(http, getCustomerEndpoint, ({ ctx, params }) => getCustomer(ctx, params.customerId));
  bind(http, addCustomerEndpoint, ({ ctx, body }) => addCustomer(ctx, body));
}
