import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { inTransaction } from '#platform/db';
import { createHttp } from '#platform/http';
import { testActor, testApp } from '#test/database';
import { crmRoutes } from './routes.ts';
import type { Business } from './service.ts';

/** What later rooms would answer: who has a contract, who is in a run, and what was moved. */
const held = new Set<number>();
const inRun = new Set<number>();
const moved: [number, number][] = [];
const finding = (code: string, customerId: number, params = {}) =>
  ({ code, severity: 'error', subject: { kind: 'customer', key: String(customerId) }, params }) as const;
const business: Business = {
  open: async (_, id) => (held.has(id) ? [finding('customer.contractInForce', id, { contracts: 'V-1' })] : []),
  any: async (_, id) => held.has(id),
  runs: async (_, id) => (inRun.has(id) ? [finding('customer.inRun', id, { months: '2026-10' })] : []),
  move: async (_, from, to) => {
    moved.push([from, to]);
  },
};

const app = await testApp();
const http = await createHttp(app, { authenticate: async () => testActor() });
crmRoutes(http, business);
await http.server.listen({ port: 0, host: '127.0.0.1' });
const url = http.server.listeningOrigin;
after(async () => {
  await http.server.close();
  await app.close();
});

const GOOD = {
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
};
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** A reply as the test looks at it. */
interface Reply {
  readonly [key: string]: unknown;
  readonly id: number;
  readonly revision: number;
  readonly code?: string;
  readonly rows: readonly Reply[];
  readonly findings: readonly { readonly code: string }[];
}

