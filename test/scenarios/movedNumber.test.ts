/** A number that was somebody else's all along, and has minutes included there: his calls on the other's invoices draw on them, each in its turn. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { formatMicro, formatMinor } from '#base';
import { getDraft, previewRerating, rerateUsage, runOfMonth } from '#billing/service';
import {
  addAllowance,
  addCalendar,
  addDestinations,
  addPlan,
  addPriceList,
  addProduct,
  importPriceList,
} from '#catalog/service';
import { addContract, addLine, moveLineAndFees } from '#contracts/service';
import { approveRun, decideFindings, listFindings, prepareRun } from '#control/service';
import { addCustomer } from '#crm/service';
import { issueRun } from '#invoicing/service';
import { addSource, importFile } from '#mediation/service';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { silentProgress } from '#platform/progress';
import { compileRater, explain } from '#rating/service';
import { type TestApp, testActor, testApp } from '../database.ts';

const CLERK = testActor(1, 'clerk');
const APPROVER = testActor(1, 'approver');
const same = (name: string) => ({ de: name, fr: name, en: name });
let app: TestApp;
let ids: Awaited<ReturnType<typeof setUp>>;
const run = <R>(work: (ctx: Context) => Promise<R>) => inTransaction(app, CLERK, work);

/** Ada pays 0.10 a minute; Bob 0.06 after ten minutes a month. */
before(async () => {
  app = await testApp();
  ids = await run(setUp);
});
after(() => app.close());

async function setUp(ctx: Context) {
  await addCalendar(ctx, { code: 'flat', zone: 'Europe/Berlin', bands: ['all'] });
  await addDestinations(ctx, [{ code: 'FR', name: same('Frankreich'), class: 'internationalFixed', country: 'FR' }]);
  for (const [code, price] of [
    ['DEAR', '0.10'],
    ['CHEAP', '0.06'],
  ] as const) {
    await addPriceList(ctx, { code, name: code, side: 'customer', currency: 'EUR', calendarCode: 'flat' });
    const rows = [{ target: '33', destination: 'FR', price, increments: '1/1' }];
    await importPriceList(ctx, { listCode: code, validFrom: '2026-01-01', rows });
  }
  const scope = { services: ['voice'] as const };
  await addAllowance(ctx, {
    code: 'TEN',
    name: same('Ten'),
    unit: 'second',
    size: '10 minute',
    scope: { services: [...scope.services] },
  });
  const dear = await addPlan(ctx, { code: 'dear', name: same('Dear'), priceListCode: 'DEAR' });
  const cheap = await addPlan(ctx, {
    code: 'cheap',
    name: same('Cheap'),
    priceListCode: 'CHEAP',
    allowanceCodes: ['TEN'],
  });
  await addProduct(ctx, { code: 'calls', name: same('Calls'), kind: 'usage', unitPrice: '0', revenueAccount: '8402' });
  const source = { code: 'nord', name: 'Nord', kind: 'carrier', format: 'french-carrier-csv', settings: {} } as const;
  await addSource(ctx, { ...source, zone: 'Europe/Paris', country: 'FR', supplierPriceListId: null });
  const customer = async (name: string, pricePlanId: number, digit: number) => {
    const address = { street: 'Kai 1', postcode: '20457', city: 'Hamburg', country: 'DE', email: 'a@example.org' };
    const common = { ...address, language: 'en', currency: 'EUR', taxStatus: 'domestic' } as const;
    const { id } = await addCustomer(ctx, { ...common, kind: 'company', name });
    const contract = await addContract(ctx, {
      customerId: id,
      number: `V-${name}`,
      pricePlanId,
      startsOn: '2026-01-01',
    });
    const identifier = `3319900004${digit}`;
    const line = { contractId: contract.id, kind: 'number', identifier, label: identifier } as const;
    return { id, contractId: contract.id, lineId: (await addLine(ctx, { ...line, validFrom: '2026-01-01' })).id };
  };
  return { ada: await customer('Ada', dear.id, 0), bob: await customer('Bob', cheap.id, 1) };
}

const HEADER = 'Date;Heure;Sens;Appelant;Appelé;Durée;Prix HT;Compte;Identifiant\n';
let serial = 0;
/** Each call is `who day/month minutes`, at ten o'clock. */
async function deliver(...calls: string[]): Promise<void> {
  const rows = calls.map((text) => {
    const [who, day, minutes] = text.split(' ');
    const digit = { ada: 0, bob: 1 }[who ?? ''];
    return `${day}/2026;10:00:00;Sortant;019900004${digit};0140000000;${Number(minutes) * 60};0,01;;${++serial}\n`;
  });
  const name = `file-${serial}.csv`;
  const path = join(app.dataDir, name);
  writeFileSync(path, HEADER + rows.join(''));
  await importFile(app, CLERK, { path, name, sourceCode: 'nord' }, await run(compileRater), silentProgress);
}

