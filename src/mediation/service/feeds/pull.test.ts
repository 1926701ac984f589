/** Feeds that ask carriers' APIs, played by a local server from documented answers. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { after, afterEach, beforeEach, test } from 'node:test';
import { Refusal } from '#base';
import { inTransaction } from '#platform/db';
import { asOwner } from '#test/database';
import { counted, feedApp, PLAIN_DOOR, range, until } from '#test/feedScene';
import type { NewFeed } from '../../feeds/feed.ts';
import { addFeed, addSource, type FeedHost, feedStatus, runFeedSoon, startFeeds } from '../../service.ts';

interface Played {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}
type Play = (url: URL, request: IncomingMessage, body: string) => Played;

const app = await feedApp();
let play: Play = () => ({ status: 500, body: '' });
let asked: string[] = [];
const server = createServer(async (request, reply) => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  const url = new URL(request.url ?? '', base);
  asked.push(`${request.method} ${url.pathname}${url.search}`);
  const { status = 200, headers = {}, body } = play(url, request, Buffer.concat(pieces).toString());
  reply.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const base = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
let host: FeedHost | null = null;
const start = async () => {
  host = await startFeeds(app, PLAIN_DOOR);
};
beforeEach(() => {
  asked = [];
});
afterEach(async () => {
  await host?.stop();
  await asOwner(app.ownerUrl, (client) => client.query('update mediation.feed set enabled = false'));
});
after(async () => {
  server.close();
  await app.close();
});

const add = (feed: Omit<NewFeed, 'sourceCode'>) =>
  inTransaction(app, app.actor, (ctx) => addFeed(app, ctx, { ...feed, sourceCode: 'switch' }));
const status = async (code: string) => (await inTransaction(app, app.actor, (ctx) => feedStatus(ctx, code)))[0]!;
const HOUR = 3_600_000;
let turns = 0;
/** Has a feed take a turn, so much later, and waits until it has ended, well or not. */
async function turn(code: string, laterMs = HOUR): Promise<void> {
  app.clock.set(app.clock.now() + laterMs + ++turns);
  const at = app.clock.now();
  asked = [];
  await inTransaction(app, app.actor, (ctx) => runFeedSoon(ctx, code));
  await until(`${code} has had its turn`, async () => {
    const { feed, brought } = await status(code);
    return (feed.lastRunAt?.getTime() ?? 0) >= at && feed.state !== 'running' && (brought?.waiting ?? 0) === 0;
  });
}

/** The lines of all files a feed brought. */
async function lines(code: string): Promise<string[]> {
  const { rows } = await asOwner(app.ownerUrl, (client) =>
    client.query<{ sha256: string }>(
      `select encode(sha256, 'hex') as sha256 from mediation.feed_file join mediation.feed on feed.id = feed_id
       where code = $1 order by no`,
      [code],
    ),
  );
  const texts = await Promise.all(rows.map(({ sha256 }) => app.files.read(sha256)));
  return texts.flatMap((text) => text.toString('utf8').split('\n')).filter((line) => line !== '');
}
const ids = async (code: string, name = 'id') => (await lines(code)).map((line) => JSON.parse(line)[name]);

