/** The SQL of feeds and of the files they brought, under row-level security. */
import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/db';
import type { Feed, FeedError, FeedState } from '../feeds/feed.ts';
import type { FeedSettings } from '../feeds/settings.ts';

const FEED = sql`id, code, source_id as "sourceId", settings, secret is not null as "hasSecret", enabled, version, state, failures,
  next_run_at as "nextRunAt", last_run_at as "lastRunAt", last_ok_at as "lastOkAt", last_error as "lastError",
  last_error_at as "lastErrorAt"`;

export async function feeds(tx: Tx): Promise<Feed[]> {
  const { rows } = await sql<Feed>`select ${FEED} from mediation.feed order by id`.execute(tx);
  return rows;
}

export async function feedByCode(tx: Tx, code: string): Promise<Feed | null> {
  const { rows } = await sql<Feed>`select ${FEED} from mediation.feed where code = ${code}`.execute(tx);
  return rows[0] ?? null;
}

export async function feedById(tx: Tx, id: number): Promise<Feed | null> {
  const { rows } = await sql<Feed>`select ${FEED} from mediation.feed where id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

/** The sealed secret and the cursor, which lists do not carry about. */
export async function feedInside(
  tx: Tx,
  id: number,
): Promise<{ readonly secret: Buffer | null; readonly cursor: unknown } | null> {
  const { rows } = await sql<{ secret: Buffer | null; cursor: unknown }>`
    select secret, cursor from mediation.feed where id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

export interface FeedRow {
  readonly id: number;
  readonly code: string;
  readonly sourceId: number;
  readonly settings: FeedSettings;
  readonly secret: Buffer | null;
  readonly enabled: boolean;
}

export async function insertFeed(ctx: Context, feed: FeedRow): Promise<void> {
  await sql`
    insert into mediation.feed (tenant_id, id, code, source_id, kind, settings, secret, enabled)
    values (${ctx.tenantId}, ${feed.id}, ${feed.code}, ${feed.sourceId}, ${feed.settings.kind}, ${JSON.stringify(feed.settings)}::jsonb,
      ${feed.secret}, ${feed.enabled})`.execute(ctx.tx);
}

/** The feed that pushes to a source make by themselves; another one may have made it at the same time. */
export async function insertPushFeed(ctx: Context, feed: Omit<FeedRow, 'secret' | 'enabled'>): Promise<void> {
  await sql`
    insert into mediation.feed (tenant_id, id, code, source_id, kind, settings, enabled)
    values (${ctx.tenantId}, ${feed.id}, ${feed.code}, ${feed.sourceId}, 'push', ${JSON.stringify(feed.settings)}::jsonb, true)
    on conflict (tenant_id, code) do nothing`.execute(ctx.tx);
}

/** What waits to be imported, and what was gathered. */
export async function backlog(tx: Tx, feedId: number): Promise<{ readonly files: number; readonly bytes: number }> {
  const { rows } = await sql<{ files: number; bytes: number }>`
    select (select count(*) from mediation.feed_file where feed_id = ${feedId} and state = 'waiting')::int as files,
      (select coalesce(sum(length(item.content)), 0) from mediation.feed feed
       join mediation.feed_item item on item.feed_id = feed.id and item.no > feed.cut_to where feed.id = ${feedId})::float8 as bytes`.execute(
    tx,
  );
  return rows[0] ?? { files: 0, bytes: 0 };
}

/** Changes settings, secret or whether it runs; what is undefined stays. */
export async function changeFeed(
  tx: Tx,
  id: number,
  change: { readonly settings?: FeedSettings; readonly secret?: Buffer; readonly enabled?: boolean },
): Promise<void> {
  await sql`
    update mediation.feed set version = version + 1, next_run_at = null, failures = 0,
      settings = coalesce(${change.settings === undefined ? null : JSON.stringify(change.settings)}::jsonb, settings),
      secret = coalesce(${change.secret ?? null}::bytea, secret), enabled = coalesce(${change.enabled ?? null}::boolean, enabled)
    where id = ${id}`.execute(tx);
}

export async function deleteFeed(tx: Tx, id: number): Promise<void> {
  await sql`delete from mediation.feed where id = ${id}`.execute(tx);
}

export async function setState(tx: Tx, id: number, state: FeedState): Promise<void> {
  await sql`update mediation.feed set state = ${state} where id = ${id} and state <> ${state}`.execute(tx);
}

/** Asks for a turn at once. */
export async function runSoon(tx: Tx, id: number): Promise<void> {
  await sql`update mediation.feed set next_run_at = null where id = ${id}`.execute(tx);
}

export async function setCursor(tx: Tx, id: number, cursor: unknown): Promise<void> {
  await sql`update mediation.feed set cursor = ${JSON.stringify(cursor)}::jsonb where id = ${id}`.execute(tx);
}

/** A turn begins; whoever asks for one from now on means another one. */
export async function beginTurn(tx: Tx, id: number, nextRunAt: Date): Promise<void> {
  await sql`update mediation.feed set state = 'running', next_run_at = ${nextRunAt} where id = ${id}`.execute(tx);
}

/** Notes that something went well, and when it is done next, unless somebody asked for it to be done at once meanwhile. */
export async function noteOk(tx: Tx, id: number, at: Date, nextRunAt: Date | null): Promise<void> {
  await sql`
    update mediation.feed set failures = 0, last_error = null, last_run_at = ${at}, last_ok_at = ${at},
      next_run_at = case when next_run_at is null then null else ${nextRunAt}::timestamptz end
    where id = ${id}`.execute(tx);
}

/** A sign of life of a listener. */
export async function noteAlive(tx: Tx, id: number, at: Date): Promise<void> {
  await sql`update mediation.feed set last_run_at = ${at} where id = ${id}`.execute(tx);
}

/** How far a feed has come: another text once anything was kept since. */
export async function progressOf(tx: Tx, id: number): Promise<string> {
  const { rows } = await sql<{ mark: string }>`
    select concat_ws('|', md5(feed.cursor::text),
      (select max(no) from mediation.feed_item where feed_id = ${id}),
      (select max(no) from mediation.feed_file where feed_id = ${id})) as mark
    from mediation.feed where id = ${id}`.execute(tx);
  return rows[0]?.mark ?? '';
}

/** Notes an error and when it is tried again, unless somebody asked for that at once; `failures` in a row as the caller has counted them. */
export async function noteError(
  tx: Tx,
  id: number,
  error: FeedError,
  turn: { readonly at: Date; readonly failures: number; readonly nextRunAt: Date | null },
): Promise<void> {
  await sql`
    update mediation.feed set failures = ${turn.failures}, last_error = ${JSON.stringify(error)}::jsonb, last_error_at = ${turn.at},
      last_run_at = ${turn.at}, next_run_at = case when next_run_at is null then null else ${turn.nextRunAt}::timestamptz end
    where id = ${id}`.execute(tx);
}

/** Tenants that have feeds; asked outside any tenant. */
export function tenantsWithFeeds(): RawBuilder<{ tenantId: number }> {
  return sql<{ tenantId: number }>`select tenant_id as "tenantId" from mediation.tenants_with_feeds()`;
}

export interface NewFeedFile {
  readonly no: number;
  readonly name: string;
  readonly origin: string | null;
  readonly sha256: string;
  readonly bytes: number;
  readonly items: number | null;
}

export interface FeedFile extends NewFeedFile {
  readonly state: 'waiting' | 'done' | 'failed';
  readonly fileId: number | null;
}

export async function insertFeedFile(ctx: Context, feedId: number, file: NewFeedFile): Promise<void> {
  await sql`
    insert into mediation.feed_file (tenant_id, feed_id, no, name, origin, sha256, bytes, items, received_at, state)
    values (${ctx.tenantId}, ${feedId}, ${file.no}, ${file.name}, ${file.origin}, decode(${file.sha256}, 'hex'), ${file.bytes},
      ${file.items}, ${new Date(ctx.clock.now())}, 'waiting')`.execute(ctx.tx);
}

const FILE = sql`no, name, origin, encode(sha256, 'hex') as sha256, bytes::float8 as bytes, items, state, file_id as "fileId"`;

/** The file that came from an origin, if any. */
export async function fileOfOrigin(tx: Tx, feedId: number, origin: string): Promise<FeedFile | null> {
  const { rows } = await sql<FeedFile>`
    select ${FILE} from mediation.feed_file where feed_id = ${feedId} and origin = ${origin}`.execute(tx);
  return rows[0] ?? null;
}

/** Which of these origins have brought a file already. */
export async function knownOrigins(tx: Tx, feedId: number, origins: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ origin: string }>`
    select origin from mediation.feed_file where feed_id = ${feedId} and origin = any (${origins}::text[])`.execute(tx);
  return new Set(rows.map(({ origin }) => origin));
}

