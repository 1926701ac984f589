import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { addApiKey, authenticate } from '#access/service';
import { inTransaction } from '#platform/db';
import { createHttp } from '#platform/http';
import { CARRIER_HEADER, carrierFile, carrierRow, counted, feedApp, PLAIN_DOOR, range, until } from '#test/feedScene';
import { startFeeds } from '../service.ts';
import { feedRoutes } from './feeds.ts';

const app = await feedApp();
const http = await createHttp(app, { authenticate });
feedRoutes(http, PLAIN_DOOR);
await http.server.listen({ port: 0, host: '127.0.0.1' });
const url = http.server.listeningOrigin;
after(async () => {
  await http.server.close();
  await app.close();
});
const { key } = await inTransaction(app, app.actor, (ctx) =>
  addApiKey(ctx, { name: 'push', permissions: ['usage.import', 'usage.read'] }),
);

type Headers = Record<string, string>;
const post = (path: string, body: string | Uint8Array, headers: Headers = {}) =>
  fetch(`${url}/api${path}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : Buffer.from(body),
    headers: { authorization: `Bearer ${key}`, 'content-type': 'text/csv', ...headers },
  });
const push = async (body: string | Uint8Array, headers: Headers = {}, source = 'nord', query = '') => {
  const reply = await post(`/sources/${source}/records${query}`, body, headers);
  const { state, code, records, stored, duplicates, rejected, fileId } = await reply.json();
  return { status: reply.status, state, code, counts: [records, stored, duplicates, rejected], fileId };
};

test('a body is a file: its records are counted in the answer', async () => {
  const first = await push(carrierFile([1, 2, 3]));
  assert.deepEqual([first.status, first.state, first.counts], [200, 'imported', [3, 3, 0, 0]]);
  const overlapping = await push(carrierFile([3, 4]) + carrierRow(5).replace(';60;', ';x;'));
  assert.deepEqual([overlapping.state, overlapping.counts], ['imported', [3, 1, 1, 1]]);
  const again = await push(carrierFile([1, 2, 3]));
  assert.deepEqual([again.state, again.fileId], ['again', first.fileId]);
  const wrong = await push('{"no":"csv"}');
  assert.deepEqual([wrong.status, wrong.state], [200, 'quarantined']);
});

test('packed bodies are unpacked; what is no gzip, is empty, of an unknown source or sender is refused', async () => {
  const packed = await push(gzipSync(carrierFile([10, 11])), { 'content-encoding': 'gzip' });
  assert.deepEqual(packed.counts, [2, 2, 0, 0]);
  const broken = gzipSync(carrierFile([12])).subarray(0, 30);
  assert.equal((await push(broken, { 'content-encoding': 'gzip' })).code, 'mediation.pushEncoding');
  assert.equal((await push('abc', { 'content-encoding': 'br' })).code, 'mediation.pushEncoding');
  assert.equal((await push('')).code, 'mediation.pushEmpty');
  assert.equal((await push(carrierFile([12]), {}, 'nobody')).code, 'mediation.sourceUnknown');
  assert.equal((await push(carrierFile([12]), { authorization: 'Bearer twk_x' })).status, 401);
});

test('under a key the same body is done once and answered the same; another body under it is refused', async () => {
  const headers = { 'idempotency-key': 'day-1' };
  const first = await push(carrierFile([20, 21]), headers);
  const before = await counted(app);
  const repeated = await push(carrierFile([20, 21]), headers);
  assert.deepEqual(repeated, first);
  assert.deepEqual(await counted(app), before);
  assert.deepEqual((await push(carrierFile([22]), headers)).code, 'request.idempotencyKeyReused');
  // Many at once: one of them works, the others wait for it.
  const many = await Promise.all(range(0, 6).map(() => push(carrierFile([23]), { 'idempotency-key': 'many' })));
  assert.deepEqual(new Set(many.map(({ fileId }) => fileId)).size, 1);
  assert.equal((await counted(app)).stored, before.stored + 1);
});

test('more bodies than can be in hand are asked to come again', async () => {
  const pieces = range(100, 130).map((id) => push(CARRIER_HEADER + carrierRow(id, '02')));
  const replies = await Promise.all(pieces);
  const refused = replies.filter(({ status }) => status === 429);
  assert.equal(replies.length - refused.length, replies.filter(({ status }) => status === 200).length);
  for (const { code } of refused) assert.equal(code, 'mediation.pushTooMany');
});

const call = (uuid: string) =>
  JSON.stringify(
    {
      'core-uuid': 'c0',
      channel_data: { direction: 'inbound' },
      variables: {
        uuid,
        sofia_profile_name: 'internal',
        bridge_channel: 'sofia/external/494055500031%40carrier',
        start_uepoch: '1793520000000000',
        answer_epoch: '1793520003',
        billmsec: '61250',
      },
      callflow: [{ caller_profile: { caller_id_number: '%2B494055500030', destination_number: '00494055500031' } }],
    },
    null,
    1,
  );

test('FreeSWITCH posts call by call, escaped or in base64, and again where it is in doubt', async () => {
  const form = 'application/x-www-form-urlencoded';
  const base64 = 'application/x-www-form-base64-encoded';
  const before = await counted(app);
  const posted = [
    await push(`uuid=a_u1&cdr=${encodeURIComponent(call('u1'))}`, { 'content-type': form }, 'switch'),
    await push(`uuid=a_u1&cdr=${encodeURIComponent(call('u1'))}`, { 'content-type': form }, 'switch'),
    await push(`cdr=${encodeURIComponent(call('u2')).replaceAll('%20', '+')}`, { 'content-type': form }, 'switch'),
    await push(`cdr=${Buffer.from(call('u3')).toString('base64')}`, { 'content-type': base64 }, 'switch'),
    await push(call('u4'), { 'content-type': 'application/json' }, 'switch', '?uuid=u4'),
  ];
  assert.deepEqual([...new Set(posted.map(({ status, state }) => `${status} ${state}`))], ['200 gathered']);
  assert.equal((await push('uuid=1', { 'content-type': form }, 'switch')).code, 'mediation.pushForm');
  assert.equal((await counted(app)).stored, before.stored, 'gathered until the file is cut');
  app.clock.set(app.clock.now() + 61_000);
  const feeds = await startFeeds(app, PLAIN_DOOR);
  await until('the calls are stored', async () => (await counted(app)).stored === before.stored + 4);
  await feeds.stop();
  const after = await counted(app);
  assert.deepEqual(
    [after.files - before.files, after.records - before.records, after.rejected],
    [1, 4, before.rejected],
  );
});

test('a stopped feed takes nothing; the list tells what each brought', async () => {
  const get = async () =>
    (await (await fetch(`${url}/api/feeds`, { headers: { authorization: `Bearer ${key}` } })).json()).feeds;
  const [nord] = await get();
  assert.deepEqual(
    [nord.code, nord.kind, nord.sourceCode, nord.filesWaiting, nord.lagS > 0],
    ['push-nord', 'push', 'nord', 0, true],
  );
  assert.match(nord.lastRecordAt, /^2026-11-02T08:0/);
  const change = (enabled: boolean) =>
    fetch(`${url}/api/feeds/push-nord`, {
      method: 'PATCH',
      body: JSON.stringify({ enabled }),
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    });
  assert.equal((await (await change(false)).json()).state, 'stopped');
  const refused = await push(carrierFile([900]));
  assert.deepEqual([refused.status, refused.code], [503, 'mediation.feedStopped']);
  await change(true);
  assert.equal((await push(carrierFile([900]))).state, 'imported');
});