async function call(method: Method, path: string, body?: unknown): Promise<{ status: number; reply: Reply }> {
  const response = await fetch(`${url}${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return { status: response.status, reply: (await response.json()) as Reply };
}

let next = 0;
async function customer(more: object = {}): Promise<Reply> {
  next += 1;
  const { status, reply } = await call('POST', '/api/customers', { ...GOOD, name: `Beispiel ${next}`, ...more });
  assert.equal(status, 200, JSON.stringify(reply));
  return reply;
}

/** Code of a refusal, and those of its findings. */
async function refused(method: Method, path: string, body?: unknown): Promise<string> {
  const { status, reply } = await call(method, path, body);
  assert.ok(status >= 400, `${method} ${path} was not refused: ${JSON.stringify(reply)}`);
  return [reply.code, ...(reply.findings ?? []).map(({ code }) => code)].join(' ');
}

test('a customer comes back as he was entered, with everything there is', async () => {
  const added = await customer({
    kind: 'publicBody',
    vatId: 'de 123456788',
    vatIdCheck: 'valid',
    vatIdCheckedOn: '2026-11-20',
    vatIdCheckReference: 'WAPI-1',
    buyerReference: '04011000-1234512345-06',
    orderNumber: 'B-7',
    contractReference: 'RV-9',
    costCentre: '4711',
    requiredReferences: ['orderNumber', 'buyerReference'],
    eInvoiceScheme: '0204',
    eInvoiceId: '04011000-1234512345-06',
    paymentMethod: 'directDebit',
    iban: 'DE02 1203 0000 0000 2020 51',
    mandateReference: 'M-1',
    currency: 'CHF',
    invoiceGrouping: 'site',
  });
  const { reply } = await call('GET', `/api/customers/${added.id}`);
  assert.deepEqual(reply, added);
  assert.equal(reply.vatId, 'DE123456788');
  assert.equal(reply.iban, 'DE02120300000000202051');
  assert.deepEqual(reply.requiredReferences, ['orderNumber', 'buyerReference']);
});

test('a change says what differs; contradictions, old sights and closed customers are refused', async () => {
  const one = await customer();
  const path = `/api/customers/${one.id}`;
  const changed = await call('PATCH', path, { revision: 0, change: { city: 'Bremen', maskDigits: 3 } });
  assert.deepEqual([changed.reply.city, changed.reply.maskDigits, changed.reply.revision], ['Bremen', 3, 1]);
  assert.deepEqual((await call('GET', path)).reply, changed.reply);
  assert.equal(await refused('PATCH', path, { revision: 0, change: { city: 'Kiel' } }), 'customer.changedMeanwhile');
  assert.equal(await refused('PATCH', path, { change: { country: 'FR' } }), 'customer.invalid customer.domesticAbroad');
  assert.equal(
    await refused('PATCH', path, { change: { batchCode: 'nowhere' } }),
    'customer.invalid customer.batchUnknown',
  );
  assert.equal(await refused('PATCH', '/api/customers/999', { change: {} }), 'customer.unknown');
  await call('POST', `${path}/close`);
  assert.equal(await refused('PATCH', path, { change: { city: 'Kiel' } }), 'customer.closed');
});

test('the currency changes only while there is nothing in the old one', async () => {
  const one = await customer();
  const path = `/api/customers/${one.id}`;
  assert.equal((await call('PATCH', path, { change: { currency: 'CHF' } })).reply.currency, 'CHF');
  held.add(one.id);
  assert.equal(
    await refused('PATCH', path, { change: { currency: 'EUR' } }),
    'customer.currencyOpen customer.contractInForce',
  );
});

test('nobody stands above himself, however far up; whoever pays for others is open and billed in their money', async () => {
  const top = await customer();
  const middle = await customer({ parentId: top.id, payer: 'parent' });
  const low = await customer({ parentId: middle.id });
  const parent = (id: number, parentId: number) => ['PATCH', `/api/customers/${id}`, { change: { parentId } }] as const;
  assert.equal(await refused(...parent(top.id, low.id)), 'customer.invalid customer.parentCircle');
  assert.equal(await refused(...parent(top.id, top.id)), 'customer.invalid customer.parentCircle');
  assert.equal(await refused(...parent(low.id, 999)), 'customer.invalid customer.parentUnknown');
  const swiss = await customer({ currency: 'CHF' });
  assert.equal(
    await refused('PATCH', `/api/customers/${low.id}`, { change: { parentId: swiss.id, payer: 'parent' } }),
    'customer.invalid customer.parentCurrency',
  );
  assert.equal(
    await refused('PATCH', `/api/customers/${top.id}`, { change: { currency: 'CHF' } }),
    'customer.invalid customer.parentCurrency',
  );
  assert.equal(await refused('POST', `/api/customers/${top.id}/close`), 'customer.paysForOthers');
  assert.equal(await refused('DELETE', `/api/customers/${middle.id}`), 'customer.paysForOthers');
});

test('a customer with a contract in force is not closed; one who ever had anything is not deleted', async () => {
  const one = await customer();
  held.add(one.id);
  assert.equal(await refused('POST', `/api/customers/${one.id}/close`), 'customer.business customer.contractInForce');
  assert.equal(await refused('DELETE', `/api/customers/${one.id}`), 'customer.deleteHasMore customer.contractInForce');
  held.delete(one.id);
  assert.equal((await call('POST', `/api/customers/${one.id}/close`)).reply.closedOn, '2026-11-23');
  assert.equal(await refused('POST', `/api/customers/${one.id}/close`), 'customer.closed');
  assert.equal((await call('POST', `/api/customers/${one.id}/reopen`)).reply.closedOn, null);
  assert.equal(await refused('POST', `/api/customers/${one.id}/reopen`), 'customer.notClosed');
  await call('POST', `/api/customers/${one.id}/contacts`, { name: 'A', roles: [] });
  assert.equal((await call('DELETE', `/api/customers/${one.id}`)).status, 200);
  assert.equal(await refused('GET', `/api/customers/${one.id}`), 'customer.unknown');
});

test('sites have codes of their own; contacts that get mail have an address', async () => {
  const one = await customer();
  const path = `/api/customers/${one.id}`;
  const site = { code: 'HH', name: 'Hamburg', street: 'Weg 1', postcode: '20457', city: 'Hamburg', country: 'DE' };
  const added = (await call('POST', `${path}/sites`, site)).reply;
  assert.equal(await refused('POST', `${path}/sites`, site), 'site.codeTaken');
  const ended = { ...site, validFrom: '2026-01-01', validTo: '2026-01-01' };
  assert.equal(await refused('PUT', `${path}/sites/${added.id}`, ended), 'site.ends');
  assert.equal(await refused('PUT', `${path}/sites/999`, site), 'site.unknown');
  await call('PUT', `${path}/sites/${added.id}`, { ...site, costCentre: '12', validTo: '2027-01-01' });
  const sites = (await call('GET', `${path}/sites`)).reply.rows;
  assert.deepEqual(
    sites.map(({ code, costCentre, validTo }) => [code, costCentre, validTo]),
    [['HH', '12', '2027-01-01']],
  );
  assert.equal((await call('GET', path)).reply.revision, 2);
  assert.equal((await call('POST', `${path}/contacts`, { name: 'A', roles: ['invoiceRecipient'] })).status, 422);
  const contact = (await call('POST', `${path}/contacts`, { name: 'A', phone: '+49 40 1', roles: ['technical'] }))
    .reply;
  const put = { name: 'B', email: 'b@example.com', roles: ['dunning', 'portal', 'dunning'] };
  const changed = await call('PUT', `${path}/contacts/${contact.id}`, put);
  assert.deepEqual(changed.reply.roles, ['portal', 'dunning']);
  const other = await customer();
  assert.equal(await refused('DELETE', `/api/customers/${other.id}/contacts/${contact.id}`), 'contact.unknown');
  await call('DELETE', `${path}/contacts/${contact.id}`);
  assert.deepEqual((await call('GET', `${path}/contacts`)).reply.rows, []);
});

test('a third party is another customer, in the same money, taxed alike; the rest is paid once', async () => {
  const one = await customer();
  const payer = await customer({ name: 'Kasse' });
  const swiss = await customer({ currency: 'CHF' });
  const french = await customer({ country: 'FR', vatId: 'FR40303265045', taxStatus: 'euReverseCharge' });
  const path = `/api/customers/${one.id}/payers`;
  const share = { payerId: payer.id, share: 'remaining', amount: '20.00', reference: 'AZ 1' };
  const wrong: [object, string][] = [
    [{ payerId: one.id }, 'thirdPayer.self'],
    [{ payerId: 999 }, 'customer.unknown'],
    [{ payerId: swiss.id }, 'thirdPayer.currency'],
    [{ payerId: french.id }, 'thirdPayer.tax'],
    [{ validFrom: '2026-02-01', validTo: '2026-02-01' }, 'thirdPayer.ends'],
  ];
  for (const [change, code] of wrong)
    assert.equal(await refused('POST', path, { ...share, ...change }), `customer.invalid ${code}`);
  assert.equal((await call('POST', path, { ...share, amount: '-1' })).status, 422);
  const added = (await call('POST', path, { ...share, validTo: '2027-01-01' })).reply;
  assert.deepEqual([added.payerName, added.amount], ['Kasse', '20.00']);
  assert.equal(
    await refused('POST', path, { ...share, validFrom: '2026-12-31' }),
    'customer.invalid thirdPayer.restTwice',
  );
  assert.equal((await call('POST', path, { ...share, validFrom: '2027-01-01' })).status, 200);
  assert.equal((await call('POST', path, { ...share, share: 'fixed', amount: '5' })).status, 200);
  assert.equal(await refused('POST', `/api/customers/${payer.id}/close`), 'customer.paysForOthers');
  const shown = (await call('GET', path)).reply.rows.map(({ share: kind, amount }) => `${kind} ${amount}`);
  assert.deepEqual(shown, ['remaining 20.00', 'remaining 20.00', 'fixed 5.00']);
});

test('merged: the other gets everything, the one given up points to him and stays closed', async () => {
  const gone = await customer();
  const into = await customer();
  const site = { code: 'HH', name: 'x', street: 'x', postcode: '1', city: 'x', country: 'DE' };
  for (const { id } of [gone, into]) await call('POST', `/api/customers/${id}/sites`, site);
  await call('POST', `/api/customers/${gone.id}/contacts`, { name: 'A' });
  const path = `/api/customers/${gone.id}/merge`;
  inRun.add(into.id);
  assert.equal(await refused('POST', path, { intoId: into.id }), 'customer.business customer.inRun');
  inRun.delete(into.id);
  assert.equal(await refused('POST', path, { intoId: gone.id }), 'customer.mergeSelf');
  assert.equal(await refused('POST', path, { intoId: 999 }), 'customer.unknown');
  const swiss = await customer({ currency: 'CHF' });
  assert.equal(await refused('POST', path, { intoId: swiss.id }), 'customer.mergeCurrency');
  const below = await customer({ parentId: gone.id });
  assert.equal(await refused('POST', path, { intoId: into.id }), 'customer.mergeBelow');
  await call('PATCH', `/api/customers/${below.id}`, { change: { parentId: null } });
  assert.equal((await call('POST', path, { intoId: into.id })).status, 200);
  assert.deepEqual(moved, [[gone.id, into.id]]);
  const left = (await call('GET', `/api/customers/${gone.id}`)).reply;
  assert.deepEqual([left.closedOn, left.mergedInto], ['2026-11-23', into.id]);
  const sites = (await call('GET', `/api/customers/${into.id}/sites`)).reply.rows.map(({ code }) => code);
  assert.deepEqual(sites, [`${String(gone.number)}/HH`, 'HH']);
  assert.equal((await call('GET', `/api/customers/${into.id}/contacts`)).reply.rows.length, 1);
  assert.equal(await refused('POST', `/api/customers/${gone.id}/reopen`), 'customer.merged');
  assert.equal(await refused('POST', path, { intoId: into.id }), 'customer.closed');
});

test('lists: filtered by what customers are, billing cycles with how many they have', async () => {
  const batch = { code: 'MID', name: 'Mid month', launchDay: 15 };
  assert.equal((await call('POST', '/api/billing-batches', batch)).status, 200);
  assert.equal(await refused('POST', '/api/billing-batches', batch), 'batch.taken');
  assert.equal(await refused('PUT', '/api/billing-batches/NO', { name: 'x', launchDay: 1 }), 'batch.unknown');
  assert.equal((await call('POST', '/api/billing-batches', { ...batch, code: 'X', launchDay: 31 })).status, 422);
  const parent = await customer({ name: 'Zwerg', batchCode: 'MID' });
  await customer({ name: 'Zwergin', parentId: parent.id, kind: 'consumer', currency: 'GBP' });
  const found = async (query: string) =>
    (await call('GET', `/api/customers?${query}`)).reply.rows.map(({ name }) => name);
  assert.deepEqual(await found('q=zwerg&sort=-name'), ['Zwergin', 'Zwerg']);
  assert.deepEqual(await found('batch=MID'), ['Zwerg']);
  assert.deepEqual(await found('q=zwerg&batch='), ['Zwergin']);
  assert.deepEqual(await found(`parentId=${parent.id}`), ['Zwergin']);
  assert.deepEqual(await found('q=zwerg&kind=consumer'), ['Zwergin']);
  assert.deepEqual(await found('currency=GBP'), ['Zwergin']);
  await call('POST', `/api/customers/${parent.id}/close`);
  assert.deepEqual(await found('q=zwerg&state=open'), ['Zwergin']);
  assert.deepEqual(await found('q=zwerg&state=closed'), ['Zwerg']);
  const cycles = (await call('GET', '/api/billing-batches')).reply.rows;
  assert.deepEqual(cycles, [{ ...batch, customers: 0 }]);
});

test('a table of customers is taken as a whole or not at all', async () => {
  const head = 'Number;name;kind;street;postcode;city;country;email;language;currency;taxStatus;parentNumber;itemise';
  const row = (number: string, name: string, more = 'domestic;;no') =>
    `${number};${name};company;Weg 1;20457;Hamburg;DE;a@example.com;de;EUR;${more}`;
  const send = (...lines: string[]) => ['POST', '/api/customers/import', { text: lines.join('\n') }] as const;
  const both = send(head, row('T-1', '"Tabelle; und Stuhl"'), '', row('T-2', 'Tochter', 'domestic;T-1;ja'));
  assert.deepEqual((await call(...both)).reply, { added: 2, changed: 0 });
  const shown = (await call('GET', '/api/customers?q=T-')).reply.rows;
  assert.deepEqual(
    shown.map(({ name, itemise, parentId }) => [name, itemise, parentId]),
    [
      ['Tabelle; und Stuhl', false, null],
      ['Tochter', true, shown[0]!.id],
    ],
  );
  assert.deepEqual((await call(...send('number,city', 'T-1,Bremen'))).reply, { added: 0, changed: 1 });
  assert.equal((await call('GET', `/api/customers/${shown[0]!.id}`)).reply.city, 'Bremen');
  const wrong = send(
    head,
    row('T-3', 'Gut'),
    row('T-4', 'Schlecht', 'euReverseCharge;;no'),
    row('T-5', 'Waise', 'domestic;T-9;no'),
  );
  assert.equal(
    await refused(...wrong),
    'customerFile.nothing customerFile.row customer.reverseChargeNotAbroad customer.vatIdMissing customerFile.row customer.parentUnknown',
  );
  assert.equal((await call('GET', '/api/customers?q=T-3')).reply.rows.length, 0);
  assert.equal(
    await refused(...send('number;name', 'T-7;Halb')),
    'customerFile.nothing customerFile.row customerFile.columnMissing',
  );
});

test('every deed stands in the trail', async () => {
  const { rows } = await inTransaction(app, testActor(), (ctx) =>
    ctx.tx
      .withTables<{ 'access.audit': { action: string } }>()
      .selectFrom('access.audit')
      .select('action')
      .distinct()
      .execute()
      .then((found) => ({ rows: found.map(({ action }) => action).filter((action) => action.startsWith('crm.')) })),
  );
  assert.deepEqual(rows.sort(), [
    'crm.batch.put',
    'crm.contact.put',
    'crm.contact.remove',
    'crm.customer.add',
    'crm.customer.change',
    'crm.customer.close',
    'crm.customer.delete',
    'crm.customer.merge',
    'crm.customer.reopen',
    'crm.site.put',
    'crm.thirdPayer.put',
  ]);
});
