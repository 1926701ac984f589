/** A run whose process is killed at any moment goes on and ends as if it had not been; helpers that die leave nothing undone. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { listDrafts, listRunItems, listRuns, runOfMonth, summarise } from '#billing/service';
import { addCalendar, addPlan, addPriceList, addProduct } from '#catalog/service';
import { approveRun, decideFindings, listFindings, prepareRun } from '#control/service';
import { addCustomer } from '#crm/service';
import { issueRun, listInvoices, verifyChain } from '#invoicing/service';
import { verifyLedger } from '#ledger/service';
import { readConfig } from '#platform/config';
import { inTransaction } from '#platform/db';
import { silentProgress } from '#platform/progress';
import { APP_ROLE, LOADER_ROLE, rolePasswords, urlWith } from '#platform/roles';
import { asOwner, copyOf, TEST_CLUSTER_DIR, type TestApp, testActor, testApp } from '#test/database';
import type { RunProcessTask } from '../runProcess.ts';

const CLERK = testActor(1, 'clerk');
const APPROVER = testActor(1, 'approver');
const NAMES = { de: 'x', fr: 'x', en: 'x' };
const MONTH = '2026-09';
/** More than two chunks of the drawing; every tenth pays, so that issuing has more than two chunks too. */
const CUSTOMERS = 620;
const PAYERS = 62;

let app: TestApp;
before(async () => {
  app = await testApp();
  app.clock.set(Date.parse('2026-10-02T08:00:00Z'));
  await inTransaction(app, CLERK, async (ctx) => {
    await addProduct(ctx, { code: 'CALLS', name: NAMES, kind: 'usage', unitPrice: '0', revenueAccount: '4401' });
    await addProduct(ctx, { code: 'FEE', name: NAMES, kind: 'recurring', unitPrice: '10', revenueAccount: '4400' });
    await addCalendar(ctx, { code: 'always', zone: 'Europe/Berlin', bands: ['flat'] });
    const list = { code: 'retail', name: 'Retail', side: 'customer', currency: 'EUR', calendarCode: 'always' } as const;
    await addPriceList(ctx, list);
    await addPlan(ctx, { code: 'flex', name: NAMES, priceListCode: 'retail' });
    const address = { street: 'Weg 1', postcode: '20095', city: 'Hamburg', country: 'DE', email: 'k@example.org' };
    const common = { ...address, language: 'de', currency: 'EUR', taxStatus: 'domestic' } as const;
    await addCustomer(ctx, { ...common, number: '1', kind: 'company', name: 'Kunde 1' });
  });
  await asOwner(app.ownerUrl, async (owner) => {
    await owner.query(`insert into crm.customer select (jsonb_populate_record(c, jsonb_build_object('id', n, 'number', n::text))).*
      from crm.customer c, generate_series(2, ${CUSTOMERS}) n`);
    await owner.query(`insert into contracts.contract (tenant_id, id, number, customer_id, price_plan_id, starts_on)
      select 1, n, 'V-' || n, n, (select id from catalog.price_plan), '2026-09-01' from generate_series(1, ${CUSTOMERS}) n`);
    await owner.query(`insert into contracts.subscription (tenant_id, id, contract_id, product_id, quantity, starts_on)
      select 1, n, n * 10, (select id from catalog.product where code = 'FEE'), 1, '2026-09-01' from generate_series(1, ${PAYERS}) n`);
  });
});
after(() => app.close());

