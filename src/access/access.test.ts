import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { Problem } from '#base';
import { inTransaction } from '#platform/db';
import { createHttp } from '#platform/http';
import { asOwner, testActor, testApp } from '#test/database';
import { accessRoutes } from './routes.ts';
import { addUser, authenticate, createTenant, FAILURE_LIMIT, setupToken } from './service.ts';
import type { NewTenant } from './tenant.ts';
import type { NewUser } from './user.ts';

const app = await testApp();
const http = await createHttp(app, { authenticate });
accessRoutes(http);
const { server } = http;
after(async () => {
  await server.close();
  await app.close();
});

const person = (email: string, role: NewUser['role'], language: NewUser['language'] = 'de'): NewUser => ({
  email,
  name: email.split('@')[0]!,
  role,
  language,
  password: `password of ${email}`,
});
const within = <R>(work: Parameters<typeof inTransaction<R>>[2]) => inTransaction(app, testActor(), work);
const jill = await within((ctx) => addUser(ctx, person('Jill@alster.example', 'admin', 'fr')));
const carl = await within((ctx) => addUser(ctx, person('carl@alster.example', 'clerk')));

const signIn = (email: string, password = `password of ${email}`) =>
  server.inject({ method: 'POST', url: '/api/sign-in', payload: { email, password } });
const sessionOf = async (email: string, password?: string) => {
  const reply = await signIn(email, password);
  assert.equal(reply.statusCode, 204, reply.body);
  return { [reply.cookies[0]!.name]: reply.cookies[0]!.value };
};
const ask = (method: 'GET' | 'POST' | 'PUT', url: string, cookies: Record<string, string>, payload?: object) =>
  server.inject({ method, url, cookies, ...(payload && { payload }) });
const codeOf = (reply: { body: string }) => Problem.parse(JSON.parse(reply.body)).code;
/** The passwords of this file in lower case: the address is what was typed. */
const JILL = 'jill@alster.example';
const jillsPassword = 'password of Jill@alster.example';

beforeEach(() => app.clock.set(app.clock.now() + 3_600_000));

test('sign in, see oneself, sign out', async () => {
  const reply = await signIn(' JILL@Alster.example ', jillsPassword);
  const [cookie] = reply.cookies;
  assert.deepEqual(
    [cookie?.name, cookie?.httpOnly, cookie?.sameSite, cookie?.path, cookie?.secure],
    ['tarifwerk_session', true, 'Lax', '/', undefined],
  );
  assert.match(cookie!.value, /^[\w-]{43}$/);
  const cookies = { tarifwerk_session: cookie!.value };
  const session = (await ask('GET', '/api/session', cookies)).json();
  assert.deepEqual(session.user, { id: jill.id, email: JILL, name: 'Jill', role: 'admin', language: 'fr' });
  assert.deepEqual([session.tenant.id, session.tenant.name, session.language], [1, 'Alsterfunk Telekom GmbH', 'fr']);
  assert.ok(session.permissions.includes('access.manage'));

  assert.equal((await ask('POST', '/api/sign-out', cookies)).statusCode, 204);
  assert.equal((await ask('GET', '/api/session', cookies)).statusCode, 401);
});

test('over https the cookie is secure', async () => {
  const proxied = await createHttp(app, { authenticate, trustProxy: true });
  accessRoutes(proxied);
  const reply = await proxied.server.inject({
    method: 'POST',
    url: '/api/sign-in',
    headers: { 'x-forwarded-proto': 'https' },
    payload: { email: JILL, password: jillsPassword },
  });
  assert.equal(reply.cookies[0]?.secure, true);
  assert.match(String(reply.headers['strict-transport-security']), /max-age/);
  await proxied.server.close();
});

test('neither password nor token stands in the database', async () => {
  const cookies = await sessionOf(JILL, jillsPassword);
  const found = await asOwner(app.ownerUrl, async (owner) => {
    const users = await owner.query('select row_to_json(u)::text as row from access.user u');
    const sessions = await owner.query('select row_to_json(s)::text as row from access.session s');
    const trail = await owner.query('select row_to_json(a)::text as row from access.audit a');
    return [...users.rows, ...sessions.rows, ...trail.rows].map(({ row }) => row as string).join('\n');
  });
  assert.ok(found.includes(JILL) && found.includes('access.signIn'));
  assert.ok(!found.includes('password of'));
  assert.ok(!found.includes(cookies.tarifwerk_session!));
});

test('a made-up or foreign cookie is nobody', async () => {
  for (const value of ['', 'x', 'a'.repeat(43), `'; drop table access.session; --`]) {
    assert.equal((await ask('GET', '/api/session', { tarifwerk_session: value })).statusCode, 401, value);
  }
});

test('a session ends half a day after its last use, not before', async () => {
  const cookies = await sessionOf(JILL, jillsPassword);
  const hour = 3_600_000;
  const start = app.clock.now();
  const alive = async () => (await ask('GET', '/api/session', cookies)).statusCode === 200;
  app.clock.set(start + 11 * hour);
  assert.ok(await alive());
  app.clock.set(start + 22 * hour);
  assert.ok(await alive());
  app.clock.set(start + 34 * hour - 1);
  assert.ok(await alive());
  app.clock.set(start + 46 * hour);
  assert.ok(!(await alive()));
});

