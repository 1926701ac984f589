/** Everything is billed once, whatever comes between drawing the drafts and issuing them. */
import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import type { Refusal } from '#base';
import { excludeDraft, getDraft, getRun, runOfMonth } from '#billing/service';
import { addCalendar, addDestinations, addPlan, addPriceList, addProduct, importPriceList } from '#catalog/service';
import { addContract, addOneOff, giveBackDeposit, takeDeposit } from '#contracts/service';
import { approveRun, decideFindings, listFindings, prepareRun } from '#control/service';
import { addCustomer } from '#crm/service';
import { customerAccount, openItems, postingsOfDocument, postPayment, setOff, verifyLedger } from '#ledger/service';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { inLoad, inTransaction } from '#platform/db';
import { silentProgress } from '#platform/progress';
import { assignIdentifier } from '#rating/service';
import { type TestApp, testActor, testApp } from '#test/database';
import { blankRecord, STATUS } from '#usage';
import { load as loadUsage } from '#usage/service';
import { getInvoice, invoiceXml, issueRun, listInvoices, verifyChain } from './service.ts';

const CLERK = testActor(1, 'clerk');
const APPROVER = testActor(1, 'approver');
const NAMES = { de: 'x', fr: 'x', en: 'x' };

let app: TestApp;
let item = 0;
let destinationId = 0;

/** Two customers with a contract each and nothing to pay but their calls. */
beforeEach(async () => {
  app = await testApp();
  fileId = 0;
  await inTransaction(app, CLERK, async (ctx) => {
    await addProduct(ctx, { code: 'CALLS', name: NAMES, kind: 'usage', unitPrice: '0', revenueAccount: '4401' });
    const oneOff = { code: 'ITEM', name: NAMES, kind: 'oneOff', unitPrice: '1', revenueAccount: '4402' } as const;
    item = (await addProduct(ctx, oneOff)).id;
    await addCalendar(ctx, { code: 'always', zone: 'Europe/Berlin', bands: ['flat'] });
    const [destination] = await addDestinations(ctx, [{ code: 'DE', name: NAMES, class: 'nationalFixed' }]);
    destinationId = destination!.id;
    const list = { code: 'retail', name: 'Retail', side: 'customer', currency: 'EUR', calendarCode: 'always' } as const;
    await addPriceList(ctx, list);
    const plan = await addPlan(ctx, { code: 'flex', name: NAMES, priceListCode: 'retail' });
    for (const number of ['1', '2']) {
      const { id } = await addCustomer(ctx, {
        number,
        kind: 'company',
        name: `Kunde ${number}`,
        street: 'Weg 1',
        postcode: '20095',
        city: 'Hamburg',
        country: 'DE',
        email: 'k@example.org',
        language: 'de',
        currency: 'EUR',
        taxStatus: 'domestic',
      });
      await addContract(ctx, { customerId: id, number: `V-${number}`, pricePlanId: plan.id, startsOn: '2026-01-01' });
    }
  });
});
afterEach(() => app.close());

let fileId = 0;

/** One file with one call of 1.00 for each customer. */
async function load(at: string, status: number = STATUS.rated): Promise<void> {
  fileId += 1;
  await inLoad(app, CLERK, async (ctx) => {
    const file = await loadUsage(ctx, { fileId, sourceId: 1, ratedAtSeq: Number.MAX_SAFE_INTEGER });
    for (const customerId of [1, 2])
      file.append({
        ...blankRecord(),
        customerId,
        contractId: customerId,
        startMs: Date.parse(at),
        dedupLo: fileId * 10 + customerId,
        recordNo: customerId,
        durationMs: 60_000,
        billedUnits: 60,
        bNumber: 4930555000,
        status,
        destinationId,
        chargeMicro: status === STATUS.rated ? 1_000_000 : 0,
      });
    await file.finish();
  });
}

const prepare = (month: string, on: App = app) => prepareRun(on, CLERK, { month }, silentProgress);

