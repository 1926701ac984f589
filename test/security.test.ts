import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import pg from 'pg';
import { inTransaction } from '#platform/db';
import { APP_ROLE, LOADER_ROLE } from '#platform/roles';
import { asOwner, testActor, testApp } from './database.ts';
import { fillEveryTable, ourTables, type Table } from './tables.ts';

/** The second wall, asked of the database itself: what each role may do, and whose rows it sees. */

const app = await testApp();
const owner = new pg.Client({ connectionString: app.ownerUrl });
let tables: Table[];
before(async () => {
  await owner.connect();
  await fillEveryTable(owner, 1, 'of tenant one');
  await fillEveryTable(owner, 2, 'of tenant two');
  tables = await ourTables(owner);
});
after(async () => {
  await owner.end();
  await app.close();
});

const list = async (query: string, values: unknown[] = []) =>
  (await owner.query<{ line: string }>(query, values)).rows.map(({ line }) => line);

/** Facts of money and law: written once by the everyday role, never changed. */
const FACTS = /^(ledger\.\w+|invoicing\.document|access\.audit|usage\.\w+)$/;

/** Tables of a run that is being drawn: whoever fills them has the server count their rows (`analyze`), which changes none. */
const COUNTED = [
  'billing.bill MAINTAIN',
  'billing.draft MAINTAIN',
  'billing.run_customer MAINTAIN',
  'billing.run_item MAINTAIN',
];

/** Security definer functions step over the wall: each is named here on purpose. */
const OVER_THE_WALL = [
  'access.begin_sign_in',
  'access.clear_sign_in_failures',
  'access.find_api_key',
  'access.find_session',
  'access.is_set_up',
  'ledger.move_item', // what is left of an open item follows its postings
  'mediation.tenants_with_feeds',
  'mediation.tenants_with_parts',
  'usage.drop_empty_month',
  'usage.ensure_month',
];

/** All that the bulk loader may do: load usage, and write what becomes true with it (counters, corrections of billed usage). */
const LOADER_RIGHTS = [
  'access.audit INSERT',
  'access.audit SELECT',
  'billing.corrected_record INSERT',
  'billing.run SELECT',
  'billing.run_customer SELECT',
  'billing.usage_correction INSERT',
  'mediation.corrected_record INSERT',
  'mediation.corrected_record SELECT',
  'mediation.file INSERT',
  'mediation.file SELECT',
  'mediation.file UPDATE',
  'mediation.file_again INSERT',
  'mediation.file_again SELECT',
  'mediation.part DELETE',
  'mediation.part INSERT',
  'mediation.part SELECT',
  'mediation.part UPDATE',
  'mediation.reject DELETE',
  'mediation.reject INSERT',
  'mediation.reject SELECT',
  'mediation.seen_call DELETE',
  'mediation.seen_call INSERT',
  'mediation.seen_call SELECT',
  'mediation.source SELECT',
  'platform.counter INSERT',
  'platform.counter SELECT',
  'platform.counter UPDATE',
  'platform.touch INSERT',
  'rating.lent INSERT',
  'rating.lent SELECT',
  'rating.period DELETE',
  'rating.period INSERT',
  'rating.period SELECT',
  'rating.period UPDATE',
  'rating.rewritten DELETE',
  'rating.rewritten INSERT',
  'rating.rewritten SELECT',
  'rating.rewritten UPDATE',
  'rating.seen DELETE',
  'rating.seen INSERT',
  'rating.seen SELECT',
  'rating.seen UPDATE',
  'rating.stale DELETE',
  'rating.stale INSERT',
  'rating.stale SELECT',
  'rating.stale UPDATE',
  'usage.load INSERT',
  'usage.load SELECT',
  'usage.record DELETE',
  'usage.record INSERT',
  'usage.record SELECT',
];

