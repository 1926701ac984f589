import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { z } from 'zod';
import { endpoint, Problem, Refusal } from '#base';
import { openKysely, openPool } from '#platform/db';
import { databaseProgress } from '#platform/progress';
import { registerTexts } from '#platform/wording';
import { testActor, testApp } from '#test/database';
import { bind, bindLong, bindOpen, bindRaw, bindUpload } from './bind.ts';
import { createHttp, listen } from './server.ts';
import { systemRoutes } from './systemRoutes.ts';
import { HTTP_TEXTS } from './texts.ts';

registerTexts(HTTP_TEXTS);
const logged: { event: string; fields: unknown }[] = [];
const app = await testApp({
  log: { info: () => {}, error: (event, fields) => logged.push({ event, fields }) },
});
/** Who asks stands in a header here: `all`, or one permission. */
const http = await createHttp(app, {
  authenticate: async (_, { headers }) => {
    const may = headers['x-may'];
    if (typeof may !== 'string') return null;
    return may === 'all' ? testActor() : { ...testActor(), permissions: new Set(['session'] as const) };
  },
});
const { server } = http;
const all = { 'x-may': 'all' };

const thing = endpoint({
  method: 'POST',
  path: '/api/things/:thingId',
  permission: 'customers.write',
  summary: 'Makes a thing',
  params: z.object({ thingId: z.coerce.number().int().positive() }),
  query: z.object({ loud: z.enum(['yes', 'no']).default('no') }),
  body: z.object({ name: z.string().min(2).max(5), kind: z.enum(['a', 'b']), lines: z.array(z.number()).default([]) }),
  reply: z.object({ id: z.number(), name: z.string(), made: z.string() }),
});
let made = 0;
const makeThing = async (name: string, tx: { execute: () => Promise<unknown> }) => {
  made++;
  await tx.execute();
  if (name === 'no') throw new Refusal('conflict', 'thing.refused', { name });
  if (name === 'bug') throw new Error('secret of the house');
};
bind(http, thing, async ({ ctx, params, query, body }) => {
  const note = sql`insert into platform.counter (tenant_id, name, value) values (1, ${body.name}, 7)`;
  await makeThing(body.name, { execute: () => note.execute(ctx.tx) });
  const secret = { passwordHash: 'never shown' };
  return { id: params.thingId, name: body.name + query.loud, made: String(made), ...secret };
});

const slow = endpoint({
  method: 'POST',
  path: '/api/slow',
  permission: 'customers.write',
  summary: 'Takes its time',
  reply: z.object({ made: z.number() }),
});
/** The handler waits here until the test lets it go on; `begun` tells that it waits. */
let gate = Promise.withResolvers<void>();
let begun = Promise.withResolvers<void>();
bindLong(http, slow, async () => {
  begun.resolve();
  await gate.promise;
  return { made: ++made };
});

const upload = endpoint({
  method: 'POST',
  path: '/api/upload',
  permission: 'usage.import',
  summary: 'Takes files',
  reply: z.object({ files: z.array(z.string()) }),
});
let uploadTrouble: unknown;
bindUpload(http, upload, async ({ files }) => {
  const seen: string[] = [];
  try {
    for await (const { name, stream, fields } of files) {
      let bytes = 0;
      for await (const chunk of stream) bytes += (chunk as Buffer).length;
      seen.push(`${name} ${bytes} ${fields.source ?? ''}`);
    }
  } catch (error) {
    uploadTrouble = error;
    throw error;
  }
  return { files: seen };
});

const document = endpoint({
  method: 'GET',
  path: '/api/document',
  permission: 'invoices.read',
  summary: 'A document',
  reply: z.string(),
});
bindRaw(http, document, async () => ({
  mediaType: 'application/pdf',
  body: Buffer.from('%PDF'),
  fileName: 'Rechnung "März".pdf',
}));
const wrongReply = endpoint({
  method: 'GET',
  path: '/api/wrong',
  permission: 'session',
  summary: 'A bug of ours',
  reply: z.object({ amount: z.string() }),
});
bind(http, wrongReply, async () => JSON.parse('{"amount": 1.5}'));
const open = endpoint({
  method: 'POST',
  path: '/api/open',
  permission: null,
  summary: 'For everybody',
  reply: z.undefined(),
});
bindOpen(http, open, async () => undefined);
systemRoutes(http, '1.2.3');
const url = await listen(http, { host: '127.0.0.1', port: 0 });