/** Starts the work in a process of its own and kills it at the nth line that begins so; false where it got through before. */
async function killedAt(line: string, nth: number, work: RunProcessTask['work'], actor = 'clerk'): Promise<boolean> {
  const passwords = rolePasswords(readConfig({ dataDir: TEST_CLUSTER_DIR }, {}));
  const task: RunProcessTask = {
    ownerUrl: app.ownerUrl,
    appUrl: urlWith(app.ownerUrl, { user: APP_ROLE, password: passwords.app }),
    loaderUrl: urlWith(app.ownerUrl, { user: LOADER_ROLE, password: passwords.loader }),
    dataDir: app.dataDir,
    nowMs: app.clock.now(),
    actor,
    work,
  };
  const child = spawn(process.execPath, ['test/runProcess.ts', JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let seen = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    seen += text;
    if (seen.split('\n').filter((each) => each === line).length >= nth) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return signal === 'SIGKILL';
}

const within = <R>(work: Parameters<typeof inTransaction<R>>[2]) => inTransaction(app, CLERK, work);
const onlyRun = async () => (await within((ctx) => runOfMonth(ctx, MONTH)))!;
const told = async (of: TestApp) =>
  inTransaction(of, CLERK, async (ctx) => {
    const run = (await runOfMonth(ctx, MONTH))!;
    const drafts = await listDrafts(ctx, run.id);
    return { ...(await summarise(ctx, run.id)), bills: drafts.map(({ bill }) => bill) };
  });

test('killed while drafts are drawn and checked, it goes on where it was', async () => {
  const whole = await copyOf(app);
  whole.clock.set(app.clock.now());
  await prepareRun(whole, CLERK, { month: MONTH }, silentProgress);
  const expected = await told(whole);
  await whole.close();
  assert.equal(expected.drafts, CUSTOMERS);

  assert.ok(await killedAt('draft', 1, { draft: MONTH }));
  assert.ok(await killedAt('advance', 1, { draft: MONTH }));
  assert.equal((await onlyRun()).state, 'draft');
  const waiting = await within(async (ctx) =>
    listRunItems(ctx, (await runOfMonth(ctx, MONTH))!.id, { only: 'waiting', page: 1, pageSize: 1 }),
  );
  assert.ok(waiting.total < CUSTOMERS, 'what was drawn before it was killed is drawn');
  assert.ok(await killedAt('check', 1, { draft: MONTH }));
  assert.ok(['calculated', 'inReview'].includes((await onlyRun()).state));
  await prepareRun(app, CLERK, { month: MONTH }, silentProgress);
  assert.equal((await onlyRun()).state, 'inReview');
  assert.deepEqual(await told(app), expected);
  assert.equal((await within(listRuns)).length, 1);
});

test('killed while it is issued, each bill gets one document and no number is left out', async () => {
  const { id: runId } = await onlyRun();
  await within(async (ctx) => {
    const { rows } = await listFindings(ctx, runId, { page: 1, pageSize: 1000, severity: 'error', open: 'open' });
    if (rows.length > 0)
      await decideFindings(ctx, { runId, keys: rows.map(({ key }) => key), accepted: true, comment: 'no fee' });
  });
  await inTransaction(app, APPROVER, async (ctx) =>
    approveRun(ctx, { runId, digest: (await summarise(ctx, runId)).digest }),
  );
  assert.ok(await killedAt('issue', 1, { issue: runId }));
  assert.ok(await killedAt('advance', 1, { issue: runId }));
  assert.ok(await killedAt('advance', 2, { issue: runId }));
  assert.equal((await onlyRun()).state, 'issuing');
  await issueRun(app, CLERK, { runId }, silentProgress);
  assert.equal((await onlyRun()).state, 'issued');
  await within(async (ctx) => {
    const { rows, total } = await listInvoices(ctx, { q: '', sort: 'number', page: 1, pageSize: 100 });
    assert.equal(total, PAYERS);
    assert.deepEqual(
      rows.map(({ number, customerId }) => [number, customerId]),
      Array.from({ length: PAYERS }, (_, index) => [`R2026-${String(index + 1).padStart(6, '0')}`, 10 * (index + 1)]),
    );
    assert.deepEqual((await verifyChain(app, ctx)).findings, []);
    assert.deepEqual(await verifyLedger(ctx), { entries: PAYERS, findings: [] });
  });
});
