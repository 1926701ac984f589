import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Actor, Refusal } from '#base';
import {
  draftsToIssue,
  excludeDraft,
  getDraft,
  listDrafts,
  markIssued,
  moveRun,
  runOfMonth,
  summarise,
} from '#billing/service';
import { addCalendar, addDestinations, addPlan, addPriceList, addProduct } from '#catalog/service';
import { addContract, addLine, addOneOff, addSubscription, linesForRating } from '#contracts/service';
import { addCustomer } from '#crm/service';
import { inLoad, inTransaction } from '#platform/db';
import { silentProgress } from '#platform/progress';
import { type TestApp, testActor, testApp } from '#test/database';
import { blankRecord, STATUS, type UsageRecord } from '#usage';
import { load as loadUsage } from '#usage/service';
import {
  approvedRun,
  approveRun,
  decideFindings,
  listFindings,
  monthBoard,
  prepareRun,
  reviewDrafts,
} from './service.ts';

let app: TestApp;
let clerk: Actor;
let approver: Actor;
const customers: number[] = [];
let mobile = 0;

const NAMES = { de: 'x', fr: 'x', en: 'x' };
const ALL = { page: 1, pageSize: 100, severity: 'all', open: 'all' } as const;

/** Two customers with a fee of 30.00; the first from 12 August with a set-up of 50.00 and a credit of 5.00 in September. */
before(async () => {
  app = await testApp();
  clerk = testActor(1, 'clerk@example.org');
  approver = testActor(1, 'approver@example.org');
  await inTransaction(app, clerk, async (ctx) => {
    await addProduct(ctx, { code: 'CALLS', name: NAMES, kind: 'usage', unitPrice: '0', revenueAccount: '4401' });
    const fee = await addProduct(ctx, {
      code: 'FEE',
      name: NAMES,
      kind: 'recurring',
      unitPrice: '30.00',
      revenueAccount: '4400',
    });
    const item = await addProduct(ctx, {
      code: 'SETUP',
      name: NAMES,
      kind: 'oneOff',
      unitPrice: '50.00',
      revenueAccount: '4402',
    });
    await addCalendar(ctx, { code: 'always', zone: 'Europe/Berlin', bands: ['flat'] });
    const [destination] = await addDestinations(ctx, [
      { code: 'DE-MOBILE', name: NAMES, class: 'nationalMobile', country: 'DE' },
    ]);
    mobile = destination?.id ?? 0;
    await addPriceList(ctx, {
      code: 'retail',
      name: 'Retail',
      side: 'customer',
      currency: 'EUR',
      calendarCode: 'always',
    });
    const plan = await addPlan(ctx, { code: 'flex', name: NAMES, priceListCode: 'retail' });
    for (const [index, startsOn] of ['2026-08-12', '2026-09-01'].entries()) {
      const customer = await addCustomer(ctx, {
        kind: 'company',
        name: `Kunde ${index + 1}`,
        street: 'Weg 1',
        postcode: '20095',
        city: 'Hamburg',
        country: 'DE',
        email: `k${index}@example.org`,
        language: 'de',
        currency: 'EUR',
        taxStatus: 'domestic',
      });
      customers.push(customer.id);
      const contract = await addContract(ctx, {
        customerId: customer.id,
        number: `V-${index + 1}`,
        pricePlanId: plan.id,
        startsOn,
      });
      await addSubscription(ctx, { contractId: contract.id, productId: fee.id, startsOn });
      if (index === 0)
        await addOneOff(ctx, { contractId: contract.id, productId: item.id, unitPrice: '50.00', dueOn: '2026-08-12' });
      if (index === 0)
        await addOneOff(ctx, { contractId: contract.id, productId: item.id, unitPrice: '-5.00', dueOn: '2026-09-20' });
      await addLine(ctx, {
        contractId: contract.id,
        kind: 'number',
        identifier: `4940555010${index}`,
        label: `+49 40 555010${index}`,
        validFrom: startsOn,
      });
    }
  });
});
after(() => app.close());

let fileId = 0;
/** Loads calls of the first customer, as one file. */
async function load(calls: readonly { at: string; micro: number; cost?: number }[]): Promise<void> {
  const records = calls.map(
    ({ at, micro, cost = 0 }, index): UsageRecord => ({
      ...blankRecord(),
      startMs: Date.parse(at),
      dedupLo: fileId * 1000 + index,
      recordNo: index + 1,
      durationMs: 60_000,
      aNumber: 49405550100,
      bNumber: 4915112345678,
      customerId: customers[0]!,
      contractId: 1,
      lineId: 1,
      status: STATUS.rated,
      destinationId: mobile,
      billedUnits: 60,
      chargeMicro: micro,
      costMicro: cost,
    }),
  );
  fileId += 1;
  await inLoad(app, clerk, async (ctx) => {
    const batch = await loadUsage(ctx, { fileId, sourceId: 1, ratedAtSeq: Number.MAX_SAFE_INTEGER });
    for (const record of records) batch.append(record);
    await batch.finish();
  });
}

