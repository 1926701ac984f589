import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { changesAfter } from '#access/service';
import { addCalendar, addPriceList } from '#catalog/service';
import { inTransaction } from '#platform/db';
import { createHttp } from '#platform/http';
import { testActor, testApp } from '#test/database';
import { mediationRoutes } from '../routes.ts';

const app = await testApp();
const http = await createHttp(app, { authenticate: async () => testActor() });
mediationRoutes(http, { rater: async () => ({ rate: () => undefined }), imported: async () => {} });
await http.server.listen({ port: 0, host: '127.0.0.1' });
const url = http.server.listeningOrigin;
after(async () => {
  await http.server.close();
  await app.close();
});

before(() =>
  inTransaction(app, app.actor, async (ctx) => {
    await addCalendar(ctx, { code: 'flat', zone: 'Europe/Berlin', bands: ['all'] });
    const list = { currency: 'EUR', calendarCode: 'flat' };
    await addPriceList(ctx, { ...list, code: 'SELL', name: 'Selling', side: 'customer' });
    await addPriceList(ctx, { ...list, code: 'BUY', name: 'Buying', side: 'supplier' });
  }),
);

async function post(path: string, body: unknown) {
  const reply = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: reply.status, body: await reply.json() };
}
const get = async (path: string) => (await fetch(`${url}${path}`)).json();
const change = (body: unknown) => post('/api/sources/nord', body);
/** What the changes of the source said that they affect, from the beginning. */
const affected = () =>
  inTransaction(app, app.actor, async (ctx) =>
    (await changesAfter(ctx, 0)).filter(({ subject }) => subject === 'source/nord').flatMap(({ affects }) => affects),
  );

const NORD = {
  code: 'nord',
  name: 'Nord',
  kind: 'carrier',
  format: 'french-carrier-csv',
  zone: 'Europe/Paris',
  country: 'FR',
};

test('a source tells how it is read and by which list we pay; without one the records say', async () => {
  assert.equal((await post('/api/sources', NORD)).status, 200);
  const { sources } = await get('/api/sources');
  assert.deepEqual(sources, [
    {
      ...NORD,
      id: 1,
      role: 'billing',
      formatName: 'Carrier export (CSV, semicolon)',
      settings: {},
      supplierPriceListCode: null,
      durationRounding: 'ceil',
    },
  ]);
  const sud = { ...NORD, code: 'sud', supplierPriceList: 'BUY', durationRounding: 'floor' };
  assert.equal((await post('/api/sources', sud)).status, 200);
  const [, second] = (await get('/api/sources')).sources;
  assert.deepEqual([second.supplierPriceListCode, second.durationRounding], ['BUY', 'floor']);
});

test('what its calls cost can change, and each such change tells rating; the same again does not', async () => {
  const each = { kind: 'source', id: 1, fromMs: 0 };
  const deeds: readonly (readonly [body: unknown, affects: number])[] = [
    [{ supplierPriceList: 'BUY' }, 1],
    [{ supplierPriceList: 'BUY', durationRounding: 'ceil' }, 0],
    [{ durationRounding: 'half' }, 1],
    [{ name: 'Nord Télécom', zone: 'Europe/Berlin', role: 'billing' }, 0],
    [{ country: 'DE' }, 1],
    [{ format: '3cx-csv' }, 0],
    [{ supplierPriceList: null }, 1],
  ];
  let known = 0;
  for (const [body, more] of deeds) {
    assert.equal((await change(body)).status, 200);
    known += more;
    assert.deepEqual(
      await affected(),
      Array.from({ length: known }, () => each),
      JSON.stringify(body),
    );
  }
  const [nord] = (await get('/api/sources')).sources;
  assert.deepEqual(
    [nord.name, nord.zone, nord.country, nord.format, nord.supplierPriceListCode, nord.durationRounding],
    ['Nord Télécom', 'Europe/Berlin', 'DE', '3cx-csv', null, 'half'],
  );
});

test('a list there is not, or by which customers pay, is refused and changes nothing', async () => {
  const before = await get('/api/sources');
  const codes = [
    await change({ supplierPriceList: 'NONE' }),
    await change({ supplierPriceList: 'SELL', name: 'Else' }),
    await change({ durationRounding: 'up' }),
    await post('/api/sources', { ...NORD, code: 'est', supplierPriceList: 'SELL' }),
  ].map(({ status, body }) => [status, body.code]);
  assert.deepEqual(codes, [
    [404, 'mediation.priceListUnknown'],
    [422, 'mediation.notSupplierList'],
    [422, 'request.invalid'],
    [422, 'mediation.notSupplierList'],
  ]);
  assert.deepEqual(await get('/api/sources'), before);
});

test('what a source brought is told: files, the last of them, its feeds', async () => {
  const bring = async (name: string, content: string) => {
    const form = new FormData();
    form.append('source', 'sud');
    form.append('file', new Blob([content]), name);
    await fetch(`${url}/api/files`, { method: 'POST', body: form });
  };
  const header = 'Date;Heure;Sens;Appelant;Appelé;Durée;Prix HT;Compte;Identifiant\n';
  await bring('one.csv', `${header}01/09/2026;09:15:00;Sortant;0199000040;0612345678;60;0,01;;1\n`);
  await bring('two.csv', `${header}02/09/2026;09:15:00;Sortant;0199000040;0612345678;60;0,01;;2\n`);
  const settings = { kind: 'folder', path: '/var/empty/none' };
  assert.equal((await post('/api/feeds', { code: 'in', sourceCode: 'sud', settings })).status, 200);
  const { sources } = await get('/api/sources/figures');
  assert.deepEqual(
    sources.map(({ code, files, lastFile, feeds }: Record<string, unknown> & { lastFile: { name: string } | null }) => [
      code,
      files,
      lastFile?.name ?? null,
      feeds,
    ]),
    [
      ['nord', 0, null, []],
      ['sud', 2, 'two.csv', [{ code: 'in', state: 'stopped' }]],
    ],
  );
});

test('a format tells what its sources can say, what they must first', async () => {
  const { formats } = await get('/api/formats');
  const settingsOf = (id: string) => formats.find((each: { id: string }) => each.id === id).settings;
  assert.deepEqual(
    settingsOf('audiocodes-sbc-syslog').map(({ name, kind, needed }: Record<string, unknown>) => [name, kind, needed]),
    [
      ['carrierGroups', 'texts', true],
      ['insideGroups', 'texts', false],
      ['bareNumbers', 'choice', false],
    ],
  );
  assert.deepEqual(settingsOf('freeswitch-csv')[0], {
    name: 'carrierContexts',
    kind: 'texts',
    needed: false,
    default: ['public'],
    choices: [],
  });
});