test('OVH: signed requests list ids line by line, each call is asked for once, also when the turn was cut short', async () => {
  const calls = new Map(
    range(1, 60).map((id) => [id, `{"consumptionId":${id},"duration":64,"priceWithoutTax":{"value":0.067200}}`]),
  );
  let allowed = 30;
  play = (url, request) => {
    if (url.pathname === '/1.0/auth/time') return { body: String(Math.floor(Date.UTC(2026, 10, 23, 9) / 1_000)) };
    const signed = ['secret', 'consumer', 'GET', url.href, '', request.headers['x-ovh-timestamp']].join('+');
    const right = `$1$${createHash('sha1').update(signed).digest('hex')}`;
    if (request.headers['x-ovh-signature'] !== right || request.headers['x-ovh-application'] !== 'app')
      return { status: 403, body: '' };
    if (url.pathname === '/1.0/telephony/ovhtel-1/service') return { body: ['0033972101010', '0033972101011'] };
    const [, service, id] = /service\/(\d+)\/voiceConsumption(?:\/(\d+))?$/.exec(url.pathname) ?? [];
    const isFirst = service?.endsWith('0') === true;
    if (id === undefined) return { body: [...calls.keys()].filter((each) => (each % 2 === 0) === isFirst) };
    if (--allowed < 0) return { status: 503, headers: { 'retry-after': '7' }, body: '' };
    return { body: calls.get(Number(id)) ?? '' };
  };
  await add({
    code: 'ovh',
    secret: { applicationKey: 'app', applicationSecret: 'secret', consumerKey: 'consumer' },
    settings: {
      kind: 'pull',
      url: `${base}/1.0/telephony/{account}/service/{each}/voiceConsumption`,
      each: `${base}/1.0/telephony/{account}/service`,
      query: { 'creationDatetime.from': '{from}', 'creationDatetime.to': '{to}' },
      variables: { account: 'ovhtel-1' },
      auth: { kind: 'ovh', timeUrl: `${base}/1.0/auth/time` },
      paging: {
        kind: 'listThenDetail',
        detailUrl: `${base}/1.0/telephony/{account}/service/{each}/voiceConsumption/{id}`,
      },
      window: { lengthS: 86_400, historyS: 86_400, overlapS: 3_600, delayS: 0 },
    },
  });
  await start();
  await until('the carrier has had enough', async () => (await status('ovh')).feed.lastError !== null);
  const { feed } = await status('ovh');
  assert.deepEqual([feed.lastError?.code, feed.lastError?.params.retryAfterMs], ['mediation.pullAnswer', 7_000]);
  assert.equal(feed.nextRunAt?.getTime(), app.clock.now() + 7_000);
  allowed = Number.POSITIVE_INFINITY;
  await turn('ovh');
  const details = asked.filter((line) => /voiceConsumption\/\d/.test(line));
  assert.equal(details.length, 59 - 30, 'what was kept before the error is not asked for again');
  assert.deepEqual(
    (await ids('ovh', 'consumptionId')).sort((a, b) => a - b),
    range(1, 60),
  );
  assert.match((await lines('ovh'))[0]!, /"value":0\.067200/, 'numbers as the carrier wrote them');
  await turn('ovh');
  assert.equal(asked.filter((line) => /voiceConsumption\/\d/.test(line)).length, 0, 'in the overlap nothing is new');
  const [listed] = asked.filter((line) => line.includes('voiceConsumption?'));
  assert.match(listed!, /creationDatetime\.from=2026-11-23T07%3A00%3A00Z/);
  assert.match(listed!, /creationDatetime\.to=2026-11-23T10%3A00%3A00Z/);
});

test('a carrier that allows few requests at a time is got through: turns that bring something are no failures in a row', async () => {
  let allowed = 0;
  play = (url) => {
    const [, id] = /calls\/(\d+)$/.exec(url.pathname) ?? [];
    if (id === undefined) return { body: range(1, 20) };
    if (--allowed < 0) return { status: 429, body: '' };
    return { body: { id: Number(id) } };
  };
  await add({
    code: 'slow',
    settings: {
      kind: 'pull',
      url: `${base}/calls`,
      paging: { kind: 'listThenDetail', detailUrl: `${base}/calls/{id}` },
      id: ['id'],
    },
  });
  await start();
  await until('nothing was allowed', async () => (await status('slow')).feed.failures === 1);
  await turn('slow');
  assert.equal((await status('slow')).feed.failures, 2, 'nothing came: longer pauses');
  for (const known of [6, 12, 18]) {
    allowed = 6;
    await turn('slow');
    const { feed, brought } = await status('slow');
    assert.deepEqual([brought?.gathered, feed.failures], [known, 1]);
    assert.equal(feed.nextRunAt?.getTime(), app.clock.now() + 5_000);
  }
  allowed = 6;
  await turn('slow');
  assert.deepEqual(await ids('slow'), range(1, 20));
});

