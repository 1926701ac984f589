import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import * as catalog from '#catalog/service';
import { addCustomer } from '#crm/service';
import { inTransaction } from '#platform/db';
import { createHttp } from '#platform/http';
import { testActor, testApp } from '#test/database';
import { contractsRoutes } from './routes.ts';
import { addContract, addSubscription } from './service.ts';

const app = await testApp();
const http = await createHttp(app, { authenticate: async () => testActor() });
contractsRoutes(http);
after(async () => {
  await http.server.close();
  await app.close();
});
const NAME = { de: 'Sitz', fr: 'Poste', en: 'Seat' };

test('before a price is put in force it is told whom it reaches; nothing is stored', async () => {
  await inTransaction(app, app.actor, async (ctx) => {
    await catalog.addCalendar(ctx, { code: 'flat', zone: 'Europe/Berlin', bands: ['all'] });
    const list = { code: 'retail', name: 'Retail', side: 'customer', currency: 'EUR', calendarCode: 'flat' } as const;
    await catalog.addPriceList(ctx, list);
    const plan = await catalog.addPlan(ctx, { code: 'FLEX', name: NAME, priceListCode: 'retail' });
    const seat = { code: 'SEAT', name: NAME, kind: 'recurring', unitPrice: '9.90', revenueAccount: '8400' } as const;
    const product = await catalog.addProduct(ctx, seat);
    const customer = await addCustomer(ctx, {
      ...{ number: 'K-1', name: 'Eins GmbH', kind: 'company', language: 'de', currency: 'EUR', taxStatus: 'domestic' },
      ...{ street: 'Weg 1', postcode: '20457', city: 'Hamburg', country: 'DE', email: 'a@example.com' },
    });
    const contract = await addContract(ctx, {
      ...{ customerId: customer.id, number: 'V-1', pricePlanId: plan.id, startsOn: '2026-01-01' },
    });
    for (const quantity of [2, 5])
      await addSubscription(ctx, {
        ...{ contractId: contract.id, productId: product.id, quantity, startsOn: '2026-01-01' },
      });
  });
  const preview = async (body: object, code = 'SEAT') => {
    const reply = await http.server.inject({
      method: 'POST',
      url: `/api/products/${code}/prices/preview`,
      payload: body,
    });
    return reply.json();
  };
  const price = { validFrom: '2026-07-01', unitPrice: '10.40' };
  assert.deepEqual(await preview(price), {
    currency: 'EUR',
    subscriptions: 2,
    affected: 2,
    customers: 1,
    monthlyDifference: '3.50',
  });
  assert.equal((await preview({ ...price, existing: 'keep' })).affected, 0);
  assert.equal((await preview({ ...price, currency: 'CHF' })).subscriptions, 0);
  assert.equal((await preview(price, 'NONE')).code, 'product.unknown');
  const stairs = [{ fromMonth: 4, toMonth: 2, unitPrice: '1' }];
  assert.equal((await preview({ ...price, stairs })).code, 'product.badPrice');
  const [seat] = await inTransaction(app, app.actor, catalog.listProducts);
  assert.equal(seat?.prices.length, 1);
});
