import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import type { Actor } from '#base';
import { addCalendar, addDestinations, addPlan, addPriceList, addProduct } from '#catalog/service';
import { addContract, addLine, addOneOff, addSubscription } from '#contracts/service';
import { approveRun, prepareRun } from '#control/service';
import { addCustomer } from '#crm/service';
import { postingsOfDocument } from '#ledger/service';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { inLoad, inTransaction } from '#platform/db';
import { type Progress, silentProgress } from '#platform/progress';
import { asOwner, type TestApp, testActor, testApp } from '#test/database';
import { databaseDigest } from '#test/digest';
import { blankRecord, STATUS } from '#usage';
import { load } from '#usage/service';
import {
  exportDocuments,
  getInvoice,
  invoiceCalls,
  invoiceDetail,
  issueRun,
  listInvoices,
  previewDraft,
  verifyChain,
} from './service.ts';

const MONTH = '2026-09';
const CUSTOMERS = 45; // three chunks
const CALLS_EACH = 12;
const CLERK = testActor(1, 'clerk');
const APPROVER = testActor(1, 'approver');

const same = (name: string) => ({ de: name, fr: name, en: name });

/** A small operator: one plan, customers with a fee and some calls, every third with a credit. */
async function setUp(app: App): Promise<void> {
  const customers = await inTransaction(app, CLERK, async (ctx) => {
    await addCalendar(ctx, { code: 'flat', zone: 'Europe/Berlin', bands: ['all'] });
    await addPriceList(ctx, {
      code: 'retail',
      name: 'Retail',
      side: 'customer',
      currency: 'EUR',
      calendarCode: 'flat',
    });
    const plan = await addPlan(ctx, { code: 'flex', name: same('Flex'), priceListCode: 'retail' });
    const [destination] = await addDestinations(ctx, [
      { code: 'DE', name: same('Deutschland'), class: 'nationalFixed' },
    ]);
    const fee = await addProduct(ctx, {
      code: 'fee',
      name: same('Anschluss'),
      kind: 'recurring',
      unitPrice: '9.99',
      revenueAccount: '8401',
    });
    const credit = await addProduct(ctx, {
      code: 'credit',
      name: same('Gutschrift'),
      kind: 'oneOff',
      unitPrice: '0',
      revenueAccount: '8401',
    });
    await addProduct(ctx, {
      code: 'calls',
      name: same('Verbindungen'),
      kind: 'usage',
      unitPrice: '0',
      revenueAccount: '8402',
    });
    const made = [];
    for (let index = 0; index < CUSTOMERS; index += 1)
      made.push(await addOneCustomer(ctx, index, { plan: plan.id, fee: fee.id, credit: credit.id }));
    return made.map((customer) => ({ ...customer, destinationId: destination!.id }));
  });
  await inLoad(app, CLERK, async (ctx) => {
    const file = await load(ctx, { fileId: 1, sourceId: 1, ratedAtSeq: Number.MAX_SAFE_INTEGER });
    customers.forEach((customer, index) => {
      for (let call = 0; call < CALLS_EACH; call += 1) {
        file.append({
          ...blankRecord(),
          ...customer,
          startMs: Date.UTC(2026, 8, 1 + call * 2, 9, call, index),
          dedupLo: index * 1000 + call,
          recordNo: index * CALLS_EACH + call + 1,
          durationMs: 61_000,
          billedUnits: 120,
          bNumber: 4930555000 + call,
          status: STATUS.rated,
          chargeMicro: 12_900 * 2,
        });
      }
    });
    return file.finish();
  });
}

async function addOneCustomer(ctx: Context, index: number, ids: { plan: number; fee: number; credit: number }) {
  const customer = await addCustomer(ctx, {
    kind: 'company',
    name: `Kunde ${index}`,
    street: 'Straße 1',
    postcode: '20457',
    city: 'Hamburg',
    country: 'DE',
    email: `kunde${index}@example.org`,
    language: 'de',
    currency: 'EUR',
    taxStatus: 'domestic',
    maskDigits: 3,
  });
  const contract = await addContract(ctx, {
    customerId: customer.id,
    number: `V-${index}`,
    pricePlanId: ids.plan,
    startsOn: '2026-01-01',
  });
  await addSubscription(ctx, { contractId: contract.id, productId: ids.fee, startsOn: '2026-10-01' });
  if (index % 3 === 0)
    await addOneOff(ctx, {
      contractId: contract.id,
      productId: ids.credit,
      unitPrice: '-1.5',
      quantity: 2,
      dueOn: '2026-09-15',
    });
  const line = await addLine(ctx, {
    contractId: contract.id,
    kind: 'number',
    identifier: `4940555${String(index).padStart(4, '0')}`,
    label: `+49 40 555${String(index).padStart(4, '0')}`,
    validFrom: '2026-01-01',
  });
  return { customerId: customer.id, contractId: contract.id, lineId: line.id };
}