test('Twilio: pages by address, basic authentication; a call without a price yet is asked for until it has one', async () => {
  const priced = new Set(['CA1']);
  play = (url, request) => {
    if (request.headers.authorization !== `Basic ${Buffer.from('AC1:token').toString('base64')}`)
      return { status: 401, body: '' };
    const page = Number(url.searchParams.get('Page') ?? '0');
    const call = (sid: string) => ({ sid, price: priced.has(sid) ? '-0.03000' : null });
    const next = page === 0 ? `/2010-04-01/Accounts/AC1/Calls.json?PageSize=2&Page=1&PageToken=PACA2` : null;
    return { body: { calls: page === 0 ? [call('CA1'), call('CA2')] : [call('CA3')], next_page_uri: next, page } };
  };
  await add({
    code: 'twilio',
    secret: { user: 'AC1', password: 'token' },
    settings: {
      kind: 'pull',
      url: `${base}/2010-04-01/Accounts/{account}/Calls.json`,
      query: { 'StartTime>': '{from}', PageSize: '2' },
      variables: { account: 'AC1' },
      auth: { kind: 'basic' },
      paging: { kind: 'nextLink', path: ['next_page_uri'] },
      items: ['calls'],
      id: ['sid'],
      window: { form: 'date', lengthS: 86_400, historyS: 3_600, overlapS: 0, delayS: 0 },
      provisional: { path: ['price'], withinS: 6 * 3_600 },
    },
  });
  await start();
  await turn('twilio', 0);
  assert.deepEqual(await ids('twilio', 'sid'), ['CA1']);
  priced.add('CA3');
  await turn('twilio');
  assert.deepEqual(await ids('twilio', 'sid'), ['CA1', 'CA3']);
  await turn('twilio', 4 * HOUR);
  assert.deepEqual(await ids('twilio', 'sid'), ['CA1', 'CA3']);
  await turn('twilio', 4 * HOUR);
  assert.deepEqual(await ids('twilio', 'sid'), ['CA1', 'CA3', 'CA2'], 'taken as it is after so long');
});

test('Webex: windows of twelve hours at most, not younger than five minutes, Link headers, one request at a time', async () => {
  play = (url, request) => {
    if (request.headers.authorization !== 'Bearer t0') return { status: 401, body: '' };
    const [from, to] = ['startTime', 'endTime'].map((name) => Date.parse(url.searchParams.get(name) ?? ''));
    if (to! - from! > 12 * HOUR || app.clock.now() - to! < 5 * 60_000) return { status: 400, body: '' };
    const part = Number(url.searchParams.get('start') ?? '0');
    const id = `${url.searchParams.get('startTime')}/${part}`;
    const link: Record<string, string> = part === 0 ? { link: `<${url.href}&start=1>; rel="next"` } : {};
    return { headers: link, body: { items: [{ 'Report ID': id, 'Answer indicator': 'Yes' }] } };
  };
  await add({
    code: 'webex',
    secret: { token: 't0' },
    settings: {
      kind: 'pull',
      url: `${base}/v1/cdr_feed`,
      query: { startTime: '{from}', endTime: '{to}' },
      auth: { kind: 'bearer' },
      paging: { kind: 'nextLink' },
      items: ['items'],
      id: ['Report ID'],
      window: { form: 'isoMs', lengthS: 43_200, historyS: 48 * 3_600, overlapS: 0, delayS: 300 },
    },
  });
  await start();
  await turn('webex', 0);
  assert.equal((await status('webex')).feed.lastError, null);
  assert.equal((await ids('webex', 'Report ID')).length, 8);
  await turn('webex', 30 * HOUR);
  assert.equal((await ids('webex', 'Report ID')).length, 14);
});

