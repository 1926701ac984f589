/** Feeds that listen, spoken to by other people's programs: radclient and the package radius, logger, plain sockets. */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { after, afterEach, test } from 'node:test';
import { promisify } from 'node:util';
import radius from 'radius';
import { inTransaction } from '#platform/db';
import { asOwner } from '#test/database';
import { counted, feedApp, PLAIN_DOOR, range, until } from '#test/feedScene';
import type { NewFeed } from '../../feeds/feed.ts';
import { addFeed, changeFeed, type FeedHost, feedStatus, startFeeds } from '../../service.ts';

const app = await feedApp();
after(() => app.close());
let host: FeedHost | null = null;
/** One at a time holds the lock; stopped by each test, or after it where it failed. */
const start = async (): Promise<FeedHost> => {
  host = await startFeeds(app, PLAIN_DOOR);
  return host;
};
afterEach(() => host?.stop());
const run = promisify(execFile);

const add = (feed: NewFeed) => inTransaction(app, app.actor, (ctx) => addFeed(app, ctx, feed));
const status = async (code: string) => (await inTransaction(app, app.actor, (ctx) => feedStatus(ctx, code)))[0]!;

async function portOf(host: FeedHost, code: string): Promise<number> {
  await until(`${code} listens`, () => host.port(1, code) !== null);
  return host.port(1, code)!;
}

/** What a feed's files hold, one after another. */
async function brought(code: string): Promise<string> {
  const files = await asOwner(app.ownerUrl, async (client) => {
    const { rows } = await client.query<{ sha256: string }>(
      `select encode(sha256, 'hex') as sha256 from mediation.feed_file join mediation.feed on feed.id = feed_id
       where code = $1 order by no`,
      [code],
    );
    return rows;
  });
  const contents: string[] = [];
  for (const { sha256 } of files)
    contents.push(await app.files.read(sha256).then((content) => content.toString('utf8')));
  return contents.join('');
}
const items = async (code: string) => (await status(code)).brought?.gathered ?? 0;

/** Lines that are kept and lie in no file yet; several may share a row. */
const linesKept = (code: string) =>
  asOwner(app.ownerUrl, async (client) => {
    const { rows } = await client.query<{ lines: number }>(
      `select coalesce(sum(length(convert_from(content, 'UTF8')) - length(replace(convert_from(content, 'UTF8'), chr(10), ''))), 0)::int as lines
       from mediation.feed_item join mediation.feed on feed.id = feed_id where code = $1`,
      [code],
    );
    return rows[0]?.lines ?? 0;
  });

const has = async (program: string) =>
  run('sh', ['-c', `command -v ${program}`]).then(
    () => true,
    () => false,
  );