async function approved(app: App): Promise<number> {
  const run = await prepareRun(app, CLERK, { month: MONTH, issueOn: '2026-10-05' }, silentProgress);
  await inTransaction(app, APPROVER, (ctx) => approveRun(ctx, { runId: run.id, digest: run.digest! }));
  return run.id;
}

const inTx = <Result>(app: App, work: (ctx: Context) => Promise<Result>, actor: Actor = CLERK) =>
  inTransaction(app, actor, work);

describe('issuing a run', () => {
  let app: TestApp;
  let runId: number;
  before(async () => {
    app = await testApp();
    await setUp(app);
    runId = await approved(app);
  });
  after(() => app.close());

  test('a draft can be looked at before anything is issued', async () => {
    const { pdf, invoice, findings } = await inTx(app, (ctx) => previewDraft(ctx, { runId, customerId: 1 }));
    assert.deepEqual(findings, []);
    assert.equal(invoice.number, 'ENTWURF');
    assert.ok(Buffer.from(pdf).subarray(0, 8).equals(Buffer.from('%PDF-1.7')));
  });

  test('gives every bill a number, a document, a posting', async () => {
    const report = await issueRun(app, CLERK, { runId }, silentProgress);
    assert.deepEqual(report, { runId, issued: CUSTOMERS, findings: [] });
    const page = await inTx(app, (ctx) =>
      listInvoices(ctx, { month: MONTH, q: '', sort: 'number', page: 1, pageSize: 100 }),
    );
    assert.equal(page.total, CUSTOMERS);
    assert.deepEqual(
      page.rows.map((row) => row.number),
      Array.from({ length: CUSTOMERS }, (_, index) => `R2026-${String(index + 1).padStart(6, '0')}`),
    );
    // Net 30 × 10.30 + 15 × 7.30 (fee 9.99, 12 calls of 0.0258 = 0.3096 → 0.31, every third less 3.00); VAT 1.96 and 1.39 each.
    assert.deepEqual(page.sums, [{ currency: 'EUR', net: '418.50', gross: '498.15' }]);
    assert.deepEqual(await inTx(app, (ctx) => postingsOfDocument(ctx, 'R2026-000002')), [
      { account: 'receivable', amountMinor: 1226n },
      { account: 'revenue/8401', amountMinor: -999n },
      { account: 'revenue/8402', amountMinor: -31n },
      { account: 'vat/S/19', amountMinor: -196n },
    ]);
  });

  test('again issues nothing', async () => {
    assert.deepEqual(await issueRun(app, CLERK, { runId }, silentProgress), { runId, issued: 0, findings: [] });
  });

  test('is found by name, month and customer', async () => {
    const find = (query: object) =>
      inTx(app, (ctx) => listInvoices(ctx, { q: '', sort: '-gross', page: 1, pageSize: 5, ...query }));
    assert.deepEqual(
      (await find({ q: 'kunde 44' })).rows.map((row) => row.number),
      ['R2026-000045'],
    );
    assert.deepEqual(
      (await find({ customerId: 3 })).rows.map((row) => row.number),
      ['R2026-000003'],
    );
    assert.equal((await find({ month: '2026-08' })).total, 0);
    assert.equal((await find({ q: '100%' })).total, 0);
  });

  test('the document comes back as it was issued, its calls as they were printed', async () => {
    const invoice = await inTx(app, (ctx) => getInvoice(ctx, 'R2026-000001'));
    assert.equal(invoice.totals.netMinor, 730n);
    const detail = await inTx(app, (ctx) => invoiceDetail(ctx, 'R2026-000001'));
    assert.deepEqual(
      detail.lines.map((line) => line.net),
      ['9.99', '-3.00', '0.31'],
    );
    const usageKey = detail.lines[2]?.usageKey ?? '';
    const calls = await inTx(app, (ctx) => invoiceCalls(ctx, 'R2026-000001', { usageKey, page: 2, pageSize: 10 }));
    assert.equal(calls.total, CALLS_EACH);
    assert.equal(calls.rows.length, 2);
    assert.equal(calls.rows[1]?.called, '+49 30555xxx');
    assert.equal(calls.rows[1]?.charge, '0.0258');
    assert.deepEqual(
      calls.groups.map((group) => [group.lineLabel, group.calls, group.charge]),
      [['+49 40 5550000', CALLS_EACH, '0.3096']],
    );
  });

  test('documents can be exported, and the chain holds', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'tarifwerk-export-'));
    try {
      assert.equal(await exportDocuments(app, CLERK, { month: MONTH, dir }), CUSTOMERS);
      assert.equal(readdirSync(dir).length, 2 * CUSTOMERS);
    } finally {
      rmSync(dir, { recursive: true });
    }
    assert.deepEqual(await inTx(app, (ctx) => verifyChain(app, ctx)), { documents: CUSTOMERS, findings: [] });
  });

  test('neither the app nor the owner changes a document; behind their backs, the chain tells', async () => {
    await assert.rejects(
      inTx(app, (ctx) => sql`update invoicing.document set gross_minor = 1`.execute(ctx.tx)),
      /permission denied/,
    );
    await asOwner(app.ownerUrl, async (client) => {
      await assert.rejects(client.query('delete from invoicing.document'), /never changed/);
      await client.query(`alter table invoicing.document disable trigger immutable;
        update invoicing.document set content = jsonb_set(content, '{totals,grossMinor}', '"1"') where number = 'R2026-000007';
        alter table invoicing.document enable trigger immutable`);
    });
    const { findings } = await inTx(app, (ctx) => verifyChain(app, ctx));
    assert.deepEqual(findings, [
      { code: 'invoice.chainBroken', severity: 'error', params: { number: 'R2026-000007' } },
      { code: 'invoice.notPosted', severity: 'error', params: { number: 'R2026-000007' } },
    ]);
  });
});

