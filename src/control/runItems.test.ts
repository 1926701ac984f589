/** The run item by item: who is in it, what is drawn again, who helps, what stops it. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import type { Actor, Refusal } from '#base';
import type { RunScope } from '#billing';
import {
  customerBusiness,
  type DraftInput,
  draftRun,
  draftsToIssue,
  excludeDraft,
  getBill,
  helpDraw,
  listBills,
  listDrafts,
  listRunItems,
  listRuns,
  markIssued,
  moveRun,
  previewBill,
  runsOfMonth,
  summarise,
  withdrawRun,
} from '#billing/service';
import { addCalendar, addDestinations, addPlan, addPriceList, addProduct, setProductPrice } from '#catalog/service';
import { addContract, addOneOff, addSubscription } from '#contracts/service';
import { addBatch, addCustomer, addThirdPayer, changeCustomer } from '#crm/service';
import { inLoad, inTransaction } from '#platform/db';
import { type Progress, silentProgress } from '#platform/progress';
import { asOwner, type TestApp, testActor, testApp } from '#test/database';
import { blankRecord, STATUS } from '#usage';
import { load as loadUsage } from '#usage/service';
import { approveRun, decideFindings, listFindings, prepareRun } from './service.ts';

const CLERK = testActor(1, 'clerk');
const APPROVER = testActor(1, 'approver');
const THIRD = testActor(1, 'third');
const NAMES = { de: 'x', fr: 'x', en: 'x' };
const CUSTOMERS = 6;

let app: TestApp;
let fee = 0;
let setup = 0;
let destinationId = 0;
let fileId = 0;

const within = <R>(
  work: (ctx: Parameters<Parameters<typeof inTransaction>[2]>[0]) => Promise<R>,
  actor: Actor = CLERK,
) => inTransaction(app, actor, work) as Promise<R>;
const refused = (code: string) => (error: Refusal) => error.code === code;

/** Customers 1 to 6, each with a contract of the same number and a fee of 10.00 a month in arrears; 5 and 6 in a batch. */
beforeEach(async () => {
  app = await testApp();
  app.clock.set(Date.parse('2026-10-02T08:00:00Z'));
  fileId = 0;
  await within(async (ctx) => {
    await addProduct(ctx, { code: 'CALLS', name: NAMES, kind: 'usage', unitPrice: '0', revenueAccount: '4401' });
    const product = { name: NAMES, unitPrice: '10', billed: 'arrears', revenueAccount: '4400' } as const;
    fee = (await addProduct(ctx, { ...product, code: 'FEE', kind: 'recurring' })).id;
    setup = (await addProduct(ctx, { ...product, code: 'SETUP', kind: 'oneOff' })).id;
    await addCalendar(ctx, { code: 'always', zone: 'Europe/Berlin', bands: ['flat'] });
    destinationId = (await addDestinations(ctx, [{ code: 'DE', name: NAMES, class: 'nationalFixed' }]))[0]!.id;
    const list = { code: 'retail', name: 'Retail', side: 'customer', currency: 'EUR', calendarCode: 'always' } as const;
    await addPriceList(ctx, list);
    const plan = await addPlan(ctx, { code: 'flex', name: NAMES, priceListCode: 'retail' });
    await addBatch(ctx, { code: 'LATE', name: 'Late', launchDay: 20 });
    for (let id = 1; id <= CUSTOMERS; id++) {
      await addCustomer(ctx, {
        number: String(id),
        kind: 'company',
        name: `Kunde ${id}`,
        street: 'Weg 1',
        postcode: '20095',
        city: 'Hamburg',
        country: 'DE',
        email: 'k@example.org',
        language: 'de',
        currency: 'EUR',
        taxStatus: 'domestic',
        batchCode: id > 4 ? 'LATE' : null,
      });
      await addContract(ctx, { customerId: id, number: `V-${id}`, pricePlanId: plan.id, startsOn: '2026-09-01' });
      await addSubscription(ctx, { contractId: id, productId: fee, startsOn: '2026-09-01' });
    }
  });
});
afterEach(() => app.close());

