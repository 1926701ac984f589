import type { Context } from '#platform/context';
import { bind, type Http } from '#platform/http';
import * as api from './api.ts';
import * as crm from './service.ts';
import type { ThirdPayer } from './thirdPayer.ts';

/** @param business what later rooms know of a customer */
export function crmRoutes(http: Http, business: crm.Business): void {
  bind(http, api.listCustomersEndpoint, ({ ctx, query }) => crm.listCustomers(ctx, query));
  bind(http, api.getCustomerEndpoint, ({ ctx, params }) => crm.getCustomer(ctx, params.customerId));
  bind(http, api.addCustomerEndpoint, ({ ctx, body }) => crm.addCustomer(ctx, body));
  bind(http, api.importCustomersEndpoint, ({ ctx, body }) => crm.importCustomers(ctx, body, business));
  bind(http, api.changeCustomerEndpoint, ({ ctx, params, body }) =>
    crm.changeCustomer(ctx, { ...params, ...body }, business),
  );
  bind(http, api.closeCustomerEndpoint, ({ ctx, params }) => crm.closeCustomer(ctx, params.customerId, business));
  bind(http, api.reopenCustomerEndpoint, ({ ctx, params }) => crm.reopenCustomer(ctx, params.customerId));
  bind(http, api.mergeCustomersEndpoint, ({ ctx, params, body }) =>
    crm.mergeCustomers(ctx, { ...params, ...body }, business),
  );
  bind(http, api.deleteCustomerEndpoint, async ({ ctx, params }) => {
    await crm.deleteCustomer(ctx, params.customerId, business);
    return {};
  });
  partRoutes(http);
  payerRoutes(http);
}

function partRoutes(http: Http): void {
  bind(http, api.listSitesEndpoint, async ({ ctx, params }) => ({ rows: await crm.listSites(ctx, params.customerId) }));
  bind(http, api.addSiteEndpoint, ({ ctx, params, body }) => crm.addSite(ctx, params.customerId, body));
  bind(http, api.changeSiteEndpoint, ({ ctx, params, body }) =>
    crm.changeSite(ctx, params.customerId, params.siteId, body),
  );
  bind(http, api.listContactsEndpoint, async ({ ctx, params }) => ({
    rows: await crm.listContacts(ctx, params.customerId),
  }));
  bind(http, api.addContactEndpoint, ({ ctx, params, body }) => crm.addContact(ctx, params.customerId, body));
  bind(http, api.changeContactEndpoint, ({ ctx, params, body }) =>
    crm.changeContact(ctx, params.customerId, params.contactId, body),
  );
  bind(http, api.removeContactEndpoint, async ({ ctx, params }) => {
    await crm.removeContact(ctx, params.customerId, params.contactId);
    return {};
  });
}

function payerRoutes(http: Http): void {
  bind(http, api.listThirdPayersEndpoint, async ({ ctx, params }) => ({
    rows: await named(ctx, await crm.listThirdPayers(ctx, params.customerId)),
  }));
  bind(http, api.addThirdPayerEndpoint, async ({ ctx, params, body }) =>
    one(await named(ctx, [await crm.addThirdPayer(ctx, params.customerId, body)])),
  );
  bind(http, api.changeThirdPayerEndpoint, async ({ ctx, params, body }) =>
    one(await named(ctx, [await crm.changeThirdPayer(ctx, params.customerId, params.thirdPayerId, body)])),
  );
  bind(http, api.listBatchesEndpoint, async ({ ctx }) => ({ rows: await crm.listBatches(ctx) }));
  bind(http, api.addBatchEndpoint, ({ ctx, body }) => crm.addBatch(ctx, body));
  bind(http, api.changeBatchEndpoint, ({ ctx, params, body }) => crm.changeBatch(ctx, { ...params, ...body }));
}

async function named(ctx: Context, shares: readonly ThirdPayer[]) {
  const payers = await crm.customersById(ctx, [...new Set(shares.map(({ payerId }) => payerId))]);
  return shares.map((share) => {
    const payer = payers.get(share.payerId);
    return { ...share, payerNumber: payer?.number ?? '', payerName: payer?.name ?? '' };
  });
}

function one<T>([row]: readonly T[]): T {
  if (row === undefined) throw new Error('assertion failed: one share gives one row');
  return row;
}
