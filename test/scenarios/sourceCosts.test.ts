import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { formatMicro } from '#base';
import { previewRerating, rerateUsage, runOfMonth, staleMonths } from '#billing/service';
import { addCalendar, addDestinations, addPlan, addPriceList, addProduct, importPriceList } from '#catalog/service';
import { addContract, addLine } from '#contracts/service';
import { approveRun, decideFindings, listFindings, prepareRun } from '#control/service';
import { addCustomer } from '#crm/service';
import { issueRun } from '#invoicing/service';
import { addSource, changeSource, importFile, supplierListId } from '#mediation/service';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { silentProgress } from '#platform/progress';
import { compileRater, usagePage } from '#rating/service';
import { type TestApp, testActor, testApp } from '../database.ts';
import { databaseDigest } from '../digest.ts';

/**
 * A source whose price list or rounding of seconds is set later: its usage is rated again, what stands on an invoice is corrected by the next bill.
 * Dora pays 0.60 a minute by the second; we pay 0.06 by the list BUY; her calls last 60.4 seconds.
 */
const CLERK = testActor(1, 'clerk');
const APPROVER = testActor(1, 'approver');
let app: TestApp;
let dora: number;
const run = <R>(work: (ctx: Context) => Promise<R>) => inTransaction(app, CLERK, work);
const same = (name: string) => ({ de: name, fr: name, en: name });

before(async () => {
  app = await testApp();
  dora = await run(setUp);
});
after(() => app.close());

async function setUp(ctx: Context): Promise<number> {
  await addCalendar(ctx, { code: 'flat', zone: 'Europe/Berlin', bands: ['all'] });
  await addDestinations(ctx, [{ code: 'DE', name: same('Deutschland'), class: 'nationalFixed', country: 'DE' }]);
  for (const [code, side, price] of [
    ['RETAIL', 'customer', '0.60'],
    ['BUY', 'supplier', '0.06'],
  ] as const) {
    await addPriceList(ctx, { code, name: code, side, currency: 'EUR', calendarCode: 'flat' });
    const rows = [{ target: '49', destination: 'DE', price, increments: '1/1' }];
    await importPriceList(ctx, { listCode: code, validFrom: '2026-01-01', rows });
  }
  const plan = await addPlan(ctx, { code: 'flex', name: same('Flex'), priceListCode: 'RETAIL' });
  await addProduct(ctx, { code: 'calls', name: same('Calls'), kind: 'usage', unitPrice: '0', revenueAccount: '8402' });
  const place = { zone: 'Europe/Berlin', country: 'DE', settings: {}, supplierPriceListId: null };
  await addSource(ctx, { ...place, code: 'switch', name: 'Switch', kind: 'sbc', format: 'freeswitch-json' });
  const { id } = await addCustomer(ctx, {
    kind: 'company',
    name: 'Dora',
    street: 'Kai 1',
    postcode: '20457',
    city: 'Hamburg',
    country: 'DE',
    email: 'a@example.org',
    language: 'en',
    currency: 'EUR',
    taxStatus: 'domestic',
  });
  const contract = await addContract(ctx, {
    customerId: id,
    number: 'V-1',
    pricePlanId: plan.id,
    startsOn: '2026-01-01',
  });
  await addLine(ctx, {
    contractId: contract.id,
    kind: 'number',
    identifier: '494055501',
    label: '+49 40 55501',
    validFrom: '2026-01-01',
  });
  return id;
}

/** Calls of 60.4 seconds at ten o'clock UTC of these days, as the switch tells them. */
async function deliver(...days: string[]): Promise<void> {
  const calls = days.map((day) => {
    const startS = Date.parse(`${day}T10:00:00Z`) / 1000;
    const variables = {
      uuid: day,
      sofia_profile_name: 'internal',
      bridge_channel: 'sofia/external/x',
      start_uepoch: `${startS}000000`,
      answer_epoch: `${startS}`,
      billmsec: '60400',
    };
    const caller_profile = { caller_id_number: '+494055501', destination_number: '+493012345678' };
    const call = {
      'core-uuid': 'c',
      channel_data: { direction: 'inbound' },
      variables,
      callflow: [{ caller_profile }],
    };
    return `${JSON.stringify(call)}\n`;
  });
  const name = `${days[0]}.json`;
  const path = join(app.dataDir, name);
  writeFileSync(path, calls.join(''));
  await importFile(app, CLERK, { path, name, sourceCode: 'switch' }, await run(compileRater), silentProgress);
}

