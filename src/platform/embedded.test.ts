import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Refusal } from '#base';
import { startFailure } from './embedded/failure.ts';
import { readPostmaster } from './embedded/postmaster.ts';
import { type EmbeddedOptions, freePort, startEmbedded, stopEmbedded } from './embedded.ts';

const root = mkdtempSync(join(tmpdir(), 'tarifwerk-embedded-'));
chmodSync(root, 0o755);
const isRoot = process.getuid?.() === 0;
const dataDirs: string[] = [];
after(async () => {
  for (const dataDir of dataDirs) await stopEmbedded(dataDir);
  rmSync(root, { recursive: true, force: true });
});

function folder(name: string): string {
  const dataDir = join(root, name);
  mkdirSync(dataDir);
  dataDirs.push(dataDir);
  return dataDir;
}

const start = (dataDir: string, options: Partial<EmbeddedOptions> = {}) =>
  startEmbedded({ dataDir, settings: 'tests', ...options });

async function answer(url: string, text: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows[0]?.[0];
  } finally {
    await client.end();
  }
}

const refused = (code: string) => (error: unknown) => {
  assert.ok(error instanceof Refusal, String(error));
  assert.equal(error.code, code, error.message);
  assert.equal(error.kind, 'unavailable');
  return true;
};

const main = folder('main');

test('starts from nothing on the loopback address, with checksums, UTF-8 and a password', async () => {
  const server = await start(main, { settings: 'safe' });
  assert.equal(server.started, true);
  const shown = (name: string) => answer(server.ownerUrl, `show ${name}`);
  assert.match(String(await shown('server_version')), /^18\./);
  assert.deepEqual(
    [
      await shown('listen_addresses'),
      await shown('unix_socket_directories'),
      await shown('data_checksums'),
      await shown('fsync'),
    ],
    ['127.0.0.1', '', 'on', 'on'],
  );
  assert.deepEqual(
    [await shown('server_encoding'), await shown('timezone'), await shown('password_encryption')],
    ['UTF8', 'UTC', 'scram-sha-256'],
  );
  await assert.rejects(
    answer(server.ownerUrl.replace(/:[^:@]+@/, ':wrong@'), 'select 1'),
    /password authentication failed/,
  );
});

test('a second start adopts the running server', async () => {
  const server = await start(main, { settings: 'safe' });
  assert.equal(server.started, false);
  assert.equal(await answer(server.ownerUrl, 'select 1'), 1);
});

test('stops wholly and comes back on the same port', async () => {
  const before = await start(main, { settings: 'safe' });
  assert.equal(await stopEmbedded(main), true);
  assert.equal(readPostmaster(join(main, 'postgres')), null);
  assert.equal(await stopEmbedded(main), false);
  const again = await start(main, { settings: 'safe' });
  assert.deepEqual([again.started, again.port], [true, before.port]);
});

test('comes back after the server was killed, what was committed still there', async () => {
  const server = await start(main, { settings: 'safe' });
  await answer(server.ownerUrl, 'create table kept as select 42 as n');
  process.kill(server.pid, 'SIGKILL');
  const again = await start(main, { settings: 'safe' });
  assert.notEqual(again.pid, server.pid);
  assert.equal(await answer(again.ownerUrl, 'select n from kept'), 42);
});

test('is not fooled by a process number that now belongs to another program', async () => {
  await stopEmbedded(main);
  const other = spawn('sleep', ['60']);
  await once(other, 'spawn');
  const pidFile = join(main, 'postgres', 'postmaster.pid');
  writeFileSync(
    pidFile,
    `${other.pid}\n${join(main, 'postgres')}\n1700000000\n${await freePort()}\n\n127.0.0.1\n1 1\nready\n`,
  );
  const server = await start(main, { settings: 'safe' });
  assert.equal(server.started, true);
  assert.equal(other.exitCode, null, 'the other program lives on');
  other.kill();
});

