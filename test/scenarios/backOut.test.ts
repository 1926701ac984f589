/** A file that should never have come is taken out: what is not billed is gone, what is billed is credited, and it can come back. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { formatMicro, formatMinor, Refusal } from '#base';
import { backOutUsage, getDraft, rerateUsage, runOfMonth } from '#billing/service';
import {
  addAllowance,
  addCalendar,
  addDestinations,
  addPlan,
  addPriceList,
  addProduct,
  importPriceList,
  listPlans,
} from '#catalog/service';
import { addContract, addLine, changePlan } from '#contracts/service';
import { approveRun, decideFindings, listFindings, prepareRun } from '#control/service';
import { addCustomer } from '#crm/service';
import { issueRun } from '#invoicing/service';
import { addSource, getFile, importFile } from '#mediation/service';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { silentProgress } from '#platform/progress';
import { compileRater, unmatchedLines, usagePage } from '#rating/service';
import { type TestApp, testActor, testApp } from '../database.ts';
import { databaseDigest } from '../digest.ts';

const CLERK = testActor(1, 'clerk');
const APPROVER = testActor(1, 'approver');
let app: TestApp;
let ada: { readonly id: number; readonly contractId: number };
const run = <R>(work: (ctx: Context) => Promise<R>) => inTransaction(app, CLERK, work);
const same = (name: string) => ({ de: name, fr: name, en: name });

before(async () => {
  app = await testApp();
  ada = await run(setUp);
});
after(() => app.close());

/** Ada has three minutes a month included, then pays 0.06 a minute. */
async function setUp(ctx: Context) {
  await addCalendar(ctx, { code: 'flat', zone: 'Europe/Berlin', bands: ['all'] });
  await addDestinations(ctx, [{ code: 'FR', name: same('France'), class: 'internationalFixed', country: 'FR' }]);
  await addPriceList(ctx, { code: 'RETAIL', name: 'RETAIL', side: 'customer', currency: 'EUR', calendarCode: 'flat' });
  const rows = [{ target: '33', destination: 'FR', price: '0.06', increments: '1/1' }];
  await importPriceList(ctx, { listCode: 'RETAIL', validFrom: '2026-01-01', rows });
  await addAllowance(ctx, {
    code: 'BUNDLE',
    name: same('Bundle'),
    unit: 'second',
    size: '3 minute',
    scope: { services: ['voice'] },
  });
  const plan = await addPlan(ctx, {
    code: 'bundle',
    name: same('Bundle'),
    priceListCode: 'RETAIL',
    allowanceCodes: ['BUNDLE'],
  });
  await addProduct(ctx, { code: 'calls', name: same('Calls'), kind: 'usage', unitPrice: '0', revenueAccount: '8402' });
  const source = { code: 'nord', name: 'Nord', kind: 'carrier', format: 'french-carrier-csv' } as const;
  await addSource(ctx, { ...source, zone: 'Europe/Paris', country: 'FR', settings: {}, supplierPriceListId: null });
  const { id } = await addCustomer(ctx, {
    kind: 'company',
    name: 'Ada',
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
    number: 'V-Ada',
    pricePlanId: plan.id,
    startsOn: '2026-01-01',
  });
  const line = {
    kind: 'number',
    identifier: '33199000040',
    label: '+33 1 99 00 00 40',
    validFrom: '2026-01-01',
  } as const;
  await addLine(ctx, { contractId: contract.id, ...line });
  return { id, contractId: contract.id };
}

let serial = 0;
/** Each call is `day/month minutes`, at ten o'clock; `?` before it makes it a stranger's. */
async function deliver(...calls: string[]) {
  const rows = calls.map((text) => {
    const [day, minutes] = text.replace('?', '').split(' ');
    const caller = text.startsWith('?') ? '0199000077' : '0199000040';
    return `${day}/2026;10:00:00;Sortant;${caller};0140000000;${Number(minutes) * 60};0,01;;${++serial}\n`;
  });
  const name = `file-${serial}.csv`;
  const path = join(app.dataDir, name);
  writeFileSync(path, `Date;Heure;Sens;Appelant;Appelé;Durée;Prix HT;Compte;Identifiant\n${rows.join('')}`);
  return { path, name };
}
const imported = async (file: { path: string; name: string }, anew = false) =>
  importFile(app, CLERK, { ...file, sourceCode: 'nord', anew }, await run(compileRater), silentProgress);
const backOut = (fileId: number) => backOutUsage(app, CLERK, { fileId, why: 'a test of the carrier' }, silentProgress);
const charges = async (month: string) =>
  (await run((ctx) => usagePage(ctx, { customerId: ada.id, month, pageSize: 100 }))).rows.map(
    ({ startAt, charge }) => `${startAt.slice(8, 10)} ${charge}`,
  );

