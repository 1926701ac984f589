import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { Refusal } from '#base';
import { PROJECT_DIR } from './config.ts';
import { sha256Hex } from './hash.ts';

export const MIGRATIONS_DIR = join(PROJECT_DIR, 'migrations');

/** One file `NNNN_name.sql`. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

export function readMigrations(folder = MIGRATIONS_DIR): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_\w+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8');
      return { name, sql, sha256: sha256Hex(sql) };
    });
}

/**
 * Applies what is not applied yet, in order, each file in its own transaction together with its entry in
 * `platform_migrations`; a crash leaves whole files only. Any number of processes may call it at once. Returns the names applied now.
 * Refuses with `migrate.changed` when an applied file was edited since, with `migrate.newer` when the database knows files we do
 * not have (it was used by a newer version of the program).
 */
export async function migrate(
  ownerUrl: string,
  migrations: readonly Migration[] = readMigrations(),
): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATE_LOCK]);
    await client.query(
      'create table if not exists public.platform_migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string; sha256: string }>(
      'select name, sha256 from public.platform_migrations order by name',
    );
    const applied = new Map(rows.map((row) => [row.name, row.sha256]));
    checkHistory(applied, migrations);
    const pending = migrations.filter(({ name }) => !applied.has(name));
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

const MIGRATE_LOCK = 7_301_002;

function checkHistory(applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const ours = new Map(migrations.map(({ name, sha256 }) => [name, sha256]));
  for (const [name, sha256] of applied) {
    const known = ours.get(name);
    if (known === undefined) throw new Refusal('conflict', 'migrate.newer', { name });
    if (known !== sha256) throw new Refusal('conflict', 'migrate.changed', { name });
  }
}

/** Without parameters `pg` uses the simple protocol, which takes a whole file with `do` blocks and `call`. */
async function apply(client: pg.Client, { name, sql, sha256 }: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(sql);
    await client.query('insert into public.platform_migrations (name, sha256) values ($1, $2)', [name, sha256]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    const { message, position } = error as { message: string; position?: string };
    const line = position ? sql.slice(0, Number(position)).split('\n').length : 0;
    throw new Error(`migration ${name}${line ? `:${line}` : ''}: ${message}`, { cause: error });
  }
}
