import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { type TestApp, testApp } from '#test/database';
import type { PriceRow } from './priceRow.ts';
import * as catalog from './service.ts';

let app: TestApp;
const run = <R>(work: (ctx: Context) => Promise<R>) => inTransaction(app, app.actor, work);
const refusedAs = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const NAME = { de: 'Ziel', fr: 'Destination', en: 'Destination' };

before(async () => {
  app = await testApp();
  await run(async (ctx) => {
    await catalog.addDestinations(ctx, [
      { code: 'DE-FIXED', name: { ...NAME, de: 'Deutschland Festnetz' }, class: 'nationalFixed', country: 'DE' },
      { code: 'DE-MOBILE', name: { ...NAME, de: 'Deutschland Mobil' }, class: 'nationalMobile', country: 'DE' },
      { code: 'DE-SOS', name: { ...NAME, de: 'Notruf' }, class: 'emergency', country: 'DE' },
    ]);
    await catalog.addCalendar(ctx, {
      code: 'business',
      zone: 'Europe/Berlin',
      bands: ['peak', 'offPeak'],
      rules: [{ band: 'peak', weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }],
      holidays: ['2026-10-03'],
    });
    await catalog.addPriceList(ctx, {
      code: 'retail',
      name: 'Retail',
      side: 'customer',
      currency: 'EUR',
      calendarCode: 'business',
    });
  });
});
after(() => app.close());

const ROWS: readonly PriceRow[] = [
  { target: '49', destination: 'DE-FIXED', price: '0.0129', increments: '60/1', band: 'peak' },
  { target: '49', destination: 'DE-FIXED', price: '0.009', increments: '60/1' },
  { target: '4917', destination: 'DE-MOBILE', price: '0.19', connectionFee: '0.05', increments: '30/6' },
  { target: 'DE/110', destination: 'DE-SOS', price: '0' },
];

test('a new version closes the open one at local midnight; the book holds both', async () => {
  const first = await run((ctx) =>
    catalog.importPriceList(ctx, { listCode: 'retail', validFrom: '2026-08-01', rows: ROWS }),
  );
  assert.equal(first.version, 1);
  const dearer = ROWS.map((row) => ({ ...row, price: '1.123456789' }));
  await run((ctx) => catalog.importPriceList(ctx, { listCode: 'retail', validFrom: '2026-10-15', rows: dearer }));
  const book = await run((ctx) => catalog.priceBook(ctx));
  const versions = book.lists[0]!.versions;
  assert.deepEqual(
    versions.map((version) => [version.version, version.validFromMs, version.validToMs, version.prices.length]),
    [
      [1, Date.parse('2026-07-31T22:00:00Z'), Date.parse('2026-10-14T22:00:00Z'), 4],
      [2, Date.parse('2026-10-14T22:00:00Z'), Number.POSITIVE_INFINITY, 4],
    ],
  );
  const mobile = versions[0]!.prices.find((price) => price.target === '4917');
  assert.deepEqual(mobile, {
    target: '4917',
    service: 'voice',
    direction: 'outbound',
    band: 'any',
    destinationId: book.destinations.find((one) => one.code === 'DE-MOBILE')!.id,
    unit: 'second',
    priceNano: 190_000_000,
    per: 60,
    connectionFeeNano: 50_000_000,
    firstIncrement: 30,
    nextIncrement: 6,
    terms: null,
  });
  assert.equal(versions[1]!.prices[0]!.priceNano, 1_123_456_789);
  assert.deepEqual(book.calendars[0]!.holidays, ['2026-10-03']);
});

test('a bad row refuses the whole import, and versions never go backwards', async () => {
  const bad = [...ROWS, { target: '33', destination: 'FR', price: '-1' }];
  const importing = (validFrom: string, rows: readonly PriceRow[]) =>
    run((ctx) => catalog.importPriceList(ctx, { listCode: 'retail', validFrom, rows }));
  await assert.rejects(importing('2027-01-01', bad), (error: unknown) => {
    assert.ok(error instanceof Refusal && error.code === 'priceList.refused');
    assert.deepEqual(
      error.findings.map((finding) => [finding.code, finding.place?.line]),
      [
        ['priceList.unknownDestination', 5],
        ['priceList.negativePrice', 5],
      ],
    );
    return true;
  });
  await assert.rejects(importing('2026-10-15', ROWS), refusedAs('priceList.versionOrder'));
  await assert.rejects(
    run((ctx) => catalog.importPriceList(ctx, { listCode: 'nobody', validFrom: '2027-01-01', rows: [] })),
    refusedAs('priceList.unknown'),
  );
  assert.equal((await run((ctx) => catalog.priceBook(ctx))).lists[0]!.versions.length, 2);
});

