import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { asOwner, testApp } from '#test/database';
import type { Affected } from './affected.ts';
import { audit, changesAfter, lastAuditSeq, verifyAudit } from './audit.ts';

const app = await testApp();
after(() => app.close());

const within = <R>(work: (ctx: Context) => Promise<R>) => inTransaction(app, app.actor, work);
const check = () => within(verifyAudit);
/** Does something to the table that no role of the program may do, checks, and undoes it. */
const tampered = (change: string) =>
  asOwner(app.ownerUrl, async (owner) => {
    await owner.query('create temp table kept as select * from access.audit');
    await owner.query(change);
    const result = await check();
    await owner.query('delete from access.audit');
    await owner.query('insert into access.audit select * from kept');
    return result;
  });

test('an empty trail is whole', async () => {
  assert.deepEqual(await check(), { entries: 0, brokenAt: null });
});

test('entries are chained, whatever their detail holds', async () => {
  await within(async (ctx) => {
    await audit(ctx, {
      action: 'crm.customer.add',
      subject: 'customer/1',
      detail: { name: 'Müller & Söhne', net: 12_345n },
    });
    await audit(ctx, { action: 'crm.customer.change', subject: 'customer/1' });
  });
  const nested = { z: 1, a: { to: 2.5e-7, from: null, at: new Date(0) }, list: [1, undefined, 'x'], none: undefined };
  await within((ctx) => audit(ctx, { action: 'catalog.price.change', subject: 'price/2', detail: nested }));
  await within((ctx) => audit(ctx, { action: 'billing.run.draft', subject: 'run/1', detail: { drafts: -0 } }));
  assert.deepEqual(await check(), { entries: 4, brokenAt: null });
});

test('what is rolled back leaves no entry and no gap', async () => {
  const deed = within(async (ctx) => {
    await audit(ctx, { action: 'crm.customer.add', subject: 'customer/2' });
    throw new Refusal('conflict', 'customer.numberTaken');
  });
  await assert.rejects(deed, { code: 'customer.numberTaken' });
  assert.deepEqual(await check(), { entries: 4, brokenAt: null });
});

test('many at once still make one chain', async () => {
  await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      within((ctx) => audit(ctx, { action: 'crm.note.add', subject: `customer/${i}` })),
    ),
  );
  assert.deepEqual(await check(), { entries: 24, brokenAt: null });
});

test('any change, gap, exchange or cut is noticed, and where', async () => {
  const cases: [string, number][] = [
    [`update access.audit set detail = '{"name": "Meier"}' where seq = 1`, 1],
    [`update access.audit set actor = 'somebody else' where seq = 2`, 2],
    [`update access.audit set at = at + interval '1 millisecond' where seq = 3`, 3],
    [`update access.audit set hash = sha256(hash) where seq = 4`, 4],
    ['delete from access.audit where seq = 5', 5],
    ['delete from access.audit where seq >= 22', 22],
    ['delete from access.audit', 1],
    ['update access.audit set seq = -seq where seq in (7, 8); update access.audit set seq = 15 + seq where seq < 0', 7],
  ];
  for (const [change, brokenAt] of cases)
    assert.deepEqual(await tampered(change), { entries: brokenAt - 1, brokenAt }, change);
  assert.deepEqual(await check(), { entries: 24, brokenAt: null });
});

test('the program itself can neither change nor delete an entry', async () => {
  for (const change of ["update access.audit set actor = 'x'", 'delete from access.audit', 'truncate access.audit']) {
    const client = within(({ tx }) => sql.raw(change).execute(tx));
    await assert.rejects(client, { code: '42501' }, change);
  }
});

test('what can alter charges is told in order, and is part of the chain', async () => {
  const before = await within(lastAuditSeq);
  const affects: readonly Affected[] = [
    { kind: 'priceList', id: 3, fromMs: 1_790_000_000_000 },
    { kind: 'line', id: 7, fromMs: 0, toMs: 1_790_000_000_001 },
  ];
  await within((ctx) => audit(ctx, { action: 'crm.customer.change', subject: 'customer/1' }));
  await within((ctx) => audit(ctx, { action: 'catalog.priceList.version', subject: 'priceList/3', affects }));
  await within((ctx) => audit(ctx, { action: 'crm.customer.change', subject: 'customer/2', affects: [] }));
  const changes = await within((ctx) => changesAfter(ctx, before));
  assert.deepEqual(
    changes.map(({ at: _, ...change }) => change),
    [{ seq: before + 2, actor: app.actor.name, action: 'catalog.priceList.version', subject: 'priceList/3', affects }],
  );
  assert.equal(await within(lastAuditSeq), before + 3);
  assert.deepEqual(await within((ctx) => changesAfter(ctx, before + 2)), []);
  assert.deepEqual(await check(), { entries: before + 3, brokenAt: null });
  assert.deepEqual(await tampered(`update access.audit set affects = null where seq = ${before + 2}`), {
    entries: before + 1,
    brokenAt: before + 2,
  });
});
