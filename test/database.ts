import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Actor, PERMISSIONS } from '#base';
import { type App, closeApp, connectApp } from '#platform/app';
import { type VirtualClock, virtualClock } from '#platform/clock';
import { PROJECT_DIR, readConfig } from '#platform/config';
import { startEmbedded, stopEmbedded } from '#platform/embedded';
import { sha256Hex } from '#platform/hash';
import { type Log, silentLog } from '#platform/log';
import { migrate, readMigrations } from '#platform/migrate';
import { APP_ROLE, ensureRoles, LOADER_ROLE, rolePasswords, urlWith } from '#platform/roles';

/** An App on a database of its own with tenant 1, as any test or bench wants it. */
export interface TestApp extends App {
  readonly clock: VirtualClock;
  /** May do everything in tenant 1. */
  readonly actor: Actor;
  readonly close: () => Promise<void>;
}

export interface TestAppOptions {
  readonly clock?: VirtualClock;
  readonly log?: Log;
}

/** Where the clock of a test stands unless it says otherwise. */
export const TEST_START_MS = Date.UTC(2026, 10, 23, 8);

/** One cluster for all test processes of this checkout and user. */
export const TEST_CLUSTER_DIR = join(
  realpathSync(tmpdir()),
  `tarifwerk-test-${userInfo().uid}-${sha256Hex(PROJECT_DIR).slice(0, 8)}`,
);

/**
 * A fresh database, cloned from a migrated template in about 0.1 s; dropped by `close`. The cluster is started by the first
 * process that comes, shared by all and ended by test/run.ts (or `stopTestCluster`).
 */
export async function testApp(options: TestAppOptions = {}): Promise<TestApp> {
  return connectTo(await openDatabase(), options);
}

/** A copy of a test's database as it stands, with files and a clock of its own. Connections to the original end; they open again when asked. */
export async function copyOf(original: TestApp, options: TestAppOptions = {}): Promise<TestApp> {
  const server = await startEmbedded({ dataDir: TEST_CLUSTER_DIR, settings: 'tests' });
  const passwords = rolePasswords(readConfig({ dataDir: TEST_CLUSTER_DIR }, {}));
  const template = new URL(original.ownerUrl).pathname.slice(1);
  const name = `test_${process.pid}_${++created}`;
  await asOwner(server.ownerUrl, async (client) => {
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [template]);
    await client.query(`create database ${name} template ${template}`);
  });
  return connectTo({ server, passwords, name }, options);
}

