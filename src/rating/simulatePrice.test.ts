import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Actor, LANGUAGES, type Permission, Refusal } from '#base';
import {
  addAllowance,
  addCalendar,
  addDestinations,
  addOption,
  addPlan,
  addPriceList,
  importNumbering,
  importPriceList,
  listOptions,
} from '#catalog/service';
import { addContract, addLine, bookOption, endLine } from '#contracts/service';
import { addCustomer } from '#crm/service';
import { addSource, importFile } from '#mediation/service';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { createHttp } from '#platform/http';
import { silentProgress } from '#platform/progress';
import { registerTexts } from '#platform/wording';
import { type TestApp, testApp } from '#test/database';
import { databaseDigest } from '#test/digest';
import type { SimulationInput } from './priceApi.ts';
import { ratingRoutes } from './routes.ts';
import { compileRater, NOTHING_FROZEN, priceLines, rerate, simulatePrice } from './service.ts';
import { TEXTS } from './texts.ts';

/**
 * Ada (plan BUNDLE: 3 minutes a month) has two numbers and a freephone number; Bob (plan FLEX) has a telephone system. A minute to Germany costs
 * 0.06, the carrier takes 0.01; times are Berlin's.
 */
let app: TestApp;
let folder: string;
let ids: Awaited<ReturnType<typeof setUp>>;
let may: readonly Permission[];
const run = <R>(work: (ctx: Context) => Promise<R>) => inTransaction(app, app.actor, work);
const same = (name: string) => ({ de: name, fr: name, en: name });
const AT = '2026-09-21T10:15';

