/** The life of a contract over HTTP, from quote to end. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import * as catalog from '#catalog/service';
import { addCustomer } from '#crm/service';
import { inTransaction } from '#platform/db';
import { createHttp } from '#platform/http';
import { testActor, testApp } from '#test/database';
import { contractsRoutes } from './routes.ts';

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
  await catalog.addPriceList(ctx, { code: 'l', name: 'l', side: 'customer', currency: 'EUR', calendarCode: 'flat' });
  const plan = await catalog.addPlan(ctx, { code: 'basic', name: NAME, priceListCode: 'l' });
  const product = { name: NAME, revenueAccount: '8400' } as const;
  const fee = await catalog.addProduct(ctx, { ...product, code: 'FEE', kind: 'recurring', unitPrice: '10' });
  const work = await catalog.addProduct(ctx, { ...product, code: 'WORK', kind: 'oneOff', unitPrice: '80' });
  const deposit = { ...product, code: 'DEP', kind: 'oneOff', unitPrice: '0', taxClass: 'outOfScope' } as const;
  const { id: depositId } = await catalog.addProduct(ctx, deposit);
  await catalog.addBundle(ctx, {
    code: 'TEAM',
    name: NAME,
    questions: [{ kind: 'number', key: 'users', label: NAME, standard: 3 }],
    items: [{ productCode: 'FEE', quantity: { per: 'users' } }, { productCode: 'WORK' }],
  });
  const { id: customer } = await addCustomer(ctx, {
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
  return { plan: plan.id, fee: fee.id, work: work.id, deposit: depositId, customer };
});

type Reply = Record<string, unknown>;

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; reply: Reply }> {
  const request = { method, headers: { 'content-type': 'application/json' } };
  const response = await fetch(
    `${url}${path}`,
    body === undefined ? { method } : { ...request, body: JSON.stringify(body) },
  );
  return { status: response.status, reply: (await response.json()) as Reply };
}

/** Does something that goes well. */
async function done(method: string, path: string, body?: unknown): Promise<Reply> {
  const { status, reply } = await call(method, path, body);
  assert.equal(status, 200, `${method} ${path} ${JSON.stringify(reply)}`);
  return reply;
}