async function connectTo(
  { server, passwords, name }: Awaited<ReturnType<typeof openDatabase>>,
  options: TestAppOptions,
): Promise<TestApp> {
  const ownerUrl = urlWith(server.ownerUrl, { database: name });
  const dataDir = mkdtempSync(join(tmpdir(), 'tarifwerk-data-'));
  const clock = options.clock ?? virtualClock(TEST_START_MS);
  const app = connectApp({
    config: readConfig({ dataDir }, {}),
    ownerUrl,
    appUrl: urlWith(ownerUrl, { user: APP_ROLE, password: passwords.app }),
    loaderUrl: urlWith(ownerUrl, { user: LOADER_ROLE, password: passwords.loader }),
    clock,
    log: options.log ?? silentLog,
  });
  const close = async () => {
    await closeApp(app);
    await asOwner(server.ownerUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { ...app, clock, actor: testActor(), close };
}

/** Who may do everything in a tenant. */
export function testActor(tenantId = 1, name = 'test'): Actor {
  return { tenantId, name, userId: null, permissions: new Set(PERMISSIONS) };
}

/** Runs SQL as the owner: preparing what no operation may do, looking behind row-level security. */
export async function asOwner<Result>(ownerUrl: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Ends the shared cluster and forgets it, unless other test processes are at work on it: the last one turns off the light. */
export async function stopTestCluster(): Promise<void> {
  if (!existsSync(join(TEST_CLUSTER_DIR, 'postgres', 'postmaster.pid'))) return;
  const inUse = await startEmbedded({ dataDir: TEST_CLUSTER_DIR, settings: 'tests' }).then(({ ownerUrl }) =>
    asOwner(ownerUrl, async (client) => {
      await client.query('select pg_advisory_lock($1)', [CREATE_LOCK]);
      return (await testDatabases(client)).some(({ pid }) => pid !== process.pid && isAlive(pid));
    }),
  );
  if (inUse) return;
  await stopEmbedded(TEST_CLUSTER_DIR);
  rmSync(TEST_CLUSTER_DIR, { recursive: true, force: true });
}

/** A database in the shared cluster; once more where another process ended the cluster at this very moment. */
async function openDatabase(mayRepeat = true): ReturnType<typeof openOnce> {
  try {
    return await openOnce();
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    const ended = code === '57P01' || code === 'ECONNREFUSED' || code === 'ECONNRESET' || /terminated/.test(message);
    if (!mayRepeat || !ended) throw error;
    return openDatabase(false);
  }
}

async function openOnce() {
  const server = await startEmbedded({ dataDir: TEST_CLUSTER_DIR, settings: 'tests' });
  const passwords = rolePasswords(readConfig({ dataDir: TEST_CLUSTER_DIR }, {}));
  return { server, passwords, name: await createDatabase(server.ownerUrl, passwords) };
}

const CREATE_LOCK = 7_301_003;
let created = 0;

/** Makes the template when the migrations changed, then clones it; one process at a time. */
async function createDatabase(ownerUrl: string, passwords: { app: string; loader: string }): Promise<string> {
  const migrations = readMigrations();
  const template = `template_${sha256Hex(migrations.map(({ sha256 }) => sha256).join() + TENANT_SQL).slice(0, 12)}`;
  const name = `test_${process.pid}_${++created}`;
  await asOwner(ownerUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [CREATE_LOCK]);
    await dropAbandoned(client, template);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template]);
    if (rowCount === 0) {
      await ensureRoles(ownerUrl, passwords);
      await client.query(`create database making_${template}`);
      const url = urlWith(ownerUrl, { database: `making_${template}` });
      await migrate(url, migrations);
      await asOwner(url, (owner) => owner.query(TENANT_SQL));
      await client.query(`alter database making_${template} rename to ${template}`);
    }
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name} template ${template}`);
  });
  return name;
}

/** Databases of test processes that ended without `close`, and templates of other migrations. */
async function dropAbandoned(client: pg.Client, template: string): Promise<void> {
  for (const { name, pid } of await testDatabases(client))
    if (name !== template && !isAlive(pid)) await client.query(`drop database if exists ${name} with (force)`);
}

/** What lies in the shared cluster; pid 0 for templates. */
async function testDatabases(client: pg.Client): Promise<{ name: string; pid: number }[]> {
  const { rows } = await client.query<{ name: string }>(
    "select datname as name from pg_database where datname ~ '^(test|template|making)_'",
  );
  return rows.map(({ name }) => ({ name, pid: Number(/^test_(\d+)_/.exec(name)?.[1] ?? 0) }));
}

function isAlive(pid: number): boolean {
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const TENANT_SQL = `insert into access.tenant
  (tenant_id, code, legal_name, street, postcode, city, country, vat_id, tax_number, register_entry, contact_name, phone, email,
   website, iban, bic, bank_name, creditor_id, language, zone, currency, created_at)
  values (1, 'alster', 'Alsterfunk Telekom GmbH', 'Speicherweg 12', '20457', 'Hamburg', 'DE', 'DE812345678', '27/123/45678',
   'Amtsgericht Hamburg HRB 123456', 'Kundenservice', '+49 40 5550100', 'rechnung@alsterfunk.example', 'https://alsterfunk.example',
   'DE02120300000000202051', 'BYLADEM1001', 'Alsterbank', 'DE98ZZZ09999999999', 'de', 'Europe/Berlin', 'EUR', '2026-01-01T00:00:00Z')`;
