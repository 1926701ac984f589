import { randomBytes, scryptSync } from 'node:crypto';
import pg from 'pg';
import { Refusal } from '#base';
import type { Config } from './config.ts';
import { openSecrets } from './secrets.ts';

/** Everyday work, under row-level security. */
export const APP_ROLE = 'tarifwerk_app';
/** Bulk load of usage: `COPY FROM` does not work under row-level security, so this role passes it; rights on few tables only. */
export const LOADER_ROLE = 'tarifwerk_loader';

export interface RolePasswords {
  readonly app: string;
  readonly loader: string;
}

/**
 * Passwords of the two roles: chosen by the operator, else derived from the owner's password in `DATABASE_URL` (so that
 * several machines on one server agree without talking), else kept in `secrets.json` of the data directory.
 */
export function rolePasswords(config: Config): RolePasswords {
  const ownerPassword = config.databaseUrl === null ? '' : passwordOf(config.databaseUrl);
  const of = (role: string, chosen: string | null, kept: () => string) =>
    chosen ?? (ownerPassword ? scryptSync(ownerPassword, `tarifwerk/${role}`, 24).toString('base64url') : kept());
  return {
    app: of(APP_ROLE, config.appPassword, () => openSecrets(config.dataDir).appPassword),
    loader: of(LOADER_ROLE, config.loaderPassword, () => openSecrets(config.dataDir).loaderPassword),
  };
}

/** The password in a connection string; empty without one. */
export function passwordOf(databaseUrl: string): string {
  const url = new URL(databaseUrl.replace('@/', '@localhost/'));
  return url.searchParams.get('password') ?? decodeURIComponent(url.password);
}

/** The same database as another role, or another database as the same role. */
export function urlWith(
  url: string,
  change: { readonly user?: string; readonly password?: string; readonly database?: string },
): string {
  const [address, query = ''] = url.split('?', 2) as [string, string?];
  const params = new URLSearchParams(query);
  if (change.user !== undefined) params.set('user', change.user);
  if (change.password !== undefined) params.set('password', change.password);
  const target =
    change.database === undefined ? address : address.replace(/^(\w+:\/\/[^/]*)(\/.*)?$/, `$1/${change.database}`);
  return params.size === 0 ? target : `${target}?${params}`;
}

/**
 * Makes the login roles or gives them these passwords where they have others. Safe when several processes do it at once.
 * Refuses with `database.rolesForbidden` where the owner of `DATABASE_URL` may not make roles.
 */
export async function ensureRoles(ownerUrl: string, passwords: RolePasswords): Promise<void> {
  const roles = [
    { role: APP_ROLE, password: passwords.app, attributes: 'nosuperuser nobypassrls nocreatedb nocreaterole' },
    { role: LOADER_ROLE, password: passwords.loader, attributes: 'nosuperuser bypassrls nocreatedb nocreaterole' },
  ];
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query('select pg_advisory_lock($1)', [ROLES_LOCK]);
    for (const { role, password, attributes } of roles) {
      if (await signsIn(ownerUrl, role, password)) continue;
      await makeRole(owner, role, password, attributes);
    }
  } finally {
    await owner.end();
  }
}

const ROLES_LOCK = 7_301_001;

async function signsIn(ownerUrl: string, user: string, password: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlWith(ownerUrl, { user, password }) });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ fits: boolean }>(
      'select not rolsuper and not rolcreaterole and rolbypassrls = ($1 = rolname) as fits from pg_roles where rolname = current_user',
      [LOADER_ROLE],
    );
    return rows[0]?.fits === true;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === '28P01' || code === '28000') return false;
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

async function makeRole(owner: pg.Client, role: string, password: string, attributes: string): Promise<void> {
  const salt = randomBytes(8).toString('hex'); // a dollar quote the password cannot contain
  const sql = `do $${`q${salt}`}$ begin
    if not exists (select from pg_roles where rolname = '${role}') then create role ${role} login; end if;
    alter role ${role} login ${attributes} password ${pg.escapeLiteral(password)};
  end $${`q${salt}`}$`;
  try {
    await owner.query(sql);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === '42501') throw new Refusal('unavailable', 'database.rolesForbidden', { role });
    throw error;
  }
}