test('a contract from quote to end: everything that can be done with it', async () => {
  const quote = await done('POST', '/api/contracts', {
    customerId: ids.customer,
    number: 'V-1',
    pricePlanId: ids.plan,
    startsOn: '2026-01-01',
    state: 'quote',
    minimumMonths: 12,
    noticeMonths: 1,
  });
  const contract = `/api/contracts/${String(quote.id)}`;
  const subscription = await done('POST', `${contract}/subscriptions`, { productId: ids.fee, startsOn: '2026-01-01' });
  const accepted = await done('POST', `${contract}/accept`, { acceptedOn: '2026-01-10', startsOn: '2026-02-01' });
  assert.deepEqual([accepted.state, accepted.startsOn, accepted.acceptedOn], ['active', '2026-02-01', '2026-01-10']);
  await done('PATCH', contract, { orderReference: 'B-77', renewalMonths: 12 });
  const added = await done('POST', `${contract}/bundles`, {
    bundleCode: 'TEAM',
    answers: { users: 5 },
    startsOn: '2026-02-01',
  });
  assert.equal((added.subscriptionIds as number[]).length, 1);
  const item = { productId: ids.fee, part: 'recurring', quantity: 1, unitPrice: '3' };
  await done('POST', `${contract}/items`, { items: [item], startsOn: '2026-03-01' });

  const path = `/api/subscriptions/${String(subscription.id)}`;
  const changed = await done('POST', `${path}/change`, { from: '2026-04-15', quantity: 4, unitPrice: '9.5' });
  assert.equal((changed.terms as unknown[]).length, 2);
  const steps = [
    { kind: 'percent', value: '50', from: '2026-02-01', to: '2026-05-01' },
    { kind: 'percent', value: '25', from: '2026-05-01', to: '2026-08-01' },
  ];
  const { ids: discounts } = await done('POST', `${path}/discounts`, { discounts: steps });
  assert.equal((discounts as number[]).length, 2);
  const pause = await done('POST', `${path}/pauses`, { from: '2026-09-01', to: '2026-10-01' });
  await done('POST', `/api/subscription-parts/pause/${String(pause.id)}/end`, { to: '2026-09-16' });
  await done('POST', `/api/subscription-parts/discount/${String((discounts as number[])[1])}/withdraw`, {});
  await done('POST', `${path}/end`, { endsOn: '2026-11-01' });
  await done('POST', `${path}/restart`, { from: '2026-12-01' });

  const due = { dueOn: '2026-03-01' };
  await done('POST', `${contract}/one-offs`, { ...due, productId: ids.work, unitPrice: '80' });
  await done('POST', `${contract}/credits`, { ...due, productId: ids.work, amount: '5', reason: 'outage' });
  const deposit = await done('POST', `${contract}/deposits`, { ...due, productId: ids.deposit, amount: '300' });
  await done('POST', `/api/deposits/${String(deposit.id)}/give-back`, { ...due, how: 'depositSetOff', amount: '100' });

  const { lines } = await done('POST', `${contract}/lines/read`, {
    text: '040 5550123\n040 5550124',
    validFrom: '2026-02-01',
  });
  await done('POST', `${contract}/lines/many`, {
    validFrom: '2026-02-01',
    lines: (lines as Reply[]).map(({ kind, identifier, label }) => ({ kind, identifier, label })),
    fee: { productId: ids.fee },
  });
  const sim = {
    kind: 'sim',
    identifier: '8949020000001234567',
    msisdn: '491701234567',
    label: 'SIM',
    validFrom: '2026-02-01',
  };
  const line = await done('POST', `${contract}/lines`, sim);
  const other = await done('POST', '/api/contracts', {
    customerId: ids.customer,
    number: 'V-2',
    pricePlanId: ids.plan,
    startsOn: '2026-01-01',
  });
  const moved = await done('POST', `/api/lines/${String(line.id)}/move`, { toContractId: other.id, at: '2026-06-01' });
  assert.equal(moved.contractId, other.id);
  const history = await done('GET', '/api/line-history?identifier=491701234567');
  assert.equal((history.lines as unknown[]).length, 2);

  const end = await done('GET', `${contract}/end?on=2026-05-05`);
  assert.deepEqual(end, { earliestEnd: '2027-02-01', renewsOn: '2027-02-01', noticeBy: '2026-12-31' });
  const ending = await done('GET', '/api/contract-ends?by=2030-01-01');
  assert.deepEqual(
    (ending.contracts as Reply[]).map((one) => one.number),
    ['V-1'],
  );
  assert.equal((await done('POST', `${contract}/notice`, { givenOn: '2026-05-05' })).endsOn, '2027-02-01');
  assert.equal((await done('POST', `${contract}/notice/withdraw`, {})).endsOn, null);
  assert.equal((await done('POST', `${contract}/end`, { endsOn: '2027-06-01' })).endsOn, '2027-06-01');
  const { entries } = await done('GET', `${contract}/history`);
  assert.ok((entries as Reply[]).length > 20);

  const shown = await done('GET', `/api/customers/${ids.customer}/contracts`);
  const [first] = shown.contracts as Reply[];
  assert.ok(first !== undefined);
  const [own] = first.subscriptions as Reply[];
  assert.ok(own !== undefined);
  assert.deepEqual(
    [
      first.state,
      first.orderReference,
      own.endsOn,
      (own.pauses as Reply[])[0]?.to,
      (own.discounts as unknown[]).length,
    ],
    ['active', 'B-77', '2026-11-01', '2026-09-16', 1],
  );
  assert.deepEqual(
    (first.oneOffs as Reply[]).map((one) => [one.purpose, one.left]),
    [
      ['sale', null],
      ['sale', null],
      ['credit', null],
      ['deposit', '200.00'],
      ['deposit', null],
    ],
  );
});

