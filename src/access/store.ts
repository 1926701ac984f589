import { type Kysely, sql } from 'kysely';
import type { Language } from '#base';
import type { NoTables, Tx } from '#platform/db';
import type { Affected, AffectingChange } from './affected.ts';
import type { Role } from './role.ts';
import type { Tenant } from './tenant.ts';
import type { User } from './user.ts';

type AccessTables = {
  'access.tenant': {
    tenant_id: number;
    parent_id: number | null;
    code: string;
    legal_name: string;
    street: string;
    postcode: string;
    city: string;
    country: string;
    vat_id: string | null;
    tax_number: string | null;
    register_entry: string | null;
    contact_name: string;
    phone: string;
    email: string;
    website: string | null;
    iban: string | null;
    bic: string | null;
    bank_name: string | null;
    creditor_id: string | null;
    language: Language;
    zone: string;
    currency: string;
    brand: Readonly<Record<string, string>>;
    two_person_approval: boolean;
    created_at: Date;
  };
  'access.user': {
    tenant_id: number;
    id: number;
    email: string;
    name: string;
    password_hash: string;
    role: Role;
    language: Language;
    disabled_at: Date | null;
    created_at: Date;
  };
  'access.session': { tenant_id: number; token_hash: Buffer; user_id: number; created_at: Date; expires_at: Date };
  'access.audit': {
    tenant_id: number;
    seq: number | bigint;
    at: Date;
    actor: string;
    action: string;
    subject: string;
    detail: unknown;
    affects: unknown;
    prev_hash: Buffer;
    hash: Buffer;
  };
};

const tables = (tx: Tx) => tx.withTables<AccessTables>();

/** Whether there is a tenant at all. */
export async function isSetUp(db: Kysely<NoTables>): Promise<boolean> {
  const { rows } = await sql<{ set_up: boolean }>`select access.is_set_up() as set_up`.execute(db);
  return rows[0]?.set_up === true;
}

/** The next free tenant id; others who make a tenant wait until this transaction ends. Owner only. */
export async function nextTenantId(tx: Tx): Promise<number> {
  await sql`lock table access.tenant in share row exclusive mode`.execute(tx);
  const { rows } = await sql<{
    id: number;
  }>`select coalesce(max(tenant_id), 0) + 1 as id from access.tenant`.execute(tx);
  return rows[0]?.id ?? 1;
}

/** Makes the running transaction one of this tenant. Owner only: everybody else's tenant is set by `inTransaction`. */
export async function enterTenant(tx: Tx, tenantId: number): Promise<void> {
  await sql`select set_config('tarifwerk.tenant', ${String(tenantId)}, true)`.execute(tx);
}

/** False when the code is taken. Owner only. */
export async function insertTenant(tx: Tx, tenant: Tenant, createdAt: Date): Promise<boolean> {
  const result = await tables(tx)
    .insertInto('access.tenant')
    .values({
      tenant_id: tenant.tenantId,
      parent_id: tenant.parentId,
      code: tenant.code,
      legal_name: tenant.legalName,
      street: tenant.street,
      postcode: tenant.postcode,
      city: tenant.city,
      country: tenant.country,
      vat_id: tenant.vatId,
      tax_number: tenant.taxNumber,
      register_entry: tenant.registerEntry,
      contact_name: tenant.contactName,
      phone: tenant.phone,
      email: tenant.email,
      website: tenant.website,
      iban: tenant.iban,
      bic: tenant.bic,
      bank_name: tenant.bankName,
      creditor_id: tenant.creditorId,
      language: tenant.language,
      zone: tenant.zone,
      currency: tenant.currency,
      brand: tenant.brand,
      two_person_approval: tenant.twoPersonApproval,
      created_at: createdAt,
    })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** The tenant of the transaction. */
export async function tenant(tx: Tx, tenantId: number): Promise<Tenant | null> {
  const row = await tables(tx)
    .selectFrom('access.tenant')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    tenantId: row.tenant_id,
    parentId: row.parent_id,
    code: row.code,
    legalName: row.legal_name,
    street: row.street,
    postcode: row.postcode,
    city: row.city,
    country: row.country,
    vatId: row.vat_id,
    taxNumber: row.tax_number,
    registerEntry: row.register_entry,
    contactName: row.contact_name,
    phone: row.phone,
    email: row.email,
    website: row.website,
    iban: row.iban,
    bic: row.bic,
    bankName: row.bank_name,
    creditorId: row.creditor_id,
    language: row.language,
    zone: row.zone,
    currency: row.currency,
    brand: row.brand,
    twoPersonApproval: row.two_person_approval,
  };
}

