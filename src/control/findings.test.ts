/** Findings are assigned, accepted, remembered; thresholds are the operator's; the protocol tells it all. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import readXlsxFile from 'read-excel-file/node';
import { addUser, auditOf, verifyAudit } from '#access/service';
import type { Actor, Refusal } from '#base';
import { draftsToIssue, markIssued, moveRun, runOfMonth, summarise } from '#billing/service';
import { addCalendar, addPlan, addPriceList, addProduct } from '#catalog/service';
import { addContract, addOneOff, addSubscription } from '#contracts/service';
import { addCustomer } from '#crm/service';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { silentProgress } from '#platform/progress';
import { registerTexts } from '#platform/wording';
import { type TestApp, testActor, testApp } from '#test/database';
import {
  approveRun,
  assignFindings,
  decideFindings,
  differenceReply,
  findingGroups,
  findingHistory,
  listChecks,
  listFindings,
  listProtocols,
  prepareRun,
  readProtocol,
  reviewDrafts,
  setThreshold,
  signProtocol,
} from './service.ts';
import { TEXTS } from './texts.ts';

const NAMES = { de: 'x', fr: 'x', en: 'x' };
const CLERK = testActor(1, 'clerk@example.org');
const APPROVER = testActor(1, 'approver@example.org');
let app: TestApp;
const customers: number[] = [];
let fee = 0;
let item = 0;
let runId = 0;

const within = <R>(work: (ctx: Context) => Promise<R>, actor: Actor = CLERK): Promise<R> =>
  inTransaction(app, actor, work);
const refused = (code: string) => (error: Refusal) => error.code === code;
const prepare = async (month: string) => (await prepareRun(app, CLERK, { month }, silentProgress)).id;
const findings = () => within(async (ctx) => (await listFindings(ctx, runId, {})).rows);

async function issue(month: string): Promise<void> {
  await within(async (ctx) => {
    const run = await runOfMonth(ctx, month);
    assert.ok(run);
    await approveRun(ctx, { runId: run.id, digest: (await summarise(ctx, run.id)).digest });
    await moveRun(ctx, run.id, 'issuing');
    for (const draft of await draftsToIssue(ctx, run.id)) await markIssued(ctx, run.id, [draft.payerId]);
    await moveRun(ctx, run.id, 'issued');
  }, APPROVER);
}

/** Two customers with a fee of 30.00; August is issued; in September the first gets 100.00 back and the second has two fees. */
before(async () => {
  app = await testApp();
  registerTexts(TEXTS);
  await within(async (ctx) => {
    await addUser(ctx, {
      email: 'clerk@example.org',
      name: 'Clerk',
      password: 'long enough 123',
      role: 'clerk',
      language: 'de',
    });
    await addProduct(ctx, { code: 'CALLS', name: NAMES, kind: 'usage', unitPrice: '0', revenueAccount: '4401' });
    fee = (
      await addProduct(ctx, { code: 'FEE', name: NAMES, kind: 'recurring', unitPrice: '30.00', revenueAccount: '4400' })
    ).id;
    item = (
      await addProduct(ctx, { code: 'ITEM', name: NAMES, kind: 'oneOff', unitPrice: '50.00', revenueAccount: '4402' })
    ).id;
    await addCalendar(ctx, { code: 'always', zone: 'Europe/Berlin', bands: ['flat'] });
    await addPriceList(ctx, { code: 'retail', name: 'R', side: 'customer', currency: 'EUR', calendarCode: 'always' });
    const plan = await addPlan(ctx, { code: 'flex', name: NAMES, priceListCode: 'retail' });
    for (const name of ['Brandt', 'Petit']) {
      const customer = await addCustomer(ctx, {
        kind: 'company',
        name,
        street: 'Weg 1',
        postcode: '20095',
        city: 'Hamburg',
        country: 'DE',
        email: 'k@example.org',
        language: 'de',
        currency: 'EUR',
        taxStatus: 'domestic',
      });
      customers.push(customer.id);
      const startsOn = '2026-08-01';
      const contract = await addContract(ctx, {
        customerId: customer.id,
        number: name,
        pricePlanId: plan.id,
        startsOn,
      });
      await addSubscription(ctx, { contractId: contract.id, productId: fee, startsOn });
    }
  });
  await prepare('2026-08');
  await issue('2026-08');
  await within(async (ctx) => {
    await addOneOff(ctx, { contractId: 1, productId: item, unitPrice: '-100.00', dueOn: '2026-09-05' });
    await addSubscription(ctx, { contractId: 2, productId: fee, startsOn: '2026-10-01' });
  });
  runId = await prepare('2026-09');
});
after(() => app.close());

