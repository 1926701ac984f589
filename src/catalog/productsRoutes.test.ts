import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createHttp } from '#platform/http';
import { testActor, testApp } from '#test/database';
import { catalogRoutes } from './routes.ts';

const app = await testApp();
const http = await createHttp(app, { authenticate: async () => testActor() });
catalogRoutes(http);
after(async () => {
  await http.server.close();
  await app.close();
});

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
async function ask(method: Method, path: string, body?: object) {
  const reply = await http.server.inject({
    method,
    url: `/api/${path}`,
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: reply.statusCode, body: reply.json() };
}
async function done(method: Method, path: string, body?: object) {
  const { status, body: answer } = await ask(method, path, body);
  assert.equal(status, 200, JSON.stringify(answer));
  return answer;
}
const refused = async (method: Method, path: string, body?: object) => (await ask(method, path, body)).body.code;
const NAME = { de: 'Sitz', fr: 'Poste', en: 'Seat' };

test('products are added with family, set-up and price, changed, duplicated, retired', async () => {
  await done('POST', 'product-families', { code: 'CLOUD', name: NAME, revenueAccount: '8400' });
  await done('PATCH', 'product-families/CLOUD', { revenueAccount: '8405' });
  assert.deepEqual((await done('GET', 'product-families')).families, [
    { id: 1, code: 'CLOUD', name: NAME, revenueAccount: '8405', turnover: true },
  ]);
  await done('POST', 'products', {
    code: 'SETUP',
    name: NAME,
    kind: 'oneOff',
    unitPrice: '49',
    revenueAccount: '8420',
  });
  const seat = { code: 'SEAT', name: NAME, kind: 'recurring', familyCode: 'CLOUD', setupProductCode: 'SETUP' };
  await done('POST', 'products', { ...seat, unitPrice: '9.90', buyingPrice: '4.10', minimumTermMonths: 24 });
  await done('POST', 'products', {
    code: 'OFFICE',
    name: NAME,
    kind: 'licence',
    familyCode: 'CLOUD',
    unitPrice: '120',
  });
  await done('PATCH', 'products/SEAT', { supplier: 'Carrier', supplierReference: 'TR-77', noticeMonths: 3 });
  await done('POST', 'products/SEAT/duplicate', { code: 'SEAT-2' });
  await done('PATCH', 'products/SEAT', { active: false });

  const { products } = await done('GET', 'products');
  assert.deepEqual(
    products.map((row: Record<string, unknown>) => [
      row.code,
      row.active,
      row.revenueAccount,
      row.unitPrice,
      row.setupProductCode,
    ]),
    [
      ['SETUP', true, '8420', '49.00', null],
      ['SEAT', false, '8405', '9.90', 'SETUP'],
      ['OFFICE', true, '8405', '120.00', null],
      ['SEAT-2', true, '8405', '9.90', 'SETUP'],
    ],
  );
  const [, first, licence, like] = products;
  assert.deepEqual(
    [first.recurrence, first.proration, first.renewalMonths],
    [{ months: 1, align: 'calendar' }, { method: 'days', start: true, end: true, change: true }, 0],
  );
  assert.deepEqual(
    [licence.recurrence, licence.proration.method, licence.renewalMonths],
    [{ months: 12, align: 'anniversary' }, 'none', 12],
  );
  assert.deepEqual(
    [like.supplierReference, like.noticeMonths, like.minimumTermMonths, like.prices],
    ['TR-77', 3, 24, first.prices],
  );
});

test('prices have versions per currency; one of the same date is replaced, the first of a currency stays', async () => {
  const put = (body: object) => done('PUT', 'products/SEAT-2/prices', body);
  await put({ validFrom: '2027-01-01', unitPrice: '10.90', stairs: [{ fromMonth: 1, toMonth: 3, unitPrice: '0' }] });
  await put({ validFrom: '2027-01-01', unitPrice: '11.90', existing: 'keep' });
  await put({ validFrom: '2026-01-01', unitPrice: '10.50', currency: 'CHF', setupFee: '55' });
  const read = async () =>
    (await done('GET', 'products/SEAT-2')).prices.map((price: Record<string, unknown>) =>
      [price.currency, price.validFrom, price.unitPrice, price.setupFee, price.existing].join(' '),
    );
  assert.deepEqual(await read(), [
    'CHF 2026-01-01 10.50 55.00 follow',
    'EUR 1900-01-01 9.90  follow',
    'EUR 2027-01-01 11.90  keep',
  ]);
  await done('DELETE', 'products/SEAT-2/prices/EUR/2027-01-01');
  assert.equal(await refused('DELETE', 'products/SEAT-2/prices/EUR/2027-01-01'), 'product.noSuchPrice');
  assert.equal(await refused('DELETE', 'products/SEAT-2/prices/CHF/2026-01-01'), 'product.firstPrice');
  assert.equal((await read()).length, 2);
  assert.equal((await done('GET', 'products/SEAT')).prices.length, 1, 'the one it was made like keeps its own');
});

test('what cannot be a product is refused with the reason', async () => {
  const product = { code: 'X', name: NAME, kind: 'recurring', unitPrice: '1' };
  const price = { validFrom: '2026-01-01', unitPrice: '1' };
  const stairs = [
    { fromMonth: 1, toMonth: 6, unitPrice: '1' },
    { fromMonth: 6, toMonth: null, unitPrice: '2' },
  ];
  assert.deepEqual(
    [
      await refused('POST', 'products', product),
      await refused('POST', 'products', { ...product, familyCode: 'NONE' }),
      await refused('POST', 'products', { ...product, code: 'SEAT', revenueAccount: '1' }),
      await refused('POST', 'products', { ...product, revenueAccount: '1', setupProductCode: 'SEAT' }),
      await refused('POST', 'products', { ...product, revenueAccount: '1', stairs }),
      await refused('PUT', 'products/SEAT/prices', { ...price, stairs }),
      await refused('PUT', 'products/NONE/prices', price),
      await refused('PATCH', 'products/SETUP', { setupProductCode: 'SETUP' }),
      await refused('POST', 'products/SEAT/duplicate', { code: 'OFFICE' }),
      await refused('POST', 'product-families', { code: 'CLOUD', name: NAME, revenueAccount: '1' }),
      await refused('PATCH', 'product-families/NONE', {}),
    ],
    [
      'product.noAccount',
      'family.unknown',
      'catalog.codeTaken',
      'product.badSetup',
      'product.badPrice',
      'product.badPrice',
      'product.unknown',
      'product.badSetup',
      'catalog.codeTaken',
      'catalog.codeTaken',
      'family.unknown',
    ],
  );
  const shapes = [
    { ...product, unitPrice: '-1' },
    { ...product, unitPrice: '0.0000000001' },
    { ...product, currency: 'XXX' },
    { ...product, kind: 'other' },
    { ...product, recurrence: { months: 0, align: 'calendar' } },
    { ...product, validFrom: '2026-02-30' },
  ];
  for (const shape of shapes) {
    const { status } = await ask('POST', 'products', { ...shape, revenueAccount: '1' });
    assert.ok(status >= 400 && status < 500, JSON.stringify(shape));
  }
});

test('bundles are kept as entered and expand to items', async () => {
  const bundle = {
    name: NAME,
    questions: [{ kind: 'number', key: 'users', label: NAME, standard: 5 }],
    items: [
      { productCode: 'SEAT-2', quantity: { per: 'users' }, unitPrices: { EUR: '8.90' } },
      { productCode: 'SETUP', when: [{ question: 'users', atLeast: 10 }] },
    ],
  };
  await done('POST', 'bundles', { ...bundle, code: 'TEAM' });
  const [kept] = (await done('GET', 'bundles')).bundles;
  assert.deepEqual(
    [kept.code, kept.active, kept.items[0].productCode, kept.items[0].quantity.per, kept.items[1].when],
    ['TEAM', true, 'SEAT-2', 'users', [{ question: 'users', atLeast: 10 }]],
  );
  const items = async (answers: object, currency = 'EUR') =>
    (await done('POST', 'bundles/TEAM/try', { answers, currency })).items;
  const seat = { productId: 4, part: 'recurring', unitPrice: '8.90', note: null };
  const setUp = { productId: 1, part: 'oneOff', quantity: 1, unitPrice: null, note: null };
  assert.deepEqual(await items({}), [{ ...seat, quantity: 5 }]);
  assert.deepEqual(await items({ users: 12 }, 'CHF'), [{ ...seat, quantity: 12, unitPrice: null }, setUp]);
  await done('PUT', 'bundles/TEAM', { ...bundle, active: false, questions: [], items: [{ productCode: 'SETUP' }] });
  assert.deepEqual(await items({}), [setUp]);
  assert.deepEqual(
    [
      await refused('POST', 'bundles/TEAM/try', { answers: { users: 1 }, currency: 'EUR' }),
      await refused('POST', 'bundles/NONE/try', { currency: 'EUR' }),
      await refused('POST', 'bundles', { ...bundle, code: 'TEAM' }),
      await refused('POST', 'bundles', { ...bundle, code: 'B', questions: [] }),
      await refused('POST', 'bundles', { ...bundle, code: 'B', items: [{ productCode: 'NONE' }] }),
    ],
    ['bundle.badAnswers', 'bundle.unknown', 'catalog.codeTaken', 'bundle.invalid', 'product.unknown'],
  );
});

test('what currencies are worth is entered by date', async () => {
  await done('PUT', 'exchange-rates', { currency: 'CHF', validFrom: '2026-01-01', rate: '1.05' });
  await done('PUT', 'exchange-rates', { currency: 'CHF', validFrom: '2026-07-01', rate: '1.06' });
  await done('PUT', 'exchange-rates', { currency: 'CHF', validFrom: '2026-07-01', rate: '1.07' });
  assert.deepEqual(await done('GET', 'exchange-rates'), {
    currency: 'EUR',
    rates: [
      { currency: 'CHF', validFrom: '2026-01-01', rate: '1.05' },
      { currency: 'CHF', validFrom: '2026-07-01', rate: '1.07' },
    ],
  });
  await done('DELETE', 'exchange-rates/CHF/2026-07-01');
  assert.equal(await refused('DELETE', 'exchange-rates/CHF/2026-07-01'), 'exchangeRate.unknown');
  assert.equal(
    await refused('PUT', 'exchange-rates', { currency: 'EUR', validFrom: '2026-01-01', rate: '1' }),
    'exchangeRate.own',
  );
});
