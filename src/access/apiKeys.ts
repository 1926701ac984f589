/** Keys of programs: made, listed, revoked, and asked for at each request. */
import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { type Actor, PERMISSIONS, type Permission, Refusal } from '#base';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { inTransaction, type NoTables, nextNumber } from '#platform/db';
import { sha256 } from '#platform/hash';
import { type ApiKey, type NewApiKey, newApiKey } from './apiKey.ts';
import { audit } from './audit.ts';

/** Begins every key, so that people and scanners know one when they see it. */
const MARK = 'twk_';
/** The time of use is noted at most this often. */
const NOTE_MS = 5 * 60_000;

/** Makes a key that may do no more than its maker. The key is in the answer and nowhere else. @throws Refusal `access.keyTooMighty` */
export async function addApiKey(
  ctx: Context,
  input: NewApiKey,
): Promise<{ readonly id: number; readonly key: string }> {
  const { name, permissions } = newApiKey.parse(input);
  for (const permission of permissions)
    if (!ctx.actor.permissions.has(permission)) throw new Refusal('forbidden', 'access.keyTooMighty', { permission });
  const key = MARK + randomBytes(32).toString('base64url');
  const id = await nextNumber(ctx, 'apiKey');
  await sql`insert into access.api_key (tenant_id, id, name, key_hash, permissions, created_at, created_by)
    values (${ctx.tenantId}, ${id}, ${name}, ${sha256(key)}, ${permissions}, ${new Date(ctx.clock.now())}, ${ctx.actor.name})`.execute(
    ctx.tx,
  );
  await audit(ctx, { action: 'access.key.add', subject: `key/${id}`, detail: { name, permissions } });
  return { id, key };
}

/** All keys, the latest first. */
export async function listApiKeys(ctx: Context): Promise<ApiKey[]> {
  const { rows } = await sql<ApiKey>`
    select id, name, permissions, created_at as "createdAt", created_by as "createdBy", last_used_at as "lastUsedAt",
      revoked_at as "revokedAt" from access.api_key order by id desc`.execute(ctx.tx);
  return rows;
}

/** Ends a key at once and for good. @throws Refusal `access.keyUnknown` */
export async function revokeApiKey(ctx: Context, keyId: number): Promise<void> {
  const { numAffectedRows } = await sql`
    update access.api_key set revoked_at = coalesce(revoked_at, ${new Date(ctx.clock.now())}) where id = ${keyId}`.execute(
    ctx.tx,
  );
  if (numAffectedRows !== 1n) throw new Refusal('notFound', 'access.keyUnknown', { key: keyId });
  await audit(ctx, { action: 'access.key.revoke', subject: `key/${keyId}` });
}

/** The key in an `Authorization` header: a bearer token (RFC 6750), or the password of basic authentication (RFC 7617) under any name. */
export function keyOf(authorization: string | undefined): string | null {
  const [, scheme = '', given = ''] = /^(Bearer|Basic) +(\S+)$/i.exec(authorization ?? '') ?? [];
  const text =
    scheme.toLowerCase() === 'basic'
      ? Buffer.from(given, 'base64')
          .toString('utf8')
          .replace(/^[^:]*:/, '')
      : given;
  return text.startsWith(MARK) ? text : null;
}

/** Who asks by this key; null where it is unknown or revoked. */
export async function actorOfKey(app: App, key: string): Promise<Actor | null> {
  const found = await findKey(app.db, sha256(key));
  if (found === null) return null;
  const actor: Actor = {
    tenantId: found.tenantId,
    name: `key ${found.name}`,
    userId: null,
    permissions: new Set(PERMISSIONS.filter((permission) => found.permissions.includes(permission))),
  };
  const nowMs = app.clock.now();
  if (found.lastUsedAt === null || found.lastUsedAt.getTime() < nowMs - NOTE_MS)
    await inTransaction(app, actor, ({ tx }) =>
      sql`update access.api_key set last_used_at = ${new Date(nowMs)} where id = ${found.id}`.execute(tx),
    );
  return actor;
}

interface FoundKey {
  readonly tenantId: number;
  readonly id: number;
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly lastUsedAt: Date | null;
}

async function findKey(db: Kysely<NoTables>, hash: Buffer): Promise<FoundKey | null> {
  const { rows } = await sql<FoundKey>`
    select tenant_id as "tenantId", id, name, permissions, last_used_at as "lastUsedAt" from access.find_api_key(${hash})`.execute(
    db,
  );
  return rows[0] ?? null;
}
