/** Feeds that fetch files, from a folder, an SFTP server and an FTPS server, and the drop box to which OpenSSH's own client brings some. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, test } from 'node:test';
import { promisify } from 'node:util';
import ssh2 from 'ssh2';
import { inTransaction } from '#platform/db';
import { carrierFile, counted, feedApp, PLAIN_DOOR, range, until } from '#test/feedScene';
import { startFtpsServer, TEST_CERTIFICATE } from '#test/ftpsServer';
import { startSftpServer } from '#test/sftpServer';
import type { NewFeed } from '../../feeds/feed.ts';
import { addFeed, type FeedHost, feedStatus, runFeedSoon, startFeeds } from '../../service.ts';

const app = await feedApp();
const root = mkdtempSync(join(tmpdir(), 'tarifwerk-feeds-'));
let host: FeedHost | null = null;
const start = async () => {
  host = await startFeeds(app, PLAIN_DOOR);
  return host;
};
afterEach(() => host?.stop());
after(async () => {
  await app.close();
  rmSync(root, { recursive: true });
});

const folderNamed = (name: string) => {
  const path = join(root, name);
  mkdirSync(path);
  return path;
};
const write = (path: string, content: string) => writeFileSync(path, content);
const add = (feed: NewFeed) => inTransaction(app, app.actor, (ctx) => addFeed(app, ctx, feed));
const status = async (code: string) => (await inTransaction(app, app.actor, (ctx) => feedStatus(ctx, code)))[0]!;
let turns = 0;
/** Has a feed take a turn, so much later, and waits until it has. */
async function turn(code: string, laterS = 60): Promise<void> {
  app.clock.set(app.clock.now() + laterS * 1_000 + ++turns);
  const at = app.clock.now();
  await inTransaction(app, app.actor, (ctx) => runFeedSoon(ctx, code));
  await until(`${code} has had its turn`, async () => {
    const { feed, brought } = await status(code);
    return (feed.lastRunAt?.getTime() ?? 0) >= at && brought?.waiting === 0;
  });
}

test('a folder: only what is complete is taken, once, whatever it is called later', async () => {
  const path = folderNamed('in');
  write(join(path, 'a.csv'), carrierFile(range(0, 10)));
  write(join(path, '.hidden.csv'), 'x');
  write(join(path, 'b.csv.filepart'), carrierFile(range(10, 20)).slice(0, 50));
  write(join(path, 'notes.txt'), 'not wanted');
  await add({ code: 'in', sourceCode: 'nord', settings: { kind: 'folder', path, names: '.*\\.csv', settleS: 30 } });
  await start();
  const before = await counted(app);
  await turn('in', 0);
  assert.equal((await counted(app)).files, before.files, 'seen for the first time: it may still grow');
  appendFileSync(join(path, 'a.csv'), carrierFile([10]).split('\n')[1]!);
  await turn('in', 60);
  assert.equal((await counted(app)).files, before.files, 'it has grown');
  await turn('in', 60);
  assert.equal((await counted(app)).stored, before.stored + 11);
  renameSync(join(path, 'b.csv.filepart'), join(path, 'b.csv'));
  write(join(path, 'b.csv'), carrierFile(range(20, 30)));
  renameSync(join(path, 'a.csv'), join(path, 'a-renamed.csv'));
  await turn('in');
  await turn('in');
  const after = await counted(app);
  assert.deepEqual(
    [after.files, after.stored, after.duplicates],
    [before.files + 2, before.stored + 21, before.duplicates],
  );
});