async function issue(month: string): Promise<void> {
  await prepareRun(app, CLERK, { month }, silentProgress);
  const { id, digest } = (await run((ctx) => runOfMonth(ctx, month)))!;
  const { rows } = await run((ctx) => listFindings(ctx, id, { page: 1, pageSize: 100, severity: 'all', open: 'open' }));
  const keys = rows.map((finding) => finding.key);
  if (keys.length > 0)
    await run((ctx) => decideFindings(ctx, { runId: id, keys, accepted: true, comment: 'looked at' }));
  await inTransaction(app, APPROVER, (ctx) => approveRun(ctx, { runId: id, digest: digest! }));
  await issueRun(app, CLERK, { runId: id }, silentProgress);
}

async function draft(month: string): Promise<string[]> {
  await prepareRun(app, CLERK, { month }, silentProgress);
  const { id } = (await run((ctx) => runOfMonth(ctx, month)))!;
  const { bill } = await run((ctx) => getDraft(ctx, id, ada.id));
  return bill.lines.map((line) => `${line.kind} ${formatMinor(BigInt(line.netMinor), 'EUR')}`);
}

test('what is on no invoice is gone, strangers’ calls too, and the bundle goes to the calls that stay', async () => {
  const wrong = await deliver('10/09 3', '?11/09 5');
  const right = await deliver('12/09 4');
  const report = await imported(wrong);
  await imported(right);
  await rerateUsage(app, CLERK, {}, silentProgress);
  assert.deepEqual(await charges('2026-09'), ['10 0.0000', '12 0.2400']);
  assert.equal((await run((ctx) => unmatchedLines(ctx, '2026-09'))).rows.length, 1);
  const taken = await backOut(report.fileId);
  assert.deepEqual([taken.removed, taken.emptied, taken.customers], [2, 0, 1]);
  assert.deepEqual(await charges('2026-09'), ['12 0.0600']);
  assert.equal((await run((ctx) => unmatchedLines(ctx, '2026-09'))).rows.length, 0);
  const file = await run((ctx) => getFile(ctx, report.fileId));
  assert.deepEqual(
    [file.state, file.records, file.stored, file.backedOut?.why],
    ['backedOut', 2n, 2n, 'a test of the carrier'],
  );
  await assert.rejects(
    backOut(report.fileId),
    (error) => error instanceof Refusal && error.code === 'mediation.fileNotIn',
  );
  const again = await imported(wrong);
  assert.deepEqual([again.state, again.findings[0]?.code], ['again', 'mediation.fileBackedOut']);
  assert.deepEqual(await charges('2026-09'), ['12 0.0600']);
});

test('what stands on an issued invoice is credited on the next, once; brought back it is debited again', async () => {
  const wrong = await deliver('14/09 10');
  const report = await imported(wrong);
  await issue('2026-09');
  const taken = await backOut(report.fileId);
  assert.deepEqual([taken.removed, taken.emptied, formatMicro(taken.correctionMicro)], [0, 1, '-0.6000']);
  await imported(await deliver('10/10 4'));
  assert.deepEqual(await draft('2026-10'), ['correction -0.60', 'usage 0.06']);
  const before = await databaseDigest(app);
  await rerateUsage(app, CLERK, {}, silentProgress);
  assert.equal((await databaseDigest(app)).digest, before.digest, 'once');
  const back = await imported(wrong, true);
  assert.deepEqual([back.state, back.fileId, back.stored, back.duplicates], ['imported', report.fileId, 1, 0]);
  assert.deepEqual(await draft('2026-10'), ['usage 0.06']);
  const file = await run((ctx) => getFile(ctx, report.fileId));
  assert.deepEqual(
    [file.state, file.records, file.stored, file.duplicates, file.backedOut],
    ['imported', 1n, 1n, 0n, null],
  );
});

test('a month that is left without any call leaves more of an allowance to the next', async () => {
  await run(async (ctx) => {
    const scope = { services: ['voice' as const] };
    const moving = { unit: 'second', size: '3 minute', scope, rollover: { maxPeriods: 1 } } as const;
    await addAllowance(ctx, { ...moving, code: 'MOVING', name: same('Moving') });
    const names = { name: same('Moving'), priceListCode: 'RETAIL' };
    const { id } = await addPlan(ctx, { ...names, code: 'moving', allowanceCodes: ['MOVING'] });
    const bundle = (await listPlans(ctx)).find(({ code }) => code === 'bundle')!;
    await changePlan(ctx, { contractId: ada.contractId, pricePlanId: id, from: '2026-05-01' });
    await changePlan(ctx, { contractId: ada.contractId, pricePlanId: bundle.id, from: '2026-07-01' });
  });
  const wrong = await imported(await deliver('10/05 2'));
  await imported(await deliver('10/06 6'));
  await rerateUsage(app, CLERK, {}, silentProgress);
  assert.deepEqual(await charges('2026-06'), ['10 0.1200'], 'one minute of May, three of June');
  await backOut(wrong.fileId);
  assert.deepEqual(await charges('2026-05'), []);
  assert.deepEqual(await charges('2026-06'), ['10 0.0000'], 'three of May, three of June');
});