async function approve(month: string): Promise<number> {
  return inTransaction(app, APPROVER, async (ctx) => {
    const run = (await runOfMonth(ctx, month))!;
    await approveRun(ctx, { runId: run.id, digest: run.digest! });
    return run.id;
  });
}

const issue = (runId: number) => issueRun(app, CLERK, { runId }, silentProgress);
const refused = (code: string) => (error: Refusal) => error.code === code;
const query = { q: '', sort: 'number', page: 1, pageSize: 100 } as const;
const netOfAll = async () =>
  (await inTransaction(app, CLERK, (ctx) => listInvoices(ctx, query))).sums.map(({ net }) => net);

const eInvoice = async (number: string) =>
  text((await inTransaction(app, CLERK, (ctx) => invoiceXml(app, ctx, number))).content);

/** The app with a gate before its nth transaction. */
function gated(nth: number): { app: App; reached: Promise<void>; open: () => void } {
  const gate = Promise.withResolvers<void>();
  const arrival = Promise.withResolvers<void>();
  let begun = 0;
  const db = new Proxy(app.db, {
    get: (target, key) => {
      if (key !== 'transaction') return Reflect.get(target, key, target);
      return () => ({
        execute: async (work: Parameters<ReturnType<typeof target.transaction>['execute']>[0]) => {
          begun += 1;
          if (begun === nth) {
            arrival.resolve();
            await gate.promise;
          }
          return target.transaction().execute(work);
        },
      });
    },
  });
  return { app: { ...app, db }, reached: arrival.promise, open: gate.resolve };
}

test('a month drawn before an earlier one was issued is not issued with the same calls again', async () => {
  await load('2026-09-10T10:00:00Z');
  await prepare('2026-10');
  const october = await approve('2026-10');
  await prepare('2026-09');
  await issue(await approve('2026-09'));
  await assert.rejects(issue(october), refused('run.billedMeanwhile'));
  await load('2026-10-10T10:00:00Z');
  await prepare('2026-10');
  await issue(await approve('2026-10'));
  assert.deepEqual(await netOfAll(), ['4.00']);
});

test('two months are not issued at the same time', async () => {
  await load('2026-09-10T10:00:00Z');
  await load('2026-10-10T10:00:00Z');
  await prepare('2026-10');
  const october = await approve('2026-10');
  await prepare('2026-09');
  const september = await approve('2026-09');
  const both = await Promise.allSettled([issue(october), issue(september)]);
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  const octobers = both[0]?.status === 'fulfilled';
  assert.deepEqual(await netOfAll(), [octobers ? '4.00' : '2.00']);
});

for (const [nth, moment] of [
  [4, 'before its drafts'],
  [5, 'before its end'],
] as const) {
  test(`a drawing that was overtaken by another ${moment} changes nothing that was approved`, async () => {
    await load('2026-09-10T10:00:00Z');
    const slow = gated(nth);
    const overtaken = prepare('2026-09', slow.app);
    await slow.reached;
    await prepare('2026-09');
    const runId = await approve('2026-09');
    await load('2026-09-11T10:00:00Z');
    slow.open();
    await assert.rejects(overtaken, refused('run.drawnAgain'));
    assert.equal((await inTransaction(app, CLERK, (ctx) => getRun(ctx, runId))).state, 'approved');
    await issue(runId);
    assert.deepEqual(await netOfAll(), ['2.00']);
  });
}

test('two first drawings of a month at once end in one run', async () => {
  await load('2026-09-10T10:00:00Z');
  const both = await Promise.allSettled([prepare('2026-09'), prepare('2026-09')]);
  for (const each of both)
    if (each.status === 'rejected') assert.match(String(each.reason.code), /^run\.(drawnAgain|wrongState)$/);
  const run = await prepare('2026-09');
  assert.deepEqual([run.id, run.netMinor], [1, 200n]);
});

