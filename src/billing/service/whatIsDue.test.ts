/** What is due, minus what was billed, against the database: bills are previewed, and billed as issuing does it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formatDecimal, type Refusal } from '#base';
import {
  addCalendar,
  addDestinations,
  addPeriodRule,
  addPlan,
  addPriceList,
  addProduct,
  setPeriodRule,
} from '#catalog/service';
import { addContract, addLine, addSubscription, changeSubscription } from '#contracts/service';
import { addCustomer } from '#crm/service';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { type TestApp, testApp } from '#test/database';
import type { Bill } from '../bill.ts';
import { bandwidthOf, importBandwidth, previewBill } from '../service.ts';
import * as store from '../store.ts';

const NAMES = { de: 'x', fr: 'x', en: 'x' };
let app: TestApp;
let customerId = 0;
let contractId = 0;
let subscriptionId = 0;

before(async () => {
  app = await testApp();
  await inTransaction(app, app.actor, async (ctx) => {
    await addProduct(ctx, { code: 'CALLS', name: NAMES, kind: 'usage', unitPrice: '0', revenueAccount: '4401' });
    const fee = { code: 'FEE', name: NAMES, kind: 'recurring', unitPrice: '31.00', revenueAccount: '4400' } as const;
    const { id: productId } = await addProduct(ctx, fee);
    await addCalendar(ctx, { code: 'always', zone: 'Europe/Berlin', bands: ['flat'] });
    await addDestinations(ctx, [{ code: 'DE', name: NAMES, class: 'nationalFixed', country: 'DE' }]);
    const list = { code: 'retail', name: 'Retail', side: 'customer', currency: 'EUR', calendarCode: 'always' } as const;
    await addPriceList(ctx, list);
    const plan = await addPlan(ctx, { code: 'flex', name: NAMES, priceListCode: 'retail' });
    const address = { street: 'Weg 1', postcode: '20095', city: 'Hamburg', country: 'DE', email: 'k@example.org' };
    const said = { kind: 'company', name: 'Kunde', language: 'de', currency: 'EUR', taxStatus: 'domestic' } as const;
    customerId = (await addCustomer(ctx, { ...said, ...address })).id;
    const contract = { customerId, number: 'V-1', pricePlanId: plan.id, startsOn: '2026-08-01' };
    contractId = (await addContract(ctx, contract)).id;
    subscriptionId = (await addSubscription(ctx, { contractId, productId, startsOn: '2026-08-01' })).id;
    const line = {
      contractId,
      kind: 'account',
      identifier: 'ACCESS-1',
      label: 'Access 1',
      validFrom: '2026-08-01',
    } as const;
    await addLine(ctx, line);
  });
});
after(() => app.close());

let runId = 0;
/** Draws the month's bill and, where asked, remembers it as billed. */
async function bill(month: string, { keep = true } = {}): Promise<Bill> {
  return inTransaction(app, app.actor, async (ctx) => {
    const { bill: drawn } = await previewBill(ctx, { customerId, month });
    assert.ok(drawn !== null);
    runId += 1;
    if (keep) await store.insertBilled(ctx.tx, ctx.tenantId, runId, drawn);
    return drawn;
  });
}
const amounts = ({ lines }: Bill) =>
  lines.map((line) => [
    line.kind,
    line.kind === 'periodRule' ? line.month : line.kind === 'recurring' ? line.periodFrom : '',
    formatDecimal(BigInt(line.netMinor), 2),
    'trueUp' in line ? line.trueUp?.reason : undefined,
  ]);
const does = <Result>(work: (ctx: Context) => Promise<Result>) => inTransaction(app, app.actor, work);

test('fees are billed once; a quantity changed in the past is set right on the next bill, once', async () => {
  assert.deepEqual(amounts(await bill('2026-08')), [
    ['recurring', '2026-08-01', '31', undefined],
    ['recurring', '2026-09-01', '31', undefined],
  ]);
  assert.deepEqual(amounts(await bill('2026-08')), []);
  await does((ctx) => changeSubscription(ctx, { subscriptionId, from: '2026-08-16', quantity: 3 }));
  assert.deepEqual(amounts(await bill('2026-09')), [
    ['recurring', '2026-10-01', '93', undefined],
    ['recurring', '2026-08-01', '32', 'quantity'],
    ['recurring', '2026-09-01', '62', 'quantity'],
  ]);
  assert.deepEqual(amounts(await bill('2026-09')), []);
  const charges = await does((ctx) => store.billedCharges(ctx.tx, [subscriptionId]));
  const [memory] = charges.get(subscriptionId) ?? [];
  assert.equal(memory?.netMinor, 6300n);
  assert.equal(memory?.stretches.length, 2);
});

