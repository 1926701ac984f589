import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Refusal } from '#base';
import { inTransaction } from '#platform/db';
import { silentProgress } from '#platform/progress';
import { databaseDigest } from '#test/digest';
import { CARRIER_HEADER, carrierRow, feedApp } from '#test/feedScene';
import { fileDetail, getFile, importFile, replayRejects, replaySource } from '../service.ts';

const app = await feedApp();
after(() => app.close());
const DAY = 86_400_000;
const rate = () => {};

let serial = 0;
async function imported(rows: string): Promise<number> {
  const name = `replay-${++serial}.csv`;
  const path = join(app.dataDir, name);
  writeFileSync(path, CARRIER_HEADER + rows);
  return (await importFile(app, app.actor, { path, name, sourceCode: 'nord' }, { rate }, silentProgress)).fileId;
}
const replayed = async (fileId: number) => {
  const { tried, stored, duplicates, filtered, rejected } = await replayRejects(
    app,
    app.actor,
    fileId,
    { rate },
    silentProgress,
  );
  return [tried, stored, duplicates, filtered, rejected];
};
const countsOf = async (fileId: number) => {
  const { records, stored, duplicates, rejected, filtered } = await inTransaction(app, app.actor, (ctx) =>
    getFile(ctx, fileId),
  );
  return [records, stored, duplicates, rejected, filtered].map(Number);
};

/** Days ahead of the clock, a row is not believed; once the clock has come near it is. */
const ahead = (id: number) => carrierRow(id, '28');

test('rejects that can be read now are stored, the others stay with their reason, and the counts follow', async () => {
  const bad = carrierRow(3).replace(';60;', ';x;');
  const fileId = await imported(carrierRow(1) + ahead(2) + bad + ahead(4) + ahead(4));
  assert.deepEqual(await countsOf(fileId), [5, 1, 0, 4, 0]);
  const before = await databaseDigest(app);
  assert.deepEqual(await replayed(fileId), [4, 0, 0, 0, 4]);
  assert.equal((await databaseDigest(app)).digest, before.digest, 'nothing has changed');
  app.clock.set(app.clock.now() + 4 * DAY);
  assert.deepEqual(await replayed(fileId), [4, 2, 1, 0, 1]);
  assert.deepEqual(await countsOf(fileId), [5, 3, 1, 1, 0]);
  const { rejects, file } = await inTransaction(app, app.actor, (ctx) =>
    fileDetail(ctx, { fileId, page: 1, pageSize: 10 }),
  );
  assert.deepEqual(
    rejects.rows.map(({ recordNo, code }) => [recordNo, code]),
    [[4, 'mediation.duration']],
  );
  assert.equal(file.lastAt?.toISOString(), '2026-11-28T08:00:04.000Z');
  assert.deepEqual(await replayed(fileId), [1, 0, 0, 0, 1]);
});

test('all files of a source are replayed at once', async () => {
  const future = carrierRow(20, '30') + carrierRow(21);
  const ids = [await imported(future), await imported(carrierRow(22, '30') + carrierRow(23))];
  app.clock.set(app.clock.now() + 3 * DAY);
  const reports = await replaySource(app, app.actor, 'nord', { rate }, silentProgress);
  assert.deepEqual(
    reports.filter(({ fileId }) => ids.includes(fileId)).map(({ stored, rejected }) => [stored, rejected]),
    [
      [1, 0],
      [1, 0],
    ],
  );
});

test('a file that is not in cannot be replayed', async () => {
  await assert.rejects(
    replayRejects(app, app.actor, 999, { rate }, silentProgress),
    (error) => error instanceof Refusal && error.code === 'mediation.fileNotKnown',
  );
});