test('a month is approved and issued when it is over in the zone of the operator, not before', async () => {
  await load('2026-09-10T10:00:00Z');
  await prepare('2026-09');
  app.clock.set(Date.parse('2026-09-30T21:59:59Z')); // 23:59:59 in Berlin
  await assert.rejects(approve('2026-09'), refused('run.monthNotOver'));
  app.clock.set(Date.parse('2026-09-30T22:00:00Z'));
  const runId = await approve('2026-09');
  app.clock.set(Date.parse('2026-09-30T21:59:59Z')); // a clock that was set back
  await assert.rejects(issue(runId), refused('run.monthNotOver'));
  assert.equal((await inTransaction(app, CLERK, (ctx) => getRun(ctx, runId))).state, 'approved');
  app.clock.set(Date.parse('2026-09-30T22:00:00Z'));
  assert.equal((await issue(runId)).issued, 2);
});

test('a bill below zero is a credit note, in a series of its own, with positive amounts', async () => {
  await load('2026-09-10T10:00:00Z');
  await inTransaction(app, CLERK, (ctx) =>
    addOneOff(ctx, { contractId: 1, productId: item, unitPrice: '-5', dueOn: '2026-09-05' }),
  );
  const acceptAll = () =>
    inTransaction(app, CLERK, async (ctx) => {
      const { id } = (await runOfMonth(ctx, '2026-09'))!;
      const { rows } = await listFindings(ctx, id, { page: 1, pageSize: 50, severity: 'error', open: 'open' });
      if (rows.length > 0)
        await decideFindings(ctx, { runId: id, keys: rows.map(({ key }) => key), accepted: true, comment: 'x' });
    });
  await prepare('2026-09');
  await acceptAll();
  const runId = await approve('2026-09');
  assert.equal((await issue(runId)).issued, 2);
  const { rows } = await inTransaction(app, CLERK, (ctx) => listInvoices(ctx, query));
  assert.deepEqual(
    rows.map(({ number, kind, net, tax, gross }) => [number, kind, net, tax, gross]),
    [
      ['G2026-000001', 'creditNote', '4.00', '0.76', '4.76'],
      ['R2026-000001', 'invoice', '1.00', '0.19', '1.19'],
    ],
  );
  await inTransaction(app, CLERK, async (ctx) => {
    const { lines, totals } = await getInvoice(ctx, 'G2026-000001');
    assert.deepEqual(
      lines.map((line) => [line.kind, line.quantity, line.netMinor]),
      [
        ['oneOff', '1', 500n],
        ['usage', '-1', -100n],
      ],
    );
    assert.equal(totals.dueMinor, 476n);
    // The receivable is what the customer gets, the other way round.
    const postings = await postingsOfDocument(ctx, 'G2026-000001');
    assert.equal(postings.find(({ account }) => account === 'receivable')?.amountMinor, -476n);
    assert.equal(
      postings.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
      0n,
    );
  });
  assert.match(await eInvoice('G2026-000001'), /<ram:TypeCode>381<\/ram:TypeCode>[\s\S]*<ram:GrandTotalAmount>4.76</);
});

test('who drew the drafts last cannot approve them', async () => {
  await prepare('2026-09');
  await prepareRun(app, APPROVER, { month: '2026-09' }, silentProgress);
  await assert.rejects(approve('2026-09'), refused('control.samePerson'));
});

test('invoices are not dated before the end of their month, nor on a day that is none', async () => {
  for (const [issueOn, code] of [
    ['2026-09-30', 'run.issueOnTooEarly'],
    ['2026-13-01', 'run.notADate'],
  ] as const)
    await assert.rejects(prepareRun(app, CLERK, { month: '2026-09', issueOn }, silentProgress), refused(code));
});

test('leaving a customer out is in the audit trail', async () => {
  const run = await prepare('2026-09');
  const out = { runId: run.id, customerId: 2, excluded: true, reason: 'disputed' };
  await inTransaction(app, CLERK, (ctx) => excludeDraft(ctx, out));
  const { rows } = await inTransaction(app, CLERK, ({ tx }) =>
    sql`select actor, subject, detail from access.audit where action = 'billing.draft.exclude'`.execute(tx),
  );
  assert.deepEqual(rows, [
    { actor: 'clerk', subject: `run/${run.id}`, detail: { customerId: 2, excluded: true, reason: 'disputed' } },
  ]);
});