test('RADIUS: acknowledged once it is kept; sent again it is acknowledged again and kept once', async () => {
  await add({
    code: 'nas',
    sourceCode: 'pbx',
    secret: 'psst',
    settings: { kind: 'radius', host: '127.0.0.1', port: 0, cutAfterS: 3_600 },
  });
  const host = await start();
  const port = await portOf(host, 'nas');
  const socket = createSocket('udp4');
  const ask = async (packet: Buffer): Promise<Buffer | null> => {
    const answer = once(socket, 'message').then(([message]) => message as Buffer);
    socket.send(packet, port, '127.0.0.1');
    return Promise.race([answer, new Promise<null>((resolve) => setTimeout(() => resolve(null), 1_500))]);
  };
  const packetOf = (status: string, delay: number, secret = 'psst') =>
    radius.encode({
      code: 'Accounting-Request',
      secret,
      identifier: 7 + delay,
      attributes: [
        ['NAS-IP-Address', '192.0.2.10'],
        ['User-Name', 'müller "x"'],
        ['Acct-Status-Type', status],
        ['Acct-Session-Id', 's1'],
        ['Acct-Session-Time', 61],
        ['Acct-Delay-Time', delay],
        ['Vendor-Specific', 9, [[25, Buffer.from('h323-setup-time=14:30:25.441 GMT Wed Jan 23 2002')]]],
      ],
    });
  const begin = packetOf('Start', 0);
  const first = await ask(begin);
  assert.ok(first !== null && radius.verify_response({ request: begin, response: first, secret: 'psst' }));
  assert.equal(await items('nas'), 1, 'kept before it was acknowledged');
  assert.ok(await ask(packetOf('Start', 3)), 'sent again, with another delay');
  assert.ok(await ask(packetOf('Stop', 0)));
  assert.equal(await items('nas'), 2);
  assert.equal(await ask(packetOf('Stop', 0, 'wrong')), null, 'another secret is no sender of ours');
  assert.equal(await ask(Buffer.from('nonsense')), null);
  await until('the wrong secret is told', async () => (await status('nas')).feed.lastError !== null);
  assert.equal((await status('nas')).feed.lastError?.code, 'mediation.radiusAuthenticator');
  await host.stop();
  const later = await start();
  const laterPort = await portOf(later, 'nas');
  const again = once(socket, 'message');
  socket.send(packetOf('Stop', 9), laterPort, '127.0.0.1');
  await again;
  assert.equal(await items('nas'), 0, 'known also after a restart');
  await later.stop();
  socket.close();
  const text = await brought('nas');
  assert.equal(text.split('\n\n').length, 3);
  assert.match(
    text,
    /^Mon Nov 23 08:00:00 2026\n\tNAS-IP-Address = 192\.0\.2\.10\n\tUser-Name = "müller \\"x\\""\n\tAcct-Status-Type = Start\n/,
  );
  assert.match(
    text,
    /\th323-setup-time = "h323-setup-time=14:30:25\.441 GMT Wed Jan 23 2002"\n\tClient-IP-Address = 127\.0\.0\.1\n/,
  );
});

