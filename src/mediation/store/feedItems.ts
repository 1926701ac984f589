/** The SQL of what streams bring: items in order, cut into files by ranges of their numbers. */
import { sql } from 'kysely';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/db';
import { nextNumber } from '#platform/db';
import type { Gathered } from '../feeds/schedule.ts';

export interface NewItem {
  /** Same key, same item; null where the sender tells none. */
  readonly key: Buffer | null;
  readonly content: Buffer;
}

/**
 * Keeps items; those whose key is known are there already. Numbers are given under the lock of their counter until the transaction ends,
 * so that items become visible in the order of their numbers. Returns how many were new.
 */
export async function insertItems(ctx: Context, feedId: number, items: readonly NewItem[]): Promise<number> {
  if (items.length === 0) return 0;
  const first = await nextNumber(ctx, `feed/${feedId}/item`, items.length);
  const { numAffectedRows } = await sql`
    insert into mediation.feed_item (tenant_id, feed_id, no, key, received_at, content)
    select ${ctx.tenantId}, ${feedId}, ${first}::bigint + item.place - 1, item.key, ${new Date(ctx.clock.now())}, item.content
    from unnest(${items.map(({ key }) => key)}::bytea[], ${items.map(({ content }) => content)}::bytea[])
      with ordinality as item (key, content, place)
    on conflict (tenant_id, feed_id, key) where key is not null do nothing`.execute(ctx.tx);
  return Number(numAffectedRows ?? 0n);
}

/** Which of these keys are known. */
export async function knownKeys(tx: Tx, feedId: number, keys: readonly Buffer[]): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select encode(key, 'hex') as key from mediation.feed_item where feed_id = ${feedId} and key = any (${keys}::bytea[])`.execute(
    tx,
  );
  return new Set(rows.map(({ key }) => key));
}

/** What lies in no file yet. */
export async function gathered(tx: Tx, feedId: number): Promise<Gathered> {
  const { rows } = await sql<{ items: number; bytes: number; oldest: Date | null }>`
    select count(*)::int as items, coalesce(sum(length(item.content)), 0)::float8 as bytes, min(item.received_at) as oldest
    from mediation.feed feed join mediation.feed_item item on item.feed_id = feed.id and item.no > feed.cut_to
    where feed.id = ${feedId}`.execute(tx);
  const [row] = rows;
  return { items: row?.items ?? 0, bytes: row?.bytes ?? 0, oldestMs: row?.oldest?.getTime() ?? 0 };
}

/** The next items for a file, in order, so many that `bytes` are reached but at least one; the feed is held until the end. */
export async function itemsToCut(
  tx: Tx,
  feedId: number,
  bytes: number,
): Promise<readonly { readonly no: bigint; readonly content: Buffer }[]> {
  const { rows: feeds } = await sql<{ cutTo: bigint }>`
    select cut_to as "cutTo" from mediation.feed where id = ${feedId} for update`.execute(tx);
  const { rows } = await sql<{ no: bigint; content: Buffer }>`
    select no, content from (
      select no, content, sum(length(content)) over (order by no) - length(content) as before
      from (select no, content from mediation.feed_item where feed_id = ${feedId} and no > ${feeds[0]?.cutTo ?? 0n}
            order by no limit 100000) next) summed
    where before < ${bytes} order by no`.execute(tx);
  return rows;
}

export async function setCutTo(tx: Tx, feedId: number, no: bigint): Promise<void> {
  await sql`update mediation.feed set cut_to = ${no} where id = ${feedId}`.execute(tx);
}

/** Forgets items that lie in files and came before an instant; returns how many. */
export async function forgetItems(tx: Tx, feedId: number, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from mediation.feed_item item using mediation.feed feed
    where feed.id = ${feedId} and item.feed_id = feed.id and item.no <= feed.cut_to and item.received_at < ${before}`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0n);
}