/** The first file that waits and that nobody else has in hand, held until the transaction ends. */
export async function takeWaiting(tx: Tx, feedId: number): Promise<FeedFile | null> {
  const { rows } = await sql<FeedFile>`
    select ${FILE} from mediation.feed_file where feed_id = ${feedId} and state = 'waiting'
    order by no limit 1 for update skip locked`.execute(tx);
  return rows[0] ?? null;
}

/** A certain file, if it still waits once nobody else has it in hand. */
export async function takeThis(tx: Tx, feedId: number, no: number): Promise<FeedFile | null> {
  const { rows } = await sql<FeedFile>`
    select ${FILE} from mediation.feed_file where feed_id = ${feedId} and no = ${no} and state = 'waiting' for update`.execute(
    tx,
  );
  return rows[0] ?? null;
}

export async function feedFile(tx: Tx, feedId: number, no: number): Promise<FeedFile | null> {
  const { rows } = await sql<FeedFile>`
    select ${FILE} from mediation.feed_file where feed_id = ${feedId} and no = ${no}`.execute(tx);
  return rows[0] ?? null;
}

export async function anyWaiting(tx: Tx, feedId: number): Promise<boolean> {
  const { rows } = await sql`
    select from mediation.feed_file where feed_id = ${feedId} and state = 'waiting' limit 1`.execute(tx);
  return rows.length > 0;
}