after(async () => {
  await server.close();
  await app.close();
});

const good = { method: 'POST', url: '/api/things/7', headers: all, payload: { name: 'cat', kind: 'a' } } as const;
const problemOf = (reply: { body: string }) => Problem.parse(JSON.parse(reply.body));
const counters = async (name: string) =>
  Number(
    (await sql<{ n: bigint }>`select count(*) as n from platform.counter where name = ${name}`.execute(owner())).rows[0]
      ?.n,
  );
const owner = () => app.db.withSchema('platform');

test('a route without a session answers 401, without the permission 403, and does nothing', async () => {
  const before = made;
  const nobody = await server.inject({ ...good, headers: {} });
  assert.equal(nobody.statusCode, 401);
  assert.equal(problemOf(nobody).code, 'request.signInNeeded');
  const weak = await server.inject({ ...good, headers: { 'x-may': 'session' } });
  assert.equal(weak.statusCode, 403);
  assert.deepEqual(problemOf(weak).params, { permission: 'customers.write' });
  assert.equal(made, before);
});

test('params, query and body are validated and converted; the reply carries only what its schema names', async () => {
  const reply = await server.inject({ ...good, url: '/api/things/7?loud=yes' });
  assert.equal(reply.statusCode, 200);
  assert.deepEqual(Object.keys(reply.json()), ['id', 'name', 'made']);
  assert.equal(reply.json().name, 'catyes');
  assert.equal(reply.headers['cache-control'], 'no-store');
});

test('each wrong field is a finding with its place', async () => {
  const reply = await server.inject({ ...good, payload: { name: 'x', lines: [1, 'two'], kind: 'c' } });
  assert.equal(reply.statusCode, 422);
  assert.match(String(reply.headers['content-type']), /^application\/problem\+json/);
  const problem = problemOf(reply);
  assert.equal(problem.code, 'request.invalid');
  assert.equal(problem.title, 'Some entries are missing or not right.');
  assert.deepEqual(
    problem.findings.map(({ code, place, params }) => [code, place?.field, params]),
    [
      ['request.field.tooSmall', 'name', { minimum: '2', of: 'string' }],
      ['request.field.choice', 'kind', { values: 'a, b' }],
      ['request.field.type', 'lines.1', { expected: 'number' }],
    ],
  );
  const missing = problemOf(await server.inject({ ...good, payload: {} }));
  assert.deepEqual(
    missing.findings.map(({ code, place }) => [code, place?.field]),
    [
      ['request.field.missing', 'name'],
      ['request.field.missing', 'kind'],
    ],
  );
  for (const { code } of [...problem.findings, ...missing.findings]) assert.ok(HTTP_TEXTS[code], code);
});

test('a refusal rolls back and is a problem; a bug is a 500 with an incident and no secrets', async () => {
  const refused = await server.inject({ ...good, payload: { name: 'no', kind: 'a' } });
  assert.equal(refused.statusCode, 409);
  assert.deepEqual(problemOf(refused), {
    type: 'urn:tarifwerk:problem:thing.refused',
    title: 'thing.refused',
    status: 409,
    code: 'thing.refused',
    params: { name: 'no' },
    findings: [],
  });
  assert.equal(await counters('no'), 0);

  const bug = await server.inject({ ...good, payload: { name: 'bug', kind: 'a' } });
  assert.equal(bug.statusCode, 500);
  assert.ok(!bug.body.includes('secret of the house'));
  const { incident } = problemOf(bug);
  const { fields } = logged.find(({ event }) => event === 'http.bug')!;
  assert.equal((fields as { incident: string }).incident, incident);
  assert.match((fields as { error: string }).error, /secret of the house/);
});