const draft = (input: Partial<DraftInput> = {}, progress: Progress = silentProgress, actor: Actor = CLERK) =>
  draftRun(app, actor, { month: '2026-09', ...input }, progress);
const batch = (key: string): RunScope => ({ kind: 'batch', key });
const customer = (id: number): RunScope => ({ kind: 'customer', key: String(id) });
const netOf = async (runId: number, customerId: number) =>
  (await within((ctx) => getBill(ctx, runId, customerId))).bill.netMinor;

/** Which customers' bills were written by the last drawing: rows of an unchanged one keep their transaction. */
async function writtenSince<R>(work: () => Promise<R>): Promise<readonly number[]> {
  const rows = async () =>
    (
      await within(({ tx }) =>
        sql<{ id: number; xmin: string }>`
      select customer_id as id, xmin::text as xmin from billing.bill order by 1`.execute(tx),
      )
    ).rows;
  const before = new Map((await rows()).map(({ id, xmin }) => [id, xmin]));
  await work();
  return (await rows()).filter(({ id, xmin }) => before.get(id) !== xmin).map(({ id }) => id);
}

/** One file with a call of 1.00 of each of the customers. */
async function load(customerIds: readonly number[], at = '2026-09-10T10:00:00Z'): Promise<void> {
  fileId += 1;
  await inLoad(app, CLERK, async (ctx) => {
    const file = await loadUsage(ctx, { fileId, sourceId: 1, ratedAtSeq: Number.MAX_SAFE_INTEGER });
    for (const customerId of customerIds)
      file.append({
        ...blankRecord(),
        customerId,
        contractId: customerId,
        startMs: Date.parse(at),
        dedupLo: fileId * 100 + customerId,
        recordNo: customerId,
        durationMs: 60_000,
        billedUnits: 60,
        bNumber: 4930555000,
        status: STATUS.rated,
        destinationId,
        chargeMicro: 1_000_000,
      });
    await file.finish();
  });
}

/** Issues as invoicing does, without documents. */
async function issue(runId: number): Promise<void> {
  await within(async (ctx) => {
    for (const state of ['inReview', 'approved', 'issuing'] as const) await moveRun(ctx, runId, state);
    const payers = (await draftsToIssue(ctx, runId)).map(({ payerId }) => payerId);
    await markIssued(ctx, runId, [...new Set(payers)]);
    await moveRun(ctx, runId, 'issued');
  });
}

test('drawn again is only what changed', async () => {
  const { id: runId } = await draft();
  assert.deepEqual(await writtenSince(draft), []);
  assert.deepEqual(await writtenSince(() => draft({ whole: true })), [1, 2, 3, 4, 5, 6]);
  const oneOff = { contractId: 2, productId: setup, unitPrice: '3', dueOn: '2026-09-15' };
  await within((ctx) => addOneOff(ctx, oneOff));
  assert.deepEqual(await writtenSince(draft), [2]);
  assert.equal(await netOf(runId, 2), '1300');
  // Calls of the month, and of one that this run does not bill.
  await load([3]);
  await load([4], '2026-10-01T10:00:00Z');
  assert.deepEqual(await writtenSince(draft), [3]);
  assert.equal(await netOf(runId, 3), '1100');
  // Whatever way a fact is changed.
  await asOwner(app.ownerUrl, (owner) => owner.query('update crm.customer set payment_terms_days = 30 where id = 5'));
  assert.deepEqual(await writtenSince(draft), [5]);
  // A fact of everybody.
  await within((ctx) => setProductPrice(ctx, 'FEE', { currency: 'EUR', validFrom: '2026-09-01', unitPrice: '12' }));
  assert.deepEqual(await writtenSince(draft), [1, 2, 3, 4, 5, 6]);
  assert.equal(await netOf(runId, 1), '1200');
  assert.deepEqual(await writtenSince(() => draft({ issueOn: '2026-10-03' })), [1, 2, 3, 4, 5, 6]);
});

test('a drawing has the same digest whether all is drawn or only what changed', async () => {
  await draft();
  await load([1, 4]);
  const some = await draft();
  const whole = await draft({ whole: true });
  assert.equal(some.digest, whole.digest);
});

