import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { formatMinor } from '#base';
import type { Bill } from '#billing';
import { getDraft, importRater, runOfMonth } from '#billing/service';
import { addCalendar, addDestinations, addPlan, addPriceList, addProduct, importPriceList } from '#catalog/service';
import { addContract, addLine } from '#contracts/service';
import { approveRun, decideFindings, listFindings, prepareRun } from '#control/service';
import { addCustomer } from '#crm/service';
import { issueRun } from '#invoicing/service';
import type { FormatDefinition } from '#mediation';
import { addSource, importFile, saveFormat } from '#mediation/service';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { silentProgress } from '#platform/progress';
import { usagePage } from '#rating/service';
import { type TestApp, testActor, testApp } from '../database.ts';

/** A carrier that delivers its records again once they are final: what it corrects may stand on an issued invoice by then. */
const CLERK = testActor(1, 'clerk');
const APPROVER = testActor(1, 'approver');
const run = <R>(work: (ctx: Context) => Promise<R>) => inTransaction(app, CLERK, work);
const same = (name: string) => ({ de: name, fr: name, en: name });

const FORMAT: FormatDefinition = {
  id: 'unfinal',
  version: 1,
  name: 'Unfinal',
  structure: { kind: 'delimited', delimiter: ';', layouts: [{ columns: ['id', 'at', 's', 'from', 'to'] }] },
  record: {
    start: { fields: ['at'], form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss'] } },
    duration: { field: 's', form: 's' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'from', bare: 'international' },
    called: { field: 'to', bare: 'international' },
  },
  dedup: { keys: [['id']], onConflict: 'keepLast' },
  fingerprint: { columns: { '0': '^id' } },
  samples: [{ name: 'none', content: '', zone: 'UTC', country: 'DE', records: [] }],
};
/** A carrier that sends a whole month again under its name. */
const MONTHLY: FormatDefinition = {
  ...FORMAT,
  id: 'monthly',
  dedup: { keys: [['id']] },
  fingerprint: { columns: { '0': '^m' } },
  fileControl: { redelivery: 'replace' },
};

let app: TestApp;
let customerId = 0;
before(async () => {
  app = await testApp();
  customerId = await run(setUp);
});
after(() => app.close());

async function setUp(ctx: Context): Promise<number> {
  await addCalendar(ctx, { code: 'flat', zone: 'Europe/Berlin', bands: ['all'] });
  await addDestinations(ctx, [{ code: 'FR', name: same('Frankreich'), class: 'internationalFixed', country: 'FR' }]);
  await addPriceList(ctx, { code: 'RETAIL', name: 'Retail', side: 'customer', currency: 'EUR', calendarCode: 'flat' });
  const rows = [{ target: '33', destination: 'FR', price: '0.06', increments: '1/1' }];
  await importPriceList(ctx, { listCode: 'RETAIL', validFrom: '2026-01-01', rows });
  const plan = await addPlan(ctx, { code: 'base', name: same('Base'), priceListCode: 'RETAIL' });
  await addProduct(ctx, { code: 'calls', name: same('Calls'), kind: 'usage', unitPrice: '0', revenueAccount: '8402' });
  for (const [code, format] of [
    ['nord', FORMAT],
    ['sud', MONTHLY],
  ] as const) {
    await saveFormat(ctx, format);
    await addSource(ctx, {
      code,
      name: code,
      kind: 'carrier',
      format: format.id,
      zone: 'Europe/Berlin',
      country: 'DE',
      settings: {},
      supplierPriceListId: null,
    });
  }
  const { id } = await addCustomer(ctx, {
    kind: 'company',
    name: 'Bob',
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
  const line = { kind: 'number', identifier: '4930123456', label: '+49 30 123456', validFrom: '2026-01-01' } as const;
  await addLine(ctx, { contractId: contract.id, ...line });
  return id;
}

let files = 0;
/** Each call is `id day/month minutes`. */
const deliver = (...calls: string[]) => deliverAs('nord', `f${++files}`, calls);

async function deliverAs(sourceCode: string, name: string, calls: readonly string[]): Promise<void> {
  const rows = calls.map((text) => {
    const [id, day = '', minutes] = text.split(' ');
    const [dayOfMonth, month] = day.split('/');
    return `${id};2026-${month}-${dayOfMonth} 10:00:00;${Number(minutes) * 60};4930123456;33140000000\n`;
  });
  const path = join(app.dataDir, 'delivered');
  writeFileSync(path, rows.join(''));
  const { state } = await importFile(
    app,
    CLERK,
    { path, name, sourceCode },
    await importRater(app, CLERK),
    silentProgress,
  );
  assert.equal(state, 'imported');
}

const prepare = (month: string) => prepareRun(app, CLERK, { month }, silentProgress);

async function issue(month: string): Promise<void> {
  await prepare(month);
  const { id, digest } = (await run((ctx) => runOfMonth(ctx, month)))!;
  const all = { page: 1, pageSize: 100, severity: 'all', open: 'open' } as const;
  const keys = (await run((ctx) => listFindings(ctx, id, all))).rows.map((finding) => finding.key);
  if (keys.length > 0)
    await run((ctx) => decideFindings(ctx, { runId: id, keys, accepted: true, comment: 'looked at' }));
  await inTransaction(app, APPROVER, (ctx) => approveRun(ctx, { runId: id, digest: digest! }));
  await issueRun(app, CLERK, { runId: id }, silentProgress);
}

async function linesOf(month: string): Promise<string[]> {
  const { id } = (await run((ctx) => runOfMonth(ctx, month)))!;
  const { bill }: { readonly bill: Bill } = await run((ctx) => getDraft(ctx, id, customerId));
  return bill.lines.map((line) => {
    const net = formatMinor(BigInt(line.netMinor), 'EUR');
    if (line.kind === 'correction')
      return `correction of ${line.month}: ${line.records} for ${net}, ${line.reasons.join()}`;
    return line.kind === 'usage' ? `usage of ${line.month}: ${line.calls} for ${net}` : `${line.kind} ${net}`;
  });
}

const charges = async (month: string) =>
  (await run((ctx) => usagePage(ctx, { customerId, month, pageSize: 100 }))).rows.map((row) => row.charge);

test('a month that comes again whole after it was billed: what it lacks is credited, what is new or longer is debited', async () => {
  const month = (...calls: string[]) => deliverAs('sud', 'july.csv', calls);
  await month('m1 02/07 10', 'm2 03/07 5', 'm3 04/07 1');
  await issue('2026-07');
  assert.deepEqual(await linesOf('2026-07'), ['usage of 2026-07: 3 for 0.96']);
  await month('m1 02/07 10', 'm2 03/07 8', 'm4 05/07 2');
  await prepare('2026-08');
  assert.deepEqual(await linesOf('2026-08'), [
    'correction of 2026-07: 2 for 0.12, delivery',
    'usage of 2026-07: 1 for 0.12',
  ]);
  // Once more, as it was at first and with a new call: there is nothing left to correct.
  await month('m1 02/07 10', 'm2 03/07 5', 'm3 04/07 1', 'm5 06/07 3');
  await issue('2026-08');
  assert.deepEqual(await linesOf('2026-08'), ['usage of 2026-07: 1 for 0.18']);
  assert.deepEqual(await charges('2026-07'), ['0.6000', '0.3000', '0.0600', '0.1800']);
});

test('a record corrected before it is billed is billed as it is at last', async () => {
  await deliver('id1 10/09 10', 'id2 11/09 5');
  await deliver('id1 10/09 4', 'id2 11/09 5');
  await issue('2026-09');
  assert.deepEqual(await linesOf('2026-09'), ['usage of 2026-09: 2 for 0.54']);
});

test('one corrected after it was billed stays what it was billed for; the difference is on the next bill, once', async () => {
  await deliver('id2 11/09 2', 'id3 01/10 10');
  await prepare('2026-10');
  assert.deepEqual(await linesOf('2026-10'), [
    'correction of 2026-09: 1 for -0.18, delivery',
    'usage of 2026-10: 1 for 0.60',
  ]);
  assert.deepEqual(await charges('2026-09'), ['0.2400', '0.3000']);
  await issue('2026-10');
  await deliver('id2 11/09 2', 'id4 01/11 1');
  await prepare('2026-11');
  assert.deepEqual(await linesOf('2026-11'), ['usage of 2026-11: 1 for 0.06']);
});

test('corrected once more, only what is new is added', async () => {
  await deliver('id2 11/09 3');
  await prepare('2026-11');
  assert.deepEqual(await linesOf('2026-11'), [
    'correction of 2026-09: 1 for 0.06, delivery',
    'usage of 2026-11: 1 for 0.06',
  ]);
});