test('a folder with markers: imported files are moved away with theirs, others stay', async () => {
  const path = folderNamed('marked');
  write(join(path, 'a.csv'), carrierFile([100]));
  write(join(path, 'a.csv.done'), '');
  write(join(path, 'b.csv'), carrierFile([101]));
  write(join(path, 'broken.csv'), 'no carrier writes so');
  write(join(path, 'broken.csv.done'), '');
  await add({
    code: 'marked',
    sourceCode: 'nord',
    settings: { kind: 'folder', path, markerSuffix: '.done', afterwards: 'move', moveTo: 'taken' },
  });
  await start();
  await turn('marked', 0);
  await turn('marked');
  assert.deepEqual(readdirSync(path).sort(), ['b.csv', 'broken.csv', 'broken.csv.done', 'taken']);
  assert.deepEqual(readdirSync(join(path, 'taken')).sort(), ['a.csv', 'a.csv.done']);
});

test('a file that grows is followed line by line, through rotation', async () => {
  const path = folderNamed('log');
  const log = join(path, 'Master.csv');
  const line = (id: number) =>
    `"","101","0${40_555_000 + id}","out","","SIP/a","SIP/b","Dial","x","2026-11-01 09:00:00","2026-11-01 09:00:01","2026-11-01 09:01:01",61,60,"ANSWERED","DOCUMENTATION","17.${id}",""\n`;
  await add({ code: 'log', sourceCode: 'pbx', settings: { kind: 'folder', path, grows: true, everyS: 1 } });
  const brought = async () => (await status('log')).brought?.lastName ?? null;
  write(log, line(1) + line(2).slice(0, 30));
  await start();
  await turn('log', 0);
  assert.equal(await brought(), 'Master.csv@0');
  appendFileSync(log, line(2).slice(30));
  await turn('log');
  const size = statSync(log).size;
  assert.equal(await brought(), `Master.csv@${line(1).length}`);
  // Rotated: what was written before the new file began is still taken.
  appendFileSync(log, line(3));
  renameSync(log, join(path, 'Master.csv.1'));
  write(log, line(4));
  utimesSync(join(path, 'Master.csv.1'), 1, 1);
  await turn('log');
  await turn('log');
  assert.equal(await brought(), 'Master.csv@0');
  const names = await app.db.transaction().execute(async () => brought());
  assert.ok(names);
  const all = await inTransaction(app, app.actor, async ({ tx }) =>
    (await import('kysely')).sql<{
      name: string;
      bytes: number;
    }>`select file.name, file.bytes::int as bytes from mediation.feed_file file
      join mediation.feed on feed.id = feed_id where code = 'log' order by no`.execute(tx),
  );
  assert.deepEqual(
    all.rows.map(({ name, bytes }) => `${name} ${bytes}`),
    [
      `Master.csv@0 ${line(1).length}`,
      `Master.csv@${line(1).length} ${line(2).length}`,
      `Master.csv.1@${size} ${line(3).length}`,
      `Master.csv@0 ${line(4).length}`,
    ],
  );
});

test('SFTP: files are fetched once, also when the connection breaks; the server is the one of the first visit', async () => {
  const path = folderNamed('sftp');
  mkdirSync(join(root, 'sftp-taken'));
  for (const day of range(1, 5)) write(join(path, `day${day}.csv`), carrierFile(range(200 + 10 * day, 210 + 10 * day)));
  const server = await startSftpServer(path);
  const settings = {
    kind: 'sftp',
    host: '127.0.0.1',
    port: server.port,
    user: 'carrier',
    settleS: 0,
    everyS: 1,
  } as const;
  await add({ code: 'sftp', sourceCode: 'nord', secret: 'geheim', settings: { ...settings, afterwards: 'delete' } });
  const before = await counted(app);
  server.readsUntilBroken = 3;
  await start();
  await until('the broken connection is told', async () => (await status('sftp')).feed.lastError !== null);
  assert.equal((await status('sftp')).feed.lastError?.code, 'mediation.feedConnection');
  server.readsUntilBroken = Number.POSITIVE_INFINITY;
  await turn('sftp');
  await turn('sftp');
  const after = await counted(app);
  assert.deepEqual([after.stored, after.duplicates], [before.stored + 40, before.duplicates]);
  assert.deepEqual(readdirSync(path), [], 'fetched and imported, so removed');
  await host?.stop();
  server.close();
  const other = await startSftpServer(path);
  await add({ code: 'sftp2', sourceCode: 'nord', secret: 'wrong', settings: { ...settings, port: other.port } });
  await add({
    code: 'sftp3',
    sourceCode: 'nord',
    secret: 'geheim',
    settings: { ...settings, port: other.port, hostKey: 'SHA256:abc' },
  });
  await start();
  const told = async (code: string) => (await status(code)).feed.lastError?.code;
  await until(
    'both have failed',
    async () => (await told('sftp2')) !== undefined && (await told('sftp3')) !== undefined,
  );
  assert.deepEqual([await told('sftp2'), await told('sftp3')], ['mediation.feedSignIn', 'mediation.feedHostKey']);
  await host?.stop();
  other.close();
});

