import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createHttp } from '#platform/http';
import { testActor, testApp } from '#test/database';
import { catalogRoutes } from './routes.ts';

const app = await testApp();
const http = await createHttp(app, { authenticate: async () => testActor() });
catalogRoutes(http);
await http.server.listen({ port: 0, host: '127.0.0.1' });
const url = http.server.listeningOrigin;
after(async () => {
  await http.server.close();
  await app.close();
});

async function ask(method: string, path: string, body?: unknown) {
  const reply = await fetch(`${url}${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return { status: reply.status, body: await reply.json() };
}
async function done(method: string, path: string, body?: unknown) {
  const { status, body: answer } = await ask(method, path, body);
  assert.equal(status, 200, JSON.stringify(answer));
  return answer;
}
const NAME = { de: 'Deutschland', fr: 'Allemagne', en: 'Germany' };

test('a catalogue is built through the API: every definition is added, listed and changed', async () => {
  await done('POST', '/api/destinations', {
    destinations: [
      { code: 'DE', name: NAME, class: 'nationalFixed', country: 'DE' },
      { code: 'FR', name: NAME, class: 'internationalFixed', country: 'FR' },
    ],
  });
  await done('POST', '/api/calendars', {
    code: 'flat',
    zone: 'Europe/Berlin',
    bands: ['all'],
    holidaysOf: { country: 'DE', region: 'HH', fromYear: 2026, toYear: 2026 },
  });
  await done('PATCH', '/api/calendars/flat', { holidays: ['2026-12-24'] });
  const list = { name: 'Retail', side: 'customer', currency: 'EUR', calendarCode: 'flat' };
  await done('POST', '/api/price-lists', { ...list, code: 'retail' });
  await done('POST', '/api/zones', { code: 'EU', destinationCodes: ['FR'] });
  await done('PATCH', '/api/zones/EU', { destinationCodes: ['FR', 'DE'] });
  await done('POST', '/api/numbering', { validFrom: '2026-01-01', rows: [{ prefix: '49', destination: 'DE' }] });
  await done('POST', '/api/ported-numbers', {
    rows: [{ number: '4917012345', destination: 'FR', validFrom: '2026-01-01' }],
  });
  const allowance = { name: NAME, unit: 'second', size: '100 minute', scope: { services: ['voice'] } };
  await done('POST', '/api/allowances', { ...allowance, code: 'MIN-100' });
  await done('PUT', '/api/allowances/MIN-100', {
    ...allowance,
    size: 12_000,
    scope: { services: ['voice'], zoneCodes: ['EU'] },
  });
  await done('POST', '/api/options', {
    code: 'EUROPE',
    name: NAME,
    priceListCode: 'retail',
    allowanceCodes: ['MIN-100'],
  });
  await done('POST', '/api/plans', { code: 'FLEX', name: NAME, priceListCode: 'retail' });
  await done('PATCH', '/api/plans/FLEX', { allowanceCodes: ['MIN-100'] });

  assert.deepEqual((await done('GET', '/api/calendars')).calendars[0].holidays, ['2026-12-24']);
  assert.equal((await done('GET', '/api/destinations')).destinations.length, 2);
  assert.deepEqual((await done('GET', '/api/zones')).zones, [
    { id: 1, code: 'EU', parentCode: null, destinationCodes: ['DE', 'FR'] },
  ]);
  assert.deepEqual((await done('GET', '/api/numbering')).versions, [
    { version: 1, validFrom: '2025-12-31T23:00:00.000Z', validTo: null, prefixes: 1 },
  ]);
  const [kept] = (await done('GET', '/api/allowances')).allowances;
  assert.deepEqual([kept.code, kept.size, kept.scope.zoneCodes, kept.holder], ['MIN-100', 12_000, ['EU'], 'contract']);
  assert.deepEqual((await done('GET', '/api/options')).options, [
    { id: 1, code: 'EUROPE', name: NAME, priceListCode: 'retail', allowanceCodes: ['MIN-100'], validDays: null },
  ]);
  assert.deepEqual((await done('GET', '/api/plans')).plans[0].allowanceCodes, ['MIN-100']);
});

test('a file is taken once, previewed page by page, imported; rows will do as well', async () => {
  const form = new FormData();
  form.append('file', new Blob(['Vorwahl;Ziel;Preis/Min\n49;Allemagne;0,02\n33;FR;0,05\n331;FR;0,05\n']), 'preise.csv');
  const reply = await fetch(`${url}/api/price-files`, { method: 'POST', body: form });
  assert.equal(reply.status, 200);
  const { file, name } = await reply.json();
  assert.equal(name, 'preise.csv');
  const version = { file, validFrom: '2026-01-01' };

  const shared = await ask('POST', '/api/price-lists/retail/import', version);
  assert.equal(shared.status, 422, 'two destinations are called Allemagne, so the name says neither');
  assert.deepEqual(shared.body.findings[0].place, { line: 2, field: 'destination' });

  const rows = [
    { target: '49', destination: 'DE', price: '0.02' },
    { target: '33', destination: 'FR', price: '0.05' },
    { target: '331', destination: 'FR', price: '0.05', cap: '1' },
  ];
  const first = await done('POST', '/api/price-lists/retail/import', { rows, validFrom: '2026-01-01' });
  assert.deepEqual([first.version, first.prices], [1, 3]);
  const next = rows.map((row, index) => ({ ...row, price: `0.0${index + 1}` }));
  const preview = await done('POST', '/api/price-lists/retail/preview', {
    rows: next,
    validFrom: '2026-07-01',
    page: 2,
    pageSize: 1,
  });
  assert.deepEqual([preview.version, preview.replaces, preview.prices, preview.changes.total], [2, 1, 3, 3]);
  assert.deepEqual(preview.counts, { new: 0, dearer: 0, cheaper: 3, changed: 0, closed: 0, unchanged: 0 });
  assert.deepEqual(preview.changes.rows, [
    {
      kind: 'cheaper',
      target: '33',
      service: 'voice',
      direction: 'outbound',
      band: 'any',
      destination: { code: 'FR', name: NAME },
      before: { price: '0.05', per: 'minute', connectionFee: '0.00', increments: '60/60', hasTerms: false },
      after: { price: '0.02', per: 'minute', connectionFee: '0.00', increments: '60/60', hasTerms: false },
      percent: '-60.0',
    },
  ]);
  const { prices } = await done('GET', '/api/price-lists/retail?version=1&q=331');
  assert.deepEqual(
    prices.rows.map((row: { target: string; per: string; terms: unknown }) => [row.target, row.per, row.terms]),
    [
      ['33', 'minute', null],
      ['331', 'minute', { cap: '1.00' }],
    ],
  );
});

test('what is not there or not sent is refused', async () => {
  const version = { validFrom: '2026-08-01' };
  const statuses = [
    (await ask('POST', '/api/price-lists/retail/preview', version)).body.code,
    (await ask('POST', '/api/price-lists/retail/preview', { ...version, file: '0'.repeat(64) })).body.code,
    (await ask('POST', '/api/price-lists/none/preview', { ...version, rows: [] })).body.code,
    (await ask('POST', '/api/price-lists/retail/import', { rows: [], validFrom: '2026-02-30' })).status,
    (await fetch(`${url}/api/price-files`, { method: 'POST', body: new FormData() })).status,
  ];
  assert.deepEqual(statuses.slice(0, 3), ['priceFile.missing', 'files.missing', 'priceList.unknown']);
  assert.ok(
    statuses.slice(3).every((status) => status >= 400 && status < 500),
    statuses.join(' '),
  );
});