test('findings stand by check, the worst first, with what is open and at stake', async () => {
  const { groups } = await within((ctx) => findingGroups(ctx, runId));
  assert.deepEqual(
    groups.map(({ code, severity, area, total, open }) => [code, severity, area, total, open]),
    [
      ['control.negativeInvoice', 'error', 'bill', 1, 1],
      ['control.jump', 'warning', 'bill', 1, 1],
      ['control.duplicateSubscription', 'warning', 'contract', 1, 1],
    ],
  );
  const only = await within((ctx) => listFindings(ctx, runId, { code: 'control.jump' }));
  assert.deepEqual(
    only.rows.map(({ code }) => code),
    ['control.jump'],
  );
  assert.equal((await within((ctx) => listFindings(ctx, runId, { customerId: customers[1] ?? 0 }))).total, 1);
});

test('what a bill differs by is told by cause, line by line and over the run, and adds up', async () => {
  const reply = await within((ctx) => differenceReply(ctx, runId, customers[0] ?? 0, 'month'));
  // 60.00 in August: the month and the next in advance.
  assert.deepEqual([reply.before, reply.now, reply.difference], ['60.00', '-70.00', '-130.00']);
  assert.deepEqual(
    reply.effects.map(({ cause, amount }) => [cause, amount]),
    [
      ['proration', '-30.00'],
      ['credit', '-100.00'],
    ],
  );
  const query = { page: 1, pageSize: 50, q: '', sort: 'oneOff', only: 'all' } as const;
  const review = await within((ctx) => reviewDrafts(ctx, runId, query));
  assert.deepEqual(
    review.rows.map(({ customerName, difference, causes }) => [customerName, difference, causes]),
    [
      ['Brandt', '-130.00', { time: '-30.00', oneOff: '-100.00' }],
      ['Petit', '0.00', { time: '-30.00', subscriptions: '30.00' }],
    ],
  );
  assert.deepEqual(review.totals.causes, { time: '-60.00', oneOff: '-100.00', subscriptions: '30.00' });
  const some = await within((ctx) => reviewDrafts(ctx, runId, { ...query, group: 'subscriptions' }));
  assert.deepEqual(
    some.rows.map(({ customerName }) => customerName),
    ['Petit'],
  );
  assert.equal(
    (await within((ctx) => reviewDrafts(ctx, runId, { ...query, against: 'year' }))).rows[0]?.previousNet,
    null,
  );
});

test('a finding is given to somebody who exists; everything that happens to it is remembered', async () => {
  const [first] = await findings();
  assert.ok(first);
  const keys = [first.key];
  const assign = (assignedTo: string | null, of = keys) =>
    within((ctx) => assignFindings(ctx, { runId, keys: of, assignedTo }));
  await assert.rejects(assign('nobody@example.org'), refused('control.unknownUser'));
  await assert.rejects(assign('clerk@example.org', ['unknown']), refused('control.unknownFinding'));
  await assign('clerk@example.org');
  assert.deepEqual(
    (await within((ctx) => listFindings(ctx, runId, { mine: 'mine' }))).rows.map(({ key }) => key),
    keys,
  );
  await within((ctx) => decideFindings(ctx, { runId, keys, accepted: true, comment: 'agreed' }));
  await assign(null);
  const { events } = await within((ctx) => findingHistory(ctx, runId, first.key));
  assert.deepEqual(
    events.map(({ kind, comment, actor }) => [kind, comment, actor]),
    [
      ['assigned', 'clerk@example.org', 'clerk@example.org'],
      ['accepted', 'agreed', 'clerk@example.org'],
      ['unassigned', '', 'clerk@example.org'],
    ],
  );
});

