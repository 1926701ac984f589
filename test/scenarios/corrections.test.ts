import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { formatMicro, formatMinor, type Refusal } from '#base';
import type { Bill } from '#billing';
import { getDraft, lockRuns, previewRerating, rerateUsage, runOfMonth, staleMonths } from '#billing/service';
import {
  addAllowance,
  addCalendar,
  addDestinations,
  addPlan,
  addPriceList,
  addProduct,
  importPriceList,
} from '#catalog/service';
import { addContract, addLine, changePlan, endLine } from '#contracts/service';
import { approveRun, decideFindings, listFindings, prepareRun } from '#control/service';
import { addCustomer } from '#crm/service';
import { invoiceDetail, issueRun, listInvoices } from '#invoicing/service';
import { addSource, importFile } from '#mediation/service';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { silentProgress } from '#platform/progress';
import { compileRater, usagePage } from '#rating/service';
import { copyOf, type TestApp, testActor, testApp } from '../database.ts';
import { databaseDigest } from '../digest.ts';

/**
 * What happens to usage on issued invoices when what it was rated by changes. Ada has three minutes a month included, then 0.06 a minute; Bob and
 * Cleo pay 0.10 by a list of their own.
 */
const CLERK = testActor(1, 'clerk');
const APPROVER = testActor(1, 'approver');
let app: TestApp;
let ids: Awaited<ReturnType<typeof setUp>>;
const run = <R>(work: (ctx: Context) => Promise<R>) => inTransaction(app, CLERK, work);
const same = (name: string) => ({ de: name, fr: name, en: name });

before(async () => {
  app = await testApp();
  ids = await run(setUp);
});
after(() => app.close());

async function setUp(ctx: Context) {
  await addCalendar(ctx, { code: 'flat', zone: 'Europe/Berlin', bands: ['all'] });
  await addDestinations(ctx, [{ code: 'FR', name: same('Frankreich'), class: 'internationalFixed', country: 'FR' }]);
  for (const code of ['RETAIL', 'OWN'])
    await addPriceList(ctx, { code, name: code, side: 'customer', currency: 'EUR', calendarCode: 'flat' });
  await prices(ctx, 'RETAIL', '2026-01-01', '0.06');
  await prices(ctx, 'OWN', '2026-01-01', '0.10');
  await addAllowance(ctx, {
    code: 'BUNDLE',
    name: same('Bundle'),
    unit: 'second',
    size: '3 minute',
    scope: { services: ['voice'] },
  });
  const base = await addPlan(ctx, { code: 'base', name: same('Base'), priceListCode: 'RETAIL' });
  const bundle = await addPlan(ctx, {
    code: 'bundle',
    name: same('Bundle'),
    priceListCode: 'RETAIL',
    allowanceCodes: ['BUNDLE'],
  });
  const own = await addPlan(ctx, { code: 'own', name: same('Own'), priceListCode: 'OWN' });
  await addProduct(ctx, { code: 'calls', name: same('Calls'), kind: 'usage', unitPrice: '0', revenueAccount: '8402' });
  await addSource(ctx, {
    code: 'nord',
    name: 'Nord',
    kind: 'carrier',
    format: 'french-carrier-csv',
    zone: 'Europe/Paris',
    country: 'FR',
    settings: {},
    supplierPriceListId: null,
  });
  const customer = async (name: string, pricePlanId: number, digit: number) => {
    const { id } = await addCustomer(ctx, {
      kind: 'company',
      name,
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
      number: `V-${name}`,
      pricePlanId,
      startsOn: '2026-01-01',
    });
    const line = await addLine(ctx, {
      contractId: contract.id,
      kind: 'number',
      identifier: `3319900004${digit}`,
      label: `+33 1 99 00 00 4${digit}`,
      validFrom: '2026-01-01',
    });
    return { id, contractId: contract.id, lineId: line.id };
  };
  return {
    base: base.id,
    bundle: bundle.id,
    own: own.id,
    ada: await customer('Ada', bundle.id, 0),
    bob: await customer('Bob', own.id, 1),
    cleo: await customer('Cleo', own.id, 2),
  };
}