test('a rule of the plan holds from its date; what it comes to otherwise by now is set right', async () => {
  const rule = (amount: string) => ({
    validFrom: '2026-10-01',
    definition: { kind: 'minimumCommitment', amount, revenueAccount: '4403', fees: true } as const,
  });
  await does((ctx) => addPeriodRule(ctx, { code: 'MIN', name: NAMES, planCodes: ['flex'], ...rule('100') }));
  const drawn = await bill('2026-10');
  assert.deepEqual(amounts(drawn), [
    ['recurring', '2026-11-01', '93', undefined],
    ['periodRule', '2026-10', '7', undefined],
  ]);
  assert.deepEqual(amounts(await bill('2026-10')), []);
  await does((ctx) => setPeriodRule(ctx, 'MIN', rule('95')));
  assert.deepEqual(amounts(await bill('2026-10')), [['periodRule', '2026-10', '-5', 'usage']]);
  assert.deepEqual(amounts(await bill('2026-11', { keep: false })).slice(1), [
    ['periodRule', '2026-11', '2', undefined],
  ]);
});

test('samples are taken as a whole, again in the place of the same ones, and billed by their percentile', async () => {
  const csv = (...rows: string[]) => ['line;at;in;out', ...rows].join('\n');
  const rows = Array.from(
    { length: 20 },
    (_, index) => `ACCESS-1;2026-10-02 10:${String(index * 3).padStart(2, '0')};${index};1`,
  );
  const fives = rows.filter((_, index) => index % 5 === 0);
  assert.deepEqual(await does((ctx) => importBandwidth(ctx, { csv: csv(...fives) })), {
    samples: 4,
    replaced: 0,
    lines: 1,
  });
  const faster = fives.map((row) => row.replace(/;\d+;1$/, ';150;20'));
  assert.deepEqual(await does((ctx) => importBandwidth(ctx, { csv: csv(...faster) })), {
    samples: 4,
    replaced: 4,
    lines: 1,
  });
  const refused = does((ctx) =>
    importBandwidth(ctx, { csv: csv('ACCESS-1;2026-07-31 10:00;1;1', 'ACCESS-2;2026-10-02 10:00;1;1') }),
  );
  await assert.rejects(refused, ({ code, findings }: Refusal) => {
    assert.deepEqual(
      [code, findings.map((finding) => finding.code)],
      ['bandwidth.wrong', ['bandwidth.unknownLine', 'bandwidth.unknownLine']],
    );
    return true;
  });
  const [measured] = await does((ctx) => bandwidthOf(ctx, { contractId, month: '2026-10' }));
  assert.deepEqual([measured?.samples, measured?.expected, measured?.inBits], [4, 31 * 288 + 12, 150_000_000]);
  const definition = {
    kind: 'percentile',
    commit: '100',
    commitPrice: '1',
    burstPrice: '2',
    revenueAccount: '4403',
  } as const;
  await does((ctx) =>
    addPeriodRule(ctx, { code: 'BW', name: NAMES, planCodes: ['flex'], validFrom: '2026-10-01', definition }),
  );
  assert.deepEqual(amounts(await bill('2026-10', { keep: false })), [
    ['periodRule', '2026-10', '-2', 'usage'], // bandwidth counts towards the commitment
    ['periodRule', '2026-10', '200', undefined],
  ]);
});

test('a month that was left out is made up for, with its rules', async () => {
  const rules = amounts(await bill('2026-12', { keep: false })).filter(([kind]) => kind === 'periodRule');
  assert.deepEqual(rules.slice(-2), [
    ['periodRule', '2026-11', '100', undefined],
    ['periodRule', '2026-12', '100', undefined],
  ]);
});

test('the same month and run cannot be billed twice', async () => {
  const drawn = await bill('2026-11', { keep: false });
  await does((ctx) => store.insertBilled(ctx.tx, ctx.tenantId, 99, drawn));
  await assert.rejects(
    does((ctx) => store.insertBilled(ctx.tx, ctx.tenantId, 99, drawn)),
    /duplicate key/,
  );
});
