import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Refusal } from '#base';
import { inTransaction } from '#platform/db';
import { silentProgress } from '#platform/progress';
import { backOutFile, NOTHING_FROZEN } from '#rating/service';
import { asOwner } from '#test/database';
import { CARRIER_HEADER, feedApp } from '#test/feedScene';
import { addSource, changeSource, importFile, type ReconcileInput, reconcile } from '../service.ts';

const app = await feedApp();
after(() => app.close());
const seller = { kind: 'carrier', format: 'french-carrier-csv', zone: 'Europe/Paris', country: 'FR' } as const;
await inTransaction(app, app.actor, (ctx) =>
  addSource(ctx, {
    ...seller,
    code: 'sbc',
    name: 'SBC',
    settings: {},
    supplierPriceListId: null,
    role: 'reconciliation',
  }),
);

let serial = 0;
/** Each call is `time called seconds`. */
async function deliver(source: string, ...calls: string[]) {
  const rows = calls.map((text) => {
    const [time, called, seconds] = text.split(' ');
    return `20/11/2026;${time};Sortant;0199000040;${called};${seconds};0,01;;${++serial}\n`;
  });
  const name = `${source}-${serial}.csv`;
  const path = join(app.dataDir, name);
  writeFileSync(path, CARRIER_HEADER + rows.join(''));
  return importFile(app, app.actor, { path, name, sourceCode: source }, { rate: () => {} }, silentProgress);
}
const ASKED = { sourceCode: 'sbc', month: '2026-11', kind: 'all', offset: 0, limit: 50 } as const;
const compare = (change: Partial<ReconcileInput> = {}) =>
  inTransaction(app, app.actor, (ctx) => reconcile(ctx, { ...ASKED, ...change }));
const usage = () =>
  asOwner(
    app.ownerUrl,
    async (client) => (await client.query('select count(*)::int as n from usage.record')).rows[0].n as number,
  );

test('what two sources saw is compared: agreeing, differing, and what only one of them has', async () => {
  await deliver(
    'nord',
    '10:00:00 0612345678 60',
    '11:00:00 0612345678 60',
    '12:00:00 0612345678 60',
    '23:59:59 0612345678 5',
  );
  const seen = await deliver(
    'sbc',
    '10:00:02 0612345678 61',
    '11:00:00 0612345678 90',
    '13:00:00 0612345679 10',
    '23:59:59 0612345678 5',
  );
  assert.deepEqual([seen.stored, seen.unmatched, seen.loadNo], [4, 0, 0]);
  assert.equal(await usage(), 4, 'only what is billed lies among the usage');
  const { rows, ...counts } = await compare();
  assert.deepEqual(counts, {
    ...{ paired: 2, differing: 1, onlyBilled: 1, onlySeen: 1 },
    ...{ billedMs: 185_000, seenMs: 166_000, total: 3 },
  });
  const told = rows.map(({ differs, billed, seen: other }) => [
    differs.join(),
    billed?.durationMs ?? null,
    other?.durationMs ?? null,
  ]);
  assert.deepEqual(told, [
    ['duration', 60_000, 90_000],
    ['', 60_000, null],
    ['', null, 10_000],
  ]);
});

test('the rows are of one kind, a page of them', async () => {
  const starts = async (change: Partial<ReconcileInput>) => {
    const { rows, total } = await compare(change);
    return [total, ...rows.map(({ billed, seen }) => new Date((billed ?? seen)!.startMs).getUTCHours())];
  };
  assert.deepEqual(await starts({}), [3, 10, 11, 12]);
  assert.deepEqual(await starts({ offset: 1, limit: 1 }), [3, 11]);
  assert.deepEqual(await starts({ offset: 3 }), [3]);
  assert.deepEqual(await starts({ kind: 'duration' }), [1, 10]);
  assert.deepEqual(await starts({ kind: 'cost' }), [0]);
  assert.deepEqual(await starts({ kind: 'missingThere' }), [1, 11]);
  assert.deepEqual(await starts({ kind: 'missingHere' }), [1, 12]);
});

test('the same calls again are duplicates; a file taken out is compared no more', async () => {
  const again = await deliver('sbc', '14:00:00 0612345678 60');
  assert.deepEqual([again.stored, again.duplicates], [1, 0]);
  serial--;
  const twice = await deliver('sbc', '14:00:00 0612345678 60', '15:00:00 0612345678 60');
  assert.deepEqual([twice.stored, twice.duplicates], [1, 1]);
  const report = await backOutFile(app, app.actor, { fileId: twice.fileId, why: 'a test', frozen: NOTHING_FROZEN });
  assert.deepEqual([report.removed, report.emptied], [1, 0]);
  assert.equal((await compare()).onlySeen, 2);
});

test('what a source is for is settled before its first file', async () => {
  const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
  await assert.rejects(
    inTransaction(app, app.actor, (ctx) => changeSource(ctx, 'sbc', { role: 'billing' })),
    refused('mediation.roleFixed'),
  );
  await assert.rejects(
    inTransaction(app, app.actor, (ctx) => reconcile(ctx, { ...ASKED, sourceCode: 'nord' })),
    refused('mediation.notReconciling'),
  );
  const changed = await inTransaction(app, app.actor, (ctx) => changeSource(ctx, 'pbx', { role: 'reconciliation' }));
  assert.equal(changed.role, 'reconciliation');
});