function prices(ctx: Context, listCode: string, validFrom: string, price: string) {
  return importPriceList(ctx, {
    listCode,
    validFrom,
    rows: [{ target: '33', destination: 'FR', price, increments: '1/1' }],
  });
}

const HEADER = 'Date;Heure;Sens;Appelant;Appelé;Durée;Prix HT;Compte;Identifiant\n';
let serial = 0;
/** Each call is `who day/month minutes`, at ten o'clock. */
async function deliver(...calls: string[]): Promise<void> {
  const rows = calls.map((text) => {
    const [who, day, minutes] = text.split(' ');
    const digit = { ada: 0, bob: 1, cleo: 2 }[who ?? ''];
    return `${day}/2026;10:00:00;Sortant;019900004${digit};0140000000;${Number(minutes) * 60};0,01;;${++serial}\n`;
  });
  const name = `file-${serial}.csv`;
  const path = join(app.dataDir, name);
  writeFileSync(path, HEADER + rows.join(''));
  await importFile(app, CLERK, { path, name, sourceCode: 'nord' }, await run(compileRater), silentProgress);
}

const rerated = () => rerateUsage(app, CLERK, {}, silentProgress);
const prepare = (month: string) => prepareRun(app, CLERK, { month }, silentProgress);

async function approve(month: string): Promise<number> {
  const { id, digest } = (await run((ctx) => runOfMonth(ctx, month)))!;
  const { rows } = await run((ctx) => listFindings(ctx, id, { page: 1, pageSize: 100, severity: 'all', open: 'open' }));
  const keys = rows.map((finding) => finding.key);
  if (keys.length > 0)
    await run((ctx) => decideFindings(ctx, { runId: id, keys, accepted: true, comment: 'looked at' }));
  await inTransaction(app, APPROVER, (ctx) => approveRun(ctx, { runId: id, digest: digest! }));
  return id;
}

async function issue(month: string): Promise<void> {
  await prepare(month);
  await issueRun(app, CLERK, { runId: await approve(month) }, silentProgress);
}

const charges = async (customerId: number, month: string) =>
  (await run((ctx) => usagePage(ctx, { customerId, month, pageSize: 100 }))).rows.map(
    (row) => `${row.startAt.slice(8, 10)} ${row.charge}`,
  );

async function billOf(month: string, customerId: number): Promise<Bill> {
  const { id } = (await run((ctx) => runOfMonth(ctx, month)))!;
  return (await run((ctx) => getDraft(ctx, id, customerId))).bill;
}

/** Lines of a draft in short. */
const lines = (bill: Bill) =>
  bill.lines.map((line) => {
    const net = formatMinor(BigInt(line.netMinor), 'EUR');
    if (line.kind === 'usage') return `${line.late ? 'late ' : ''}usage of ${line.month}: ${line.calls} for ${net}`;
    if (line.kind !== 'correction') return `${line.kind} ${net}`;
    const versions = line.versions.map((one) => `${one.before?.version} to ${one.after?.version}`).join(', ');
    return `correction of ${line.month}: ${line.records} for ${net} because of ${line.reasons.join(', ')}, version ${versions}`;
  });

test('September is billed and issued', async () => {
  await deliver('ada 10/09 3', 'ada 12/09 2', 'bob 10/09 10', 'cleo 10/09 4');
  await issue('2026-09');
  assert.deepEqual(
    await charges(ids.ada.id, '2026-09'),
    ['10 0.0000', '12 0.1200'],
    'rated in order before it was drawn',
  );
});