/** Files that were refused wait again: what refused them may have been set right. */
export async function waitAgain(tx: Tx, feedId: number): Promise<void> {
  await sql`
    update mediation.feed_file set state = 'waiting', error = null, settled_at = null
    where feed_id = ${feedId} and state = 'failed'`.execute(tx);
}

/** One at a time: whoever decides whether something is new to a feed. */
export async function lockFeed(tx: Tx, feedId: number): Promise<void> {
  await sql`select from mediation.feed where id = ${feedId} for no key update`.execute(tx);
}

export async function settleFile(
  ctx: Context,
  feedId: number,
  no: number,
  end: { readonly state: 'done' | 'failed'; readonly fileId: number | null; readonly error: FeedError | null },
): Promise<void> {
  await sql`
    update mediation.feed_file set state = ${end.state}, file_id = ${end.fileId}, settled_at = ${new Date(ctx.clock.now())},
      error = ${end.error === null ? null : JSON.stringify(end.error)}::jsonb
    where feed_id = ${feedId} and no = ${no}`.execute(ctx.tx);
}

/** Origins of imported files whose names are among these: their senders' copies may go. */
export async function importedOrigins(tx: Tx, feedId: number, origins: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ origin: string }>`
    select feed_file.origin from mediation.feed_file join mediation.file on file.id = feed_file.file_id
    where feed_file.feed_id = ${feedId} and feed_file.origin = any (${origins}::text[]) and feed_file.state = 'done'
      and file.state = 'imported'`.execute(tx);
  return new Set(rows.map(({ origin }) => origin));
}

/** The files a feed brought last, latest first. */
export async function latestFiles(
  tx: Tx,
  feedId: number,
  limit: number,
): Promise<{ readonly name: string; readonly bytes: bigint; readonly receivedAt: Date }[]> {
  const { rows } = await sql<{ name: string; bytes: bigint; receivedAt: Date }>`
    select name, bytes, received_at as "receivedAt" from mediation.feed_file where feed_id = ${feedId}
    order by no desc limit ${limit}`.execute(tx);
  return rows;
}
