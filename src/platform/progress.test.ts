import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { asOwner, testActor, testApp } from '#test/database';
import { databaseProgress, type ProgressState, readProgress, requestCancel, watchProgress } from './progress.ts';

const app = await testApp();
after(app.close);

async function collect(topic: string, signal?: AbortSignal): Promise<ProgressState[]> {
  const states: ProgressState[] = [];
  for await (const state of watchProgress(app, 1, topic, signal)) states.push(state);
  return states;
}

test('a watcher sees work begin, advance and end', async () => {
  const watching = collect('file/1');
  const progress = databaseProgress(app, app.actor, 'file/1');
  progress.phase('read', 1000);
  for (let step = 0; step < 10; step++) {
    progress.advance(100);
    await sleep(50);
  }
  progress.detail({ rejected: 3 });
  await progress.finish('done');
  const states = await watching;
  const last = states.at(-1);
  assert.deepEqual(
    { phase: last?.phase, done: last?.done, total: last?.total, state: last?.state, detail: last?.detail },
    { phase: 'read', done: 1000, total: 1000, state: 'done', detail: { rejected: 3 } },
  );
  assert.ok(states.length >= 2 && states.length <= 8, `${states.length} states for half a second of work`);
  const amounts = states.map(({ done }) => done);
  assert.deepEqual(
    amounts,
    amounts.toSorted((a, b) => a - b),
  );
});

test('a wish to cancel reaches the work; the same work begun again has forgotten it', async () => {
  const progress = databaseProgress(app, app.actor, 'run/7');
  progress.phase('rate', 10);
  while ((await readProgress(app, app.actor, 'run/7')) === null) await sleep(10);
  assert.equal(await requestCancel(app, app.actor, 'run/7'), true);
  while (!progress.cancelled) {
    progress.advance(1);
    await sleep(50);
  }
  await progress.finish('cancelled');
  assert.equal(await requestCancel(app, app.actor, 'run/7'), false, 'nothing runs any more');

  const again = databaseProgress(app, app.actor, 'run/7');
  again.phase('rate', 10);
  await again.finish('done');
  assert.equal(again.cancelled, false);
});

test('another tenant sees and cancels nothing', async () => {
  const progress = databaseProgress(app, app.actor, 'run/8');
  progress.phase('rate');
  assert.equal(await requestCancel(app, testActor(2), 'run/8'), false);
  await progress.finish('done');
  assert.equal(await readProgress(app, testActor(2), 'run/8'), null);
  assert.equal((await readProgress(app, app.actor, 'run/8'))?.state, 'done');
});

test('a watcher survives the loss of its connection', async () => {
  const watching = collect('file/2');
  const progress = databaseProgress(app, app.actor, 'file/2');
  progress.phase('read', 2);
  while ((await readProgress(app, app.actor, 'file/2')) === null) await sleep(10);
  await asOwner(app.ownerUrl, (client) =>
    client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'tarifwerk listen'",
    ),
  );
  await progress.finish('done');
  assert.equal((await watching).at(-1)?.state, 'done');
});

test('watching ends when the reader goes away', async () => {
  const gone = new AbortController();
  const watching = collect('never/begun', gone.signal);
  gone.abort();
  assert.deepEqual(await watching, []);
});