test('every table that bills are drawn from is watched', async () => {
  const { rows } = await asOwner(app.ownerUrl, (owner) =>
    owner.query<{ name: string }>(`
      select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname in ('crm', 'contracts', 'catalog')
        and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'touch_on_update')
      order by 1`),
  );
  // What these hold reaches a bill in no way but by charges that are rewritten, or not at all.
  assert.deepEqual(
    rows.map(({ name }) => name),
    [
      'catalog.bundle',
      'catalog.calendar',
      'catalog.exchange_rate',
      'catalog.numbering_prefix',
      'catalog.numbering_version',
      'catalog.ported_number',
      'catalog.price',
      'catalog.price_list',
      'catalog.price_list_version',
      'catalog.zone',
      'catalog.zone_destination',
      'contracts.index_value',
      'contracts.indexation_letter',
      'contracts.indexation_rule',
      'crm.billing_batch',
      'crm.contact',
    ],
  );
});

test('a customer is in one run of a month', async () => {
  const late = await draft({ scope: batch('LATE') });
  assert.deepEqual(
    (await within((ctx) => listBills(ctx, late.id))).map(({ customerId }) => customerId),
    [5, 6],
  );
  await assert.rejects(draft({ scope: customer(5) }), refused('run.customerInOther'));
  const rest = await draft();
  assert.deepEqual(
    (await within((ctx) => listBills(ctx, rest.id))).map(({ customerId }) => customerId),
    [1, 2, 3, 4],
  );
  await assert.rejects(draft({ scope: customer(2) }), refused('run.customerInOther'));
  await assert.rejects(draft({ scope: batch('NONE') }), refused('run.nobodyInScope'));
  assert.deepEqual(
    (await within((ctx) => runsOfMonth(ctx, '2026-09'))).map(({ id }) => id),
    [rest.id, late.id],
  );
  await assert.rejects(
    within(({ tx }) =>
      sql`insert into billing.run_customer values (1, 5, '2026-09', ${rest.id}, 1, false)`.execute(tx),
    ),
    { code: '23505' },
  );
});

test('a run that is withdrawn gives its customers back and is in nobody’s way', async () => {
  const late = await draft({ scope: batch('LATE') });
  await within((ctx) => withdrawRun(ctx, { runId: late.id, reason: 'wrong month' }));
  assert.deepEqual(await within(listRuns), []);
  const all = await draft();
  assert.equal(all.drafts, 6);
  await assert.rejects(draft({ scope: batch('LATE') }), refused('run.customerInOther'));
  await issue(all.id);
  await assert.rejects(
    within((ctx) => withdrawRun(ctx, { runId: all.id, reason: 'too late' })),
    refused('run.wrongState'),
  );
});

test('who is left out of an issued run may be billed by another run of the month', async () => {
  const all = await draft();
  const out = { runId: all.id, customerId: 6, excluded: true, reason: 'disputed' };
  await within((ctx) => moveRun(ctx, all.id, 'inReview'));
  await within((ctx) => excludeDraft(ctx, out));
  await issue(all.id);
  await assert.rejects(draft({ scope: customer(5) }), refused('run.customerInOther'));
  const own = await draft({ scope: customer(6) });
  assert.equal(await netOf(own.id, 6), '1000');
});

test('a month that is not over is drawn as a forecast that goes on from what is drafted', async () => {
  app.clock.set(Date.parse('2026-10-20T08:00:00Z'));
  await load([1]);
  await draft();
  const forecast = await draft({ month: '2026-10' });
  assert.equal(await netOf(forecast.id, 1), '1000'); // September’s fee and call stand on its own drafts
  const next = await draft({ month: '2026-11' });
  assert.equal(await netOf(next.id, 1), '1000');
  await assert.rejects(draft({ month: '2026-12' }), refused('run.monthNotBegun'));
  // When it is over, the month before comes first.
  app.clock.set(Date.parse('2026-11-02T08:00:00Z'));
  await assert.rejects(draft({ month: '2026-10' }), refused('run.earlierOpen'));
  const [september] = await within((ctx) => runsOfMonth(ctx, '2026-09'));
  await issue(september!.id);
  await draft({ month: '2026-10' });
  assert.equal(await netOf(forecast.id, 1), '1000');
});