before(async () => {
  registerTexts(TEXTS);
  app = await testApp();
  folder = mkdtempSync(join(tmpdir(), 'tarifwerk-simulate-'));
  ids = await run(setUp);
});
after(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

async function setUp(ctx: Context) {
  const plans = await setUpPrices(ctx);
  const customer = async (name: string, number: string, pricePlanId: number) => {
    const { id } = await addCustomer(ctx, {
      ...{ number, name, kind: 'company', street: 's', postcode: '20095', city: 'Hamburg', country: 'DE' },
      ...{ email: 'a@example.org', language: 'de', currency: 'EUR', paymentTermsDays: 14 },
      ...{ paymentMethod: 'transfer', taxStatus: 'domestic' },
    });
    const contract = await addContract(ctx, {
      customerId: id,
      number: `V-${name}`,
      pricePlanId,
      startsOn: '2026-08-01',
    });
    return { id, contractId: contract.id };
  };
  const ada = await customer('Ada', 'K-1', plans.bundle);
  const bob = await customer('Bob', 'K-2', plans.flex);
  const line = (contractId: number, kind: 'number' | 'account', identifier: string, label: string) =>
    addLine(ctx, { contractId, kind, identifier, label, validFrom: '2026-08-01' });
  const first = await line(ada.contractId, 'number', '49405550100', '+49 40 5550100');
  const second = await line(ada.contractId, 'number', '49405550101', '+49 40 5550101');
  await line(ada.contractId, 'number', '498001234567', '0800 1234567');
  await line(bob.contractId, 'account', 'bob', 'Switch of Bob');
  return { ada, bob, first: first.id, second: second.id };
}

async function setUpPrices(ctx: Context) {
  await addCalendar(ctx, { code: 'flat', zone: 'Europe/Berlin', bands: ['all'] });
  await addDestinations(ctx, [
    { code: 'DE', name: same('Deutschland'), class: 'nationalFixed', country: 'DE' },
    { code: 'FREE', name: same('Freecall'), class: 'freephone', country: 'DE' },
    { code: 'INFO', name: same('Auskunft'), class: 'premium', country: 'DE' },
    { code: 'WEB', name: same('Internet'), class: 'data', country: null },
    { code: 'FR-ROAM', name: same('Roaming Frankreich'), class: 'roaming', country: 'FR' },
  ]);
  const list = { currency: 'EUR', calendarCode: 'flat' };
  await addPriceList(ctx, { ...list, code: 'RETAIL', name: 'Retail', side: 'customer' });
  const carrier = await addPriceList(ctx, { ...list, code: 'CARRIER', name: 'Carrier', side: 'supplier' });
  await importNumbering(ctx, {
    validFrom: '2026-01-01',
    rows: [
      { prefix: '49', destination: 'DE' },
      { prefix: '49800', destination: 'FREE' },
    ],
  });
  await importPriceList(ctx, {
    listCode: 'RETAIL',
    validFrom: '2026-01-01',
    rows: [
      { target: '49', destination: 'DE', price: '0.06', increments: '60/1' },
      { target: '49', destination: 'DE', direction: 'inbound', price: '0.03', increments: '60/1' },
      { target: 'DE/118', destination: 'INFO', price: '0.12', increments: '60/60', serviceFeePerCall: '1.50' },
      { target: '49', destination: 'DE', service: 'sms', price: '0.09' },
      { target: '*', destination: 'WEB', service: 'data', price: '2', per: 'MB', increments: '100kB/1kB' },
      { target: 'PLMN/208', destination: 'FR-ROAM', price: '0.19', increments: '30/1' },
    ],
  });
  await importPriceList(ctx, {
    listCode: 'CARRIER',
    validFrom: '2026-01-01',
    rows: [{ target: '49', destination: 'DE', price: '0.01', increments: '1/1' }],
  });
  const scope = { services: ['voice' as const] };
  const minutes = { unit: 'second', size: '3 minute', scope, holder: 'contract' } as const;
  await addAllowance(ctx, { ...minutes, code: 'MIN-3', name: same('3 Minuten') });
  await addAllowance(ctx, {
    ...minutes,
    size: '1 minute',
    code: 'PACK-1',
    name: same('1 Minute'),
    priority: -1,
    period: { kind: 'once' },
  });
  await addOption(ctx, { code: 'PACK', name: same('Pack'), allowanceCodes: ['PACK-1'] });
  const source = { zone: 'Europe/Berlin', format: 'french-carrier-csv', kind: 'carrier', settings: {} } as const;
  await addSource(ctx, { ...source, code: 'sud', name: 'Sud', country: 'FR', supplierPriceListId: null });
  await addSource(ctx, { ...source, code: 'nord', name: 'Nord', country: 'DE', supplierPriceListId: carrier.id });
  const plan = { priceListCode: 'RETAIL' };
  return {
    bundle: (await addPlan(ctx, { ...plan, code: 'BUNDLE', name: same('Bundle'), allowanceCodes: ['MIN-3'] })).id,
    flex: (await addPlan(ctx, { ...plan, code: 'FLEX', name: same('Flex') })).id,
  };
}

const priced = (asked: SimulationInput) => run((ctx) => simulatePrice(ctx, { at: AT, ...asked }));

async function refused(asked: SimulationInput, actor: Actor = app.actor): Promise<string> {
  try {
    await inTransaction(app, actor, (ctx) => simulatePrice(ctx, { at: AT, ...asked }));
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'not refused';
}

test('a call with its allowance, its carrier and its margin; nothing is stored', async () => {
  const { digest } = await databaseDigest(app);
  const call = await priced({ customer: 'K-1', to: '030 1234567', seconds: 61 });
  assert.deepEqual(call.customer, { id: ids.ada.id, number: 'K-1', name: 'Ada' });
  assert.deepEqual([call.line, call.source?.code], [{ id: ids.first, label: '+49 40 5550100' }, 'nord']);
  assert.deepEqual([call.at, call.calling, call.called], ['2026-09-21T08:15:00.000Z', '+49405550100', '+49301234567']);
  assert.deepEqual([call.status, call.billedUnits, call.covered, call.allowance?.code], ['rated', 61, '61', 'MIN-3']);
  assert.deepEqual([call.charge, call.cost, call.margin], ['0.0000', '0.010167', '-0.010167']);
  const without = await priced({ customerId: ids.bob.id, to: '+49 30 1234567', seconds: 61 });
  assert.deepEqual([without.charge, without.cost, without.margin], ['0.0610', '0.010167', '0.050833']);
  assert.deepEqual([without.calling, without.allowance], ['', null]);
  assert.equal((await databaseDigest(app)).digest, digest);
});

test('allowances as they stand just before: after what was used, unused again in the next month', async () => {
  const path = join(folder, 'used.csv');
  const rows = ['20/09/2026;09:00:00;Sortant;+49405550100;+49301234567;100;0,01;;1'];
  rows.push('22/09/2026;09:00:00;Sortant;+49405550101;+49301234567;50;0,01;;2');
  writeFileSync(path, `Date;Heure;Sens;Appelant;Appelé;Durée;Prix HT;Compte;Identifiant\n${rows.join('\n')}\n`);
  const rater = await run(compileRater);
  const report = await importFile(
    app,
    app.actor,
    { path, name: 'used.csv', sourceCode: 'nord' },
    rater,
    silentProgress,
  );
  assert.deepEqual([report.stored, report.unmatched], [2, 0]);
  const covered = async (at: string) =>
    (await priced({ customer: 'K-1', to: '+49301234567', seconds: 180, at })).covered;
  const stand = async () => [
    await covered('2026-09-19T10:00'),
    await covered('2026-09-21T10:00'),
    await covered('2026-09-23T10:00'),
    await covered('2026-10-01T10:00'),
  ];
  assert.deepEqual(await stand(), ['180', '80', '20', '180']); // 50 s are billed as 60
  await rerate(app, app.actor, { frozen: NOTHING_FROZEN }, silentProgress);
  assert.deepEqual(await stand(), ['180', '80', '20', '180'], 'the same once the month is rated in order');
  const rest = await priced({ customer: 'K-1', to: '+49301234567', seconds: 180 });
  assert.equal(rest.charge, '0.1000'); // 100 s of 180 at 0.06 a minute
  const told = rest.lines.filter(({ step }) => step === 'allowances').map(({ params }) => params);
  assert.deepEqual(told, [{ allowance: 'MIN-3', units: 80, before: 80, left: 0 }]);
});

test('another plan: its allowances unused, options booked as they stand; a plan alone: whoever comes', async () => {
  const asked = { to: '+49301234567', seconds: 300 };
  const flex = await priced({ ...asked, customer: 'K-1', plan: 'FLEX' });
  assert.deepEqual([flex.plan?.code, flex.charge, flex.covered], ['FLEX', '0.3000', '0']);
  const bundle = await priced({ ...asked, customer: 'K-2', plan: 'BUNDLE' });
  assert.deepEqual([bundle.plan?.code, bundle.charge, bundle.covered], ['BUNDLE', '0.1200', '180']);
  const newcomer = await priced({ ...asked, plan: 'BUNDLE' });
  assert.deepEqual([newcomer.customer, newcomer.line, newcomer.charge], [null, null, '0.1200']);
  assert.ok(newcomer.lines.every(({ leg }) => leg !== 'record'));
  const [option] = await run(listOptions);
  await run((ctx) => bookOption(ctx, { contractId: ids.ada.contractId, optionId: option!.id, from: '2026-09-21' }));
  assert.equal((await priced({ ...asked, customer: 'K-1' })).covered, '140'); // 60 of the pack, 80 left of the plan
  const booked = await priced({ ...asked, customer: 'K-1', plan: 'FLEX' });
  assert.deepEqual([booked.covered, booked.allowance?.code], ['60', 'PACK-1']);
});

test('every service and direction', async () => {
  const bob = { customer: 'K-2' };
  const sms = await priced({ ...bob, service: 'sms', to: '+49 30 1234567' });
  assert.deepEqual([sms.charge, sms.units], ['0.0900', 1]);
  const data = await priced({ ...bob, service: 'data', units: 1_234_567 });
  assert.deepEqual([data.charge, data.billedUnits, data.called], ['2.4700', 1_235_000, '']);
  const info = await priced({ ...bob, to: '118 33', seconds: 10 });
  assert.deepEqual([info.called, info.charge, info.serviceFee], ['11833', '1.6200', '1.5000']);
  const free = await priced({
    customer: 'K-1',
    direction: 'inbound',
    to: '0800 1234567',
    from: '030 1234567',
    seconds: 60,
    plan: 'FLEX',
    at: '2026-09-01T00:00',
  });
  assert.deepEqual([free.line?.label, free.calling, free.charge], ['0800 1234567', '+49301234567', '0.0300']);
  const called = await priced({ customer: 'K-1', direction: 'inbound', from: '030 1234567', seconds: 60 });
  assert.deepEqual([called.status, called.charge], ['free', '0.0000']);
  const abroad = await priced({ ...bob, seconds: 40, network: '20801' });
  assert.deepEqual([abroad.destination?.code, abroad.charge], ['FR-ROAM', '0.1267']);
  const unanswered = await priced({ ...bob, to: '+49301234567', seconds: 0 });
  assert.equal(unanswered.status, 'notBillable');
  const unpriced = await priced({ ...bob, to: '+33 1 99 00 00 40', seconds: 60 });
  assert.deepEqual([unpriced.status, unpriced.cost, unpriced.margin], ['unpriced', null, null]);
  const french = await priced({ ...bob, to: '118 33', seconds: 10, source: 'sud' });
  assert.equal(french.status, 'unpriced', 'no such short number in France');
});

test('the line asked for, by number, label or id, or that of the own number', async () => {
  const asked = { to: '+49301234567', seconds: 1 };
  const line = async (input: SimulationInput) => (await priced({ ...asked, ...input })).line?.id;
  assert.equal(await line({ customer: 'K-1', line: '040 5550101' }), ids.second);
  assert.equal(await line({ customer: 'K-1', line: '+49 40 5550101' }), ids.second);
  assert.equal(await line({ customer: 'K-1', line: String(ids.second) }), ids.second);
  assert.equal(await line({ lineId: ids.second }), ids.second);
  assert.equal(await line({ contractId: ids.ada.contractId }), ids.first);
  assert.equal(await line({ from: '+49 40 5550101' }), ids.second);
  assert.equal(await line({ customer: String(ids.ada.id) }), ids.first, 'by id where no number is that');
});

test('what cannot be answered is refused, each for its reason', async () => {
  const whole = { customer: 'K-1', to: '+49301234567', seconds: 60 };
  const cases: readonly (readonly [SimulationInput, string])[] = [
    [{ to: '+49301234567', seconds: 60 }, 'simulation.whose'],
    [{ ...whole, customer: 'K-9' }, 'customer.unknown'],
    [{ ...whole, customer: '999999' }, 'customer.unknown'],
    [{ ...whole, plan: 'NONE' }, 'contract.planUnknown'],
    [{ ...whole, source: 'none' }, 'mediation.sourceUnknown'],
    [{ ...whole, line: '040 7777777' }, 'contract.lineUnknown'],
    [{ ...whole, lineId: 9999 }, 'contract.lineUnknown'],
    [{ ...whole, customer: 'K-2', lineId: ids.first }, 'contract.lineUnknown'],
    [{ ...whole, from: '+49 40 7777777' }, 'contract.lineUnknown'],
    [{ ...whole, at: '2026-07-31T23:59:59' }, 'simulation.noLine'],
    [{ ...whole, at: '2026-07-31T23:59:59', lineId: ids.first }, 'simulation.lineNotInForce'],
    [{ ...whole, at: '2026-07-31T23:59:59', line: '040 5550100' }, 'simulation.lineNotInForce'],
    [{ ...whole, at: 'tomorrow' }, 'simulation.notATime'],
    [{ ...whole, to: 'mother' }, 'simulation.notANumber'],
    [{ customer: 'K-1', seconds: 60 }, 'simulation.noNumber.outbound'],
    [{ customer: 'K-1', seconds: 60, direction: 'inbound' }, 'simulation.noNumber.inbound'],
    [{ customer: 'K-1', to: '+49301234567' }, 'simulation.noDuration'],
    [{ ...whole, seconds: -1 }, 'simulation.amountOutside'],
    [{ ...whole, network: 'Orange' }, 'simulation.notANetwork'],
  ];
  for (const [asked, code] of cases) {
    assert.equal(await refused(asked), code, JSON.stringify(asked));
    assert.ok(!code.startsWith('simulation.') || TEXTS[code] !== undefined, code);
  }
  const seller: Actor = { ...app.actor, permissions: new Set<Permission>(['catalog.read']) };
  assert.equal(await refused(whole, seller), 'request.notAllowed');
  assert.equal(await refused({ plan: 'FLEX', to: '+49301234567', seconds: 60 }, seller), 'not refused');
});

test('the answer in words, in each language', async () => {
  const call = await priced({ customer: 'K-2', to: '118 33', seconds: 10 });
  const [head, ...rest] = priceLines('en', call, 'Europe/Berlin');
  assert.equal(head, '– → 11833, 21/09/2026 10:15:00, 10 s');
  assert.deepEqual(rest.slice(0, 3), [
    'Customer K-2 Bob',
    'Line Switch of Bob, price plan FLEX',
    'As if Nord had delivered it',
  ]);
  assert.ok(rest.includes('  Service part, for the owner of the number called 1.50 EUR'), rest.join('\n'));
  assert.deepEqual(rest.slice(-2), ['Charge €1.6200', 'Of this, €1.5000 go to the owner of the number called']);
  for (const language of LANGUAGES)
    for (const told of priceLines(language, call, 'Europe/Berlin')) assert.doesNotMatch(told, /[{}]|undefined/);
});

test('over HTTP: whoever may read the catalogue asks, what is wrong is a problem with its code', async () => {
  const http = await createHttp(app, {
    authenticate: async () => ({ ...app.actor, permissions: new Set(may) }),
  });
  ratingRoutes(http);
  const ask = async (payload: object) => {
    const reply = await http.server.inject({ method: 'POST', url: '/api/price', payload });
    return { status: reply.statusCode, body: JSON.parse(reply.body) as Record<string, unknown> };
  };
  const whole = { customer: 'K-2', to: '+49301234567', seconds: 61, at: AT };
  may = ['catalog.read', 'customers.read'];
  const answer = await ask(whole);
  assert.deepEqual([answer.status, answer.body.charge, answer.body.margin], [200, '0.0610', '0.050833']);
  const wrong = await ask({ ...whole, seconds: -1 });
  assert.deepEqual([wrong.status, wrong.body.code], [422, 'simulation.amountOutside']);
  assert.equal((await ask({ ...whole, service: 'pigeon' })).status, 422);
  may = ['usage.read'];
  assert.equal((await ask(whole)).status, 403);
  await http.server.close();
});

test('a line that has ended is no longer the first', async () => {
  await run((ctx) => endLine(ctx, { lineId: ids.first, validTo: '2026-09-10' }));
  assert.equal((await priced({ customer: 'K-1', to: '+49301234567', seconds: 1 })).line?.id, ids.second);
});