test('FTPS: files are fetched over an encrypted connection', async () => {
  const path = folderNamed('ftps');
  write(join(path, 'a.csv'), carrierFile(range(300, 310)));
  write(join(path, 'b.csv'), carrierFile(range(310, 320)));
  const server = await startFtpsServer(path);
  const settings = {
    kind: 'ftps',
    host: 'localhost',
    port: server.port,
    user: 'carrier',
    settleS: 0,
    everyS: 1,
  } as const;
  await add({
    code: 'ftps',
    sourceCode: 'nord',
    secret: 'geheim',
    settings: { ...settings, trust: TEST_CERTIFICATE, afterwards: 'delete' },
  });
  await add({ code: 'ftps2', sourceCode: 'nord', secret: 'geheim', settings });
  const before = await counted(app);
  await start();
  await turn('ftps', 0);
  await turn('ftps');
  const after = await counted(app);
  assert.deepEqual([after.stored, after.duplicates], [before.stored + 20, before.duplicates]);
  assert.deepEqual(readdirSync(path), []);
  await until('the unknown certificate is told', async () => (await status('ftps2')).feed.lastError !== null);
  assert.equal((await status('ftps2')).feed.lastError?.code, 'mediation.feedConnection');
  await host?.stop();
  server.close();
});

test('SFTP and FTPS: imported files are moved into a folder that is made for them, never over another file', async () => {
  const [sftpPath, ftpsPath] = [folderNamed('moved-sftp'), folderNamed('moved-ftps')];
  write(join(sftpPath, 'a.csv'), carrierFile(range(330, 340)));
  write(join(ftpsPath, 'a.csv'), carrierFile(range(340, 350)));
  const servers = [await startSftpServer(sftpPath), await startFtpsServer(ftpsPath)] as const;
  const settings = { host: 'localhost', user: 'carrier', settleS: 0, everyS: 1, afterwards: 'move' } as const;
  const moving = { ...settings, moveTo: 'taken/2026' };
  const trust = TEST_CERTIFICATE;
  await add({
    code: 'moved-sftp',
    sourceCode: 'nord',
    secret: 'geheim',
    settings: { kind: 'sftp', port: servers[0].port, ...moving },
  });
  await add({
    code: 'moved-ftps',
    sourceCode: 'nord',
    secret: 'geheim',
    settings: { kind: 'ftps', port: servers[1].port, trust, ...moving },
  });
  await start();
  for (const [code, path] of [
    ['moved-sftp', sftpPath],
    ['moved-ftps', ftpsPath],
  ] as const) {
    await turn(code, 0);
    await turn(code);
    await until(`${code} moved its file`, () => existsSync(join(path, 'taken', '2026', 'a.csv')));
    // The carrier uses a name again.
    write(join(path, 'a.csv'), carrierFile(range(350, 355)) + path);
    await turn(code);
    await turn(code);
    await inTransaction(app, app.actor, (ctx) => runFeedSoon(ctx, code));
    await until('that is told', async () => (await status(code)).feed.lastError?.code === 'mediation.feedMoveTaken');
    assert.ok(existsSync(join(path, 'a.csv')), 'and nothing is overwritten');
  }
  renameSync(sftpPath, `${sftpPath}-gone`);
  await inTransaction(app, app.actor, (ctx) => runFeedSoon(ctx, 'moved-sftp'));
  const refused = async () => (await status('moved-sftp')).feed.lastError;
  // A turn that had begun may still miss its file first.
  await until('the folder is missing', async () => (await refused())?.params.path === '.');
  assert.equal((await refused())?.code, 'mediation.feedFileRefused');
  await host?.stop();
  for (const server of servers) server.close();
});