test('the database itself takes no load of a month twice for a customer', async () => {
  const bill = (runId: number, after: number, upTo: number) =>
    inTransaction(app, CLERK, ({ tx }) =>
      sql`insert into billing.billed_usage values (1, 1, '2026-09', ${runId}, ${after}, ${upTo})`.execute(tx),
    );
  await bill(1, 0, 3);
  await bill(2, 3, 4);
  await assert.rejects(bill(3, 2, 5), { code: '23P01' });
});

test('calls of an earlier month that came late and have no price are an error of this run', async () => {
  await load('2026-09-10T10:00:00Z');
  await prepare('2026-09');
  await issue(await approve('2026-09'));
  await load('2026-09-11T10:00:00Z', STATUS.unpriced);
  const run = await prepare('2026-10');
  const { rows } = await inTransaction(app, CLERK, (ctx) =>
    listFindings(ctx, run.id, { page: 1, pageSize: 50, severity: 'error', open: 'all' }),
  );
  assert.deepEqual(
    rows.map(({ code, customerId, params }) => [code, customerId, params.records]),
    [
      ['control.unpriced', 1, 1],
      ['control.unpriced', 2, 1],
    ],
  );
});

test('the month after the present one, in the zone of the operator, is drafted as a forecast; later ones are not', async () => {
  await assert.rejects(prepare('2126-09'), refused('run.monthNotBegun'));
  app.clock.set(Date.parse('2026-10-31T22:59:59Z'));
  await assert.rejects(prepare('2026-12'), refused('run.monthNotBegun'));
  app.clock.set(Date.parse('2026-10-31T23:00:00Z'));
  assert.equal((await prepare('2026-12')).state, 'inReview');
  await assert.rejects(approve('2026-12'), refused('run.monthNotOver'));
});

test('what was decided about findings stays as it was when the run was approved', async () => {
  const { id: runId } = await prepare('2026-09');
  const decide = (accepted: boolean) =>
    inTransaction(app, CLERK, async (ctx) => {
      const { rows } = await listFindings(ctx, runId, { page: 1, pageSize: 1, severity: 'all', open: 'all' });
      await decideFindings(ctx, { runId, keys: [rows[0]!.key], accepted, comment: 'x' });
    });
  await decide(true);
  await approve('2026-09');
  await assert.rejects(decide(false), refused('run.wrongState'));
  await prepare('2026-09');
  await decide(false);
});

test('a call assigned after its month was issued is billed with the next one, once, and stays known', async () => {
  const rows = [{ target: '49', destination: 'DE', price: '0.50', increments: '60/1' }];
  await inTransaction(app, CLERK, (ctx) => importPriceList(ctx, { listCode: 'retail', validFrom: '2026-01-01', rows }));
  const nobodys = async () => {
    fileId += 1;
    return inLoad(app, CLERK, async (ctx) => {
      const file = await loadUsage(ctx, { fileId, sourceId: 1, ratedAtSeq: Number.MAX_SAFE_INTEGER });
      const from = { aNumber: 494012345, bNumber: 4930555000, durationMs: 60_000, recordNo: 1 };
      // Both files hold the call; by the second its line has an owner.
      const owner = fileId === 2 ? {} : { customerId: 1, contractId: 1, lineId: 1 };
      file.append({ ...blankRecord(), ...from, ...owner, startMs: Date.parse('2026-09-10T10:00:00Z'), dedupLo: 7 });
      return file.finish();
    });
  };
  await load('2026-09-10T10:00:00Z');
  await nobodys();
  await prepare('2026-09');
  await issue(await approve('2026-09'));
  const line = { contractId: 1, kind: 'number', identifier: '494012345', label: 'x', validFrom: '2026-01-01' } as const;
  const { records } = await assignIdentifier(app, CLERK, line, silentProgress);
  assert.equal(records, 1);
  assert.equal((await nobodys()).duplicates, 1);
  const usageOf = async (month: string) => {
    const run = await prepare(month);
    const { bill } = await inTransaction(app, CLERK, (ctx) => getDraft(ctx, run.id, 1));
    return bill.lines.map((each) => [each.kind === 'usage' && each.late, each.netMinor]);
  };
  assert.deepEqual(await usageOf('2026-10'), [[true, '50']]);
  await issue(await approve('2026-10'));
  assert.deepEqual(await usageOf('2026-11'), []);
});