test('a price changed back in time is corrected on the next bill, with the reason and both versions', async () => {
  await run((ctx) => prices(ctx, 'OWN', '2026-09-05', '0.13'));
  const { rows: stale } = await run((ctx) => staleMonths(ctx, {}));
  assert.deepEqual(
    stale.map((row) => [
      row.customerName,
      row.month,
      row.held,
      row.causes.map(({ reason, detail }) => [reason, detail.by]),
    ]),
    [
      ['Bob', '2026-09', false, [['priceList', CLERK.name]]],
      ['Cleo', '2026-09', false, [['priceList', CLERK.name]]],
    ],
  );
  const before = await databaseDigest(app);
  const preview = await previewRerating(app, CLERK, {});
  assert.deepEqual(
    preview.rows.map((row) => [row.customerName, row.records, row.difference, row.correction]),
    [
      ['Bob', 0, '0.0000', '0.3000'],
      ['Cleo', 0, '0.0000', '0.1200'],
    ],
  );
  assert.equal((await databaseDigest(app)).digest, before.digest, 'nothing is written');
  await assert.rejects(
    previewRerating(app, CLERK, { customerId: 999 }),
    (error: Refusal) => error.code === 'rerating.customerUnknown',
  );
  const report = await rerated();
  assert.deepEqual(
    report.map((one) => [one.customerId, one.month, one.records, formatMicro(one.correctionMicro)]),
    [
      [ids.bob.id, '2026-09', 0, '0.3000'],
      [ids.cleo.id, '2026-09', 0, '0.1200'],
    ],
  );
  assert.deepEqual(await charges(ids.bob.id, '2026-09'), ['10 1.0000'], 'what is on the invoice stays');
  await deliver('bob 10/10 1');
  await prepare('2026-10');
  assert.deepEqual(lines(await billOf('2026-10', ids.bob.id)), [
    'correction of 2026-09: 1 for 0.30 because of priceList, version 1 to 2',
    'usage of 2026-10: 1 for 0.13',
  ]);
});

test('a late record takes units of the bundle from a billed call: that is debited, the late one is free', async () => {
  await deliver('ada 09/09 2');
  await prepare('2026-10');
  assert.deepEqual(await charges(ids.ada.id, '2026-09'), ['09 0.0000', '10 0.0000', '12 0.1200']);
  assert.deepEqual(lines(await billOf('2026-10', ids.ada.id)), [
    'correction of 2026-09: 1 for 0.12 because of load, version 1 to 1',
    'late usage of 2026-09: 1 for 0.00',
  ]);
});

test('rated again, nothing is added', async () => {
  const before = await databaseDigest(app);
  assert.deepEqual(await rerated(), []);
  assert.equal((await databaseDigest(app)).digest, before.digest);
  const whole = await rerateUsage(app, CLERK, { wholeMonth: '2026-09' }, silentProgress);
  assert.ok(whole.every((one) => one.changed === 0 && one.correctionMicro === 0n));
});

test('drafts that were overtaken by a re-rating are neither approved nor issued', async () => {
  await run((ctx) => prices(ctx, 'OWN', '2026-10-01', '0.20'));
  await rerated();
  assert.deepEqual(await charges(ids.bob.id, '2026-10'), ['10 0.2000']);
  await assert.rejects(approve('2026-10'), (error: Refusal) => error.code === 'run.reratedMeanwhile');
  await prepare('2026-10');
  assert.equal(lines(await billOf('2026-10', ids.bob.id)).at(-1), 'usage of 2026-10: 1 for 0.20');
});

test('while a run is approved its months wait; drawn again they are rated', async () => {
  await approve('2026-10');
  await run((ctx) => prices(ctx, 'OWN', '2026-10-02', '0.25'));
  assert.deepEqual(await rerated(), []);
  assert.deepEqual(await charges(ids.bob.id, '2026-10'), ['10 0.2000']);
  await issue('2026-10');
  assert.deepEqual(await charges(ids.bob.id, '2026-10'), ['10 0.2500']);
});

test('the correction stands on the issued invoice, once', async () => {
  const query = { q: 'Bob', sort: 'number', page: 1, pageSize: 100 } as const;
  const [, october] = (await run((ctx) => listInvoices(ctx, query))).rows;
  const detail = await run((ctx) => invoiceDetail(ctx, october!.number));
  assert.deepEqual(
    detail.lines.map((line) => [line.name, line.description, line.net]),
    [
      [
        'Calls abroad, fixed networks',
        'September 2026: one item charged anew · prices changed · price list OWN 1 → OWN 2',
        '0.30',
      ],
      ['Calls abroad, fixed networks', 'October 2026 · 1 call (1:00)', '0.25'],
    ],
  );
  await deliver('bob 10/11 1');
  await prepare('2026-11');
  assert.deepEqual(lines(await billOf('2026-11', ids.bob.id)), ['usage of 2026-11: 1 for 0.25']);
});