test('unknown address, wrong password and disabled account look alike', async () => {
  await within((ctx) => addUser(ctx, person('gone@alster.example', 'viewer')));
  const cookies = await sessionOf(JILL, jillsPassword);
  const { users } = (await ask('GET', '/api/users', cookies)).json();
  const gone = users.find((user: { email: string }) => user.email === 'gone@alster.example');
  assert.equal((await ask('PUT', `/api/users/${gone.id}/disabled`, cookies, { disabled: true })).json().disabled, true);
  const replies = [
    await signIn('nobody@alster.example'),
    await signIn('carl@alster.example', 'wrong password'),
    await signIn('gone@alster.example'),
  ];
  for (const reply of replies) {
    assert.equal(reply.statusCode, 401);
    assert.equal(reply.body, replies[0]?.body);
    assert.equal(reply.cookies.length, 0);
  }
});

test('after five failures an address waits a quarter of an hour, with the right password too', async () => {
  const email = 'carl@alster.example';
  for (let i = 0; i < FAILURE_LIMIT; i++) assert.equal((await signIn(email, 'guess')).statusCode, 401);
  const refused = await signIn(email);
  assert.deepEqual([refused.statusCode, codeOf(refused)], [429, 'access.tooManyAttempts']);
  assert.equal((await signIn(JILL, jillsPassword)).statusCode, 204); // others are not held up
  app.clock.set(app.clock.now() + 15 * 60_000 - 1);
  assert.equal((await signIn(email)).statusCode, 429);
  app.clock.set(app.clock.now() + 1);
  assert.equal((await signIn(email)).statusCode, 204);
});

test('a success forgets earlier failures', async () => {
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < FAILURE_LIMIT - 1; i++) assert.equal((await signIn(JILL, 'guess')).statusCode, 401);
    assert.equal((await signIn(JILL, jillsPassword)).statusCode, 204);
  }
});

test('guesses that come all at once are counted like others', async () => {
  const replies = await Promise.all(Array.from({ length: 12 }, () => signIn('many@alster.example', 'guess')));
  const statuses = replies.map(({ statusCode }) => statusCode);
  assert.equal(statuses.filter((status) => status === 401).length, FAILURE_LIMIT);
  assert.equal(statuses.filter((status) => status === 429).length, 12 - FAILURE_LIMIT);
});

test('users are managed by admins only', async () => {
  const cookies = await sessionOf('carl@alster.example');
  assert.equal((await ask('GET', '/api/users', cookies)).statusCode, 403);
  assert.equal((await ask('POST', '/api/users', cookies, person('x@alster.example', 'admin'))).statusCode, 403);
  assert.equal((await ask('GET', '/api/audit/check', cookies)).statusCode, 403);
});

test('an admin adds a user, who signs in; an address exists once', async () => {
  const cookies = await sessionOf(JILL, jillsPassword);
  const added = await ask('POST', '/api/users', cookies, person('new@alster.example', 'support', 'en'));
  assert.equal(added.statusCode, 200);
  assert.deepEqual(Object.keys(added.json()), ['id', 'email', 'name', 'role', 'language', 'disabled']);
  await sessionOf('new@alster.example');
  const again = await ask('POST', '/api/users', cookies, person('NEW@alster.example', 'viewer'));
  assert.deepEqual([again.statusCode, codeOf(again)], [409, 'access.emailTaken']);
  const weak = await ask('POST', '/api/users', cookies, {
    ...person('weak@alster.example', 'viewer'),
    password: 'short',
  });
  assert.deepEqual(Problem.parse(weak.json()).findings[0]?.place, { field: 'password' });
});

test('disabling ends the sessions at once; nobody disables himself', async () => {
  const admin = await sessionOf(JILL, jillsPassword);
  const clerk = await sessionOf('carl@alster.example');
  await ask('PUT', `/api/users/${carl.id}/disabled`, admin, { disabled: true });
  assert.equal((await ask('GET', '/api/session', clerk)).statusCode, 401);
  await ask('PUT', `/api/users/${carl.id}/disabled`, admin, { disabled: false });
  assert.equal((await ask('GET', '/api/session', clerk)).statusCode, 401);
  await sessionOf('carl@alster.example');
  const own = await ask('PUT', `/api/users/${jill.id}/disabled`, admin, { disabled: true });
  assert.equal(codeOf(own), 'access.ownAccount');
  assert.equal((await ask('PUT', '/api/users/999/disabled', admin, { disabled: true })).statusCode, 404);
});