test('a deposit is a liability in the ledger, paid with its invoice; set off, it leaves a credit that settles an open invoice', async () => {
  const asClerk = <T>(work: (ctx: Context) => Promise<T>) => inTransaction(app, CLERK, work);
  const bookedOf = (number: string) =>
    asClerk(async (ctx) =>
      (await postingsOfDocument(ctx, number)).map(({ account, amountMinor }) => `${account} ${amountMinor}`),
    );
  const openOf = async () =>
    (await asClerk((ctx) => openItems(ctx, 1))).map((one) => `${one.documentNumber} ${one.remainingMinor}`);
  const month = async (name: string) => {
    await load(`${name}-10T10:00:00Z`);
    await prepare(name);
    await asClerk(async (ctx) => {
      const { id } = (await runOfMonth(ctx, name))!;
      const { rows } = await listFindings(ctx, id, { page: 1, pageSize: 50, severity: 'error', open: 'open' });
      const keys = rows.map(({ key }) => key);
      if (keys.length > 0) await decideFindings(ctx, { runId: id, keys, accepted: true, comment: 'x' });
    });
    await issue(await approve(name));
  };
  const deposit = await asClerk(async (ctx) => {
    const product = { code: 'DEPOSIT', name: NAMES, kind: 'oneOff', unitPrice: '0', revenueAccount: '1710' } as const;
    const { id: productId } = await addProduct(ctx, { ...product, taxClass: 'outOfScope' });
    return takeDeposit(ctx, { contractId: 1, productId, amount: '50', dueOn: '2026-08-01' });
  });
  await month('2026-08');
  assert.deepEqual(await bookedOf('R2026-000001'), [
    'receivable 5119',
    'revenue/4401 -100',
    'deposit/1710 -5000',
    'vat/S/19 -19',
  ]);
  assert.equal((await asClerk((ctx) => customerAccount(ctx, 1))).currencies[0]?.deposits, '50.00');
  const paid = {
    reference: 'B-1',
    customerId: 1,
    currency: 'EUR',
    amountMinor: 5119n,
    bookedOn: '2026-09-20',
  } as const;
  await asClerk((ctx) => postPayment(ctx, { ...paid, channel: 'transfer' }));
  assert.deepEqual(await openOf(), []);

  await month('2026-09');
  assert.deepEqual(await openOf(), ['R2026-000003 119']);
  await asClerk((ctx) => giveBackDeposit(ctx, { depositId: deposit.id, how: 'depositSetOff', dueOn: '2026-10-01' }));
  await month('2026-10');
  assert.deepEqual(await bookedOf('G2026-000001'), [
    'receivable -4881',
    'revenue/4401 -100',
    'deposit/1710 5000',
    'vat/S/19 -19',
  ]);
  const items = (await asClerk((ctx) => openItems(ctx, 1))).map(({ entryId }) => ({ entryId, amountMinor: 119n }));
  await asClerk((ctx) => setOff(ctx, { customerId: 1, currency: 'EUR', items }));
  assert.deepEqual(await openOf(), ['G2026-000001 -4762']);
  const [standing] = (await asClerk((ctx) => customerAccount(ctx, 1))).currencies;
  assert.deepEqual([standing?.balance, standing?.deposits], ['-47.62', '0.00']);
  assert.deepEqual(await asClerk(verifyLedger), { entries: 8, findings: [] });
  assert.deepEqual((await asClerk((ctx) => verifyChain(app, ctx))).findings, []);
});