test('survives the kill -9 of the process that started it', async () => {
  const dataDir = folder('orphan');
  const script = `
    const { startEmbedded } = await import('#platform/embedded');
    const { pid } = await startEmbedded({ dataDir: process.env.DIR, settings: 'tests' });
    process.stdout.write(String(pid));
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: import.meta.dirname,
  });
  const [pid] = await once(parent.stdout, 'data');
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  const server = await start(dataDir);
  assert.deepEqual([server.started, server.pid], [false, Number(String(pid))]);
});

test('of several starts at once on one folder one starts, all others adopt, nothing is left over', async () => {
  const dataDir = folder('crowd');
  const script = `
    const { startEmbedded } = await import('#platform/embedded');
    const { pid, started } = await startEmbedded({ dataDir: process.env.DIR, settings: 'tests' });
    process.stdout.write(JSON.stringify({ pid, started }));`;
  const outcomes = await Promise.all(
    [1, 2, 3].map(async () => {
      const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
        env: { ...process.env, DIR: dataDir },
        stdio: ['ignore', 'pipe', 'inherit'],
        cwd: import.meta.dirname,
      });
      const output: Buffer[] = [];
      for await (const piece of child.stdout) output.push(piece);
      return JSON.parse(Buffer.concat(output).toString()) as { pid: number; started: boolean };
    }),
  );
  assert.equal(new Set(outcomes.map(({ pid }) => pid)).size, 1);
  assert.equal(outcomes.filter(({ started }) => started).length, 1);
  assert.deepEqual(readdirSync(dataDir).sort(), ['postgres', 'postgres.log', 'postgres.port', 'secrets.json']);
});

test('a port that was asked for and is taken is refused', async () => {
  const squatter = createServer().listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  const address = squatter.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await assert.rejects(start(folder('taken'), { port }), refused('database.portTaken'));
  squatter.close();
});

test('a remembered port that is taken now is given up for another', async () => {
  const dataDir = folder('moved');
  const squatter = createServer().listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  const address = squatter.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  writeFileSync(join(dataDir, 'postgres.port'), String(port));
  const server = await start(dataDir);
  assert.notEqual(server.port, port);
  assert.equal(readFileSync(join(dataDir, 'postgres.port'), 'utf8'), String(server.port));
  squatter.close();
});

test('another major version and damaged secrets are refused before anything is touched', async () => {
  const old = folder('old');
  mkdirSync(join(old, 'postgres'));
  writeFileSync(join(old, 'postgres', 'PG_VERSION'), '17\n');
  await assert.rejects(start(old), refused('database.otherVersion'));
  const damaged = folder('damaged');
  writeFileSync(join(damaged, 'secrets.json'), '{"ownerPassword":');
  await assert.rejects(start(damaged), refused('config.secretsUnreadable'));
});

test('secrets that do not belong to the running server are refused', async () => {
  const dataDir = folder('foreign');
  await start(dataDir);
  const path = join(dataDir, 'secrets.json');
  const kept = readFileSync(path, 'utf8');
  const strange = Object.fromEntries(Object.keys(JSON.parse(kept)).map((key) => [key, 'another password 123']));
  writeFileSync(path, JSON.stringify(strange));
  await assert.rejects(start(dataDir), refused('database.foreignServer'));
});

test('a data directory that is a file is refused', async () => {
  const file = join(root, 'a file');
  writeFileSync(file, '');
  await assert.rejects(start(file), refused('database.noPermission'));
});

if (!isRoot)
  test('a data directory in a folder that is not ours is refused', async () => {
    const foreign = folder('locked');
    chmodSync(foreign, 0o500);
    await assert.rejects(start(foreign), refused('database.noPermission'));
    await assert.rejects(start(join(foreign, 'below')), refused('database.noPermission'));
    chmodSync(foreign, 0o700);
  });

if (isRoot)
  test('where user namespaces are forbidden, root starts it as another user', async () => {
    const dataDir = folder('other-user');
    const server = await start(dataDir, { launcher: 'otherUser' });
    assert.equal(server.started, true);
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
    assert.doesNotMatch(status, /^Uid:\t0\t/m);
    assert.equal(await answer(server.ownerUrl, 'select 1'), 1);
    assert.equal(await stopEmbedded(dataDir), true);
    const again = await start(dataDir, { launcher: 'otherUser' });
    assert.equal(again.started, true);
  });

const WORDS: [log: string, code: string][] = [
  ['LOG:  could not bind IPv4 address "127.0.0.1": Address already in use', 'database.portTaken'],
  ['FATAL:  could not write lock file "postmaster.pid": No space left on device', 'database.diskFull'],
  ['FATAL:  data directory "/x" has wrong ownership', 'database.noPermission'],
  ['FATAL:  could not open file "/x/global/pg_control": Permission denied', 'database.noPermission'],
  ['FATAL:  database files are incompatible with server', 'database.otherVersion'],
  ['FATAL:  could not map anonymous shared memory: Cannot allocate memory', 'database.noMemory'],
  ['postgres: error while loading shared libraries: libicui18n.so.60', 'database.platformMissing'],
  ['PANIC:  could not locate a valid checkpoint record', 'database.failed'],
];
for (const [log, code] of WORDS)
  test(`"${log.slice(0, 60)}" is ${code}`, () => {
    assert.equal(startFailure(log, { path: '/x', port: 1 }).code, code);
  });

test('the server leaves no half cluster behind when making it fails', async () => {
  const dataDir = folder('leftover');
  mkdirSync(join(dataDir, 'postgres.making-999999999'));
  await start(dataDir);
  await sleep(0);
  assert.deepEqual(
    readdirSync(dataDir).filter((name) => name.includes('making')),
    [],
  );
});