test('Graph: client credentials, next links; a link to another server is not followed', async () => {
  let next = `${base}/v1.0/calls?$skip=1`;
  play = (url, request, body) => {
    if (url.pathname === '/tenant-1/oauth2/v2.0/token') {
      const form = new URLSearchParams(body);
      const right = form.get('grant_type') === 'client_credentials' && form.get('client_secret') === 's';
      return right ? { body: { access_token: 'at', expires_in: 3_599 } } : { status: 400, body: '' };
    }
    if (request.headers.authorization !== 'Bearer at') return { status: 401, body: '' };
    return url.searchParams.has('$skip')
      ? { body: { value: [{ id: 'b' }] } }
      : { body: { value: [{ id: 'a' }], '@odata.nextLink': next } };
  };
  await add({
    code: 'graph',
    secret: { clientId: 'c', clientSecret: 's' },
    settings: {
      kind: 'pull',
      url: `${base}/v1.0/calls`,
      variables: { tenant: 'tenant-1' },
      auth: {
        kind: 'oauth2',
        tokenUrl: `${base}/{tenant}/oauth2/v2.0/token`,
        scope: 'https://graph.microsoft.com/.default',
      },
      paging: { kind: 'nextLink', path: ['@odata.nextLink'] },
      items: ['value'],
      id: ['id'],
    },
  });
  await start();
  await turn('graph', 0);
  assert.deepEqual(await ids('graph'), ['a', 'b']);
  next = 'https://elsewhere.example/v1.0/calls?$skip=1';
  await turn('graph');
  assert.equal((await status('graph')).feed.lastError?.code, 'mediation.pullElsewhere');
});

test('a feed of a known API brings its account alone; what the API says is read by the format of the source', async () => {
  for (const [code, format] of [
    ['ovh-fr', 'ovh-voice-json'],
    ['teams', 'teams-pstn-calls'],
  ] as const)
    await inTransaction(app, app.actor, (ctx) =>
      addSource(ctx, {
        code,
        name: code,
        kind: 'carrier',
        format,
        zone: 'Europe/Paris',
        country: 'FR',
        settings: {},
        supplierPriceListId: null,
      }),
    );
  const ofFormat = await inTransaction(app, app.actor, (ctx) =>
    addFeed(app, ctx, {
      code: 'ovh-fr',
      sourceCode: 'ovh-fr',
      enabled: false,
      settings: { kind: 'pull', variables: { account: 'ovhtel-2' } },
    }),
  );
  assert.ok(ofFormat.settings.kind === 'pull' && ofFormat.settings.paging.kind === 'listThenDetail');
  await assert.rejects(
    inTransaction(app, app.actor, (ctx) =>
      addFeed(app, ctx, { code: 'ovh-bad', sourceCode: 'ovh-fr', settings: { kind: 'pull' } }),
    ),
    (error) => error instanceof Refusal && error.findings[0]?.place?.field === 'variables.account',
  );
  const call = (id: number) => ({
    id: `call-${id}`,
    callId: `c-${id}`,
    startDateTime: `2026-11-20T08:00:0${id}.1234567Z`,
    endDateTime: `2026-11-20T08:01:0${id}.1234567Z`,
    duration: 60,
    charge: 0.02,
    currency: 'EUR',
    callType: 'user_out',
    callerNumber: '+33199000040',
    calleeNumber: '+33612345678',
  });
  play = () => ({ body: { value: [call(1), call(2), call(3)] } });
  await inTransaction(app, app.actor, (ctx) =>
    addFeed(app, ctx, {
      code: 'teams',
      sourceCode: 'teams',
      settings: { kind: 'pull', url: `${base}/calls`, items: ['value'], id: ['id'] },
    }),
  );
  const before = await counted(app);
  await start();
  await turn('teams', 0);
  const { stored, rejected } = await counted(app);
  assert.deepEqual([stored - before.stored, rejected - before.rejected], [3, 0]);
});