test('the first plan is the default until another is made so', async () => {
  await run(async (ctx) => {
    assert.equal((await catalog.addPlan(ctx, { code: 'flex', name: NAME, priceListCode: 'retail' })).isDefault, true);
    assert.equal(
      (await catalog.addPlan(ctx, { code: 'office', name: NAME, priceListCode: 'retail' })).isDefault,
      false,
    );
    await catalog.addPlan(ctx, { code: 'base', name: NAME, priceListCode: 'retail', isDefault: true });
    assert.deepEqual(
      (await catalog.listPlans(ctx)).map((plan) => plan.isDefault),
      [false, false, true],
    );
  });
  await assert.rejects(
    run((ctx) => catalog.addPlan(ctx, { code: 'flex', name: NAME, priceListCode: 'retail' })),
    refusedAs('catalog.codeTaken'),
  );
});

test('prices are found by number, prefix and name of the destination', async () => {
  const found = (q: string) =>
    run(async (ctx) =>
      (await catalog.browsePriceList(ctx, 'retail', { q, page: 1, pageSize: 50, version: 1 })).prices.rows.map(
        (row) => `${row.target} ${row.band} ${row.price} ${row.increments}`,
      ),
    );
  assert.deepEqual(await found('+49 171 2345'), ['49 any 0.009 60/1', '49 peak 0.0129 60/1', '4917 any 0.19 30/6']);
  assert.deepEqual(await found('491'), ['49 any 0.009 60/1', '49 peak 0.0129 60/1', '4917 any 0.19 30/6']);
  assert.deepEqual(await found('mobil'), ['4917 any 0.19 30/6']);
  assert.deepEqual(await found('100%'), []);
  assert.deepEqual(await found('DE/110'), ['DE/110 any 0.00 60/60']);
  const lists = await run((ctx) => catalog.browsePriceLists(ctx));
  assert.deepEqual(
    lists.priceLists[0]!.versions.map((version) => version.prices),
    [4, 4],
  );
});

test('products keep their exact price', async () => {
  const product = { code: 'FEE', name: NAME, kind: 'recurring', unitPrice: '9.90', revenueAccount: '8400' } as const;
  await run((ctx) => catalog.addProduct(ctx, product));
  assert.equal((await run((ctx) => catalog.listProducts(ctx)))[0]!.prices[0]!.unitPrice, '9.90');
  await assert.rejects(
    run((ctx) => catalog.addProduct(ctx, product)),
    refusedAs('catalog.codeTaken'),
  );
});

test('ten thousand rows go in as one statement and come out unchanged', async () => {
  const rows = Array.from({ length: 10_000 }, (_, index) => ({
    target: String(100_000 + index),
    destination: 'DE-FIXED',
    price: `0.${String(index + 1).padStart(6, '0')}`,
  }));
  await run((ctx) =>
    catalog.addPriceList(ctx, {
      code: 'big',
      name: 'Big',
      side: 'supplier',
      currency: 'EUR',
      calendarCode: 'business',
    }),
  );
  const done = await run((ctx) => catalog.importPriceList(ctx, { listCode: 'big', validFrom: '2026-01-01', rows }));
  assert.equal(done.prices, 10_000);
  const book = await run((ctx) => catalog.priceBook(ctx));
  const prices = book.lists.find((list) => list.code === 'big')!.versions[0]!.prices;
  assert.equal(prices.length, 10_000);
  assert.ok(prices.every((price) => price.priceNano === (Number(price.target) - 99_999) * 1000));
});

test('customers pay in their own currency; what carriers cost us is in the operator’s', async () => {
  const foreign = { code: 'ch', name: 'CH', side: 'customer', currency: 'CHF', calendarCode: 'business' } as const;
  await assert.rejects(
    run((ctx) => catalog.addPriceList(ctx, { ...foreign, side: 'supplier' })),
    { code: 'priceList.otherCurrency', params: { list: 'ch', currency: 'CHF', own: 'EUR' } },
  );
  await run((ctx) => catalog.addPriceList(ctx, foreign));
  const fromCost: PriceRow = { target: '49', destination: 'DE-FIXED', markupPercent: '20' };
  await assert.rejects(
    run((ctx) => catalog.importPriceList(ctx, { listCode: 'ch', validFrom: '2026-01-01', rows: [fromCost] })),
    (error) => error instanceof Refusal && error.findings.some(({ code }) => code === 'priceList.markupOfForeign'),
  );
  const francs = { code: 'FRANCS', name: NAME, priceListCode: 'ch' } as const;
  const refused = [{ isDefault: true }, { parentCode: 'flex' }];
  for (const change of refused)
    await assert.rejects(
      run((ctx) => catalog.addPlan(ctx, { ...francs, ...change })),
      { code: 'plan.otherCurrency', params: { plan: 'FRANCS', currency: 'CHF', wanted: 'EUR' } },
    );
  await run((ctx) => catalog.addPlan(ctx, { ...francs, isDefault: false }));
  await assert.rejects(
    run((ctx) => catalog.changePlan(ctx, 'FRANCS', { priceListCode: 'retail' })),
    refusedAs('plan.otherCurrency'),
  );
});