test('a reply that is not as documented is a bug, not a wrong answer', async () => {
  const reply = await server.inject({ url: '/api/wrong', headers: all });
  assert.equal(reply.statusCode, 500);
});

test('transport trouble has the same shape', async () => {
  const json = { ...all, 'content-type': 'application/json' };
  const cases = [
    [{ ...good, headers: json, payload: '{"name": ' }, 400, 'request.malformed'],
    [{ ...good, headers: json, payload: '{"__proto__": {"x": 1}}' }, 400, 'request.malformed'],
    [{ ...good, headers: { ...all, 'content-type': 'text/plain' }, payload: '{}' }, 415, 'request.mediaType'],
    [
      { ...good, headers: { ...all, 'content-type': 'application/x-www-form-urlencoded' }, payload: 'a=b' },
      415,
      'request.mediaType',
    ],
    [{ ...good, payload: { name: 'x'.repeat(3_000_000) } }, 413, 'request.tooLarge'],
    [{ method: 'GET', url: '/api/nowhere', headers: all }, 404, 'request.notFound'],
    [{ ...good, url: '/api/things/7?loud=%00' }, 422, 'request.malformed'],
    [{ ...good, headers: json, payload: '{"name": "a\\u0000b", "kind": "a"}' }, 422, 'request.malformed'],
  ] as const;
  for (const [request, status, code] of cases) {
    const reply = await server.inject(request);
    assert.deepEqual([reply.statusCode, problemOf(reply).code], [status, code]);
  }
});

test('every answer carries the security headers; nobody may frame us', async () => {
  for (const reply of [
    await server.inject(good),
    await server.inject('/api/nowhere'),
    await server.inject('/api/health'),
  ]) {
    assert.match(String(reply.headers['content-security-policy']), /script-src 'self';.*frame-ancestors 'none'/);
    assert.equal(reply.headers['x-content-type-options'], 'nosniff');
  }
});

test('a changing request from another site is refused, whatever cookie it carries', async () => {
  const cases: [Record<string, string>, number][] = [
    [{ 'sec-fetch-site': 'same-origin' }, 204],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'none' }, 403],
    [{ origin: 'http://billing.example:4080' }, 204],
    [{ origin: 'http://billing.example' }, 403],
    [{ origin: 'http://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{}, 204], // no browser
  ];
  for (const [headers, status] of cases) {
    const reply = await server.inject({
      method: 'POST',
      url: '/api/open',
      headers: { host: 'billing.example:4080', ...headers },
    });
    assert.equal(reply.statusCode, status, JSON.stringify(headers));
  }
  const reading = await server.inject({ url: '/api/health', headers: { 'sec-fetch-site': 'cross-site' } });
  assert.equal(reading.statusCode, 200);
});

test('the same idempotency key does the work once, within the transaction', async () => {
  const request = { ...good, headers: { ...all, 'idempotency-key': 'k1' }, payload: { name: 'dog', kind: 'a' } };
  const before = made;
  const first = await server.inject(request);
  const second = await server.inject(request);
  assert.deepEqual(second.json(), first.json());
  assert.equal(second.headers['idempotency-replayed'], 'true');
  assert.equal(made, before + 1);

  const other = await server.inject({ ...request, payload: { name: 'cow', kind: 'a' } });
  assert.deepEqual([other.statusCode, problemOf(other).code], [409, 'request.idempotencyKeyReused']);
  const elsewhere = await server.inject({ ...request, url: '/api/things/8' });
  assert.equal(elsewhere.statusCode, 409);
  const bad = await server.inject({ ...request, headers: { ...all, 'idempotency-key': 'with space' } });
  assert.equal(problemOf(bad).code, 'request.idempotencyKeyInvalid');

  app.clock.set(app.clock.now() + 8 * 24 * 3_600_000);
  const muchLater = await server.inject({ ...request, payload: { name: 'hen', kind: 'a' } });
  assert.equal(muchLater.statusCode, 200);
});

