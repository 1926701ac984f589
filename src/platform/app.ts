import { setTimeout } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { Refusal } from '#base';
import { type Clock, systemClock } from './clock.ts';
import { type Config, type ConfigOptions, readConfig } from './config.ts';
import { type NoTables, openKysely, openPool } from './db.ts';
import { startEmbedded, stopEmbedded } from './embedded.ts';
import { type FileStore, openFiles } from './files.ts';
import { jsonLog, type Log } from './log.ts';
import { migrate } from './migrate.ts';
import { APP_ROLE, ensureRoles, LOADER_ROLE, rolePasswords, urlWith } from './roles.ts';

/** Everything a process holds open; operations are given it (or a Context of one transaction) and nothing else. */
export interface App {
  readonly config: Config;
  /** Everyday work, under row-level security; see `inTransaction`. */
  readonly db: Kysely<NoTables>;
  /** Bulk load; see `inLoad`. */
  readonly loader: pg.Pool;
  /** Connection strings: the owner makes schema, the app role listens and queues. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly files: FileStore;
  readonly dataDir: string;
  /** What else was opened for this App (listeners, queues); ended by `closeApp`, last opened first. */
  readonly resources: AsyncDisposableStack;
}

export interface AppOptions extends ConfigOptions {
  readonly clock?: Clock;
  readonly log?: Log;
}

const DATABASE = 'tarifwerk';
const APP_CONNECTIONS = 10;
const LOADER_CONNECTIONS = 4;

/**
 * Opens the program: settings, database (embedded, started or adopted, unless `DATABASE_URL` names a server), roles, schema,
 * pools, files. Refuses with `config.*`, `database.*`, `migrate.*`.
 */
export async function openApp(options: AppOptions = {}): Promise<App> {
  const config = readConfig(options);
  const ownerUrl = config.databaseUrl ?? (await openEmbeddedDatabase(config));
  if (config.databaseUrl !== null) await checkServer(config.databaseUrl);
  const passwords = rolePasswords(config);
  await ensureRoles(ownerUrl, passwords);
  await migrate(ownerUrl);
  const app = connectApp({
    config,
    ownerUrl,
    appUrl: urlWith(ownerUrl, { user: APP_ROLE, password: passwords.app }),
    loaderUrl: urlWith(ownerUrl, { user: LOADER_ROLE, password: passwords.loader }),
    clock: options.clock ?? systemClock,
    log: options.log ?? jsonLog(),
  });
  if (config.databaseUrl === null) await showPresence(app);
  return app;
}

export interface Connections {
  readonly config: Config;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly loaderUrl: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Opens pools and files on a database that is ready. */
export function connectApp({ config, ownerUrl, appUrl, loaderUrl, clock, log }: Connections): App {
  const onTrouble = (error: Error) => log.error('database.connectionLost', { message: error.message });
  return {
    config,
    db: openKysely(openPool(appUrl, APP_CONNECTIONS, onTrouble)),
    loader: openPool(loaderUrl, LOADER_CONNECTIONS, onTrouble),
    ownerUrl,
    appUrl,
    clock,
    log,
    files: openFiles(config.dataDir),
    dataDir: config.dataDir,
    resources: new AsyncDisposableStack(),
  };
}

/**
 * Ends the connections. The embedded server goes on for other processes, unless it is to stop: at once (`true`), or only when no
 * other process is connected (`unlessUsed`), so that a command leaves nothing behind and takes nothing away.
 */
export async function closeApp(
  app: App,
  options: { readonly stopDatabase?: boolean | 'unlessUsed' } = {},
): Promise<void> {
  await app.resources.disposeAsync();
  await app.db.destroy();
  await app.loader.end();
  if (app.config.databaseUrl !== null || !options.stopDatabase) return;
  if (options.stopDatabase === 'unlessUsed' && (await isUsed(app.ownerUrl))) return;
  await stopEmbedded(app.dataDir);
}

/** A connection for as long as the App is open, so that others see the embedded server in use even while the pools are idle. */
async function showPresence(app: App): Promise<void> {
  const client = new pg.Client({
    connectionString: app.appUrl,
    application_name: 'tarifwerk presence',
    keepAlive: true,
  });
  client.on('error', (error) => app.log.error('database.connectionLost', { message: error.message }));
  await client.connect();
  app.resources.defer(() => client.end());
}

/** Our own connections are gone from the server's list a moment after they were closed. */
const FAREWELL_MS = 1_000;
const ASK_EVERY_MS = 50;

/** Whether another process is connected to the server. */
async function isUsed(ownerUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    for (let waitedMs = 0; waitedMs < FAREWELL_MS; waitedMs += ASK_EVERY_MS) {
      const { rowCount } = await client.query(
        "select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
      );
      if (rowCount === 0) return false;
      await setTimeout(ASK_EVERY_MS);
    }
    return true;
  } finally {
    await client.end();
  }
}

async function openEmbeddedDatabase(config: Config): Promise<string> {
  const server = await startEmbedded({ dataDir: config.dataDir, port: config.databasePort });
  await ensureDatabase(server.ownerUrl, DATABASE);
  return urlWith(server.ownerUrl, { database: DATABASE });
}

/** The schema uses what PostgreSQL 18 brought (keys over periods). */
const OLDEST_SERVER = 18;

async function checkServer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  let version: number;
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version");
    version = Math.floor(Number(rows[0]?.version) / 10_000);
  } catch (error) {
    throw new Refusal('unavailable', 'database.unreachable', { message: (error as Error).message.slice(0, 200) });
  } finally {
    await client.end().catch(() => {});
  }
  if (version < OLDEST_SERVER)
    throw new Refusal('unavailable', 'database.serverTooOld', { version, oldest: OLDEST_SERVER });
}

async function ensureDatabase(ownerUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== '42P04' && code !== '23505') throw error; // made by another process at this moment
  } finally {
    await client.end();
  }
}
