/** The process that runs feeds is killed at any moment: what was acknowledged is there, and nothing is there twice. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import radius from 'radius';
import { PROJECT_DIR } from '#platform/config';
import { inTransaction } from '#platform/db';
import { asOwner } from '#test/database';
import { carrierFile, counted, feedApp, range, until } from '#test/feedScene';
import { addFeed } from '../../service.ts';

const app = await feedApp();
const root = mkdtempSync(join(tmpdir(), 'tarifwerk-killed-'));
let child: ChildProcess | null = null;
after(async () => {
  child?.kill('SIGKILL');
  await app.close();
  rmSync(root, { recursive: true });
});

const { connectionString: loaderUrl = '' } = app.loader.options;
const { ownerUrl, appUrl, dataDir } = app;

async function startProcess(): Promise<void> {
  const argument = JSON.stringify({ ownerUrl, appUrl, loaderUrl, dataDir });
  child = spawn(process.execPath, [join(PROJECT_DIR, 'test', 'feedProcess.ts'), argument], {
    cwd: PROJECT_DIR,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const started = await Promise.race([
    once(child.stdout!, 'data').then(() => true),
    once(child, 'close').then(() => false),
  ]);
  assert.ok(started, 'the process runs feeds');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

/** Sends a record until it is acknowledged, as systems do; the delay since the call grows. */
async function send(port: number, id: number): Promise<void> {
  const socket = createSocket('udp4');
  let acknowledged = false;
  socket.on('message', () => {
    acknowledged = true;
  });
  for (let delay = 0; !acknowledged; delay++) {
    assert.ok(delay < 300, `record ${id} is acknowledged at last`);
    const packet = radius.encode({
      code: 'Accounting-Request',
      secret: 'psst',
      identifier: (id + delay) % 256,
      attributes: [
        ['Acct-Status-Type', 'Stop'],
        ['Acct-Session-Id', `session-${id}`],
        ['Acct-Delay-Time', delay],
      ],
    });
    socket.send(packet, port, '127.0.0.1');
    for (let waitedMs = 0; waitedMs < 200 && !acknowledged; waitedMs += 5) await sleep(5);
  }
  socket.close();
}

test('killed again and again, every acknowledged record is kept once and every file is imported once', async () => {
  const port = await freePort();
  const folder = join(root, 'in');
  mkdirSync(folder);
  await inTransaction(app, app.actor, async (ctx) => {
    await addFeed(app, ctx, {
      code: 'nas',
      sourceCode: 'pbx',
      secret: 'psst',
      settings: { kind: 'radius', host: '127.0.0.1', port, cutAfterS: 0 },
    });
    await addFeed(app, ctx, {
      code: 'in',
      sourceCode: 'nord',
      settings: { kind: 'folder', path: folder, settleS: 0, everyS: 1 },
    });
  });
  const records = 120;
  const files = 24;
  let sent = 0;
  const sending = (async () => {
    for (const id of range(0, records)) {
      await send(port, id);
      sent++;
      if (id % (records / files) === 0) {
        const number = id / (records / files);
        writeFileSync(join(folder, `${number}.tmp`), carrierFile(range(20 * number, 20 * number + 20)));
        renameSync(join(folder, `${number}.tmp`), join(folder, `${number}.csv`));
      }
    }
  })();
  let kills = 0;
  // Moments spread over the work, also right after a start.
  for (const moment of [700, 150, 1_300, 400, 900]) {
    await startProcess();
    await sleep(moment);
    if (sent === records) break;
    child?.kill('SIGKILL');
    await once(child!, 'close');
    kills++;
  }
  assert.ok(kills >= 2, 'it was killed at work');
  if (child?.exitCode !== null || child.signalCode !== null) await startProcess();
  await sending;
  await until('every file is imported', async () => (await counted(app)).stored === 20 * files, 60_000);
  const waiting =
    'select count(*)::int as count from mediation.feed_item where no > (select cut_to from mediation.feed where id = feed_id)';
  await until('every record lies in a file', () =>
    asOwner(app.ownerUrl, async (client) => (await client.query<{ count: number }>(waiting)).rows[0]?.count === 0),
  );
  const { duplicates } = await counted(app);
  assert.equal(duplicates, 0);
  const { rows } = await asOwner(app.ownerUrl, (client) =>
    client.query<{ sha256: string }>(
      "select encode(sha256, 'hex') as sha256 from mediation.feed_file join mediation.feed on feed.id = feed_id where code = 'nas'",
    ),
  );
  const contents = await Promise.all(rows.map(({ sha256 }) => app.files.read(sha256)));
  const sessions = contents.flatMap((content) => content.toString('utf8').match(/session-\d+/g) ?? []);
  assert.deepEqual(
    sessions.sort(),
    range(0, records)
      .map((id) => `session-${id}`)
      .sort(),
  );
});