const prepare = (month: string) => prepareRun(app, clerk, { month }, silentProgress);
const billOf = async (runId: number, customerId: number) =>
  (await inTransaction(app, clerk, (ctx) => getDraft(ctx, runId, customerId))).bill;
const refused = (code: string) => (error: Refusal) => error.code === code;

/** Approves and marks all as issued, as invoicing does. */
async function issue(month: string): Promise<void> {
  await inTransaction(app, approver, async (ctx) => {
    const run = (await runOfMonth(ctx, month))!;
    await approveRun(ctx, { runId: run.id, digest: (await summarise(ctx, run.id)).digest });
  });
  await inTransaction(app, approver, async (ctx) => {
    const run = await approvedRun(ctx, (await runOfMonth(ctx, month))!.id);
    await moveRun(ctx, run.id, 'issuing');
    for (const draft of await draftsToIssue(ctx, run.id)) await markIssued(ctx, run.id, [draft.payerId]);
    await moveRun(ctx, run.id, 'issued');
  });
}

test('a line knows its contract for rating, and nobody else can take its number', async () => {
  await inTransaction(app, clerk, async (ctx) => {
    const [first] = await linesForRating(ctx);
    assert.deepEqual(
      [first?.identifier, first?.customerId, first?.validFromMs],
      ['49405550100', customers[0], Date.parse('2026-08-11T22:00:00Z')],
    );
  });
  const steal = inTransaction(app, clerk, (ctx) =>
    addLine(ctx, { contractId: 2, kind: 'number', identifier: '49405550100', label: 'x', validFrom: '2026-09-01' }),
  );
  await assert.rejects(steal, refused('contract.lineTaken'));
});

test('the month as a clerk lives it: draft, fix, approve by another, issue; late records next month', async () => {
  await load([
    { at: '2026-08-20T10:00:00Z', micro: 123_400 },
    { at: '2026-08-31T21:59:59Z', micro: 200_000, cost: 900_000 }, // still August in Hamburg
    { at: '2026-08-31T22:00:00Z', micro: 999_999 }, // September there
  ]);
  const august = await prepare('2026-08');
  assert.equal(august.state, 'inReview');
  const bill = await billOf(august.id, customers[0]!);
  assert.deepEqual(
    bill.lines.map((line) => [line.kind, line.netMinor]),
    [
      ['recurring', '1935'], // 20 of 31 days of 30.00
      ['recurring', '3000'], // September in advance
      ['oneOff', '5000'],
      ['usage', '32'], // 0.3234
    ],
  );
  assert.deepEqual([bill.netMinor, bill.taxMinor, bill.grossMinor], ['9967', '1894', '11861']);
  const findings = await inTransaction(app, clerk, (ctx) => listFindings(ctx, august.id, ALL));
  assert.deepEqual(
    findings.rows.map((row) => row.code),
    ['control.negativeMargin'],
  );

  // A second drawing changes nothing; the digest is the same.
  assert.equal((await prepare('2026-08')).digest, august.digest);

  // Who drew the drafts cannot approve them, and only the drafts as they are can be approved.
  const approve = (actor: Actor, digest: string) =>
    inTransaction(app, actor, (ctx) => approveRun(ctx, { runId: august.id, digest }));
  await assert.rejects(approve(clerk, august.digest!), refused('control.samePerson'));
  await assert.rejects(approve(approver, '0'.repeat(64)), refused('control.changedSinceApproval'));
  await issue('2026-08');
  await assert.rejects(prepare('2026-08'), refused('run.alreadyIssued'));

  // A late August call comes with September: it is billed in September, marked, and nothing else of August is.
  await load([{ at: '2026-08-21T10:00:00Z', micro: 70_000 }]);
  const september = await prepare('2026-09');
  const next = await billOf(september.id, customers[0]!);
  assert.deepEqual(
    next.lines.map((line) => [line.kind, line.netMinor, line.kind === 'usage' && line.late]),
    [
      ['recurring', '3000', false], // October in advance; September was paid in August
      ['oneOff', '-500', false],
      ['usage', '7', true],
      ['usage', '100', false],
    ],
  );
  const second = await billOf(september.id, customers[1]!);
  assert.deepEqual(
    second.lines.map((line) => line.netMinor),
    ['3000'],
  ); // September was on the August bill already, in advance
});