test('every table has a tenant and row-level security with the one policy', async () => {
  assert.ok(tables.length > 30);
  for (const { name, columns } of tables) {
    const tenant = columns.find((column) => column.name === 'tenant_id');
    assert.ok(tenant?.type === 'integer' && tenant.notNull, `${name} needs tenant_id int not null`);
  }
  const open = await list(
    `
    select c.oid::regclass::text as line from pg_class c where c.oid = any($1::text[]::regclass[]) and not c.relrowsecurity`,
    [tables.map(({ name }) => name)],
  );
  assert.deepEqual(open, [], "call platform.protect('schema.table') in the migration");
  const wrong = await list(`
    select polrelid::regclass::text || ' ' || polname as line from pg_policy
    where polname <> 'tenant_wall' or polroles <> '{0}' or polcmd <> '*' or not polpermissive
      or pg_get_expr(polqual, polrelid) <> '(tenant_id = platform.current_tenant())'
      or pg_get_expr(polwithcheck, polrelid) <> '(tenant_id = platform.current_tenant())'`);
  assert.deepEqual(wrong, []);
});

test('neither role is a superuser, owns anything or belongs to another; only the loader steps over the wall', async () => {
  const roles = await list(
    `
    select rolname || ' ' || concat_ws(' ', case when rolsuper then 'super' end, case when rolbypassrls then 'bypassrls' end,
      case when rolcreaterole then 'createrole' end, case when rolcreatedb then 'createdb' end,
      case when rolreplication then 'replication' end) as line
    from pg_roles where rolname in ($1, $2) order by 1`,
    [APP_ROLE, LOADER_ROLE],
  );
  assert.deepEqual(roles, [`${APP_ROLE} `, `${LOADER_ROLE} bypassrls`]);
  const owned = await list(
    `
    select c.oid::regclass::text as line from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname in ($1, $2)
    union all select p.oid::regproc::text from pg_proc p join pg_roles r on r.oid = p.proowner where r.rolname in ($1, $2)`,
    [APP_ROLE, LOADER_ROLE],
  );
  assert.deepEqual(owned, []);
  const belongs = await list(
    'select r.rolname as line from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname in ($1, $2)',
    [APP_ROLE, LOADER_ROLE],
  );
  assert.deepEqual(belongs, []);
});

const rightsOf = (role: string) =>
  list(
    `
    select t::regclass::text || ' ' || right_ as line from unnest($2::text[]::regclass[]) t,
      unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN']) right_
    where has_table_privilege($1, t, right_)`,
    [role, tables.map(({ name }) => name)],
  );

test('the everyday role can change or delete no fact', async () => {
  const rights = await rightsOf(APP_ROLE);
  const onFacts = rights.filter((line) => FACTS.test(line.split(' ')[0]!) && !/ (SELECT|INSERT)$/.test(line));
  assert.deepEqual(onFacts, []);
  assert.deepEqual(
    rights.filter((line) => / (TRUNCATE|REFERENCES|TRIGGER|MAINTAIN)$/.test(line)),
    COUNTED,
  );
  const byColumn = await list(
    `
    select table_schema || '.' || table_name || ' ' || column_name as line from information_schema.column_privileges
    where grantee = $1 and privilege_type = 'UPDATE'
      and not has_table_privilege($1, format('%I.%I', table_schema, table_name), 'UPDATE')`,
    [APP_ROLE],
  );
  assert.deepEqual(
    byColumn.filter((line) => FACTS.test(line.split(' ')[0]!)),
    [],
  );
});

test('the loader may load usage and keep its file ledger, nothing else', async () => {
  const rights = await rightsOf(LOADER_ROLE);
  assert.deepEqual(rights.sort(), LOADER_RIGHTS);
});

