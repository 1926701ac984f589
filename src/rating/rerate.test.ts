import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  addAllowance,
  addCalendar,
  addDestinations,
  addOption,
  addPlan,
  addPriceList,
  changeAllowance,
  changePlan,
  importPriceList,
} from '#catalog/service';
import { addContract, addLine, bookOption, changePlan as changeContractPlan, endLine } from '#contracts/service';
import { addCustomer } from '#crm/service';
import { addSource, importFile } from '#mediation/service';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { type Progress, silentProgress } from '#platform/progress';
import { type TestApp, testApp } from '#test/database';
import { databaseDigest } from '#test/digest';
import {
  compileRater,
  customerAllowances,
  explain,
  NOTHING_FROZEN,
  noteChanges,
  rerate,
  staleList,
  usagePage,
} from './service.ts';

/**
 * Ada: plan `bundle`, 3 minutes a month, unused ones move on for one month. Bob: plan `flex`, no allowance. Cleo: as Bob, on a list of her own.
 * Times are Berlin's; calls cost 0.06 a minute, Cleo's 0.10.
 */
let app: TestApp;
let folder: string;
let ids: Awaited<ReturnType<typeof setUp>>;
const run = <R>(work: (ctx: Context) => Promise<R>) => inTransaction(app, app.actor, work);
const same = (name: string) => ({ de: name, fr: name, en: name });