test('RADIUS: FreeRADIUS’s own client, where there is one, is understood and understands', async () => {
  if (!(await has('radclient'))) return; // the package radius above is the other opinion
  await add({
    code: 'nas2',
    sourceCode: 'pbx',
    secret: 'psst',
    settings: { kind: 'radius', host: '127.0.0.1', port: 0, cutAfterS: 0 },
  });
  const host = await start();
  const port = await portOf(host, 'nas2');
  const client = spawn('radclient', ['-x', `127.0.0.1:${port}`, 'acct', 'psst'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  client.stdin.end(
    range(0, 20)
      .map(
        (id) =>
          `Acct-Status-Type = Interim-Update\nAcct-Session-Id = "r${id}"\nAcct-Input-Octets = ${id}\nAcct-Input-Gigawords = 1\n`,
      )
      .join('\n'),
  );
  const [output, [exitCode]] = await Promise.all([client.stdout.setEncoding('utf8').toArray(), once(client, 'close')]);
  assert.equal(exitCode, 0);
  assert.equal(output.join('').match(/Received Accounting-Response/g)?.length, 20);
  await host.stop();
  const text = await brought('nas2');
  assert.equal(text.match(/Acct-Status-Type = Interim-Update/g)?.length, 20);
  assert.match(text, /\tAcct-Input-Octets = 19\n\tAcct-Input-Gigawords = 1\n/);
});

test('syslog: over UDP and TCP, in both forms and framings, by logger too', async () => {
  const settings = { kind: 'syslog', host: '127.0.0.1', port: 0, only: '\\|CALL|^x', cutAfterS: 3_600 } as const;
  await add({ code: 'sbc', sourceCode: 'pbx', settings });
  const host = await start();
  const port = await portOf(host, 'sbc');
  const udp = createSocket('udp4');
  const sent = (text: string) => new Promise((resolve) => udp.send(text, port, '127.0.0.1', resolve));
  await sent('<134>Nov 23 09:15:00 sbc1 [S=12] |CALL_END|1');
  await sent('<134>1 2026-11-23T09:15:00Z sbc1 app - ID7 [a@1 b="c\\]"] |CALL_END|2\n');
  await sent('<134>Nov 23 09:15:00 sbc1 nothing of ours');
  udp.close();
  const tcp = connect(port, '127.0.0.1');
  const counted = '<134>1 - - - - - - |CALL_END|3\nwith a line break';
  tcp.write(`${Buffer.byteLength(counted)} ${counted}`);
  tcp.write('<134>Nov 23 09:15:00 sbc1 tag[1]: |CALL_');
  await new Promise((resolve) => setTimeout(resolve, 50));
  tcp.end('END|4\n');
  let expected = 4;
  if (await has('logger')) {
    await run('logger', [
      '-n',
      '127.0.0.1',
      '-P',
      String(port),
      '-d',
      '--rfc5424',
      '-t',
      'sbc',
      'x by logger, RFC 5424',
    ]);
    await run('logger', [
      '-n',
      '127.0.0.1',
      '-P',
      String(port),
      '-T',
      '--octet-count',
      '-t',
      'sbc',
      'x by logger, RFC 6587',
    ]);
    expected += 2;
  }
  await until('all messages are kept', async () => (await linesKept('sbc')) === expected);
  await host.stop();
  const lines = (await brought('sbc')).split('\n').sort();
  assert.deepEqual(
    lines.filter((line) => line !== '' && !line.startsWith('x ')),
    ['[S=12] |CALL_END|1', '|CALL_END|2', '|CALL_END|3 with a line break', '|CALL_END|4'],
  );
  assert.equal(lines.filter((line) => /^x by logger/.test(line)).length, expected - 4);
});

test('syslog: numbers that a sender counts its messages by tell how many never came', async () => {
  const counter = '\\[S ?= ?(\\d+)\\]';
  await add({
    code: 'counted',
    sourceCode: 'pbx',
    settings: { kind: 'syslog', host: '127.0.0.1', port: 0, transport: 'tcp', counter, only: 'CALL', cutAfterS: 3_600 },
  });
  const host = await start();
  const socket = connect(await portOf(host, 'counted'), '127.0.0.1');
  const message = (number: number, text: string) => `<134>Nov 23 09:15:00 sbc1 [S=${number}] |${text}\n`;
  socket.end(message(11, 'CALL_END') + message(12, 'nothing of ours') + message(16, 'CALL_END'));
  await until('the gap is told', async () => (await status('counted')).gaps.length > 0);
  const { gaps } = await status('counted');
  assert.deepEqual(
    gaps.map(({ kind, count }) => [kind, count]),
    [['dropped', 3]],
  );
  assert.equal(await linesKept('counted'), 2);
  await host.stop();
});

test('after a crash a listener tells since when it was away, once; who pushes comes again by himself', async () => {
  await add({
    code: 'crashed',
    sourceCode: 'pbx',
    settings: { kind: 'tcpServer', host: '127.0.0.1', port: 0, cutAfterS: 3_600 },
  });
  await add({ code: 'pushed', sourceCode: 'pbx', settings: { kind: 'push' } });
  const lastRunAt = new Date(app.clock.now() - 90_000);
  await asOwner(app.ownerUrl, (client) =>
    client.query(
      "update mediation.feed set state = 'listening', last_run_at = $1 where code in ('crashed', 'pushed')",
      [lastRunAt],
    ),
  );
  const host = await start();
  await portOf(host, 'crashed');
  const told = async (code: string) => (await status(code)).gaps.map(({ kind, fromMs, toMs }) => [kind, fromMs, toMs]);
  const expected = [['away', lastRunAt.getTime(), app.clock.now()]];
  await until('it is back', async () => (await told('crashed'))[0]?.[2] !== null);
  assert.deepEqual(await told('crashed'), expected);
  assert.deepEqual(await told('pushed'), []);
  await host.stop();
});

const pbxLine = (id: number) =>
  `Call ${id},4cc2c72490010000_${id},00:00:25,2026/11/01 07:59:49,2026/11/01 07:59:58,2026/11/01 08:00:23,TerminatedBySrc,Ext.16,+494055500025,16,10020,+494055500025,,+494055500025,10020,default,1,0.43,default,Chain: Ext.16;+494055500025;\r\n`;

test('TCP server: lines of several connections, cut anywhere, become files and records', async () => {
  await add({
    code: 'smdr',
    sourceCode: 'pbx',
    settings: { kind: 'tcpServer', host: '127.0.0.1', port: 0, cutAfterS: 0 },
  });
  const before = await counted(app);
  const host = await start();
  const port = await portOf(host, 'smdr');
  const send = async (ids: readonly number[], cut: number) => {
    const socket = connect(port, '127.0.0.1');
    const content = Buffer.from(ids.map(pbxLine).join(''));
    for (let at = 0; at < content.length; at += cut) {
      socket.write(content.subarray(at, at + cut));
      if (at % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    socket.end();
    await once(socket.resume(), 'close');
  };
  await Promise.all([send(range(0, 300), 1_000), send(range(300, 600), 37), send(range(600, 900), 100_000)]);
  await until('all records are stored', async () => (await counted(app)).stored === before.stored + 900);
  await host.stop();
  const { rejected, duplicates } = await counted(app);
  assert.deepEqual([rejected, duplicates], [before.rejected, before.duplicates]);
});

test('TCP client: signs in, reads, and comes back when the telephone system was away', async () => {
  const talks: Socket[] = [];
  const heard: string[] = [];
  const pbx = createServer((socket) => {
    talks.push(socket);
    socket.on('error', () => {});
    socket.write('-');
    socket.setEncoding('utf8').on('data', (text: string) => {
      heard.push(text);
      if (text.includes('SMDR\r\n') && !text.includes('PCC')) socket.write('Enter Password:');
      if (text.includes('PCCSMDR')) socket.write(pbxLine(2_000 + talks.length) + pbxLine(3_000 + talks.length));
    });
  });
  pbx.listen(0, '127.0.0.1');
  await once(pbx, 'listening');
  const { port } = pbx.address() as { port: number };
  await add({
    code: 'smdr2',
    sourceCode: 'pbx',
    secret: 'PCCSMDR',
    settings: {
      kind: 'tcpClient',
      host: '127.0.0.1',
      port,
      cutAfterS: 0,
      dialogue: [
        { expect: '-', send: 'SMDR\r\n' },
        { expect: 'Password:', send: '{secret}\r\n' },
      ],
    },
  });
  const before = await counted(app);
  const host = await start();
  await until('the first two are stored', async () => (await counted(app)).stored === before.stored + 2);
  assert.deepEqual(heard.join(''), 'SMDR\r\nPCCSMDR\r\n');
  assert.equal((await status('smdr2')).feed.state, 'connected');
  talks[0]?.destroy();
  await until('it has come back', async () => (await counted(app)).stored === before.stored + 4);
  await host.stop();
  for (const socket of talks) socket.destroy();
  pbx.close();
});

test('a port that is taken is told and tried again; a change starts a feed anew', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  await add({ code: 'smdr3', sourceCode: 'pbx', settings: { kind: 'tcpServer', host: '127.0.0.1', port } });
  const host = await start();
  await until('the error is told', async () => (await status('smdr3')).feed.lastError?.code === 'mediation.feedPort');
  assert.equal((await status('smdr3')).feed.state, 'failed');
  taken.close();
  await inTransaction(app, app.actor, (ctx) =>
    changeFeed(app, ctx, 'smdr3', { settings: { kind: 'tcpServer', host: '127.0.0.1', port: 0 } }),
  );
  assert.ok((await portOf(host, 'smdr3')) > 0);
  await until('it listens', async () => (await status('smdr3')).feed.state === 'listening');
  await host.stop();
  assert.equal((await status('smdr3')).feed.state, 'stopped');
});

test('put to rest, a feed still hands over what it has taken', async () => {
  await add({ code: 'smdr4', sourceCode: 'pbx', settings: { kind: 'tcpServer', port: 0, cutAfterS: 3_600 } });
  const host = await start();
  const socket = connect(await portOf(host, 'smdr4'), '127.0.0.1');
  socket.end(pbxLine(9_001) + pbxLine(9_002));
  await once(socket, 'close');
  const before = await counted(app);
  await until('both are gathered', async () => (await linesKept('smdr4')) === 2);
  await inTransaction(app, app.actor, (ctx) => changeFeed(app, ctx, 'smdr4', { enabled: false }));
  await until('both are stored', async () => (await counted(app)).stored === before.stored + 2);
  await host.stop();
});
