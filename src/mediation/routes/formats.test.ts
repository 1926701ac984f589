import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createHttp } from '#platform/http';
import { testActor, testApp } from '#test/database';
import { callee, FRANCE, inventedCalls } from '#test/mediation/layouts';
import { NAMED_LAYOUTS } from '#test/mediation/namedSources';
import { STATUS, type UsageRecord } from '#usage';
import { mediationRoutes } from '../routes.ts';

const app = await testApp();
const http = await createHttp(app, { authenticate: async () => testActor() });
const rate = (record: UsageRecord) => {
  record.customerId = 1;
  record.status = STATUS.rated;
};
mediationRoutes(http, { rater: async () => ({ rate }), imported: async () => {} });
await http.server.listen({ port: 0, host: '127.0.0.1' });
const url = http.server.listeningOrigin;
after(async () => {
  await http.server.close();
  await app.close();
});

async function post(path: string, body: unknown) {
  const reply = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: reply.status, body: await reply.json() };
}

async function sample(name: string, content: string): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([content]), name);
  const reply = await fetch(`${url}/api/formats/sample`, { method: 'POST', body: form });
  return (await reply.json()).file;
}

const [layout] = NAMED_LAYOUTS.sewan;
const calls = inventedCalls(FRANCE, 7);
const CONTENT = layout!.write(calls);

test('an unknown file is looked at, corrected, kept as a format, given to a source and imported; the next one comes by itself', async () => {
  const file = await sample('sewan-2026-09.csv', CONTENT);
  const { body: first } = await post('/api/formats/look', { file, name: 'sewan-2026-09.csv' });
  assert.equal(first.namedSource.code, 'sewan');
  assert.equal(first.country, 'FR');
  assert.equal(first.preview.counts.passed, calls.length);
  assert.equal(first.preview.records.length, 20);
  const cost = first.proposal.fields.find(({ role }: { role: string }) => role === 'cost');
  assert.deepEqual(cost.columns, [7]);

  // The public price instead of the price bought at, and no account.
  const told = { roles: { cost: [8], account: [] } };
  const { body: second } = await post('/api/formats/look', { file, name: 'sewan-2026-09.csv', told });
  assert.equal(second.proposed, true);
  const charged = calls.findIndex(({ costMicro }) => costMicro > 0);
  assert.equal(second.preview.records[charged].cost.amount, String((calls[charged]!.costMicro * 3) / 1_000_000));
  assert.equal(
    second.proposal.fields.some(({ role }: { role: string }) => role === 'account'),
    false,
  );

  const saved = await post('/api/formats', { format: second.format, id: 'sewan', name: 'Sewan, monthly' });
  assert.deepEqual(saved.body, { id: 'sewan', version: 1 });
  const source = {
    code: 'sewan',
    name: 'Sewan',
    kind: 'carrier',
    format: 'sewan',
    zone: 'Europe/Paris',
    country: 'FR',
  };
  assert.equal((await post('/api/sources', source)).status, 200);
  const { body: report } = await post('/api/formats/import', { file, name: 'sewan-2026-09.csv', source: 'sewan' });
  assert.deepEqual([report.state, report.stored, report.rejected], ['imported', calls.length, 0]);

  // The second file needs nobody: its source is told by the format kept.
  const next = inventedCalls(FRANCE, 8);
  const form = new FormData();
  form.append('file', new Blob([layout!.write(next)]), 'oct.csv');
  const again = await (await fetch(`${url}/api/files`, { method: 'POST', body: form })).json();
  assert.deepEqual(
    [again.files[0].state, again.files[0].sourceCode, again.files[0].stored],
    ['imported', 'sewan', next.length],
  );
  assert.ok(callee(next[0]!) !== '');
});

test('a format is kept in versions, exported and imported as data, and checked by its own samples', async () => {
  const { format } = await (await fetch(`${url}/api/formats/sewan`)).json();
  assert.equal(format.version, 1);
  const { body } = await post('/api/formats', { format: { ...format, name: 'Sewan, changed' } });
  assert.deepEqual(body, { id: 'sewan', version: 2 });
  const { formats } = await (await fetch(`${url}/api/formats`)).json();
  const own = formats.find(({ id }: { id: string }) => id === 'sewan');
  assert.deepEqual(
    [own.own, own.name, own.versions.map(({ version }: { version: number }) => version)],
    [true, 'Sewan, changed', [2, 1]],
  );
  assert.ok(
    formats.some(
      ({ id, own: mine, verified }: { id: string; own: boolean; verified: string }) =>
        id === '3cx-csv' && !mine && verified === 'sample',
    ),
  );
  const old = await (await fetch(`${url}/api/formats/sewan?version=1`)).json();
  assert.equal(old.format.name, 'Sewan, monthly');

  const wrong = structuredClone(format);
  wrong.samples[0].records[0].durationMs += 1000;
  const codes = await Promise.all(
    [
      { format: wrong },
      { format: { ...format, id: '3cx-csv' } },
      { format: { ...format, structure: { kind: 'teapot' } } },
      { format: { ...format, record: { ...format.record, account: { field: 'nowhere' } } } },
    ].map(async (each) => (await post('/api/formats', each)).body.code),
  );
  assert.deepEqual(codes, [
    'mediation.formatSample',
    'mediation.formatTaken',
    'mediation.formatInvalid',
    'mediation.formatUnusable',
  ]);
});

test('a source takes another format, but none that does not exist or fit', async () => {
  const changed = await post('/api/sources/sewan', { name: 'Sewan FR', format: 'french-carrier-csv' });
  assert.equal(changed.status, 200);
  const { sources } = await (await fetch(`${url}/api/sources`)).json();
  assert.deepEqual([sources[0].name, sources[0].formatName], ['Sewan FR', 'Carrier export (CSV, semicolon)']);
  assert.equal((await post('/api/sources/sewan', { format: 'nothing-known' })).body.code, 'mediation.formatUnknown');
  assert.equal((await post('/api/sources/sewan', { zone: 'Mars/Olympus' })).body.code, 'mediation.sourceInvalid');
  assert.equal((await post('/api/sources/nobody', {})).body.code, 'mediation.sourceUnknown');
  assert.equal(
    (await post('/api/formats/look', { file: '0'.repeat(64), name: 'x' })).body.code,
    'mediation.fileNotKnown',
  );
});