test('a private key that cannot be read is told before anything is sent', async () => {
  await add({
    code: 'sftp-key',
    sourceCode: 'nord',
    secret: { privateKey: 'ssh-ed25519 AAAA' },
    settings: { kind: 'sftp', host: '127.0.0.1', port: 9, user: 'carrier', everyS: 1 },
  });
  await start();
  await until('it is told', async () => (await status('sftp-key')).feed.lastError !== null);
  assert.equal((await status('sftp-key')).feed.lastError?.code, 'mediation.feedPrivateKey');
});

test('the drop box: OpenSSH brings files by key, others by password; renamed or marked means complete', async () => {
  const { private: key, public: publicKey } = ssh2.utils.generateKeyPairSync('ed25519');
  const keyPath = join(root, 'key');
  writeFileSync(keyPath, key, { mode: 0o600 });
  await add({
    code: 'drop',
    sourceCode: 'nord',
    secret: 'geheim',
    settings: { kind: 'dropBox', host: '127.0.0.1', port: 0, user: 'nord', publicKeys: [publicKey] },
  });
  const before = await counted(app);
  const running = await start();
  await until('the box is open', () => running.port(1, 'drop') !== null);
  const port = running.port(1, 'drop')!;
  const files = folderNamed('to-send');
  write(join(files, 'one.csv'), carrierFile(range(400, 410)));
  write(join(files, 'two.csv'), carrierFile(range(410, 420)));
  if (existsSync('/usr/bin/sftp')) {
    write(join(files, 'batch'), `put ${join(files, 'one.csv')} one.csv.tmp\nrename one.csv.tmp one.csv\nls -l\n`);
    const options = [
      '-oStrictHostKeyChecking=no',
      '-oUserKnownHostsFile=/dev/null',
      '-oIdentitiesOnly=yes',
      '-oLogLevel=ERROR',
    ];
    const { stdout } = await promisify(execFile)('sftp', [
      ...options,
      '-i',
      keyPath,
      '-P',
      String(port),
      '-b',
      join(files, 'batch'),
      'nord@127.0.0.1',
    ]);
    assert.match(stdout, /one\.csv/);
  } else await upload(port, 'one.csv', carrierFile(range(400, 410)));
  await upload(port, 'two.csv', carrierFile(range(410, 420)));
  await upload(port, 'three.csv.part', carrierFile(range(420, 430)));
  await until('two files are in', async () => (await counted(app)).stored === before.stored + 20);
  assert.equal((await status('drop')).brought?.lastName, 'two.csv');
  await assert.rejects(upload(port, '../escape.csv', 'x'), /denied/i);
  await assert.rejects(upload(port, 'x.csv', 'x', 'wrong'), /authentication/i);
});

/** Uploads by ssh2's client; resolves once the server says that it has the file. */
async function upload(port: number, name: string, content: string, password = 'geheim'): Promise<void> {
  const client = new ssh2.Client();
  client.connect({ host: '127.0.0.1', port, username: 'nord', password });
  try {
    await once(client, 'ready');
    const sftp = await promisify(
      client.sftp.bind(client) as (done: (error: Error | undefined, sftp: ssh2.SFTPWrapper) => void) => void,
    )();
    await new Promise<void>((resolve, reject) =>
      (sftp as ssh2.SFTPWrapper).writeFile(name, content, (error) => (error ? reject(error) : resolve())),
    );
  } finally {
    client.end();
  }
}