test('indexation over HTTP: rule, values, preview, in force, letters, undone', async () => {
  const saved = await done('PUT', '/api/indexation-rules', {
    code: 'VPI',
    name: 'Consumer prices',
    productCodes: ['FEE'],
    rule: { change: { kind: 'index', series: 'VPI' }, afterMonths: 0 },
  });
  const input = { ruleId: saved.id, effectiveOn: '2027-01-01' };
  const early = await done('POST', '/api/indexations/preview', input);
  assert.equal(early.percent, null);
  assert.equal((await call('POST', '/api/indexations', input)).status, 422);
  await done('PUT', '/api/index-values', {
    values: [
      { series: 'VPI', month: '2025-11', value: '100' },
      { series: 'VPI', month: '2026-11', value: '104' },
    ],
  });
  const preview = await done('POST', '/api/indexations/preview', input);
  assert.equal(preview.percent, '4');
  assert.equal((preview.customers as unknown[]).length, 1);
  const applied = await done('POST', '/api/indexations', input);
  const indexation = `/api/indexations/${String(applied.id)}`;
  assert.deepEqual(await done('POST', `${indexation}/letters`, {}), { letters: 1 });
  const letter = await fetch(`${url}${indexation}/letters/${ids.customer}.pdf`);
  assert.equal(letter.headers.get('content-type'), 'application/pdf');
  const detail = await done('GET', indexation);
  assert.notEqual((detail.customers as Reply[])[0]?.letterWrittenAt, null);
  await done('POST', `${indexation}/undo`, {});
  const { indexations } = await done('GET', '/api/indexations');
  assert.notEqual((indexations as Reply[])[0]?.undoneAt, null);
});

test('contradictions are refused over HTTP, with their status', async () => {
  const made = { customerId: ids.customer, number: 'V-3', pricePlanId: ids.plan, startsOn: '2026-01-01' };
  const { id } = await done('POST', '/api/contracts', made);
  const contract = `/api/contracts/${String(id)}`;
  const cases: [method: string, path: string, body: unknown, status: number, code: string][] = [
    ['POST', '/api/contracts', made, 409, 'contract.numberTaken'],
    ['POST', '/api/contracts', { ...made, number: 'V-4', endsOn: '2025-12-31' }, 422, 'contract.invalid'],
    ['POST', '/api/contracts', { ...made, number: 'V-4', startsOn: '2026-02-30' }, 422, 'request.invalid'],
    ['POST', '/api/contracts', { ...made, number: 'V-4', minimumMonths: -1 }, 422, 'request.invalid'],
    ['POST', `${contract}/accept`, { acceptedOn: '2026-01-01' }, 409, 'contract.notQuote'],
    [
      'POST',
      `${contract}/subscriptions`,
      { productId: ids.work, startsOn: '2026-01-01' },
      409,
      'contract.notSubscribed',
    ],
    ['POST', `${contract}/subscriptions`, { productId: ids.fee, startsOn: '2025-01-01' }, 422, 'contract.invalid'],
    ['POST', `${contract}/plan`, { pricePlanId: ids.plan, rule: 'date' }, 422, 'contract.fromMissing'],
    [
      'POST',
      `${contract}/lines`,
      { kind: 'number', identifier: '0405', label: 'x', validFrom: '2026-01-01' },
      422,
      'contract.invalid',
    ],
    [
      'POST',
      '/api/subscriptions/9999/change',
      { from: '2026-01-01', quantity: 2 },
      404,
      'contract.subscriptionUnknown',
    ],
    ['POST', '/api/lines/9999/move', { toContractId: id, at: '2026-01-01' }, 404, 'contract.lineUnknown'],
    ['POST', '/api/indexations/9999/undo', {}, 404, 'indexation.unknown'],
    ['GET', '/api/indexations/9999', undefined, 404, 'indexation.unknown'],
    ['GET', '/api/contracts/9999/history', undefined, 404, 'contract.unknown'],
  ];
  for (const [method, path, body, status, code] of cases) {
    const answer = await call(method, path, body);
    assert.deepEqual([answer.status, answer.reply.code], [status, code], `${path} ${JSON.stringify(body)}`);
  }
});