const rerated = () => rerateUsage(app, CLERK, {}, silentProgress);
/** `day charge cost` of each call of a month. */
const calls = async (month: string) =>
  (await run((ctx) => usagePage(ctx, { customerId: dora, month, pageSize: 100 }))).rows.map(
    (row) => `${row.startAt.slice(8, 10)} ${row.charge} ${row.cost}`,
  );
const stale = async () =>
  (await run((ctx) => staleMonths(ctx, {}))).rows.flatMap((row) =>
    row.causes.map(({ reason, detail }) => `${row.customerName} ${row.month} ${reason} ${detail.subject}`),
  );
const paidBy = (code: string | null) =>
  run(async (ctx) => changeSource(ctx, 'switch', { supplierPriceListId: await supplierListId(ctx, code) }));

async function issue(month: string): Promise<void> {
  await prepareRun(app, CLERK, { month }, silentProgress);
  const { id, digest } = (await run((ctx) => runOfMonth(ctx, month)))!;
  const { rows } = await run((ctx) => listFindings(ctx, id, { page: 1, pageSize: 100, severity: 'all', open: 'open' }));
  const keys = rows.map((finding) => finding.key);
  if (keys.length > 0) await run((ctx) => decideFindings(ctx, { runId: id, keys, accepted: true, comment: 'seen' }));
  await inTransaction(app, APPROVER, (ctx) => approveRun(ctx, { runId: id, digest: digest! }));
  await issueRun(app, CLERK, { runId: id }, silentProgress);
}

test('a source gets its supplier’s price list: what is not billed is rated again with the new cost', async () => {
  await deliver('2026-09-10', '2026-09-11');
  await deliver('2026-10-10');
  assert.deepEqual(await calls('2026-09'), ['10 0.6100 0.0000', '11 0.6100 0.0000'], 'nobody said what it costs');
  await paidBy('BUY');
  assert.deepEqual(await stale(), ['Dora 2026-09 source source/switch', 'Dora 2026-10 source source/switch']);
  const report = await rerated();
  assert.deepEqual(
    report.map((one) => [one.month, one.changed, one.afterMicro - one.beforeMicro]),
    [
      ['2026-09', 2, 0n],
      ['2026-10', 1, 0n],
    ],
  );
  assert.deepEqual(await calls('2026-09'), ['10 0.6100 0.0610', '11 0.6100 0.0610']);
  assert.deepEqual(await calls('2026-10'), ['10 0.6100 0.0610']);
  assert.deepEqual(await stale(), []);
});

test('the same said again, another name, another zone: nothing is rated again', async () => {
  const before = await databaseDigest(app);
  await paidBy('BUY');
  await run((ctx) =>
    changeSource(ctx, 'switch', { name: 'The switch', zone: 'Europe/Paris', durationRounding: 'ceil' }),
  );
  assert.deepEqual(await stale(), []);
  assert.deepEqual(await rerated(), []);
  assert.notEqual((await databaseDigest(app)).digest, before.digest, 'the source itself did change');
  assert.deepEqual(await calls('2026-09'), ['10 0.6100 0.0610', '11 0.6100 0.0610']);
});

test('another rounding of seconds corrects what is billed by the next bill, and rates the rest again', async () => {
  await issue('2026-09');
  await run((ctx) => changeSource(ctx, 'switch', { durationRounding: 'half' }));
  const { rows } = await previewRerating(app, CLERK, {});
  assert.deepEqual(
    rows.map((row) => [row.month, row.difference, row.correction]),
    [
      ['2026-09', '0.0000', '-0.0200'],
      ['2026-10', '-0.0100', '0.0000'],
    ],
  );
  const report = await rerated();
  assert.deepEqual(
    report.map((one) => [one.month, one.changed, formatMicro(one.correctionMicro)]),
    [
      ['2026-09', 0, '-0.0200'],
      ['2026-10', 1, '0.0000'],
    ],
  );
  assert.deepEqual(await calls('2026-09'), ['10 0.6100 0.0610', '11 0.6100 0.0610'], 'as it stands on the invoice');
  assert.deepEqual(await calls('2026-10'), ['10 0.6000 0.0600']);
});
