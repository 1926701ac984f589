import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Actor, assert } from '#base';
import type { App } from './app.ts';
import type { Context } from './context.ts';

/** No table is known here; a slice's store adds its own by `tx.withTables<…>()`. */
export type NoTables = Record<never, never>;

/** A transaction of one tenant. */
export type Tx = Transaction<NoTables>;

/** A transaction of the loader role, with the connection itself for COPY. */
export interface LoadContext extends Context {
  readonly client: pg.PoolClient;
}

export interface TransactionOptions {
  /** `repeatable read` gives one snapshot to several queries, e.g. a digest or an export. */
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
  readonly readOnly?: boolean;
  /**
   * How often the whole function is run again after a deadlock or serialization failure. Only for functions without effects
   * outside the transaction.
   */
  readonly repeats?: number;
}

const INT8 = 20;
const INT8_ARRAY = 1016;
const DATE = 1082;
const DATE_ARRAY = 1182;
const TIMESTAMP = 1114;

const asText = (value: string) => value;
const listOf = (parse: (value: string) => unknown) => (value: string) =>
  value === '{}'
    ? []
    : value
        .slice(1, -1)
        .split(',')
        .map((item) => (item === 'NULL' ? null : parse(item)));

const PARSERS = new Map<number, (value: string) => unknown>([
  [INT8, BigInt],
  [INT8_ARRAY, listOf(BigInt)],
  [DATE, asText],
  [DATE_ARRAY, listOf(asText)],
  [TIMESTAMP, asText], // without a zone it is no instant; we have no such column
]);

/** int8 → bigint, date → 'YYYY-MM-DD', numeric → string, timestamptz → Date, jsonb → parsed: per pool, never globally. */
const TYPES: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && PARSERS.get(oid)) || pg.types.getTypeParser(oid, format ?? 'text'),
};

/** A pool of connections; sessions speak UTC. `onTrouble` hears of idle connections that break (a restarted server). */
export function openPool(url: string, max: number, onTrouble: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types: TYPES,
    options: '-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=iso_8601',
    connectionTimeoutMillis: 30_000,
    application_name: 'tarifwerk',
  });
  pool.on('error', onTrouble);
  return pool;
}

/** Kysely over a pool; `destroy` ends the pool. */
export function openKysely(pool: pg.Pool): Kysely<NoTables> {
  return new Kysely<NoTables>({ dialect: new PostgresDialect({ pool }) });
}

/**
 * Runs the function in one transaction as `actor`, who sees and writes rows of his tenant only (row-level security). Commits
 * when it returns, rolls back when it throws.
 */
export function inTransaction<Result>(
  app: App,
  actor: Actor,
  work: (ctx: Context) => Promise<Result>,
  options: TransactionOptions = {},
): Promise<Result> {
  return repeating(options.repeats ?? 0, () => transact(app, app.db, actor, options, work));
}

/** The same with `read only` set by the server, on one snapshot. */
export function inSnapshot<Result>(app: App, actor: Actor, work: (ctx: Context) => Promise<Result>): Promise<Result> {
  return inTransaction(app, actor, work, { isolation: 'repeatable read', readOnly: true });
}

/**
 * A transaction on the loader role: bulk load of usage and the file ledger. Row-level security does not hold here, so every
 * statement names the tenant itself.
 */
export async function inLoad<Result>(
  app: App,
  actor: Actor,
  work: (ctx: LoadContext) => Promise<Result>,
  options: TransactionOptions = {},
): Promise<Result> {
  const client = await app.loader.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError);
  try {
    const db = new Kysely<NoTables>({ dialect: new PostgresDialect({ pool: poolOfOne(client) }) });
    return await repeating(options.repeats ?? 0, () =>
      transact(app, db, actor, options, (ctx) => work({ ...ctx, client })),
    );
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

function poolOfOne(client: pg.PoolClient) {
  const lent = new Proxy(client, {
    get: (target, key) => {
      if (key === 'release') return () => {}; // given back by inLoad, which took it
      const member: unknown = Reflect.get(target, key, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
  return { connect: async () => lent, end: async () => {}, options: {} };
}

function transact<Result>(
  app: App,
  db: Kysely<NoTables>,
  actor: Actor,
  options: TransactionOptions,
  work: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  let transaction = db.transaction();
  if (options.isolation) transaction = transaction.setIsolationLevel(options.isolation);
  if (options.readOnly) transaction = transaction.setAccessMode('read only');
  return transaction.execute(async (tx) => {
    await sql`select set_config('tarifwerk.tenant', ${String(actor.tenantId)}, true)`.execute(tx);
    return work({ tx, clock: app.clock, actor, tenantId: actor.tenantId, log: app.log });
  });
}

/** SQLSTATE 40001 serialization_failure, 40P01 deadlock_detected: the transaction was rolled back whole. */
const PASSING = new Set(['40001', '40P01']);

async function repeating<Result>(repeats: number, run: () => Promise<Result>): Promise<Result> {
  for (let left = repeats; ; left--) {
    try {
      return await run();
    } catch (error) {
      if (left <= 0 || !PASSING.has((error as { code?: string }).code ?? '')) throw error;
    }
  }
}

/**
 * The next of the tenant's gapless numbers of this name, counted from 1; of several the first. The row stays locked until
 * the transaction ends, so a rollback burns none.
 */
export async function nextNumber(ctx: Context, name: string, howMany = 1): Promise<number> {
  assert(Number.isInteger(howMany) && howMany >= 1, 'nextNumber wants at least one');
  const { rows } = await sql<{ first: bigint }>`select platform.next_number(${name}, ${howMany}) as first`.execute(
    ctx.tx,
  );
  const first = Number(rows[0]?.first);
  assert(Number.isSafeInteger(first), `counter ${name} gave no number`);
  return first;
}

/**
 * Streams encoded rows into `copy … from stdin`; the transaction around it commits or not. Returns how many rows went in.
 * After an error the chunks are not read further and the server's error is thrown.
 */
export async function copyInto(
  client: pg.PoolClient,
  command: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
) {
  const copy = client.query(copyFrom(command));
  await pipeline(Readable.from(chunks, { objectMode: true, highWaterMark: 4 }), copy);
  return copy.rowCount;
}