test('a cursor; a window goes on at its page; too many requests are a pause', async () => {
  let busy = false;
  play = (url) => {
    const after = Number(url.searchParams.get('after') ?? '0');
    if (busy && after === 3) return { status: 429, headers: { 'retry-after': '120' }, body: '' };
    return { body: { data: [{ id: after + 1 }], meta: { cursor: after < 5 ? String(after + 1) : null } } };
  };
  await add({
    code: 'cursor',
    settings: {
      kind: 'pull',
      url: `${base}/records`,
      paging: { kind: 'cursor', path: ['meta', 'cursor'], param: 'after' },
      items: ['data'],
      id: ['id'],
    },
  });
  busy = true;
  await start();
  await turn('cursor', 0);
  assert.deepEqual((await status('cursor')).feed.lastError?.code, 'mediation.pullLimited');
  assert.equal((await status('cursor')).feed.nextRunAt?.getTime(), app.clock.now() + 120_000);
  busy = false;
  await turn('cursor');
  assert.deepEqual(asked, ['GET /records?after=3', 'GET /records?after=4', 'GET /records?after=5']);
  assert.deepEqual((await ids('cursor')).sort(), range(1, 7));
});

test('stopped and started at any request nothing is lost and nothing comes twice', async () => {
  const pages = 12;
  let requests = 0;
  let stopAt = 0;
  let stopping: Promise<void> | undefined;
  play = (url) => {
    if (++requests === stopAt) stopping = host?.stop();
    const page = Number(url.searchParams.get('page') ?? '1');
    return { body: { data: page > pages ? [] : range(0, 5).map((index) => ({ id: `${page}/${index}` })) } };
  };
  const code = 'stopped';
  await add({
    code,
    settings: {
      kind: 'pull',
      url: `${base}/records`,
      paging: { kind: 'page', param: 'page' },
      items: ['data'],
      id: ['id'],
      everyS: 1,
    },
  });
  for (let round = 1; round <= pages + 1; round++) {
    requests = 0;
    stopAt = 1 + (round % 3);
    app.clock.set(app.clock.now() + 10_000);
    await start();
    await until('it was stopped', () => {
      app.clock.set(app.clock.now() + 500);
      return stopping !== undefined;
    });
    await stopping;
    stopping = undefined;
    await host?.stop();
  }
  stopAt = -1;
  await start();
  await turn(code);
  const wanted = range(1, pages + 1).flatMap((page) => range(0, 5).map((index) => `${page}/${index}`));
  assert.deepEqual((await ids(code)).sort(), wanted.sort());
});

test('answers that are no JSON, too poor or not for us are told', async () => {
  const settings: NewFeed['settings'] = { kind: 'pull', url: `${base}/x`, items: ['data'] };
  const cases: [code: string, played: Played, expected: string][] = [
    ['p-json', { body: '<html>' }, 'mediation.pullJson'],
    ['p-list', { body: { other: 1 } }, 'mediation.pullItems'],
    ['p-deny', { status: 403, body: '' }, 'mediation.feedSignIn'],
    [
      'p-away',
      { status: 302, headers: { location: 'http://elsewhere.example/' }, body: '' },
      'mediation.pullElsewhere',
    ],
    ['p-down', { status: 500, body: '' }, 'mediation.pullAnswer'],
  ];
  for (const [code, played, expected] of cases) {
    play = () => played;
    await add({ code, settings });
    await start();
    await until(`${code} is told`, async () => (await status(code)).feed.lastError !== null);
    assert.equal((await status(code)).feed.lastError?.code, expected);
    await host?.stop();
    await asOwner(app.ownerUrl, (client) => client.query('update mediation.feed set enabled = false'));
  }
});
