/** The SQL of gaps: when a feed was away, and what it lost. */
import { sql } from 'kysely';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/db';
import { nextNumber } from '#platform/db';

export type GapKind = 'away' | 'dropped' | 'cutOff';

export interface FeedGap {
  readonly feedId: number;
  readonly kind: GapKind;
  readonly fromAt: Date;
  readonly toAt: Date | null;
  /** Records lost, where somebody counted. */
  readonly count: bigint;
}

export async function insertGap(ctx: Context, gap: FeedGap): Promise<void> {
  const no = await nextNumber(ctx, `feed/${gap.feedId}/gap`);
  await sql`
    insert into mediation.feed_gap (tenant_id, feed_id, no, kind, from_at, to_at, count)
    values (${ctx.tenantId}, ${gap.feedId}, ${no}, ${gap.kind}, ${gap.fromAt}, ${gap.toAt}, ${gap.count})`.execute(
    ctx.tx,
  );
}

/** Begins an absence, unless one lasts already. */
export async function beginAway(ctx: Context, feedId: number, fromAt: Date = new Date(ctx.clock.now())): Promise<void> {
  const { rows } = await sql`
    select from mediation.feed_gap where feed_id = ${feedId} and kind = 'away' and to_at is null`.execute(ctx.tx);
  if (rows.length === 0) await insertGap(ctx, { feedId, kind: 'away', fromAt, toAt: null, count: 0n });
}

/** Ends an absence; one that lasted no time is none. */
export async function endAway(ctx: Context, feedId: number): Promise<void> {
  const now = new Date(ctx.clock.now());
  await sql`
    delete from mediation.feed_gap where feed_id = ${feedId} and kind = 'away' and to_at is null and from_at >= ${now}`.execute(
    ctx.tx,
  );
  await sql`
    update mediation.feed_gap set to_at = ${now} where feed_id = ${feedId} and kind = 'away' and to_at is null`.execute(
    ctx.tx,
  );
}

/** Gaps that touch the time since an instant, the latest first. */
export async function gapsSince(tx: Tx, since: Date, limit: number): Promise<FeedGap[]> {
  const { rows } = await sql<FeedGap>`
    select feed_id as "feedId", kind, from_at as "fromAt", to_at as "toAt", count from mediation.feed_gap
    where coalesce(to_at, 'infinity') >= ${since} order by from_at desc, no desc limit ${limit}`.execute(tx);
  return rows;
}

/** When the files of a feed came since an instant, in order. */
export async function arrivals(
  tx: Tx,
  feedId: number,
  since: Date,
): Promise<{ readonly name: string; readonly atMs: number }[]> {
  const { rows } = await sql<{ name: string; at: Date }>`
    select name, received_at as at from mediation.feed_file where feed_id = ${feedId} and received_at >= ${since}
    order by received_at, no`.execute(tx);
  return rows.map(({ name, at }) => ({ name, atMs: at.getTime() }));
}

/** What a feed brought and what waits. */
export interface FeedFigures {
  readonly feedId: number;
  readonly lastName: string | null;
  readonly lastReceivedAt: Date | null;
  readonly lastFileId: number | null;
  readonly lastRecords: bigint | null;
  /** Start of the latest call. */
  readonly lastRecordAt: Date | null;
  readonly waiting: number;
  readonly refused: number;
  readonly gathered: number;
}

export async function feedFigures(tx: Tx): Promise<FeedFigures[]> {
  const { rows } = await sql<FeedFigures>`
    select feed.id as "feedId", last.name as "lastName", last.received_at as "lastReceivedAt", last.file_id as "lastFileId",
      last.records as "lastRecords",
      (select max(file.last_at) from mediation.feed_file brought join mediation.file on file.id = brought.file_id
       where brought.feed_id = feed.id) as "lastRecordAt",
      (select count(*)::int from mediation.feed_file where feed_id = feed.id and state = 'waiting') as waiting,
      (select count(*)::int from mediation.feed_file where feed_id = feed.id and state = 'failed') as refused,
      (select count(*)::int from mediation.feed_item where feed_id = feed.id and no > feed.cut_to) as gathered
    from mediation.feed left join lateral (
      select brought.name, brought.received_at, brought.file_id, file.records
      from mediation.feed_file brought left join mediation.file on file.id = brought.file_id
      where brought.feed_id = feed.id order by brought.no desc limit 1) last on true`.execute(tx);
  return rows;
}