test('two at once with one key: the work is done once, both get its answer', async () => {
  const request = { ...good, headers: { ...all, 'idempotency-key': 'k2' }, payload: { name: 'pig', kind: 'a' } };
  const before = made;
  const [a, b] = await Promise.all([server.inject(request), server.inject(request)]);
  assert.deepEqual(a.json(), b.json());
  assert.equal(made, before + 1);
});

test('a refused request leaves its key free', async () => {
  const headers = { ...all, 'idempotency-key': 'k3' };
  assert.equal((await server.inject({ ...good, headers, payload: { name: 'no', kind: 'a' } })).statusCode, 409);
  assert.equal((await server.inject({ ...good, headers, payload: { name: 'fox', kind: 'a' } })).statusCode, 200);
});

test('long work: a second request with the key of a running one is refused, after it the answer is repeated', async () => {
  const request = { method: 'POST', url: '/api/slow', headers: { ...all, 'idempotency-key': 'k4' } } as const;
  const running = server.inject(request);
  await begun.promise;
  const second = await server.inject(request);
  assert.equal(problemOf(second).code, 'request.inProgress');
  gate.resolve();
  const first = await running;
  assert.equal(first.statusCode, 200);
  const third = await server.inject(request);
  assert.deepEqual([third.json(), third.headers['idempotency-replayed']], [first.json(), 'true']);
});

test('uploads stream in order, with the fields before them', async () => {
  const form = new FormData();
  form.set('source', 'pabx');
  form.append('file', new Blob(['x'.repeat(300_000)]), 'Master.csv');
  form.append('file', new Blob(['y']), 'C:\\calls\\second.csv');
  const reply = await fetch(`${url}/api/upload`, { method: 'POST', headers: all, body: form });
  assert.deepEqual(await reply.json(), { files: ['Master.csv 300000 pabx', 'second.csv 1 pabx'] });
  const json = await server.inject({ method: 'POST', url: '/api/upload', headers: all, payload: {} });
  assert.equal(problemOf(json).code, 'request.uploadExpected');
});

test('an upload that breaks off is an error for its reader, never a short file', async () => {
  uploadTrouble = undefined;
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(
    `POST /api/upload HTTP/1.1\r\nhost: ${hostname}\r\nx-may: all\r\ncontent-type: multipart/form-data; boundary=B\r\ncontent-length: 5000\r\n\r\n` +
      '--B\r\ncontent-disposition: form-data; name="file"; filename="half.csv"\r\n\r\nfirst half',
  );
  setTimeout(() => socket.destroy(), 100);
  for (let i = 0; i < 200 && uploadTrouble === undefined; i++) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.ok(uploadTrouble instanceof Error);
});

test('a document keeps its name in every script', async () => {
  const reply = await server.inject({ url: '/api/document', headers: all });
  assert.equal(reply.headers['content-type'], 'application/pdf');
  assert.equal(
    reply.headers['content-disposition'],
    `inline; filename="Rechnung _M_rz_.pdf"; filename*=UTF-8''Rechnung%20%22M%C3%A4rz%22.pdf`,
  );
  assert.equal(reply.body, '%PDF');
});

test('the API documentation holds every bound route with its permission and its schemas', async () => {
  const { openapi, info, paths } = (await server.inject({ url: '/api/openapi.json', headers: all })).json();
  assert.deepEqual([openapi, info.version], ['3.1.0', '1.2.3']);
  for (const { endpoint: bound } of http.routes) {
    const path = bound.path.replace(/:(\w+)/g, '{$1}').replace('*', '{path}');
    const operation = paths[path][bound.method.toLowerCase()];
    assert.equal(operation.summary, bound.summary);
    assert.equal(operation['x-permission'], bound.permission);
  }
  const made = paths['/api/things/{thingId}'].post;
  assert.equal(made.operationId, 'postThingsThingId');
  assert.deepEqual(
    made.parameters.map((p: { name: string; in: string; required: boolean }) => [p.name, p.in, p.required]),
    [
      ['thingId', 'path', true],
      ['loud', 'query', false],
      ['Idempotency-Key', 'header', false],
    ],
  );
  assert.deepEqual(made.requestBody.content['application/json'].schema.required, ['name', 'kind']);
  assert.ok(paths['/api/open'].post.responses['204']);
});

