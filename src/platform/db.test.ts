import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { asOwner, testActor, testApp } from '#test/database';
import { copyInto, inLoad, inSnapshot, inTransaction, nextNumber } from './db.ts';

const app = await testApp();
after(app.close);

test('values arrive in the types the program reckons with', async () => {
  const row = await inTransaction(app, app.actor, async ({ tx }) => {
    const { rows } = await sql<
      Record<string, unknown>
    >`select 9007199254740993::int8 as big, '{1,null,-3}'::int8[] as bigs,
      12.50::numeric as exact, '2026-03-29'::date as day, '{2026-03-29,2026-03-30}'::date[] as days,
      '2026-03-29 01:30:00.123+01'::timestamptz as instant, '{"a":[1]}'::jsonb as json, 7 as small`.execute(tx);
    return rows[0];
  });
  assert.deepEqual(row, {
    big: 9007199254740993n,
    bigs: [1n, null, -3n],
    exact: '12.50',
    day: '2026-03-29',
    days: ['2026-03-29', '2026-03-30'],
    instant: new Date('2026-03-29T00:30:00.123Z'),
    json: { a: [1] },
    small: 7,
  });
});

test('a tenant sees its own rows and writes no others', async () => {
  const codes = (tenantId: number) =>
    inTransaction(app, testActor(tenantId), async ({ tx }) => {
      const { rows } = await sql<{ code: string }>`select code from access.tenant`.execute(tx);
      return rows.map(({ code }) => code);
    });
  assert.deepEqual(await codes(1), ['alster']);
  assert.deepEqual(await codes(2), []);
  const foreign = inTransaction(app, testActor(2), ({ tx }) =>
    sql`insert into platform.counter (tenant_id, name, value) values (1, 'stolen', 1)`.execute(tx),
  );
  await assert.rejects(foreign, /row-level security/);
});

test('numbers are gapless: a rollback burns none, a block is taken at once', async () => {
  const take = (howMany: number) => inTransaction(app, app.actor, (ctx) => nextNumber(ctx, 'gapless', howMany));
  assert.equal(await take(1), 1);
  await assert.rejects(
    inTransaction(app, app.actor, async (ctx) => {
      await nextNumber(ctx, 'gapless', 5);
      throw new Error('changed my mind');
    }),
    /changed my mind/,
  );
  assert.equal(await take(3), 2);
  assert.equal(await take(1), 5);
});

test('numbers of many transactions at once are each taken once', async () => {
  const taken = await Promise.all(
    Array.from({ length: 30 }, () => inTransaction(app, app.actor, (ctx) => nextNumber(ctx, 'crowd'))),
  );
  assert.deepEqual(
    taken.sort((a, b) => a - b),
    Array.from({ length: 30 }, (_, index) => index + 1),
  );
});

test('a snapshot is read only', async () => {
  await assert.rejects(
    inSnapshot(app, app.actor, (ctx) => nextNumber(ctx, 'snapshot')),
    /read-only transaction/,
  );
});

test('the loader copies rows in the same transaction and only into its tables', async () => {
  const rows = async function* () {
    yield Buffer.from('1\t11\tfile\t');
    yield Buffer.from('4\t0\t0\t2026-11-23\tclerk\n');
  };
  const copied = await inLoad(app, app.actor, async (ctx) => {
    const columns = 'tenant_id, load_no, kind, file_id, rows, duplicates, loaded_at, loaded_by';
    const count = await copyInto(ctx.client, `copy usage.load (${columns}) from stdin`, rows());
    const { rows: seen } = await sql<{ load_no: number }>`select load_no from usage.load`.execute(ctx.tx);
    return { count, seen };
  });
  assert.deepEqual(copied, { count: 1, seen: [{ load_no: 11 }] });
  await assert.rejects(
    inLoad(app, app.actor, ({ tx }) => sql`select * from crm.customer`.execute(tx)),
    /permission denied/,
  );
});

test('a broken copy rolls the load back and the connection is used again', async () => {
  const broken = inLoad(app, app.actor, (ctx) =>
    copyInto(ctx.client, 'copy usage.load (tenant_id, load_no) from stdin', [Buffer.from('not a number\n')]),
  );
  await assert.rejects(broken, /invalid input syntax/);
  const source = async function* () {
    yield Buffer.from('1\t');
    throw new Error('disk is gone');
  };
  await assert.rejects(
    inLoad(app, app.actor, (ctx) => copyInto(ctx.client, 'copy usage.load (tenant_id, load_no) from stdin', source())),
    /disk is gone/,
  );
  const { rows } = await inLoad(app, app.actor, ({ tx }) =>
    sql<{ n: bigint }>`select count(*) as n from usage.load where load_no <> 11`.execute(tx),
  );
  assert.equal(rows[0]?.n, 0n);
});

test('a deadlock is run again where the caller allows it', async () => {
  await inTransaction(app, app.actor, async (ctx) => {
    await nextNumber(ctx, 'left');
    await nextNumber(ctx, 'right');
  });
  const both = (first: string, second: string) =>
    inTransaction(
      app,
      app.actor,
      async (ctx) => {
        await nextNumber(ctx, first);
        await sql`select pg_sleep(0.2)`.execute(ctx.tx);
        await nextNumber(ctx, second);
      },
      { repeats: 3 },
    );
  await Promise.all([both('left', 'right'), both('right', 'left')]);
  const left = await inTransaction(app, app.actor, (ctx) => nextNumber(ctx, 'left'));
  assert.equal(left, 4);
});

test('the tenant table belongs to the owner: the app role cannot drop the wall', async () => {
  await assert.rejects(
    inTransaction(app, app.actor, ({ tx }) => sql`alter table crm.customer disable row level security`.execute(tx)),
    /must be owner/,
  );
  const rows = await asOwner(app.ownerUrl, (client) =>
    client.query("select rolname from pg_roles where rolname like 'tarifwerk_%' and rolsuper"),
  );
  assert.equal(rows.rowCount, 0);
});