test('everybody (PUBLIC) may do nothing with our tables and functions over the wall', async () => {
  const tableRights = await list(`
    select table_schema || '.' || table_name as line from information_schema.table_privileges
    where grantee = 'PUBLIC' and table_schema not in ('pg_catalog', 'information_schema')`);
  assert.deepEqual(tableRights, []);
  const definers = await list(`
    select p.oid::regproc::text as line from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname !~ '^pg_' and n.nspname <> 'pgboss' order by 1`);
  assert.deepEqual(definers, OVER_THE_WALL);
  const careless = await list(`
    select p.oid::regproc::text as line from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname !~ '^pg_' and n.nspname <> 'pgboss'
      and (has_function_privilege('public', p.oid, 'EXECUTE') or not ('search_path=pg_catalog' = any(coalesce(p.proconfig, '{}'))))`);
  assert.deepEqual(careless, [], 'set search_path = pg_catalog, revoke execute from public');
  const creators = await list(
    "select nspname as line from pg_namespace where has_schema_privilege($1, oid, 'CREATE') or has_schema_privilege($2, oid, 'CREATE')",
    [APP_ROLE, LOADER_ROLE],
  );
  assert.deepEqual(creators, []);
});

/** Rows an everyday transaction of the tenant can reach; a table it has no right to counts as out of reach. */
const reached = (tenantId: number, statement: string) =>
  inTransaction(app, testActor(tenantId), async ({ tx }) => {
    const result = await sql.raw<{ n: bigint }>(statement).execute(tx);
    const first = result.rows[0];
    return first && 'n' in first ? Number(first.n) : Number(result.numAffectedRows ?? 0n);
  }).catch((error: { code?: string }) => {
    if (error.code === '42501') return 0;
    throw error;
  });

test('in every table a tenant sees his own row and not the other’s', async () => {
  const unseen: string[] = [];
  for (const { name, isPartition } of tables) {
    assert.equal(await reached(1, `select count(*) as n from ${name} where tenant_id <> 1`), 0, name);
    assert.equal(await reached(2, `select count(*) as n from ${name} where tenant_id <> 2`), 0, name);
    if (!isPartition && (await reached(2, `select count(*) as n from ${name} where tenant_id = 2`)) === 0)
      unseen.push(name);
  }
  assert.deepEqual(unseen, ['access.sign_in_failure']); // reached by functions only
});

test('in every table a tenant can neither change, delete nor write rows of the other', async () => {
  for (const { name } of tables) {
    assert.equal(await reached(2, `update ${name} set tenant_id = tenant_id where tenant_id = 1`), 0, name);
    assert.equal(await reached(2, `delete from ${name} where tenant_id = 1`), 0, name);
    assert.equal(
      await reached(2, `insert into ${name} overriding system value select * from ${name} where false`),
      0,
      name,
    );
    const foreign = `insert into ${name} overriding system value select (jsonb_populate_record(r, '{"tenant_id": 1}')).* from ${name} r limit 1`;
    assert.equal(await reached(2, foreign), 0, name);
  }
  for (const { name, isPartition } of tables) {
    if (isPartition) continue;
    const { rows } = await owner.query(`select count(*)::int as n from ${name} where tenant_id = 1`);
    assert.equal(rows[0].n, 1, `${name} still has the row of tenant one`);
  }
});

test('a connection without a tenant sees nothing at all', async () => {
  const client = new pg.Client({ connectionString: app.appUrl });
  await client.connect();
  try {
    for (const { name } of tables) {
      const result = await client.query(`select count(*)::int as n from ${name}`).catch((error) => {
        assert.equal(error.code, '42501');
        return { rows: [{ n: 0 }] };
      });
      assert.equal(result.rows[0].n, 0, name);
    }
  } finally {
    await client.end();
  }
});

test('the everyday role cannot become the loader or the owner', async () => {
  const [ownerRole = ''] = await list('select current_user as line');
  for (const role of [LOADER_ROLE, ownerRole]) {
    const attempt = inTransaction(app, app.actor, ({ tx }) => sql.raw(`set local role ${role}`).execute(tx));
    await assert.rejects(attempt, { code: '42501' });
  }
  const copying = inTransaction(app, app.actor, ({ tx }) => sql`copy usage.record from program 'id'`.execute(tx));
  await assert.rejects(copying, { code: '42501' });
});

test('issued documents cannot be changed by the owner either, short of removing the trigger', async () => {
  await asOwner(app.ownerUrl, async (client) => {
    for (const change of ['update invoicing.document set net_minor = 0', 'delete from invoicing.document'])
      await assert.rejects(client.query(change), { code: '23001' }, change);
  });
});