test('a bill is previewed without a run, as a run would draw it', async () => {
  await load([2]);
  const { bill, documents, stale } = await within((ctx) => previewBill(ctx, { customerId: 2, month: '2026-09' }));
  const run = await draft();
  assert.deepEqual(bill, (await within((ctx) => getBill(ctx, run.id, 2))).bill);
  assert.deepEqual([documents.map(({ customerId }) => customerId), stale], [[2], false]);
  assert.deepEqual(await within((ctx) => listRuns(ctx)), [run]);
  await assert.rejects(
    within((ctx) => previewBill(ctx, { customerId: 99, month: '2026-09' })),
    refused('customer.unknown'),
  );
  // Once it is issued there is nothing more to bill.
  await issue(run.id);
  const after = await within((ctx) => previewBill(ctx, { customerId: 2, month: '2026-09' }));
  assert.deepEqual(after.bill?.lines, []);
});

test('whoever pays gets the documents of all he pays for; a third party gets his share', async () => {
  await within((ctx) =>
    changeCustomer(ctx, { customerId: 2, change: { parentId: 1, payer: 'parent' } }, customerBusiness),
  );
  await within((ctx) => addThirdPayer(ctx, 3, { payerId: 4, share: 'fixed', amount: '4' }));
  const run = await draft();
  const documents = await within((ctx) => listDrafts(ctx, run.id));
  assert.deepEqual(
    documents.map(({ customerId, part, payerId, bill }) => [
      customerId,
      part.replace(/\d+/, 'n'),
      payerId,
      bill.netMinor,
    ]),
    [
      [1, '', 1, '2000'],
      [3, '', 3, '600'],
      [4, '', 4, '1000'],
      [4, 'thirdPayer/n', 3, '400'],
      [5, '', 5, '1000'],
      [6, '', 6, '1000'],
    ],
  );
  assert.deepEqual(run.totals, [{ currency: 'EUR', drafts: 6, netMinor: 6000n, grossMinor: 7140n }]);
  // Left out as a whole, drawn again as a whole.
  await within(async (ctx) => {
    await moveRun(ctx, run.id, 'inReview');
    await excludeDraft(ctx, { runId: run.id, customerId: 2, excluded: true, reason: 'x' });
    assert.equal((await summarise(ctx, run.id)).drafts, 5);
  });
  await within((ctx) => addOneOff(ctx, { contractId: 2, productId: setup, unitPrice: '1', dueOn: '2026-09-15' }));
  assert.deepEqual(await writtenSince(draft), [1, 2]);
});

test('sums are told by currency', async () => {
  await asOwner(app.ownerUrl, async (owner) => {
    await owner.query(`insert into catalog.product_price select (p).* from (
      select jsonb_populate_record(p, '{"currency": "CHF"}') as p from catalog.product_price p where product_id = ${fee}) q`);
    await owner.query("update crm.customer set currency = 'CHF' where id > 3");
  });
  const run = await draft();
  assert.deepEqual(
    run.totals.map(({ currency, drafts, netMinor }) => [currency, drafts, netMinor]),
    [
      ['CHF', 3, 3000n],
      ['EUR', 3, 3000n],
    ],
  );
  assert.equal(run.netMinor, 3000n);
});

test('who cannot be calculated is told and stops nobody else but the approval', async () => {
  await asOwner(app.ownerUrl, (owner) =>
    owner.query(
      "update crm.customer set tax_status = 'ossConsumer', kind = 'consumer', country = 'XX', oss_country = 'XX' where id = 3",
    ),
  );
  const run = await draft();
  assert.equal(run.drafts, 5);
  const failed = await within((ctx) => listRunItems(ctx, run.id, { only: 'failed', page: 1, pageSize: 10 }));
  assert.deepEqual(
    failed.rows.map(({ payerNumber, error }) => [payerNumber, error?.code]),
    [['3', 'bill.noVatRate']],
  );
  await within((ctx) => moveRun(ctx, run.id, 'inReview'));
  await assert.rejects(
    within((ctx) => moveRun(ctx, run.id, 'approved')),
    refused('run.failedItems'),
  );
  await within((ctx) => excludeDraft(ctx, { runId: run.id, customerId: 3, excluded: true, reason: 'address' }));
  await within((ctx) => moveRun(ctx, run.id, 'approved'));
});