/** False when the e-mail address is taken, by whatever tenant. */
export async function insertUser(
  tx: Tx,
  tenantId: number,
  { id, email, name, role, language }: User,
  passwordHash: string,
  createdAt: Date,
): Promise<boolean> {
  const result = await tables(tx)
    .insertInto('access.user')
    .values({
      tenant_id: tenantId,
      id,
      email,
      name,
      role,
      language,
      password_hash: passwordHash,
      disabled_at: null,
      created_at: createdAt,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** All users, or the one of this id, by e-mail address. */
export async function users(tx: Tx, id?: number): Promise<User[]> {
  const rows = await tables(tx)
    .selectFrom('access.user')
    .select(['id', 'email', 'name', 'role', 'language', 'disabled_at'])
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? 0))
    .orderBy('email')
    .execute();
  return rows.map(({ disabled_at, ...row }) => ({ ...row, disabled: disabled_at !== null }));
}

export async function passwordHash(tx: Tx, userId: number): Promise<string | null> {
  const row = await tables(tx)
    .selectFrom('access.user')
    .select('password_hash')
    .where('id', '=', userId)
    .executeTakeFirst();
  return row?.password_hash ?? null;
}

export async function updateUser(
  tx: Tx,
  userId: number,
  change: { passwordHash?: string; language?: Language; disabledAt?: Date | null },
): Promise<void> {
  await tables(tx)
    .updateTable('access.user')
    .set({
      ...(change.passwordHash === undefined ? {} : { password_hash: change.passwordHash }),
      ...(change.language === undefined ? {} : { language: change.language }),
      ...(change.disabledAt === undefined ? {} : { disabled_at: change.disabledAt }),
    })
    .where('id', '=', userId)
    .execute();
}

/** An attempt to sign in; the database has noted it as a failure unless there were too many already. */
export interface SignInAttempt {
  readonly tenantId: number | null;
  readonly userId: number | null;
  readonly passwordHash: string | null;
  readonly disabled: boolean | null;
  /** Failures before this attempt. */
  readonly failures: number;
}

export async function beginSignIn(
  db: Kysely<NoTables>,
  attempt: { email: string; at: Date; failuresSince: Date; failureLimit: number },
): Promise<SignInAttempt> {
  const { rows } = await sql<SignInAttempt>`
    select tenant_id as "tenantId", user_id as "userId", password_hash as "passwordHash", disabled, failures
    from access.begin_sign_in(${attempt.email}, ${attempt.at}, ${attempt.failuresSince}, ${attempt.failureLimit})`.execute(
    db,
  );
  return rows[0]!;
}

export async function clearSignInFailures(tx: Tx, email: string): Promise<void> {
  await sql`select access.clear_sign_in_failures(${email})`.execute(tx);
}

export interface FoundSession {
  readonly tenantId: number;
  readonly userId: number;
  readonly email: string;
  readonly role: Role;
  readonly disabled: boolean;
  readonly expiresAt: Date;
}

export async function findSession(db: Kysely<NoTables>, hash: Buffer): Promise<FoundSession | null> {
  const { rows } = await sql<FoundSession>`
    select tenant_id as "tenantId", user_id as "userId", email, role, disabled, expires_at as "expiresAt"
    from access.find_session(${hash})`.execute(db);
  return rows[0] ?? null;
}

export async function insertSession(
  tx: Tx,
  session: { tenantId: number; userId: number; hash: Buffer; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await tables(tx)
    .insertInto('access.session')
    .values({
      tenant_id: session.tenantId,
      token_hash: session.hash,
      user_id: session.userId,
      created_at: session.createdAt,
      expires_at: session.expiresAt,
    })
    .execute();
}

export async function moveSessionEnd(tx: Tx, hash: Buffer, expiresAt: Date): Promise<void> {
  await tables(tx)
    .updateTable('access.session')
    .set({ expires_at: expiresAt })
    .where('token_hash', '=', hash)
    .execute();
}

export async function deleteSession(tx: Tx, hash: Buffer): Promise<void> {
  await tables(tx).deleteFrom('access.session').where('token_hash', '=', hash).execute();
}

/** Ends a user's sessions, but the one of this token where given. */
export async function deleteSessionsOf(tx: Tx, userId: number, but?: Buffer): Promise<void> {
  await tables(tx)
    .deleteFrom('access.session')
    .where('user_id', '=', userId)
    .$if(but !== undefined, (query) => query.where('token_hash', '!=', but ?? Buffer.alloc(0)))
    .execute();
}

export async function deleteExpiredSessions(tx: Tx, now: Date): Promise<void> {
  await tables(tx).deleteFrom('access.session').where('expires_at', '<=', now).execute();
}

/** An entry of the audit trail as stored, with its place in the chain. */
export interface StoredEntry {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: unknown;
  readonly affects: unknown;
  readonly previous: Buffer;
  readonly hash: Buffer;
}

export async function insertAudit(
  tx: Tx,
  entry: Omit<StoredEntry, 'affects'> & { readonly tenantId: number; readonly affects?: readonly Affected[] },
): Promise<void> {
  await tables(tx)
    .insertInto('access.audit')
    .values({
      tenant_id: entry.tenantId,
      seq: entry.seq,
      at: entry.at,
      actor: entry.actor,
      action: entry.action,
      subject: entry.subject,
      detail: JSON.stringify(entry.detail),
      affects: entry.affects === undefined ? null : JSON.stringify(entry.affects),
      prev_hash: entry.previous,
      hash: entry.hash,
    })
    .execute();
}

export async function auditHash(tx: Tx, tenantId: number, seq: number): Promise<Buffer | null> {
  const row = await tables(tx)
    .selectFrom('access.audit')
    .select('hash')
    .where('tenant_id', '=', tenantId)
    .where('seq', '=', seq)
    .executeTakeFirst();
  return row?.hash ?? null;
}

/** The entries after a number, in order. */
export async function auditAfter(tx: Tx, tenantId: number, seq: number, limit: number): Promise<StoredEntry[]> {
  const rows = await tables(tx)
    .selectFrom('access.audit')
    .select(['seq', 'at', 'actor', 'action', 'subject', 'detail', 'affects', 'prev_hash as previous', 'hash'])
    .where('tenant_id', '=', tenantId)
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}

/** The entries about one subject, newest first. */
export async function auditOf(
  tx: Tx,
  tenantId: number,
  subject: string,
  limit: number,
): Promise<Omit<StoredEntry, 'affects' | 'previous' | 'hash'>[]> {
  const rows = await tables(tx)
    .selectFrom('access.audit')
    .select(['seq', 'at', 'actor', 'action', 'subject', 'detail'])
    .where('tenant_id', '=', tenantId)
    .where('subject', '=', subject)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}

/** The entries after a number that affect charges, in order. */
export async function affectingAfter(tx: Tx, tenantId: number, seq: number, limit: number): Promise<AffectingChange[]> {
  const { rows } = await sql<Omit<AffectingChange, 'seq'> & { readonly seq: bigint }>`
    select seq, at, actor, action, subject, affects from access.audit
    where tenant_id = ${tenantId} and seq > ${seq} and affects is not null
    order by seq limit ${limit}`.execute(tx);
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}

export async function lastAuditSeq(tx: Tx, tenantId: number): Promise<number> {
  const { rows } = await sql<{ last: bigint }>`
    select coalesce(max(seq), 0)::bigint as last from access.audit where tenant_id = ${tenantId}`.execute(tx);
  return Number(rows[0]?.last ?? 0n);
}

/** How far the trail has been numbered, whatever rows are there; 0 before the first entry. */
export async function auditCount(tx: Tx, tenantId: number, counter: string): Promise<number> {
  const { rows } = await sql<{ value: bigint }>`
    select value from platform.counter where tenant_id = ${tenantId} and name = ${counter}`.execute(tx);
  return Number(rows[0]?.value ?? 0n);
}
