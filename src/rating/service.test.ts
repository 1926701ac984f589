import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Refusal } from '#base';
import { addCalendar, addDestinations, addPlan, addPriceList, importPriceList } from '#catalog/service';
import { addContract, addLine } from '#contracts/service';
import { addCustomer } from '#crm/service';
import { addSource, importFile } from '#mediation/service';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { silentProgress } from '#platform/progress';
import { type TestApp, testApp } from '#test/database';
import { databaseDigest } from '#test/digest';
import {
  assignIdentifier,
  assignUnmatched,
  compileRater,
  explain,
  NOTHING_FROZEN,
  rerate,
  unmatchedLines,
  usagePage,
} from './service.ts';

let app: TestApp;
let folder: string;
let ids: { ada: number; bob: number; adaContract: number; bobContract: number };
const run = <R>(work: (ctx: Context) => Promise<R>) => inTransaction(app, app.actor, work);
const same = (name: string) => ({ de: name, fr: name, en: name });
const MONTH = '2026-09';

before(async () => {
  app = await testApp();
  folder = mkdtempSync(join(tmpdir(), 'tarifwerk-rating-'));
  ids = await run(setUp);
});
after(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

/** Two customers of one plan; a carrier whose list is cheaper; the price of FR rises in mid-month. */
async function setUp(ctx: Context) {
  await addCalendar(ctx, { code: 'flat', zone: 'Europe/Berlin', bands: ['all'] });
  await addDestinations(ctx, [
    { code: 'DE', name: same('Deutschland'), class: 'nationalFixed', country: 'DE' },
    { code: 'FR', name: same('Frankreich'), class: 'internationalFixed', country: 'FR' },
  ]);
  const list = { currency: 'EUR', calendarCode: 'flat' };
  await addPriceList(ctx, { ...list, code: 'retail', name: 'Retail', side: 'customer' });
  const supplier = await addPriceList(ctx, { ...list, code: 'carrier', name: 'Carrier', side: 'supplier' });
  const prices = (listCode: string, validFrom: string, fr: string, de: string) =>
    importPriceList(ctx, {
      listCode,
      validFrom,
      rows: [
        { target: '33', destination: 'FR', price: fr, increments: '60/1' },
        { target: '4930', destination: 'DE', price: de, increments: '60/1' },
      ],
    });
  await prices('retail', '2026-01-01', '0.06', '0.03');
  await prices('retail', '2026-09-15', '0.12', '0.03');
  await prices('carrier', '2026-01-01', '0.02', '0.01');
  const plan = await addPlan(ctx, { code: 'flex', name: same('Flex'), priceListCode: 'retail' });
  await addSource(ctx, {
    code: 'nord',
    name: 'Nord',
    kind: 'carrier',
    format: 'french-carrier-csv',
    zone: 'Europe/Paris',
    country: 'FR',
    settings: {},
    supplierPriceListId: supplier.id,
  });
  const party = { kind: 'company', street: 's', postcode: '20095', city: 'Hamburg', country: 'DE' } as const;
  const terms = {
    email: 'a@example.org',
    language: 'de',
    currency: 'EUR',
    paymentTermsDays: 14,
    paymentMethod: 'transfer',
    taxStatus: 'domestic',
  } as const;
  const customer = async (name: string) => {
    const { id } = await addCustomer(ctx, { ...party, ...terms, name });
    const contract = await addContract(ctx, {
      customerId: id,
      number: `V-${name}`,
      pricePlanId: plan.id,
      startsOn: '2026-01-01',
    });
    return { id, contract: contract.id };
  };
  const ada = await customer('Ada');
  const bob = await customer('Bob');
  const line = { contractId: ada.contract, kind: 'number', validFrom: '2026-01-01' } as const;
  await addLine(ctx, { ...line, identifier: '33199000040', label: '+33 1 99 00 00 40' });
  return { ada: ada.id, bob: bob.id, adaContract: ada.contract, bobContract: bob.contract };
}

const HEADER = 'Date;Heure;Sens;Appelant;Appelé;Durée;Prix HT;Compte;Identifiant\n';
const call = (id: number, day: string, calling: string, called: string, seconds = 90) =>
  `${day}/09/2026;09:15:00;Sortant;${calling};${called};${seconds};0,01;;${id}\n`;

async function deliver(name: string, ...rows: string[]) {
  const path = join(folder, name);
  writeFileSync(path, HEADER + rows.join(''));
  const rater = await run(compileRater);
  return importFile(app, app.actor, { path, name, sourceCode: 'nord' }, rater, silentProgress);
}

const charges = async (customerId: number) =>
  (await run((ctx) => usagePage(ctx, { customerId, month: MONTH, pageSize: 100 }))).rows.map(
    (row) => `${row.startAt.slice(8, 10)} ${row.called} ${row.status} ${row.charge} ${row.cost}`,
  );

test('records are matched and rated as they arrive, by the version in force', async () => {
  const report = await deliver(
    'first.csv',
    call(1, '01', '0199000040', '0140000000'),
    call(2, '20', '0199000040', '0140000000'),
    call(3, '02', '0199000040', '004411223344'),
    call(4, '03', '0199000041', '0140000000'),
    call(5, '04', '0199000041', '00493012345'),
    call(6, '05', '0188000000', '0140000000'),
  );
  assert.deepEqual([report.stored, report.unmatched, report.unpriced], [6, 3, 1]);
  assert.deepEqual(await charges(ids.ada), [
    '01 +33140000000 rated 0.0900 0.0300',
    '02 +4411223344 unpriced 0.0000 0.0000',
    '20 +33140000000 rated 0.1800 0.0300',
  ]);
  assert.deepEqual(await charges(0), [
    '03 +33140000000 rated 0.0900 0.0300',
    '04 +493012345 rated 0.0450 0.0150',
    '05 +33140000000 rated 0.0900 0.0300',
  ]);
});

test('pages follow each other without loss', async () => {
  const first = await run((ctx) => usagePage(ctx, { customerId: ids.ada, month: MONTH, pageSize: 2 }));
  assert.equal(first.rows.length, 2);
  assert.ok(first.next !== null);
  const second = await run((ctx) =>
    usagePage(ctx, { customerId: ids.ada, month: MONTH, pageSize: 2, cursor: first.next ?? '' }),
  );
  assert.deepEqual([second.rows.length, second.next], [1, null]);
  await assert.rejects(
    run((ctx) => usagePage(ctx, { customerId: ids.ada, month: MONTH, pageSize: 2, cursor: 'x' })),
    (error: unknown) => error instanceof Refusal && error.code === 'usage.badCursor',
  );
});

test('a charge is derived step by step and agrees with what is stored', async () => {
  const found = await run((ctx) => explain(ctx, { fileName: 'first.csv', recordNo: 3 }));
  assert.deepEqual([found.differences, found.today], [[], []]);
  assert.equal(found.customer?.id, ids.ada);
  assert.equal(found.lineLabel, '+33 1 99 00 00 40');
  assert.equal(found.destination?.code, 'FR');
  assert.equal(found.sourceCost, '0.0100');
  assert.deepEqual(
    found.lines.map((line) => `${line.leg} ${line.code}`),
    [
      'record rating.subject.number',
      'customer rating.billable.outbound',
      'customer rating.price.by.prefix',
      'customer rating.duration.ceil',
      'customer rating.increments.second',
      'customer rating.rounding.halfUp',
      'supplier rating.billable.outbound',
      'supplier rating.price.by.prefix',
      'supplier rating.duration.ceil',
      'supplier rating.increments.second',
      'supplier rating.rounding.halfUp',
    ],
  );
  assert.deepEqual(found.lines[4]?.params, {
    increments: '60/1',
    units: 90,
    band: 'all',
    price: '0.12',
    per: 'minute',
    perUnits: 60,
    currency: 'EUR',
    amount: '0.18',
  });
  await assert.rejects(
    run((ctx) => explain(ctx, { fileName: 'first.csv', recordNo: 99 })),
    (error: unknown) => error instanceof Refusal && error.code === 'usage.unknown',
  );
});

test('lines without owner: dearest first, with the neighbour’s owner suggested', async () => {
  const { rows } = await run((ctx) => unmatchedLines(ctx, MONTH));
  assert.deepEqual(
    rows.map((row) => [
      row.identifier,
      row.kind,
      row.records,
      row.durationMs,
      row.charge,
      row.suggestion?.customerName,
    ]),
    [
      ['33199000041', 'number', 2, 180_000, '0.1350', 'Ada'],
      ['33188000000', 'number', 1, 90_000, '0.0900', undefined],
    ],
  );
  assert.equal(rows[0]?.suggestion?.contractId, ids.adaContract);
});

test('an assignment moves the records of the line, back in time, once', async () => {
  const line = { contractId: ids.bobContract, kind: 'number', identifier: '33199000041', label: 'x' } as const;
  const assigned = { ...line, validFrom: '2026-09-04' };
  const report = await assignIdentifier(app, app.actor, assigned, silentProgress);
  assert.deepEqual(report, { records: 1, customers: 1, chargeMicro: 45_000n });
  assert.deepEqual(await charges(ids.bob), ['04 +493012345 rated 0.0450 0.0150']);
  assert.equal((await charges(0)).length, 2);
  const { digest } = await databaseDigest(app);
  assert.equal((await assignUnmatched(app, app.actor, silentProgress)).records, 0);
  assert.equal((await databaseDigest(app)).digest, digest, 'twice is once');
  const again = await deliver(
    'again.csv',
    call(5, '04', '0199000041', '00493012345'),
    call(6, '05', '0188000000', '0140000000'),
  );
  assert.deepEqual([again.stored, again.duplicates], [0, 2], 'delivered again, it is known');
  const moved = await run((ctx) => explain(ctx, { fileName: 'first.csv', recordNo: 6 }));
  assert.deepEqual([moved.differences, moved.today], [[], []]);
});

test('re-rating changes what a new price touches, and twice changes nothing', async () => {
  await run((ctx) =>
    addPriceList(ctx, { code: 'world', name: 'World', side: 'customer', currency: 'EUR', calendarCode: 'flat' }),
  );
  await run((ctx) =>
    importPriceList(ctx, {
      listCode: 'world',
      validFrom: '2026-01-01',
      rows: [{ target: '44', destination: 'FR', price: '0.60', increments: '60/1' }],
    }),
  );
  await run((ctx) => addPlan(ctx, { code: 'base', name: same('Base'), priceListCode: 'world', isDefault: true }));
  const before = await run((ctx) => explain(ctx, { fileName: 'first.csv', recordNo: 4 }));
  assert.ok(before.today.some(({ field, computed }) => field === 'chargeMicro' && computed === 900_000));

  const input = { wholeMonth: MONTH, customerIds: [ids.ada, ids.bob], frozen: NOTHING_FROZEN };
  const preview = await rerate(app, app.actor, { ...input, preview: true }, silentProgress);
  assert.deepEqual(preview[0], {
    customerId: ids.ada,
    month: MONTH,
    records: 3,
    changed: 1,
    moved: 0,
    beforeMicro: 270_000n,
    afterMicro: 1_170_000n,
    correctionMicro: 0n,
  });
  assert.equal((await charges(ids.ada))[1], '02 +4411223344 unpriced 0.0000 0.0000');
  assert.deepEqual(await rerate(app, app.actor, input, silentProgress), preview);
  assert.equal((await charges(ids.ada))[1], '02 +4411223344 rated 0.9000 0.0000');

  const { digest } = await databaseDigest(app);
  const twice = await rerate(app, app.actor, input, silentProgress);
  assert.deepEqual(
    twice.map(({ changed }) => changed),
    [0, 0],
  );
  assert.equal((await databaseDigest(app)).digest, digest);
  const everybody = await rerate(app, app.actor, { wholeMonth: MONTH, frozen: NOTHING_FROZEN }, silentProgress);
  assert.deepEqual(
    everybody.map(({ customerId }) => customerId),
    [0, ids.ada, ids.bob],
  );
});