test('cancelled, it goes on where it was', async () => {
  const stopped: Progress = { ...silentProgress, cancelled: true };
  await assert.rejects(draft({}, stopped), refused('run.cancelled'));
  const [run] = await within(listRuns);
  assert.equal(run?.state, 'draft');
  // Half of it was drawn when it was stopped.
  await within(({ tx }) =>
    sql`update billing.run_item set state = 'drawn', output_digest = '' where payer_id <= 3`.execute(tx),
  );
  assert.deepEqual(await writtenSince(draft), [4, 5, 6]);
});

test('helpers draw along, and come too late for a drawing that ended', async () => {
  const tickets: Parameters<typeof helpDraw>[2][] = [];
  let helped = 0;
  const counting: Progress = {
    ...silentProgress,
    advance: (count) => {
      helped += count;
    },
  };
  const alone = await draft();
  const together = await draftRun(app, CLERK, { month: '2026-09', whole: true }, silentProgress, async (ticket) => {
    tickets.push(ticket);
    await helpDraw(app, APPROVER, ticket, counting);
  });
  assert.equal(helped, 6);
  assert.equal(together.digest, alone.digest);
  assert.equal(together.createdBy, 'clerk');
  await helpDraw(app, APPROVER, tickets[0]!, counting);
  assert.equal(helped, 6);
});

test('two that draw at once draw each item once', async () => {
  const both = await Promise.allSettled([
    draftRun(app, CLERK, { month: '2026-09' }, silentProgress, (ticket) =>
      helpDraw(app, THIRD, ticket, silentProgress),
    ),
    draft(),
  ]);
  assert.ok(both.some(({ status }) => status === 'fulfilled'));
  for (const one of both)
    if (one.status === 'rejected') assert.match(String(one.reason.code), /^run\.(drawnAgain|wrongState)$/);
  const run = await draft();
  const bills = await within((ctx) => listBills(ctx, run.id));
  assert.deepEqual([run.drafts, bills.length, run.netMinor], [6, 6, 6000n]);
});

test('whoever left customers out, or accepted findings, does not approve', async () => {
  const approveBy = (actor: Actor) =>
    within(async (ctx) => approveRun(ctx, { runId, digest: (await summarise(ctx, runId)).digest }), actor);
  const acceptBy = (actor: Actor) =>
    within(async (ctx) => {
      const { rows } = await listFindings(ctx, runId, { page: 1, pageSize: 50, severity: 'error', open: 'all' });
      await decideFindings(ctx, { runId, keys: rows.map(({ key }) => key), accepted: true, comment: 'known' });
    }, actor);
  const leaveOut = (actor: Actor, excluded: boolean) =>
    within((ctx) => excludeDraft(ctx, { runId, customerId: 1, excluded, reason: 'x' }), actor);
  // A credit note is something to look at.
  await within((ctx) => addOneOff(ctx, { contractId: 2, productId: setup, unitPrice: '-50', dueOn: '2026-09-15' }));
  const { id: runId } = await prepareRun(app, CLERK, { month: '2026-09' }, silentProgress);
  await acceptBy(CLERK);
  await leaveOut(APPROVER, true);
  await assert.rejects(approveBy(APPROVER), refused('control.samePersonExcluded'));
  await leaveOut(APPROVER, false);
  await acceptBy(APPROVER);
  await assert.rejects(approveBy(APPROVER), refused('control.samePersonAccepted'));
  await assert.rejects(approveBy(CLERK), refused('control.samePerson'));
  assert.equal((await approveBy(THIRD)).state, 'approved');
});
