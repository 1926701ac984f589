import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Permission, Refusal } from '#base';
import { inTransaction } from '#platform/db';
import { createHttp } from '#platform/http';
import { testActor, testApp } from '#test/database';
import { keyOf } from './apiKeys.ts';
import { accessRoutes } from './routes.ts';
import { addApiKey, authenticate, listApiKeys, revokeApiKey } from './service.ts';

const app = await testApp();
const http = await createHttp(app, { authenticate });
accessRoutes(http);
after(async () => {
  await http.server.close();
  await app.close();
});

const ask = (authorization?: string) =>
  http.server.inject({ url: '/api/keys', headers: authorization === undefined ? {} : { authorization } });
const make = (...permissions: Permission[]) =>
  inTransaction(app, app.actor, (ctx) => addApiKey(ctx, { name: 'switch', permissions }));

test('a program asks by its key, as bearer or as the password of basic authentication', async () => {
  const { key } = await make('access.manage');
  assert.equal((await ask()).statusCode, 401);
  assert.equal((await ask(`Bearer ${key}x`)).statusCode, 401);
  assert.equal((await ask(`Bearer ${key}`)).statusCode, 200);
  assert.equal((await ask(`Basic ${Buffer.from(`freeswitch:${key}`).toString('base64')}`)).statusCode, 200);
});

test('a key does what it was made for, until it is revoked', async () => {
  const { id, key } = await make('usage.import');
  assert.equal((await ask(`Bearer ${key}`)).statusCode, 403);
  await inTransaction(app, app.actor, (ctx) => revokeApiKey(ctx, id));
  assert.equal((await ask(`Bearer ${key}`)).statusCode, 401);
  const [latest] = await inTransaction(app, app.actor, listApiKeys);
  assert.deepEqual([latest?.id, latest?.name, latest?.revokedAt?.getTime()], [id, 'switch', app.clock.now()]);
});

test('the database does not hold the key, and nobody gives more than he has', async () => {
  const { key } = await make('usage.import');
  const stored = JSON.stringify(await inTransaction(app, app.actor, listApiKeys));
  assert.ok(!stored.includes(key));
  const clerk = { ...testActor(), permissions: new Set<Permission>(['access.manage']) };
  await assert.rejects(
    inTransaction(app, clerk, (ctx) => addApiKey(ctx, { name: 'x', permissions: ['runs.approve'] })),
    (error) => error instanceof Refusal && error.code === 'access.keyTooMighty',
  );
});

test('only our own keys are taken out of the header', () => {
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  assert.equal(keyOf(undefined), null);
  assert.equal(keyOf('Bearer other'), null);
  assert.equal(keyOf('bearer twk_a'), 'twk_a');
  assert.equal(keyOf(basic('user:with:twk_a')), null);
  assert.equal(keyOf(basic('user:twk_a:b')), 'twk_a:b');
});