test('an acceptance outlives a drawing, but not when much more is at stake; what is mended is told', async () => {
  const add = (unitPrice: string) =>
    within((ctx) => addOneOff(ctx, { contractId: 1, productId: item, unitPrice, dueOn: '2026-09-06' }));
  const accepted = async () =>
    (await findings()).find(({ code }) => code === 'control.negativeInvoice')?.decision?.accepted;
  await add('-5.00'); // 83.30 become 89.25: less than a tenth more
  await prepare('2026-09');
  assert.equal(await accepted(), true);
  await add('-5.00');
  await prepare('2026-09');
  assert.equal(await accepted(), false);
  const key = `control.negativeInvoice|customer/${customers[0]}|`;
  const kinds = async () => (await within((ctx) => findingHistory(ctx, runId, key))).events.map(({ kind }) => kind);
  assert.equal((await kinds()).at(-1), 'lapsed');
  await add('500.00');
  await prepare('2026-09');
  assert.equal(await accepted(), undefined);
  assert.equal((await kinds()).at(-1), 'gone');
});

test('thresholds are set within bounds, audited, and hold from the next drawing', async () => {
  const set = (name: string, value: number | null) => within((ctx) => setThreshold(ctx, { name, value }));
  const jumps = async () => (await findings()).filter(({ code }) => code === 'control.jump').length;
  await assert.rejects(set('jump.colour', 1), refused('control.unknownThreshold'));
  await assert.rejects(set('jump.percent', -1), refused('control.thresholdOutOfBounds'));
  await assert.rejects(set('longCall.minutes', 0), refused('control.thresholdOutOfBounds'));
  assert.equal(await jumps(), 1);
  await set('jump.percent', 5_000);
  await prepare('2026-09');
  assert.equal(await jumps(), 0);
  const { checks } = await within((ctx) => listChecks(ctx));
  const [percent] = checks.find(({ code }) => code === 'control.jump')?.thresholds ?? [];
  assert.deepEqual([percent?.value, percent?.default, percent?.setBy], [5_000, 50, 'clerk@example.org']);
  await set('jump.percent', null);
  const [deed] = await within((ctx) => auditOf(ctx, 'threshold/jump.percent'));
  assert.deepEqual(deed?.detail, { before: 5_000, value: null });
});

test('the protocol of an approved run is kept as PDF and XLSX, and its hash stands in the trail', async () => {
  const sign = () => within((ctx) => signProtocol(app, ctx, { runId, language: 'en' }), APPROVER);
  await assert.rejects(sign(), refused('control.notApproved'));
  await issue('2026-09');
  const signed = await sign();
  assert.deepEqual(
    [signed.no, (await sign()).no, (await within((ctx) => listProtocols(ctx, runId))).length],
    [1, 2, 2],
  );
  const read = (no: number, format: 'pdf' | 'xlsx') => within((ctx) => readProtocol(app, ctx, { runId, no, format }));
  assert.equal((await read(1, 'pdf')).content.subarray(0, 5).toString(), '%PDF-');
  await assert.rejects(read(3, 'pdf'), refused('control.noProtocol'));
  const sheets = await readXlsxFile((await read(1, 'xlsx')).content);
  assert.deepEqual(
    sheets.map(({ sheet }) => sheet),
    ['Bills', 'Findings', 'Who did what'],
  );
  const [head, first] = sheets[0]?.data ?? [];
  const columns = ['Customer', 'Net', 'To pay', 'One-off', 'Recurring', 'Month before', 'Difference', 'Credit'];
  assert.deepEqual(
    columns.map((column) => first?.[head?.indexOf(column) ?? -1]),
    ['Brandt', 420, 499.8, 390, 30, 60, 360, -110],
  );
  const trail = await within((ctx) => auditOf(ctx, `run/${runId}`));
  const deeds = trail.filter(({ action }) => action === 'control.protocol.sign');
  assert.ok(deeds.some(({ detail }) => JSON.stringify(detail).includes(signed.pdfSha256)));
  assert.equal((await within((ctx) => verifyAudit(ctx))).brokenAt, null);
});
