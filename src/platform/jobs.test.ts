import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { z } from 'zod';
import { Refusal } from '#base';
import { asOwner, testActor, testApp } from '#test/database';
import { inTransaction, nextNumber } from './db.ts';
import { DEAD_LETTERS, defineJob, enqueue, installQueues, startWorkers } from './jobs.ts';
import { type ProgressState, watchProgress } from './progress.ts';

const app = await testApp();
after(app.close);

const seen: { tenantId: number; name: string; amount: number }[] = [];
const Amount = z.object({ topic: z.string(), amount: z.coerce.number() });
const options = { topic: (input: z.output<typeof Amount>) => input.topic };
const count = defineJob(
  'test.count',
  Amount,
  async (_, actor, { amount }, progress) => {
    progress.phase('count', amount);
    progress.advance(amount);
    seen.push({ tenantId: actor.tenantId, name: actor.name, amount });
  },
  options,
);
const refuse = defineJob(
  'test.refuse',
  Amount,
  async () => {
    throw new Refusal('conflict', 'test.refused', { run: 7 });
  },
  options,
);
let attempts = 0;
const break_ = defineJob(
  'test.break',
  Amount,
  async () => {
    attempts++;
    throw new Error('a bug');
  },
  { ...options, retries: 1 },
);
/** Takes a number of its tenant for each attempt; the first attempt then never ends. */
const crash = defineJob(
  'test.crash',
  Amount,
  async (theirApp, actor, _, progress) => {
    progress.phase('work');
    const attempt = await inTransaction(theirApp, actor, (ctx) => nextNumber(ctx, 'attempts'));
    if (attempt === 1) await new Promise(() => {});
  },
  options,
);
const jobs = [count, refuse, break_, crash];

async function ended(topic: string): Promise<ProgressState | undefined> {
  let last: ProgressState | undefined;
  for await (const state of watchProgress(app, 1, topic)) last = state;
  return last;
}

/** A worker process of its own that dies without a word: it works on `test.crash` until it is killed. */
async function workerThatIsKilled(topic: string): Promise<void> {
  const script = `
    const { connectApp } = await import('#platform/app');
    const { startWorkers, defineJob } = await import('#platform/jobs');
    const { inTransaction, nextNumber } = await import('#platform/db');
    const { readConfig } = await import('#platform/config');
    const { systemClock } = await import('#platform/clock');
    const { silentLog } = await import('#platform/log');
    const { z } = await import('zod');
    const [ownerUrl, appUrl, loaderUrl, dataDir] = JSON.parse(process.env.URLS);
    const app = connectApp({ config: readConfig({ dataDir }, {}), ownerUrl, appUrl, loaderUrl, clock: systemClock, log: silentLog });
    await startWorkers(app, [defineJob('test.crash', z.object({ topic: z.string(), amount: z.number() }), async (app, actor) => {
      await inTransaction(app, actor, (ctx) => nextNumber(ctx, 'attempts'));
      process.stdout.write('working');
      await new Promise(() => {});
    })]);`;
  const urls = JSON.stringify([app.ownerUrl, app.appUrl, app.appUrl, app.dataDir]);
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, URLS: urls },
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: import.meta.dirname,
  });
  await enqueue(app, app.actor, crash, { topic, amount: 1 });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('a job left by a killed worker is taken up by the next one and runs to its end once', async () => {
  await installQueues(app, jobs);
  await workerThatIsKilled('crash/1');
  const before = await asOwner(app.ownerUrl, (client) =>
    client.query("select state from pgboss.job where name = 'test.crash'"),
  );
  assert.deepEqual(before.rows, [{ state: 'active' }]);
  while (await workersAlive()) await sleep(20);

  await startWorkers(app, jobs);
  assert.equal((await ended('crash/1'))?.state, 'done');
  await sleep(50);
  assert.equal(
    await inTransaction(app, app.actor, (ctx) => nextNumber(ctx, 'attempts')),
    3,
    'two attempts before this one',
  );
});

async function workersAlive(): Promise<boolean> {
  const { rowCount } = await asOwner(app.ownerUrl, (client) =>
    client.query(
      "select from pg_stat_activity where application_name = 'tarifwerk worker' and datname = current_database()",
    ),
  );
  return rowCount !== 0;
}

test('a job runs as the actor of its tenant with its validated input', async () => {
  await enqueue(app, testActor(1, 'clerk@example'), count, { topic: 'count/1', amount: '12' });
  const state = await ended('count/1');
  assert.deepEqual([state?.state, state?.phase, state?.done], ['done', 'count', 12]);
  assert.deepEqual(seen, [{ tenantId: 1, name: 'clerk@example', amount: 12 }]);
});

test('a job queued in a transaction exists only if it commits', async () => {
  await assert.rejects(
    inTransaction(app, app.actor, async (ctx) => {
      await enqueue(app, ctx.actor, count, { topic: 'count/lost', amount: 99 }, { ctx });
      throw new Error('rolled back');
    }),
    /rolled back/,
  );
  await inTransaction(app, app.actor, (ctx) =>
    enqueue(app, ctx.actor, count, { topic: 'count/2', amount: 1 }, { ctx }),
  );
  await ended('count/2');
  assert.equal(
    seen.some(({ amount }) => amount === 99),
    false,
  );
});

test('who watches work that begins again does not hear how it ended before', async () => {
  await enqueue(app, app.actor, count, { topic: 'again/1', amount: 1 });
  await ended('again/1');
  await inTransaction(app, app.actor, (ctx) =>
    enqueue(app, ctx.actor, count, { topic: 'again/1', amount: 5 }, { ctx }),
  );
  const totals: (number | null)[] = [];
  for await (const { total } of watchProgress(app, 1, 'again/1')) totals.push(total);
  assert.deepEqual([...new Set(totals.filter((total) => total !== null))], [5]);
});

test('of two with the same key one is taken, per tenant', async () => {
  const later = await inTransaction(app, app.actor, async (ctx) => {
    const first = await enqueue(app, testActor(1), count, { topic: 'k/1', amount: 1 }, { singletonKey: 'k', ctx });
    const second = await enqueue(app, testActor(1), count, { topic: 'k/2', amount: 2 }, { singletonKey: 'k', ctx });
    return [first, second].map((id) => id !== null);
  });
  assert.deepEqual(later, [true, false]);
});

test('a refusal is an answer: told, not tried again', async () => {
  await enqueue(app, app.actor, refuse, { topic: 'refuse/1', amount: 1 });
  const state = await ended('refuse/1');
  assert.deepEqual([state?.state, state?.detail], ['failed', { run: 7, refusal: 'test.refused' }]);
});

test('a bug is tried again, then the job goes to the dead letters', async () => {
  await enqueue(app, app.actor, break_, { topic: 'break/1', amount: 1 });
  assert.equal((await ended('break/1'))?.state, 'failed');
  assert.equal(attempts, 2);
  const dead = () =>
    asOwner(app.ownerUrl, (client) => client.query('select data from pgboss.job where name = $1', [DEAD_LETTERS]));
  while ((await dead()).rowCount === 0) await sleep(20);
  assert.equal((await dead()).rows[0].data.input.topic, 'break/1');
});

test('the app role may not change the queue schema', async () => {
  await assert.rejects(
    inTransaction(app, app.actor, ({ tx }) => sql`drop table pgboss.job`.execute(tx)),
    /must be owner/,
  );
});
