import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import * as catalog from '#catalog/service';
import { addCustomer } from '#crm/service';
import { inTransaction } from '#platform/db';
import { createHttp } from '#platform/http';
import { testActor, testApp } from '#test/database';
import { contractsRoutes } from './routes.ts';
import { addContract, addLine } from './service.ts';

const app = await testApp();
const http = await createHttp(app, { authenticate: async () => testActor() });
contractsRoutes(http);
await http.server.listen({ port: 0, host: '127.0.0.1' });
const url = http.server.listeningOrigin;
after(async () => {
  await http.server.close();
  await app.close();
});

const NAME = { de: 'Name', fr: 'Nom', en: 'Name' };
const ids = await inTransaction(app, testActor(), async (ctx) => {
  await catalog.addCalendar(ctx, { code: 'flat', zone: 'Europe/Berlin', bands: ['allDay'], rules: [], holidays: [] });
  const list = { code: 'retail', name: 'retail', side: 'customer', currency: 'EUR', calendarCode: 'flat' } as const;
  await catalog.addPriceList(ctx, list);
  const first = await catalog.addPlan(ctx, { code: 'first', name: NAME, priceListCode: 'retail' });
  const second = await catalog.addPlan(ctx, { code: 'second', name: NAME, priceListCode: 'retail' });
  const option = await catalog.addOption(ctx, { code: 'EU', name: NAME, priceListCode: 'retail' });
  const customer = await addCustomer(ctx, {
    number: 'K-1',
    kind: 'company',
    name: 'Beispiel GmbH',
    street: 'Weg 1',
    postcode: '20457',
    city: 'Hamburg',
    country: 'DE',
    email: 'a@example.com',
    language: 'de',
    currency: 'EUR',
    taxStatus: 'domestic',
  });
  const contract = await addContract(ctx, {
    customerId: customer.id,
    number: 'V-1',
    pricePlanId: first.id,
    startsOn: '2026-01-01',
  });
  const line = await addLine(ctx, {
    contractId: contract.id,
    kind: 'number',
    identifier: '49405550123',
    label: '+49 40 5550123',
    validFrom: '2026-01-01',
  });
  return { plan: second.id, option: option.id, customer: customer.id, contract: contract.id, line: line.id };
});

async function post(path: string, body: unknown): Promise<{ status: number; reply: Record<string, unknown> }> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, reply: (await response.json()) as Record<string, unknown> };
}

test('options are booked and ended, plans changed, lines and contracts ended over HTTP; the screen tells it', async () => {
  const booked = await post(`/api/contracts/${ids.contract}/bookings`, { optionId: ids.option, from: '2026-03-01' });
  assert.deepEqual(booked.reply, {
    id: booked.reply.id,
    contractId: ids.contract,
    lineId: null,
    optionId: ids.option,
    quantity: 1,
    from: '2026-02-28T23:00:00.000Z',
    to: null,
  });
  const ended = await post(`/api/bookings/${String(booked.reply.id)}/end`, { at: '2026-04-01T12:00:00+02:00' });
  assert.equal(ended.reply.to, '2026-04-01T10:00:00.000Z');
  const change = { pricePlanId: ids.plan, from: '2028-02-29' };
  assert.equal((await post(`/api/contracts/${ids.contract}/plan`, change)).status, 200);
  const lineEnd = await post(`/api/lines/${ids.line}/end`, { validTo: '2028-03-01' });
  assert.deepEqual(lineEnd.reply, { lineId: ids.line, validTo: '2028-02-29T23:00:00.000Z' });
  assert.equal((await post(`/api/contracts/${ids.contract}/end`, { endsOn: '2028-06-01' })).status, 200);

  const shown = await (await fetch(`${url}/api/customers/${ids.customer}/contracts`)).json();
  const [contract] = (shown as { contracts: Record<string, unknown>[] }).contracts;
  assert.equal(contract?.endsOn, '2028-06-01');
  assert.deepEqual(contract?.planChanges, [{ startsOn: '2028-02-29', pricePlanId: ids.plan, planName: NAME }]);
  const options: unknown = contract?.options;
  assert.equal(Array.isArray(options) ? options.length : 0, 1);
});

test('what contradicts itself is refused at the door, with a code', async () => {
  const cases: [path: string, body: unknown, status: number][] = [
    [`/api/contracts/${ids.contract}/bookings`, { optionId: ids.option, from: '2027-02-29' }, 422],
    [`/api/contracts/${ids.contract}/bookings`, { optionId: ids.option, from: '2026-03-01T10:00:00' }, 422],
    [`/api/contracts/${ids.contract}/bookings`, { optionId: ids.option, from: '2026-03-01', quantity: 0 }, 422],
    [`/api/contracts/${ids.contract}/bookings`, { optionId: ids.option, from: '2025-01-01' }, 422],
    [`/api/contracts/${ids.contract}/plan`, { pricePlanId: 9999, from: '2026-02-01' }, 404],
    ['/api/bookings/9999/end', { at: '2026-03-01' }, 404],
    ['/api/lines/9999/end', { validTo: null }, 404],
  ];
  for (const [path, body, status] of cases) {
    const answer = await post(path, body);
    assert.equal(answer.status, status, `${path} ${JSON.stringify(body)} ${JSON.stringify(answer.reply)}`);
  }
});