test('an endpoint whose reply JSON cannot carry fails when it is bound', () => {
  const endpointWith = (reply: z.ZodType) =>
    endpoint({ method: 'GET', path: '/api/never', permission: 'session', summary: 'Never', reply });
  for (const reply of [z.object({ amount: z.bigint() }), z.object({ at: z.date() })]) {
    assert.throws(() => bind(http, endpointWith(reply), async () => ({})), /cannot be represented/);
  }
});

/** The values of a stream of server-sent events as they come. */
async function* eventsOf(reply: Response) {
  let text = '';
  for await (const chunk of reply.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) if (part.startsWith('data: ')) yield JSON.parse(part.slice(6));
  }
}

test('progress arrives as server-sent events until the work is done; it can be cancelled', async () => {
  const progress = databaseProgress(app, app.actor, 'run/7');
  progress.phase('rate', 10);
  const reply = await fetch(`${url}/api/progress/run/7`, { headers: all });
  assert.equal(reply.headers.get('content-type'), 'text/event-stream; charset=utf-8');
  assert.match(reply.headers.get('content-security-policy') ?? '', /frame-ancestors/);
  const events = eventsOf(reply);
  const cancel = { method: 'POST', url: '/api/progress/cancel', headers: all, payload: { topic: 'run/7' } } as const;
  assert.equal((await events.next()).value.state, 'running');
  assert.deepEqual((await server.inject(cancel)).json(), { running: true });
  progress.advance(4);
  progress.detail({ findings: 2 });
  await progress.finish('cancelled');
  const rest = [];
  for await (const event of events) rest.push(event);
  const last = rest.at(-1);
  assert.deepEqual(
    [last.phase, last.done, last.total, last.state, last.detail, last.cancelRequested],
    ['rate', 4, 10, 'cancelled', { findings: 2 }, true],
  );
  assert.deepEqual((await server.inject(cancel)).json(), { running: false });
  assert.equal((await fetch(`${url}/api/progress/run/7`)).status, 401);
});

test('closing the server ends streams that still wait', async () => {
  const other = await createHttp(app, { authenticate: async () => testActor() });
  systemRoutes(other, '0');
  const otherUrl = await listen(other, { host: '127.0.0.1', port: 0 });
  const reply = await fetch(`${otherUrl}/api/progress/run/999`);
  await other.server.close();
  assert.match(await reply.text(), /retry/);
});

test('closing the server waits for a request in work, and no longer', async () => {
  const other = await createHttp(app, { authenticate: async () => testActor() });
  gate = Promise.withResolvers<void>();
  begun = Promise.withResolvers<void>();
  bindLong(other, slow, async () => {
    begun.resolve();
    await gate.promise;
    return { made: 99 };
  });
  const otherUrl = await listen(other, { host: '127.0.0.1', port: 0 });
  const running = fetch(`${otherUrl}/api/slow`, { method: 'POST' });
  await begun.promise;
  const closed = other.server.close();
  gate.resolve();
  assert.deepEqual(await (await running).json(), { made: 99 });
  await closed;
});

test('a port in use is a refusal with the port', async () => {
  const second = await createHttp(app, { authenticate: async () => null });
  await assert.rejects(listen(second, { host: '127.0.0.1', port: Number(new URL(url).port) }), {
    code: 'http.portTaken',
  });
  await second.server.close();
});

test('health needs no session and tells when the database is away', async () => {
  assert.deepEqual((await server.inject('/api/health')).json(), { status: 'ok' });
  const db = openKysely(openPool('postgres://nobody@127.0.0.1:1/none', 1, () => {}));
  const away = await createHttp({ ...app, db }, { authenticate: async () => null });
  systemRoutes(away, '0');
  const reply = await away.server.inject('/api/health');
  assert.deepEqual([reply.statusCode, problemOf(reply).code], [503, 'request.databaseAway']);
  assert.ok(!reply.body.includes('127.0.0.1'));
  await db.destroy();
});