test('a changed password ends the other sessions; a reset one ends all', async () => {
  await within((ctx) => addUser(ctx, person('pia@alster.example', 'viewer')));
  const [here, there] = [await sessionOf('pia@alster.example'), await sessionOf('pia@alster.example')];
  const wrong = await ask('PUT', '/api/session/password', here, { current: 'no', next: 'a new password' });
  assert.equal(codeOf(wrong), 'access.passwordWrong');
  const change = { current: 'password of pia@alster.example', next: 'a new password' };
  assert.equal((await ask('PUT', '/api/session/password', here, change)).statusCode, 204);
  assert.equal((await ask('GET', '/api/session', here)).statusCode, 200);
  assert.equal((await ask('GET', '/api/session', there)).statusCode, 401);
  assert.equal((await signIn('pia@alster.example')).statusCode, 401);
  await sessionOf('pia@alster.example', 'a new password');

  const { user } = (await ask('GET', '/api/session', here)).json();
  const admin = await sessionOf(JILL, jillsPassword);
  await ask('PUT', `/api/users/${user.id}/password`, admin, { password: 'chosen by jill' });
  assert.equal((await ask('GET', '/api/session', here)).statusCode, 401);
  await sessionOf('pia@alster.example', 'chosen by jill');
});

test('one’s own language is kept', async () => {
  const cookies = await sessionOf('carl@alster.example');
  await ask('PUT', '/api/session/language', cookies, { language: 'en' });
  assert.equal((await ask('GET', '/api/session', cookies)).json().language, 'en');
  assert.equal((await ask('PUT', '/api/session/language', cookies, { language: 'xx' })).statusCode, 422);
});

test('the audit trail tells who did what and is whole', async () => {
  const cookies = await sessionOf(JILL, jillsPassword);
  const { entries, brokenAt } = (await ask('GET', '/api/audit/check', cookies)).json();
  assert.equal(brokenAt, null);
  const rows = await asOwner(app.ownerUrl, (owner) =>
    owner.query(
      "select actor, subject from access.audit where action = 'access.user.disable' order by seq desc limit 1",
    ),
  );
  assert.deepEqual(rows.rows[0], { actor: JILL, subject: `user/${carl.id}` });
  assert.ok(entries > 10);
});

const BREMEN: NewTenant = {
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

test('a second tenant: his admin sees his own people only, and cannot touch others', async () => {
  const created = await createTenant(app, { tenant: BREMEN, users: [person('anna@weser.example', 'admin')] });
  assert.equal(created.tenantId, 2);
  const anna = await sessionOf('anna@weser.example');
  const { users } = (await ask('GET', '/api/users', anna)).json();
  assert.deepEqual(
    users.map((user: { email: string }) => user.email),
    ['anna@weser.example'],
  );
  assert.equal((await ask('GET', '/api/session', anna)).json().tenant.name, 'Weserfunk AG');
  // Ids count per tenant: Carl's id is not one of Anna's.
  assert.equal((await ask('PUT', `/api/users/${carl.id}/password`, anna, { password: 'taken over!' })).statusCode, 404);
  const taken = await ask('POST', '/api/users', anna, person(JILL, 'viewer'));
  assert.equal(codeOf(taken), 'access.emailTaken');
  assert.deepEqual((await ask('GET', '/api/audit/check', anna)).json().brokenAt, null);
});

test('a tenant comes whole or not at all', async () => {
  const again = createTenant(app, { tenant: BREMEN, users: [] });
  await assert.rejects(again, { code: 'access.tenantCodeTaken' });
  const withTaken = createTenant(app, { tenant: { ...BREMEN, code: 'ems' }, users: [person(JILL, 'admin')] });
  await assert.rejects(withTaken, { code: 'access.emailTaken' });
  const { rows } = await asOwner(app.ownerUrl, (owner) => owner.query('select code from access.tenant order by 1'));
  assert.deepEqual(
    rows.map(({ code }) => code),
    ['alster', 'weser'],
  );
});

test('the first start: a token from the machine makes the first tenant, once', async () => {
  const fresh = await testApp();
  await asOwner(fresh.ownerUrl, (owner) => owner.query('delete from access.tenant'));
  const door = await createHttp(fresh, { authenticate });
  accessRoutes(door);
  const { password, email, name, language } = person('first@weser.example', 'admin');
  const setUp = (token: string) =>
    door.server.inject({
      method: 'POST',
      url: '/api/setup',
      payload: { token, tenant: BREMEN, admin: { password, email, name, language } },
    });
  try {
    assert.deepEqual((await door.server.inject('/api/setup')).json(), { needed: true });
    const token = await setupToken(fresh);
    assert.equal(await setupToken(fresh), token);
    assert.equal(statSync(join(fresh.dataDir, 'setup-token')).mode & 0o777, 0o600);
    assert.equal(codeOf(await setUp('guessed')), 'access.setupTokenWrong');
    assert.equal((await setUp(token!)).statusCode, 204);
    assert.deepEqual((await door.server.inject('/api/setup')).json(), { needed: false });
    const second = await setUp(token!);
    assert.deepEqual([second.statusCode, codeOf(second)], [409, 'access.alreadySetUp']);
    assert.equal(await setupToken(fresh), null);
    const reply = await door.server.inject({ method: 'POST', url: '/api/sign-in', payload: { email, password } });
    assert.equal(reply.statusCode, 204);
  } finally {
    await door.server.close();
    await fresh.close();
  }
});
