import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import pg from 'pg';
import { type Actor, Refusal } from '#base';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { sha256 } from '#platform/hash';

/**
 * Idempotency keys (IETF draft-ietf-httpapi-idempotency-key-header): a POST with the header `Idempotency-Key` is done once; sent again
 * with the same key and input it gets the first answer, with other input it is refused. Refused requests leave no trace.
 */
export interface Answer {
  readonly answer: unknown;
  /** The answer is the stored one of an earlier request. */
  readonly replayed: boolean;
}

/** How long answers are kept, in ms: a week; a later repetition counts as a new request. */
export const KEPT_MS = 7 * 24 * 3_600_000;

type IdempotencyTables = {
  'platform.idempotency': { tenant_id: number; key: string; input_hash: Buffer; reply: unknown; answered_at: Date };
};

/** Does the work once per key within the caller's transaction: work and answer are kept together or not at all. */
export async function once(ctx: Context, request: FastifyRequest, work: () => Promise<unknown>): Promise<Answer> {
  const key = keyOf(request);
  if (key === null) return { answer: await work(), replayed: false };
  const hash = inputHash(request);
  // Two at a time: the second waits here until the first has committed, then finds its answer.
  await sql`select pg_advisory_xact_lock(hashtextextended(${lockName(ctx.tenantId, key)}, 0))`.execute(ctx.tx);
  const stored = await storedAnswer(ctx, key, hash);
  if (stored !== undefined) return { answer: stored.reply, replayed: true };
  const answer = await work();
  await keepAnswer(ctx, key, hash, answer);
  return { answer, replayed: false };
}

/**
 * The same for work that opens its own transactions. A lock on its own connection refuses a second request while the first works and
 * falls with the process; if it falls before the answer is kept, the repetition works again, and long work is restartable by itself.
 */
export async function onceLong(
  app: App,
  actor: Actor,
  request: FastifyRequest,
  work: () => Promise<unknown>,
): Promise<Answer> {
  const key = keyOf(request);
  if (key === null) return { answer: await work(), replayed: false };
  const hash = inputHash(request);
  // A connection of its own, not one of the pool: requests waiting for each other must not starve the work itself.
  const holder = new pg.Client({ connectionString: app.appUrl });
  await holder.connect();
  try {
    const { rows } = await holder.query<{ free: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as free',
      [lockName(actor.tenantId, key)],
    );
    if (rows[0]?.free !== true) throw new Refusal('conflict', 'request.inProgress', { key });
    const stored = await inTransaction(app, actor, (ctx) => storedAnswer(ctx, key, hash));
    if (stored !== undefined) return { answer: stored.reply, replayed: true };
    const answer = await work();
    await inTransaction(app, actor, (ctx) => keepAnswer(ctx, key, hash, answer));
    return { answer, replayed: false };
  } finally {
    await holder.end();
  }
}

function keyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined || request.method !== 'POST') return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key))
    throw new Refusal('invalid', 'request.idempotencyKeyInvalid');
  return key;
}

const lockName = (tenantId: number, key: string): string => `idempotency/${tenantId}/${key}`;

function inputHash(request: FastifyRequest): Buffer {
  const body = JSON.stringify(request.body) ?? '';
  return sha256(`${request.method} ${request.url}\n${body}`);
}

async function storedAnswer(ctx: Context, key: string, hash: Buffer): Promise<{ reply: unknown } | undefined> {
  const row = await ctx.tx
    .withTables<IdempotencyTables>()
    .selectFrom('platform.idempotency')
    .select(['input_hash', 'reply'])
    .where('key', '=', key)
    .where('answered_at', '>', new Date(ctx.clock.now() - KEPT_MS))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  if (!row.input_hash.equals(hash)) throw new Refusal('conflict', 'request.idempotencyKeyReused', { key });
  return { reply: row.reply };
}

async function keepAnswer(ctx: Context, key: string, hash: Buffer, answer: unknown): Promise<void> {
  const tx = ctx.tx.withTables<IdempotencyTables>();
  const now = ctx.clock.now();
  await tx
    .deleteFrom('platform.idempotency')
    .where('answered_at', '<=', new Date(now - KEPT_MS))
    .execute();
  await tx
    .insertInto('platform.idempotency')
    .values({
      tenant_id: ctx.tenantId,
      key,
      input_hash: hash,
      reply: JSON.stringify(answer ?? null),
      answered_at: new Date(now),
    })
    .execute();
}