async function issue(month: string): Promise<void> {
  const { id, digest } = await prepareRun(app, CLERK, { month }, silentProgress);
  const all = { page: 1, pageSize: 100, severity: 'all', open: 'open' } as const;
  const keys = (await run((ctx) => listFindings(ctx, id, all))).rows.map((finding) => finding.key);
  if (keys.length > 0)
    await run((ctx) => decideFindings(ctx, { runId: id, keys, accepted: true, comment: 'looked at' }));
  await inTransaction(app, APPROVER, (ctx) => approveRun(ctx, { runId: id, digest: digest! }));
  await issueRun(app, CLERK, { runId: id }, silentProgress);
}

async function lines(month: string, customerId: number): Promise<string[]> {
  const { id } = (await run((ctx) => runOfMonth(ctx, month)))!;
  const { bill } = await run((ctx) => getDraft(ctx, id, customerId));
  return bill.lines.map((line) => {
    const net = formatMinor(BigInt(line.netMinor), 'EUR');
    if (line.kind === 'usage') return `${line.month}: ${line.calls} for ${net}`;
    return line.kind === 'correction'
      ? `correction of ${line.month}: ${line.records} for ${net}, ${line.reasons.join(' ')}`
      : line.kind;
  });
}

test('minutes that were included all along are not debited', async () => {
  await deliver('ada 05/09 4', 'bob 10/09 3', 'ada 12/09 5', 'bob 20/09 2');
  await issue('2026-09');
  assert.deepEqual(await lines('2026-09', ids.ada.id), ['2026-09: 2 for 0.90']);
  await run((ctx) =>
    moveLineAndFees(ctx, { lineId: ids.ada.lineId, toContractId: ids.bob.contractId, at: '2026-09-01' }),
  );
  const seen = (await previewRerating(app, CLERK, {})).rows.map((row) => [row.customerName, row.correction]);
  assert.deepEqual(seen, [
    ['Ada', '-0.9000'],
    ['Bob', '0.2400'],
  ]);
  await prepareRun(app, CLERK, { month: '2026-10' }, silentProgress);
  assert.deepEqual(await lines('2026-10', ids.ada.id), ['correction of 2026-09: 2 for -0.90, line']);
  // Four, three and three of five minutes are included; two of that call and the two of Bob's last one are not.
  assert.deepEqual(await lines('2026-10', ids.bob.id), ['correction of 2026-09: 2 for 0.24, line']);
});

test('a late call of the new owner takes its minutes from the calls after it, whoever’s invoice they stand on', async () => {
  await deliver('bob 11/09 4');
  await prepareRun(app, CLERK, { month: '2026-10' }, silentProgress);
  assert.deepEqual(await lines('2026-10', ids.bob.id), [
    'correction of 2026-09: 2 for 0.42, line load',
    '2026-09: 1 for 0.06',
  ]);
  const report = await rerateUsage(app, CLERK, { wholeMonth: '2026-09' }, silentProgress);
  assert.ok(
    report.every((one) => one.changed === 0 && one.correctionMicro === 0n),
    'rated again, nothing is added',
  );
  const { today } = await run((ctx) => explain(ctx, { fileName: 'file-5.csv', recordNo: 2 }));
  assert.deepEqual(today, [], 'the derivation of the late call knows the calls before it on the other’s invoice');
});

test('moved back, everything is as it was', async () => {
  const moved = (
    await run(({ tx }) =>
      tx
        .withTables<{ 'contracts.line': { id: number; contract_id: number; identifier: string } }>()
        .selectFrom('contracts.line')
        .select('id')
        .where('identifier', '=', '33199000040')
        .where('contract_id', '=', ids.bob.contractId)
        .execute(),
    )
  )[0]!;
  await run((ctx) =>
    moveLineAndFees(ctx, { lineId: moved.id, toContractId: ids.ada.contractId, at: '2026-09-01T12:00:00Z' }),
  );
  const report = await rerateUsage(app, CLERK, {}, silentProgress);
  const total = (customerId: number) =>
    formatMicro(
      report.filter((one) => one.customerId === customerId).reduce((sum, one) => sum + one.correctionMicro, 0n),
    );
  assert.equal(total(ids.ada.id), '0.9000');
  await prepareRun(app, CLERK, { month: '2026-10' }, silentProgress);
  assert.deepEqual(await lines('2026-10', ids.ada.id), []);
});
