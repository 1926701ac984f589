import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { NewTenant } from '#access';
import { createTenant } from '#access/service';
import type { Actor } from '#base';
import { openApi } from '#platform/http';
import { buildHttp } from '../src/main.ts';
import { asOwner, testActor, testApp } from './database.ts';
import { fillEveryTable } from './tables.ts';

/** Rules that every endpoint of every room keeps. */

const app = await testApp();
/** Who asks: null is nobody. */
let actor: Actor | null = null;
const http = await buildHttp(app, { authenticate: async () => actor });
after(async () => {
  await http.server.close();
  await app.close();
});
const WESER: NewTenant = {
  code: 'weser',
  legalName: 'Weserfunk AG',
  street: 'Am Deich 1',
  postcode: '28195',
  city: 'Bremen',
  country: 'DE',
  contactName: 'Service',
  phone: '+49 421 5550100',
  email: 'rechnung@weser.example',
  language: 'de',
  zone: 'Europe/Berlin',
  currency: 'EUR',
};
const endpoints = http.routes.map(({ endpoint, kind }) => ({
  ...endpoint,
  kind,
  name: `${endpoint.method} ${endpoint.path}`,
}));

test('only what must be is open to everybody', () => {
  const open = endpoints.filter(({ permission }) => permission === null).map(({ name }) => name);
  assert.deepEqual(open.sort(), ['GET /api/health', 'GET /api/setup', 'POST /api/setup', 'POST /api/sign-in']);
});

test('every other endpoint asks who it is before anything else', async () => {
  for (const { method, path, permission, name } of endpoints) {
    if (permission === null) continue;
    const reply = await http.server.inject({ method, url: path.replace(/:\w+|\*/g, '1') });
    assert.equal(reply.statusCode, 401, name);
  }
});

test('every endpoint says what it does, once, and what it takes', () => {
  const names = endpoints.map(({ name }) => name);
  assert.deepEqual(names, [...new Set(names)]);
  for (const { name, summary, path, params, method, body, kind } of endpoints) {
    assert.match(summary, /^\S.{9,119}[^.\s]$/, `${name}: one line of English without a full stop`);
    assert.equal(params !== undefined, /[:*]/.test(path), `${name}: params exactly where the path has some`);
    assert.ok(method !== 'GET' || body === undefined, `${name}: GET has no body`);
    assert.ok(kind !== 'upload' || method === 'POST', name);
  }
});

test('the API documentation is whole: operation ids are unique, nothing refers into nowhere', () => {
  const document = JSON.parse(JSON.stringify(openApi(http.routes, '1')));
  const operations = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap((path) =>
    Object.values(path),
  );
  assert.equal(operations.length, endpoints.length);
  assert.equal(new Set(operations.map(({ operationId }) => operationId)).size, operations.length);
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference);
  assert.deepEqual([...new Set(references)], ['#/components/schemas/Problem']);
});

test('numbers and months beyond anything that exists are refused or not found, never a bug', async () => {
  actor = testActor(1);
  const beyond = ['2147483648', '9007199254740991', '-2147483649'];
  const months = ['0000-01', '0001-01', '9999-12'];
  const asked = endpoints.filter(
    ({ kind, permission }) => kind !== 'events' && kind !== 'upload' && permission !== null,
  );
  const bugs = new Set<string>();
  for (const { method, path, name } of asked) {
    for (const [index, id] of beyond.entries()) {
      const month = months[index]!;
      const query = `month=${month}&customerId=${id}&fileId=${id}&recordNo=${id}&runId=${id}&sourceId=${id}&lineId=${id}&version=${id}&page=${id}`;
      const numbers = { runId: Number(id), customerId: Number(id), contractId: Number(id), sourceId: Number(id) };
      const body = { ...numbers, month, kind: 'number', identifier: '4940', validFrom: `${month}-01`, excluded: true };
      const url = path.replace(/:month/g, month).replace(/:\w+/g, id);
      for (const search of [query, `month=${month}`, `customerId=${id}&month=2026-11`, `fileId=1&recordNo=${id}`]) {
        const init = method === 'GET' ? {} : { payload: body };
        const { statusCode } = await http.server.inject({ method, url: `${url}?${search}`, ...init });
        if (statusCode >= 500) bugs.add(`${name} ${url}?${search}`);
      }
    }
  }
  assert.equal([...bugs].join('\n'), '');
});

test('nothing of one tenant shows in any answer to another', async () => {
  await createTenant(app, { tenant: WESER, users: [] });
  const asked = endpoints.filter(
    ({ method, kind, permission }) => method === 'GET' && kind !== 'events' && permission !== null,
  );
  const answers = async (tenantId: number) => {
    actor = testActor(tenantId);
    const replies = new Map<string, string>();
    for (const { path, name } of asked) {
      const url = path.replace(/:month/g, '2026-11').replace(/:\w+/g, '1');
      const reply = await http.server.inject(`${url}?month=2026-11&customerId=1&fileId=1&recordNo=1&runId=1`);
      replies.set(name, `${reply.statusCode} ${reply.body}`);
    }
    return replies;
  };
  const [ownBefore, otherBefore] = [await answers(1), await answers(2)];
  await asOwner(app.ownerUrl, (owner) => fillEveryTable(owner, 1, '1'));
  const [ownAfter, otherAfter] = [await answers(1), await answers(2)];
  assert.deepEqual(otherAfter, otherBefore);
  const changed = asked.filter(({ name }) => ownAfter.get(name) !== ownBefore.get(name));
  assert.ok(changed.length > asked.length / 3, 'the made-up rows show to their own tenant');
});