test('who is left out comes back next month with everything', async () => {
  const september = (await inTransaction(app, clerk, (ctx) => runOfMonth(ctx, '2026-09')))!;
  const out = { runId: september.id, customerId: customers[0]!, excluded: true, reason: 'disputed' };
  await inTransaction(app, clerk, (ctx) => excludeDraft(ctx, out));
  const left = await inTransaction(app, clerk, (ctx) => summarise(ctx, september.id));
  assert.equal(left.drafts, 1);
  assert.notEqual(left.digest, september.digest);
  await issue('2026-09');
  const october = await prepare('2026-10');
  const bill = await billOf(october.id, customers[0]!);
  assert.deepEqual(
    bill.lines.map((line) => [line.kind, line.netMinor]),
    [
      ['recurring', '3000'],
      ['recurring', '3000'],
      ['oneOff', '-500'],
      ['usage', '7'],
      ['usage', '100'],
    ],
  );
});

test('months are billed in order', async () => {
  app.clock.set(Date.parse('2026-12-02T08:00:00Z'));
  await assert.rejects(prepare('2026-11'), refused('run.earlierOpen'));
});

test('an error must be accepted with a comment before approval; a decision survives the next drawing', async () => {
  await inTransaction(app, clerk, (ctx) =>
    addOneOff(ctx, { contractId: 1, productId: 3, unitPrice: '-500.00', dueOn: '2026-10-05' }),
  );
  const run = await prepare('2026-10');
  const errors = async () =>
    (await inTransaction(app, clerk, (ctx) => listFindings(ctx, run.id, { ...ALL, severity: 'error' }))).rows;
  assert.deepEqual(
    (await errors()).map((row) => row.code),
    ['control.negativeInvoice'],
  );
  await assert.rejects(issue('2026-10'), refused('control.openErrors'));
  const [error] = await errors();
  // Left out, the customer is in nobody's way; back in the run, he is again.
  const leave = (excluded: boolean) => inTransaction(app, clerk, (ctx) => excludeDraft(ctx, { ...out, excluded }));
  const out = { runId: run.id, customerId: error!.customerId!, reason: 'asked for time' };
  const openErrors = async () =>
    (await inTransaction(app, clerk, (ctx) => monthBoard(ctx, '2026-10'))).findings.openErrors;
  await leave(true);
  assert.deepEqual([await openErrors(), (await errors())[0]?.leftOut], [0, 'asked for time']);
  await leave(false);
  assert.deepEqual([await openErrors(), (await errors())[0]?.leftOut], [1, null]);
  await inTransaction(app, clerk, (ctx) =>
    decideFindings(ctx, { runId: run.id, keys: [error!.key], accepted: true, comment: 'agreed with the customer' }),
  );
  await prepare('2026-10');
  assert.equal((await errors())[0]?.decision?.accepted, true);
  const unknown = inTransaction(app, clerk, (ctx) =>
    decideFindings(ctx, { runId: run.id, keys: ['nothing'], accepted: true, comment: 'x' }),
  );
  await assert.rejects(unknown, refused('control.unknownFinding'));
});

test('a draft changed behind the approval is not issued', async () => {
  const run = (await inTransaction(app, clerk, (ctx) => runOfMonth(ctx, '2026-10')))!;
  await inTransaction(app, approver, (ctx) => approveRun(ctx, { runId: run.id, digest: run.digest! }));
  await inTransaction(app, clerk, async (ctx) => {
    await approvedRun(ctx, run.id);
    const [draft] = await listDrafts(ctx, run.id);
    assert.ok(draft);
  });
  await inTransaction(app, approver, (ctx) =>
    sql`update billing.bill set bill = jsonb_set(bill, '{lines,0,netMinor}', '"1"') where run_id = ${run.id} and customer_id = ${customers[0]!}`.execute(
      ctx.tx,
    ),
  );
  await assert.rejects(
    inTransaction(app, approver, (ctx) => approvedRun(ctx, run.id)),
    refused('control.changedSinceApproval'),
  );
});

test('board and review show the same money', async () => {
  await inTransaction(app, clerk, async (ctx) => {
    const board = await monthBoard(ctx, '2026-09');
    const review = await reviewDrafts(ctx, board.run!.id, {
      page: 1,
      pageSize: 50,
      q: '',
      sort: 'difference',
      only: 'all',
    });
    assert.equal(board.run?.net, '30.00');
    assert.equal(review.totals.net, '30.00');
    assert.equal(board.previousNet, '129.67');
    assert.deepEqual(
      review.rows.map((row) => [row.customerName, row.state, row.net, row.previousNet, row.difference]),
      [
        ['Kunde 1', 'excluded', '26.07', '99.67', '-73.60'],
        ['Kunde 2', 'issued', '30.00', '30.00', '0.00'],
      ],
    );
  });
});
