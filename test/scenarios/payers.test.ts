/**
 * Who pays for whom, through draft and issue: the shipyard owns the bakery and pays its bills, a public fund pays a part of the shipyard's own, and
 * in the end the bakery turns out to be the shipyard.
 */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Refusal } from '#base';
import { customerBusiness, listDrafts, runOfMonth, withdrawRun } from '#billing/service';
import { approveRun, decideFindings, listFindings, prepareRun } from '#control/service';
import {
  addCustomer,
  addThirdPayer,
  changeCustomer,
  closeCustomer,
  deleteCustomer,
  getCustomer,
  mergeCustomers,
} from '#crm/service';
import { invoiceCalls, invoiceDetail, issueRun, listInvoices } from '#invoicing/service';
import { importFile } from '#mediation/service';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { silentProgress } from '#platform/progress';
import { compileRater } from '#rating/service';
import { type TestApp, testActor, testApp } from '../database.ts';
import { type Operator, setUpOperator } from './operator.ts';
import { CARRIER_OCTOBER, CARRIER_SEPTEMBER } from './records.ts';

const CLERK = testActor(1, 'clerk');
const APPROVER = testActor(1, 'approver');
let app: TestApp;
let operator: Operator;
let fundId = 0;
const run = <R>(work: (ctx: Context) => Promise<R>) => inTransaction(app, CLERK, work);

before(async () => {
  app = await testApp();
  operator = await run(setUpOperator);
  const { bakery, shipyard } = operator;
  await run(async (ctx) => {
    const fund = await addCustomer(ctx, {
      number: 'K-3',
      kind: 'publicBody',
      name: 'Förderfonds Hafen',
      street: 'Am Musterhafen 9',
      postcode: '20457',
      city: 'Hamburg',
      country: 'DE',
      email: 'fonds@kunden.example',
      language: 'de',
      currency: 'EUR',
      taxStatus: 'domestic',
      paymentTermsDays: 30,
    });
    fundId = fund.id;
    const parent = { parentId: shipyard.customerId, payer: 'parent' } as const;
    await changeCustomer(ctx, { customerId: bakery.customerId, change: parent }, customerBusiness);
    const share = { payerId: fund.id, share: 'fixed', amount: '20', reference: 'AZ 12/25' } as const;
    await addThirdPayer(ctx, shipyard.customerId, share);
  });
});
after(() => app.close());

async function deliver({ name, content }: { readonly name: string; readonly content: string }): Promise<void> {
  const path = join(app.dataDir, name);
  writeFileSync(path, content);
  await importFile(app, CLERK, { path, name, sourceCode: 'hansa' }, await run(compileRater), silentProgress);
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

/** Drafts of a month: `customer part: kind net, …`. */
async function drafts(month: string): Promise<string[]> {
  const { id } = (await run((ctx) => runOfMonth(ctx, month)))!;
  return (await run((ctx) => listDrafts(ctx, id))).map(({ bill, part }) => {
    const lines = bill.lines.map(
      (line) => `${line.kind} ${line.netMinor}${line.customer ? ` (${line.customer.number})` : ''}`,
    );
    return `${bill.customerNumber} ${part}: ${lines.join(', ')}`;
  });
}

async function refusal(work: (ctx: Context) => Promise<unknown>): Promise<string> {
  const found = await run(work).then(
    () => null,
    (refused: Refusal) => refused,
  );
  return found === null ? 'done' : [found.code, ...found.findings.map(({ code }) => code)].join(' ');
}

test('the parent gets one document for both, the fund its part; together they are the bills', async () => {
  await deliver(CARRIER_SEPTEMBER);
  await issue('2025-09');
  // Shipyard: fee of half September and October, set-up. Bakery: fee of September and October, its calls. The fund pays 20 of the shipyard's.
  assert.deepEqual(await drafts('2025-09'), [
    'K-2 : recurring 495, recurring 990, oneOff 4900, thirdPayer -2000, recurring 990 (K-1), recurring 990 (K-1), usage 2 (K-1), usage 31 (K-1), usage 35 (K-1)',
    'K-3 thirdPayer/1: thirdPayer 2000',
  ]);
});

test('documents go to who pays, itemised with the calls of whoever made them', async () => {
  const { rows } = await run((ctx) => listInvoices(ctx, { page: 1, pageSize: 10, q: '', sort: 'number' }));
  assert.deepEqual(
    rows.map(({ customerNumber, dueOn }) => [customerNumber, dueOn]),
    [
      ['K-2', '2025-10-15'],
      ['K-3', '2025-10-31'],
    ],
  );
  const [toParent, toFund] = await Promise.all(rows.map(({ number }) => run((ctx) => invoiceDetail(ctx, number))));
  assert.match(toFund!.lines[0]!.description ?? '', /AZ 12\/25/);
  const all = { page: 1, pageSize: 50 };
  const calls = await run((ctx) => invoiceCalls(ctx, rows[0]!.number, all));
  assert.equal(toParent!.lines.filter(({ usage }) => usage !== undefined).length, 3);
  assert.deepEqual(
    calls.rows.map(({ lineLabel, charge }) => `${lineLabel} ${charge}`),
    ['0.0193', '0.1485', '0.0790', '0.0790', '0.3500'].map((charge) => `+49 40 66969120 ${charge}`),
  );
});

test('who has a contract is neither closed nor deleted; who is in a run is not merged', async () => {
  const { bakery, shipyard } = operator;
  assert.equal(
    await refusal((ctx) => closeCustomer(ctx, bakery.customerId, customerBusiness)),
    'customer.business customer.contractInForce',
  );
  await deliver(CARRIER_OCTOBER);
  assert.equal(
    await refusal((ctx) => deleteCustomer(ctx, bakery.customerId, customerBusiness)),
    'customer.deleteHasMore customer.contractInForce customer.usageUnbilled',
  );
  const change = { currency: 'CHF' } as const;
  assert.equal(
    await refusal((ctx) => changeCustomer(ctx, { customerId: fundId, change }, customerBusiness)),
    'customer.currencyOpen customer.openItems',
    'he has no contract, but an invoice in the old currency',
  );
  const { id } = await prepareRun(app, CLERK, { month: '2025-10' }, silentProgress);
  const merge = { customerId: bakery.customerId, intoId: shipyard.customerId };
  assert.equal(
    await refusal((ctx) => mergeCustomers(ctx, merge, customerBusiness)),
    'customer.business customer.inRun customer.inRun',
  );
  await run((ctx) => withdrawRun(ctx, { runId: id, reason: 'two customers are one' }));
  assert.equal(await refusal((ctx) => mergeCustomers(ctx, merge, customerBusiness)), 'done');
});

test('merged: the other is billed for everything from then on; what was billed stays, what is left over goes to him too', async () => {
  const { bakery } = operator;
  const { mergedInto, closedOn } = await run((ctx) => getCustomer(ctx, bakery.customerId));
  assert.deepEqual([mergedInto, closedOn], [operator.shipyard.customerId, '2026-11-23']);
  await issue('2025-10');
  // Fees of November on both contracts, the call of October: all the shipyard's own. The late call of September stays the bakery's.
  assert.deepEqual(await drafts('2025-10'), [
    'K-2 : recurring 990, recurring 990, usage 10, thirdPayer -1990, usage 10 (K-1)',
    'K-3 thirdPayer/1: thirdPayer 1990',
  ]);
});
