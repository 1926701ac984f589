import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { inTransaction } from '#platform/db';
import { createHttp } from '#platform/http';
import { testActor, testApp } from '#test/database';
import { STATUS, type UsageRecord } from '#usage';
import { mediationRoutes } from './routes.ts';
import { addSource } from './service.ts';

const app = await testApp();
const http = await createHttp(app, { authenticate: async () => testActor() });
const rate = (record: UsageRecord) => {
  record.customerId = 1;
  record.status = STATUS.rated;
  record.chargeMicro = 1_234_567;
};
mediationRoutes(http, { rater: async () => ({ rate }), imported: async () => {} });
await http.server.listen({ port: 0, host: '127.0.0.1' });
const url = http.server.listeningOrigin;
after(async () => {
  await http.server.close();
  await app.close();
});
await inTransaction(app, testActor(), (ctx) =>
  addSource(ctx, {
    code: 'nord',
    name: 'Nord Télécom',
    kind: 'carrier',
    format: 'french-carrier-csv',
    zone: 'Europe/Paris',
    country: 'FR',
    settings: {},
    supplierPriceListId: null,
  }),
);

const FILE = `Date;Heure;Sens;Appelant;Appelé;Durée;Prix HT;Compte;Identifiant
01/09/2026;09:15:00;Sortant;0199000040;0612345678;60;0,01;;1
01/09/2026;09:15:00;Sortant;0199000040;0612345678;x;0,01;;2
`;

function upload(
  ...parts: readonly (readonly [field: string, value: string | Blob, name?: string])[]
): Promise<Response> {
  const body = new FormData();
  for (const [field, value, name] of parts) {
    if (typeof value === 'string') body.append(field, value);
    else body.append(field, value, name ?? '');
  }
  return fetch(`${url}/api/files`, { method: 'POST', body });
}

test('files are uploaded, imported, listed with their figures, and shown with their rejects', async () => {
  const reply = await upload(
    ['source', 'nord'],
    ['file', new Blob([FILE]), 'day.csv'],
    ['file', new Blob(['?']), 'what.csv'],
  );
  const { files } = await reply.json();
  assert.deepEqual(
    files.map(({ name, state, stored, rejected, sourceCode }: Record<string, unknown>) => [
      name,
      state,
      stored,
      rejected,
      sourceCode,
    ]),
    [
      ['day.csv', 'imported', 1, 1, 'nord'],
      ['what.csv', 'quarantined', 0, 0, 'nord'],
    ],
  );
  const list = await (await fetch(`${url}/api/files?month=2026-09&page=1`)).json();
  assert.equal(list.total, 1);
  const [file] = list.rows;
  assert.deepEqual(
    [file.name, file.charge, file.sourceName, file.firstAt],
    ['day.csv', '1.234567', 'Nord Télécom', '2026-09-01T07:15:00.000Z'],
  );
  const detail = await (await fetch(`${url}/api/files/${file.id}`)).json();
  assert.deepEqual(
    detail.rejects.rows.map(({ line, column, code }: Record<string, unknown>) => [line, column, code]),
    [[3, 6, 'mediation.duration']],
  );
  const sources = await (await fetch(`${url}/api/sources`)).json();
  assert.equal(sources.sources[0].formatName, 'Carrier export (CSV, semicolon)');
});

test('what cannot be done is refused by name', async () => {
  const codeOf = async (reply: Response) => [reply.status, (await reply.json()).code];
  assert.deepEqual(await codeOf(await upload(['source', 'nord'])), [422, 'mediation.fileMissing']);
  assert.deepEqual(await codeOf(await upload(['source', 'nobody'], ['file', new Blob([`${FILE}\n`]), 'a.csv'])), [
    404,
    'mediation.sourceUnknown',
  ]);
  assert.deepEqual(await codeOf(await fetch(`${url}/api/files/999`)), [404, 'mediation.fileNotKnown']);
});