test('another plan from the start of September on: what was debited too much is given back with the rest', async () => {
  const { contractId } = ids.bob;
  await run((ctx) => changePlan(ctx, { contractId, pricePlanId: ids.base, from: '2026-09-01' }));
  await prepare('2026-11');
  assert.deepEqual(lines(await billOf('2026-11', ids.bob.id)), [
    'correction of 2026-09: 1 for -0.70 because of contract, version 1 to 1',
    'correction of 2026-10: 1 for -0.19 because of contract, version 4 to 1',
    'usage of 2026-11: 1 for 0.06',
  ]);
});

test('a line that was somebody else’s all along: one is credited, the other debited', async () => {
  await run((ctx) => endLine(ctx, { lineId: ids.cleo.lineId, validTo: '2026-09-02' }));
  const line = { contractId: ids.ada.contractId, kind: 'number', validFrom: '2026-09-02' } as const;
  await run((ctx) => addLine(ctx, { ...line, identifier: '33199000042', label: '+33 1 99 00 00 42' }));
  await prepare('2026-11');
  const cleo = await billOf('2026-11', ids.cleo.id);
  const ada = await billOf('2026-11', ids.ada.id);
  assert.match(lines(cleo)[0] ?? '', /^correction of 2026-09: 1 for -0.52/);
  assert.match(lines(ada)[0] ?? '', /^correction of 2026-09: 1 for 0.24/);
});

test('what changes for the new owner concerns his calls on the old one’s invoice too', async () => {
  const { contractId } = ids.ada;
  await run((ctx) => changePlan(ctx, { contractId, pricePlanId: ids.own, from: '2026-09-01' }));
  await prepare('2026-11');
  const ofCleo = async () =>
    run(async ({ tx, tenantId }) => {
      const { rows } = await sql<{ micro: bigint }>`
        select sum(amount_micro)::bigint as micro from billing.corrected_record
        where tenant_id = ${tenantId} and holder_id = ${ids.cleo.id} and customer_id = ${ids.ada.id}`.execute(tx);
      return formatMicro(rows[0]!.micro);
    });
  assert.equal(await ofCleo(), '0.5200', 'four minutes at 0.13 instead of 0.06');
  await run((ctx) => changePlan(ctx, { contractId, pricePlanId: ids.bundle, from: '2026-09-01' }));
  await prepare('2026-11');
  assert.equal(await ofCleo(), '0.2400');
});

test('usage that comes in between re-rating and drawing is rated in its turn before it is drawn', async () => {
  const waiting = () =>
    run(async ({ tx }) => {
      const { rows } = await sql`select from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`.execute(tx);
      return rows.length > 0;
    });
  let drawing: Promise<unknown> | null = null;
  await run(async (ctx) => {
    await lockRuns(ctx);
    drawing = prepare('2026-11');
    // Nothing is stale, so it comes to the lock without rating.
    while (!(await waiting())) await sleep(5);
    await deliver('ada 05/11 5');
  });
  await drawing;
  assert.equal(lines(await billOf('2026-11', ids.ada.id)).at(-1), 'usage of 2026-11: 1 for 0.12');
});

test('rated again after each change or once for all of them, the bill says the same: each call once, and what it costs by now', async () => {
  const changed = async (between: () => Promise<unknown>) => {
    for (const [from, price] of [
      ['2026-10-01', '0.07'],
      ['2026-10-02', '0.09'],
    ] as const) {
      await run((ctx) => prices(ctx, 'RETAIL', from, price));
      await between();
    }
    await prepare('2026-11');
    return lines(await billOf('2026-11', ids.bob.id));
  };
  const original = app;
  app = await copyOf(original, { clock: original.clock });
  const once = await changed(async () => {});
  await app.close();
  app = original;
  assert.deepEqual(await changed(rerated), once);
  assert.match(once[1] ?? '', /^correction of 2026-10: 1 for -0.16 because of contract, priceList, version 4 to 3$/);
});