before(async () => {
  app = await testApp();
  folder = mkdtempSync(join(tmpdir(), 'tarifwerk-rerate-'));
  ids = await run(setUp);
});
after(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

async function setUp(ctx: Context) {
  await addCalendar(ctx, { code: 'flat', zone: 'Europe/Berlin', bands: ['all'] });
  await addDestinations(ctx, [{ code: 'FR', name: same('Frankreich'), class: 'internationalFixed', country: 'FR' }]);
  for (const code of ['retail', 'own', 'default'])
    await addPriceList(ctx, { code, name: code, side: 'customer', currency: 'EUR', calendarCode: 'flat' });
  await prices(ctx, 'retail', '2026-01-01', '0.06');
  await prices(ctx, 'own', '2026-01-01', '0.10');
  await prices(ctx, 'default', '2026-01-01', '9');
  await addPlan(ctx, { code: 'default', name: same('Default'), priceListCode: 'default', isDefault: true });
  const scope = { services: ['voice' as const] };
  const bundle = { size: '3 minute', scope, holder: 'contract', rollover: { maxPeriods: 1 } } as const;
  await addAllowance(ctx, { ...bundle, unit: 'second', code: 'BUNDLE', name: same('Bundle') });
  await addAllowance(ctx, {
    unit: 'second',
    code: 'PACK',
    name: same('Pack'),
    size: '1 minute',
    scope,
    period: { kind: 'once' },
  });
  const pack = await addOption(ctx, { code: 'PACK', name: same('Pack'), allowanceCodes: ['PACK'], validDays: 30 });
  const plans = {
    bundle: await addPlan(ctx, {
      code: 'bundle',
      name: same('Bundle'),
      priceListCode: 'retail',
      allowanceCodes: ['BUNDLE'],
    }),
    flex: await addPlan(ctx, { code: 'flex', name: same('Flex'), priceListCode: 'retail' }),
    own: await addPlan(ctx, { code: 'own', name: same('Own'), priceListCode: 'own' }),
  };
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
  const customer = async (name: string, pricePlanId: number, digits: string) => {
    const { id } = await addCustomer(ctx, {
      kind: 'company',
      name,
      street: 's',
      postcode: '20095',
      city: 'Hamburg',
      country: 'DE',
      email: 'a@example.org',
      language: 'de',
      currency: 'EUR',
      paymentTermsDays: 14,
      paymentMethod: 'transfer',
      taxStatus: 'domestic',
    });
    const contract = await addContract(ctx, {
      customerId: id,
      number: `V-${name}`,
      pricePlanId,
      startsOn: '2026-08-01',
    });
    const line = { contractId: contract.id, kind: 'number', validFrom: '2026-08-01' } as const;
    const { id: lineId } = await addLine(ctx, {
      ...line,
      identifier: `3319900004${digits}`,
      label: `+3319900004${digits}`,
    });
    return { id, contractId: contract.id, lineId };
  };
  return {
    ada: await customer('Ada', plans.bundle.id, '0'),
    bob: await customer('Bob', plans.flex.id, '1'),
    cleo: await customer('Cleo', plans.own.id, '2'),
    dora: await customer('Dora', plans.bundle.id, '3'),
    pack: pack.id,
    bundle: plans.bundle.id,
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
/** `who day/month time minutes` */
function call(text: string): string {
  const [who, day, time, minutes] = text.split(' ');
  const digit = { ada: 0, bob: 1, cleo: 2, dora: 3, nobody: 9 }[who ?? ''];
  return `${day}/2026;${time};Sortant;019900004${digit};0140000000;${Number(minutes) * 60};0,01;;${++serial}\n`;
}

let files = 0;
/** @param rater as of an earlier time */
async function deliver(calls: readonly string[], rater?: Awaited<ReturnType<typeof compileRater>>) {
  const name = `file-${++files}.csv`;
  const path = join(folder, name);
  writeFileSync(path, HEADER + calls.map(call).join(''));
  const input = { path, name, sourceCode: 'nord' };
  return importFile(app, app.actor, input, rater ?? (await run(compileRater)), silentProgress);
}

const charges = async (customerId: number, month: string) =>
  (await run((ctx) => usagePage(ctx, { customerId, month, pageSize: 100 }))).rows.map(
    (row) => `${row.startAt.slice(8, 10)} ${row.charge}`,
  );
/** `customer month reason`, followed up to now. */
const stale = async () =>
  (await run((ctx) => staleList(ctx, {}))).map((row) => `${nameOf(row.customerId)} ${row.month} ${row.reason}`);
const nameOf = (id: number) =>
  Object.entries(ids).find(([, of]) => typeof of === 'object' && of.id === id)?.[0] ?? 'nobody';
const rerated = async (progress: Progress = silentProgress) =>
  (await rerate(app, app.actor, { frozen: NOTHING_FROZEN }, progress)).map(
    (one) =>
      `${nameOf(one.customerId)} ${one.month} ${one.changed}/${one.records} ${one.beforeMicro} → ${one.afterMicro}`,
  );

test('new usage of somebody with an allowance is stale until it is rated in order; nobody else’s is', async () => {
  await deliver(['ada 10/09 10:00:00 5', 'bob 10/09 10:00:00 2', 'cleo 10/09 10:00:00 2', 'nobody 10/09 10:00:00 1']);
  assert.deepEqual(await stale(), ['ada 2026-09 load']);
  assert.deepEqual(await rerated(), ['ada 2026-09 1/1 300000 → 0']);
  assert.deepEqual(await stale(), []);
  assert.deepEqual(await charges(ids.bob.id, '2026-09'), ['10 0.1200']);
});

test('a late record takes its turn in the bundle; what came later in the month pays', async () => {
  await deliver(['ada 09/09 10:00:00 2']);
  assert.deepEqual(await rerated(), ['ada 2026-09 2/2 120000 → 60000']);
  assert.deepEqual(await charges(ids.ada.id, '2026-09'), ['09 0.0000', '10 0.0600']);
});

test('twice changes nothing, not a bit', async () => {
  const { digest } = await databaseDigest(app);
  assert.deepEqual(await rerated(), []);
  await rerate(app, app.actor, { wholeMonth: '2026-09', frozen: NOTHING_FROZEN }, silentProgress);
  assert.equal((await databaseDigest(app)).digest, digest);
});

test('unused minutes move on: usage of the month before makes the month after stale', async () => {
  await deliver(['ada 10/10 10:00:00 4']);
  assert.deepEqual(await rerated(), ['ada 2026-10 1/1 240000 → 60000'], 'three of October, none of September');
  await deliver(['ada 10/08 10:00:00 1']);
  assert.deepEqual(
    await rerated(),
    ['ada 2026-08 1/1 60000 → 0', 'ada 2026-09 1/2 60000 → 120000', 'ada 2026-10 0/1 60000 → 60000'],
    'one less of August in September, nothing else in October',
  );
});

test('a price change marks exactly who asks that list, from the day it holds', async () => {
  await run((ctx) => prices(ctx, 'own', '2026-09-10', '0.20'));
  assert.deepEqual(await stale(), ['cleo 2026-09 priceList']);
  assert.deepEqual(await rerated(), ['cleo 2026-09 1/1 200000 → 400000']);
  await run((ctx) => prices(ctx, 'own', '2026-09-11', '0.30'));
  assert.deepEqual(await stale(), [], 'nobody called since');
});

test('the default list concerns everybody, the unmatched too; most of it changes nothing', async () => {
  await run((ctx) => prices(ctx, 'default', '2026-09-01', '8'));
  assert.deepEqual(await stale(), [
    'nobody 2026-09 priceList',
    ...['ada 2026-09', 'ada 2026-10', 'bob 2026-09', 'cleo 2026-09'].map((one) => `${one} priceList`),
  ]);
  const changed = (await rerated()).filter((line) => !line.includes(' 0/'));
  assert.deepEqual(changed, ['nobody 2026-09 1/1 9000000 → 8000000']);
});

test('a load rated by prices of yesterday is caught up with', async () => {
  const yesterday = await run(compileRater);
  await run((ctx) => prices(ctx, 'own', '2026-10-01', '0.50'));
  await run(noteChanges);
  assert.deepEqual(await stale(), []);
  await deliver(['cleo 05/10 10:00:00 1', 'bob 05/10 10:00:00 1'], yesterday);
  assert.deepEqual(await stale(), ['cleo 2026-10 priceList']);
  assert.deepEqual(await rerated(), ['cleo 2026-10 1/1 300000 → 500000']);
  await deliver(['cleo 06/10 10:00:00 1']);
  assert.deepEqual(await stale(), [], 'who knew the prices is not');
});

test('a line that changes hands takes its records along, and they count in the new owner’s bundle', async () => {
  await deliver(['cleo 10/11 10:00:00 1', 'cleo 15/11 10:00:00 2', 'ada 16/11 10:00:00 6']);
  assert.deepEqual(await rerated(), ['ada 2026-11 1/1 360000 → 180000']);
  await run((ctx) => endLine(ctx, { lineId: ids.cleo.lineId, validTo: '2026-11-12' }));
  const line = { contractId: ids.ada.contractId, kind: 'number', validFrom: '2026-11-12' } as const;
  await run((ctx) => addLine(ctx, { ...line, identifier: '33199000042', label: '+33199000042' }));
  const moved = await rerated();
  assert.ok(moved.includes('cleo 2026-11 1/2 1500000 → 500000'), moved.join('\n'));
  assert.deepEqual(await charges(ids.cleo.id, '2026-11'), ['10 0.5000']);
  assert.deepEqual(await charges(ids.ada.id, '2026-11'), ['15 0.0000', '16 0.3000']);
  assert.deepEqual(await stale(), []);
});

test('a pack booked back in time pays from its booking on', async () => {
  await run((ctx) =>
    bookOption(ctx, { contractId: ids.bob.contractId, optionId: ids.pack, from: '2026-09-10T08:00:00Z' }),
  );
  assert.deepEqual(await stale(), ['bob 2026-09 contract', 'bob 2026-10 contract']);
  assert.deepEqual(await rerated(), ['bob 2026-09 1/1 120000 → 60000', 'bob 2026-10 0/1 60000 → 60000']);
});

test('cancelled, it can be started again', async () => {
  await deliver(['ada 01/11 10:00:00 1']);
  assert.deepEqual(await rerated({ ...silentProgress, cancelled: true }), []);
  assert.deepEqual(await stale(), ['ada 2026-11 load']);
  assert.deepEqual(await rerated(), ['ada 2026-11 2/3 360000 → 360000']);
});

test('a record is explained in its turn: what was covered before it is used up', async () => {
  const late = await run((ctx) => usagePage(ctx, { customerId: ids.ada.id, month: '2026-09', pageSize: 100 }));
  const [first, second] = late.rows;
  const told = await Promise.all(
    [first, second].map((row) => run((ctx) => explain(ctx, { fileId: row!.fileId, recordNo: row!.recordNo }))),
  );
  assert.deepEqual(
    told.map(({ differences, today }) => [differences, today]),
    [
      [[], []],
      [[], []],
    ],
  );
  const drawn = told.map(({ lines }) => lines.filter((line) => line.code.startsWith('rating.allowance')));
  assert.deepEqual(
    drawn.map((lines) => lines.length > 0),
    [true, true],
  );
});

test('counters tell what is used up now, rated again already or not', async () => {
  const shown = async () =>
    (await run((ctx) => customerAllowances(ctx, ids.ada.id))).rows.map((row) => [
      row.code,
      row.size,
      row.used,
      row.percent,
    ]);
  const before = await shown();
  assert.deepEqual(before, [['BUNDLE', 180, 180, 100]]);
  assert.deepEqual((await run((ctx) => customerAllowances(ctx, ids.cleo.id))).rows, [], 'no allowance, no counter');
  const bob = await run((ctx) => customerAllowances(ctx, ids.bob.id));
  assert.deepEqual(bob.rows, [], 'the pack has expired');
});

test('months that are held back wait, and what opens with them waits too', async () => {
  await deliver(['ada 02/10 10:00:00 1', 'ada 02/11 10:00:00 1']);
  const held = {
    ...NOTHING_FROZEN,
    of: async (...of: Parameters<typeof NOTHING_FROZEN.of>) => ({
      ...(await NOTHING_FROZEN.of(...of)),
      heldUpToMonth: '2026-10',
    }),
  };
  assert.deepEqual(await rerate(app, app.actor, { frozen: held }, silentProgress), []);
  assert.deepEqual(await stale(), ['ada 2026-10 load', 'ada 2026-11 load']);
  await rerated();
  assert.deepEqual(await stale(), []);
});

test('a contract without lines counts where its plan brings an allowance for the customer’s other lines', async () => {
  await run(async (ctx) => {
    const family = { code: 'FAMILY', name: same('Family'), unit: 'second', size: '1 minute' } as const;
    await addAllowance(ctx, { ...family, scope: { services: ['voice'] }, holder: 'customer' });
    const plan = { code: 'family', name: same('Family'), priceListCode: 'retail', allowanceCodes: ['FAMILY'] };
    const pricePlanId = (await addPlan(ctx, plan)).id;
    await addContract(ctx, { customerId: ids.bob.id, number: 'V-Family', pricePlanId, startsOn: '2026-10-01' });
  });
  assert.deepEqual(await stale(), ['bob 2026-10 contract']);
  assert.deepEqual(await rerated(), ['bob 2026-10 1/1 60000 → 0']);
  await run((ctx) => changePlan(ctx, 'family', { allowanceCodes: [] }));
  assert.ok((await stale()).includes('bob 2026-10 plan'));
  assert.ok((await rerated()).includes('bob 2026-10 1/1 0 → 60000'));
});

test('minutes of a month without usage move on too when the plan had them all along', async () => {
  const onBundle = (from: string) =>
    run((ctx) => changeContractPlan(ctx, { contractId: ids.bob.contractId, pricePlanId: ids.bundle, from }));
  await deliver(['bob 11/09 10:00:00 10']);
  await onBundle('2026-09-01');
  assert.deepEqual(await rerated(), ['bob 2026-09 2/2 660000 → 480000', 'bob 2026-10 1/1 60000 → 0']);
  await onBundle('2026-08-01');
  assert.deepEqual(await stale(), ['bob 2026-09 contract', 'bob 2026-10 contract']);
  assert.deepEqual(await rerated(), ['bob 2026-09 1/2 480000 → 300000', 'bob 2026-10 0/1 0 → 0']);
});

test('a month that lost its usage does not stand between what is left over before it and what comes after', async () => {
  const bundle = { unit: 'second', code: 'BUNDLE', name: same('Bundle'), size: '3 minute' } as const;
  const scope = { services: ['voice' as const] };
  await run((ctx) => changeAllowance(ctx, { ...bundle, scope, rollover: { maxPeriods: 2 } }));
  const line = { contractId: ids.dora.contractId, kind: 'number', validFrom: '2026-09-01' } as const;
  const { id: lineId } = await run((ctx) => addLine(ctx, { ...line, identifier: '33199000049', label: 'x' }));
  await deliver(['dora 10/08 10:00:00 1', 'dora 10/10 10:00:00 20']);
  await rerated();
  assert.deepEqual(await charges(ids.dora.id, '2026-09'), ['10 0.0000']);
  await run((ctx) => endLine(ctx, { lineId, validTo: '2026-09-02' }));
  await rerated();
  assert.deepEqual(await charges(ids.dora.id, '2026-10'), ['10 0.7200'], 'two of August, three, three');
  await deliver(['dora 11/08 10:00:00 2']);
  await rerated();
  assert.deepEqual(await charges(ids.dora.id, '2026-10'), ['10 0.8400'], 'none of August');
});
