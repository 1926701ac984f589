import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import pg from 'pg';
import { Refusal, systemActor } from '#base';
import { type App, closeApp, openApp } from './app.ts';
import { readConfig } from './config.ts';
import { inTransaction } from './db.ts';
import { freePort, stopEmbedded } from './embedded.ts';
import { silentLog } from './log.ts';
import { readMigrations } from './migrate.ts';
import { ensureRoles, rolePasswords } from './roles.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'tarifwerk-app-'));
after(async () => {
  await stopEmbedded(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});
const open = () => openApp({ dataDir, log: silentLog });

async function whoWorks(app: App): Promise<string | undefined> {
  const { rows } = await inTransaction(app, systemActor(1), ({ tx }) =>
    sql<{ who: string }>`select current_user || ' in ' || current_database() as who`.execute(tx),
  );
  return rows[0]?.who;
}

test('opens from nothing, twice at once, and works as the app role on the whole schema', async () => {
  const apps = await Promise.all([open(), open()]);
  for (const app of apps) assert.equal(await whoWorks(app), 'tarifwerk_app in tarifwerk');
  const owner = new pg.Client({ connectionString: apps[0].ownerUrl });
  await owner.connect();
  const { rows } = await owner.query('select name from public.platform_migrations order by name');
  await owner.end();
  assert.deepEqual(
    rows.map(({ name }) => name),
    readMigrations().map(({ name }) => name),
  );
  for (const app of apps) await closeApp(app);
});

test('a role with too many rights or another password is put right', async () => {
  const app = await open();
  const owner = new pg.Client({ connectionString: app.ownerUrl });
  await owner.connect();
  await owner.query("alter role tarifwerk_app createrole bypassrls; alter role tarifwerk_loader password 'forgotten'");
  await ensureRoles(app.ownerUrl, rolePasswords(readConfig({ dataDir }, {})));
  const { rows } = await owner.query(
    "select rolname, rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname like 'tarifwerk\\_%' order by 1",
  );
  await owner.end();
  assert.deepEqual(rows, [
    { rolname: 'tarifwerk_app', rolsuper: false, rolbypassrls: false, rolcreaterole: false },
    { rolname: 'tarifwerk_loader', rolsuper: false, rolbypassrls: true, rolcreaterole: false },
  ]);
  assert.equal((await app.loader.query('select 1 as one')).rows[0].one, 1);
  await closeApp(app);
});

test('works the same on a server of the operator', async () => {
  const embedded = await open();
  const app = await openApp({ databaseUrl: embedded.ownerUrl, dataDir: join(dataDir, 'elsewhere'), log: silentLog });
  assert.equal(await whoWorks(app), 'tarifwerk_app in tarifwerk');
  await closeApp(app, { stopDatabase: true }); // the operator's server is not ours to stop
  await closeApp(embedded);
  const again = await open();
  assert.equal(await whoWorks(again), 'tarifwerk_app in tarifwerk');
  await closeApp(again, { stopDatabase: true });
  assert.equal(await stopEmbedded(dataDir), false, 'nothing runs any more');
});

test('a server that is not there is refused, without telling the password', async () => {
  const databaseUrl = `postgres://someone:secret@127.0.0.1:${await freePort()}/tarifwerk`;
  await assert.rejects(openApp({ dataDir, databaseUrl, log: silentLog }), (error) => {
    assert.ok(error instanceof Refusal && error.code === 'database.unreachable', String(error));
    assert.doesNotMatch(error.message, /secret/);
    return true;
  });
});

test('who closes last stops the embedded server, nobody takes it from another', async () => {
  const [first, second] = await Promise.all([open(), open()]);
  await closeApp(first, { stopDatabase: 'unlessUsed' });
  assert.equal(await whoWorks(second), 'tarifwerk_app in tarifwerk');
  await closeApp(second, { stopDatabase: 'unlessUsed' });
  assert.equal(await stopEmbedded(dataDir), false, 'nothing runs any more');
});