describe('a run that is stopped', () => {
  test('goes on and ends in the same database as one that was not', async () => {
    const digests = [];
    for (const stopAfter of [Number.POSITIVE_INFINITY, 20, 40]) {
      const app = await testApp();
      try {
        await setUp(app);
        const runId = await approved(app);
        let advanced = 0;
        const progress: Progress = {
          phase: () => {},
          detail: () => {},
          advance: (count) => {
            advanced += count;
          },
          get cancelled() {
            return advanced >= stopAfter;
          },
        };
        const first = issueRun(app, CLERK, { runId }, progress);
        if (stopAfter === Number.POSITIVE_INFINITY) await first;
        else {
          await assert.rejects(first, { code: 'invoice.stopped' });
          await issueRun(app, CLERK, { runId }, silentProgress);
        }
        const { perTable } = await databaseDigest(app);
        digests.push(perTable);
      } finally {
        await app.close();
      }
    }
    assert.deepEqual(digests[1], digests[0]);
    assert.deepEqual(digests[2], digests[0]);
  });

  test('two that issue at once issue each bill once', async () => {
    const app = await testApp();
    try {
      await setUp(app);
      const runId = await approved(app);
      const both = await Promise.allSettled([
        issueRun(app, CLERK, { runId }, silentProgress),
        issueRun(app, CLERK, { runId }, silentProgress),
      ]);
      const issued = both.reduce((sum, each) => sum + (each.status === 'fulfilled' ? each.value.issued : 0), 0);
      assert.ok(both.some((each) => each.status === 'fulfilled'));
      const page = await inTx(app, (ctx) =>
        listInvoices(ctx, { q: '', sort: '-number', page: 1, pageSize: 1, month: MONTH }),
      );
      assert.equal(page.total, CUSTOMERS);
      assert.equal(page.rows[0]?.number, `R2026-0000${CUSTOMERS}`);
      assert.ok(issued <= CUSTOMERS);
    } finally {
      await app.close();
    }
  });
});

test('nothing is issued that was not approved, or was changed since', async () => {
  const app = await testApp();
  try {
    await setUp(app);
    const { id: runId } = await prepareRun(app, CLERK, { month: MONTH, issueOn: '2026-10-05' }, silentProgress);
    await assert.rejects(issueRun(app, CLERK, { runId }, silentProgress), { code: 'control.notApproved' });
    await approved(app);
    await asOwner(app.ownerUrl, (client) =>
      client.query(`update billing.bill set bill = jsonb_set(bill, '{netMinor}', '"1"') where customer_id = 1`),
    );
    await assert.rejects(issueRun(app, CLERK, { runId }, silentProgress), { code: 'control.changedSinceApproval' });
  } finally {
    await app.close();
  }
});

test('a bill that would make no lawful document stops the run before its first number', async () => {
  const app = await testApp();
  try {
    await setUp(app);
    const runId = await approved(app);
    await asOwner(app.ownerUrl, (client) => client.query('update access.tenant set iban = null'));
    await assert.rejects(issueRun(app, CLERK, { runId }, silentProgress), (error: { findings: { code: string }[] }) => {
      assert.equal(error.findings[0]?.code, 'invoice.ibanMissing');
      return true;
    });
    const page = await inTx(app, (ctx) => listInvoices(ctx, { q: '', sort: '-number', page: 1, pageSize: 1 }));
    assert.equal(page.total, 0);
  } finally {
    await app.close();
  }
});
