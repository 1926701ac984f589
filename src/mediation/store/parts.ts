/** The SQL of parts that wait between files. On the loader role every statement names the tenant itself. */
import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/context';
import type { UsageRecord } from '#usage';
import type { StoredPart } from '../joining/carried.ts';
import type { PartRole } from '../joining/fold.ts';

/** Parts sent in one statement. */
const AT_ONCE = 2_000;

interface PartRow {
  readonly fileId: number;
  readonly recordNo: number;
  readonly groupHash: bigint;
  readonly receivedAt: Date;
  readonly role: PartRole;
  readonly first: boolean;
  readonly last: boolean;
  readonly order: readonly string[];
  readonly record: UsageRecord;
  readonly lineNo: number;
  readonly raw: string;
}

const PART = sql`
  file_id as "fileId", record_no as "recordNo", group_hash as "groupHash", received_at as "receivedAt", role, is_first as first,
  is_last as last, sort_key as "order", record, line_no as "lineNo", raw`;

/** The key of the record that parts became; null where that was left out. */
export interface JoinedTo {
  readonly startMs: number;
  /** Signed 64-bit integer as text. */
  readonly dedupHash: string;
}

/** Tenants at which anything waits; asked across tenants, outside of any transaction of one. */
export function tenantsWithParts(): RawBuilder<{ tenantId: number }> {
  return sql<{ tenantId: number }>`select tenant_id as "tenantId" from mediation.tenants_with_parts()`;
}

/** What waits at a source, in order of arrival. */
export async function waitingParts(ctx: Context, sourceId: number): Promise<StoredPart[]> {
  const { rows } = await sql<PartRow>`
    select ${PART} from mediation.part
    where tenant_id = ${ctx.tenantId} and source_id = ${sourceId} and state = 'waiting'
    order by file_id, record_no`.execute(ctx.tx);
  return rows.map(fromRow);
}

export async function insertParts(
  ctx: Context,
  sourceId: number,
  parts: readonly { readonly part: StoredPart; readonly joinedTo: JoinedTo | null; readonly waiting: boolean }[],
): Promise<void> {
  for (let at = 0; at < parts.length; at += AT_ONCE) {
    const rows = parts.slice(at, at + AT_ONCE).map(({ part, joinedTo, waiting }) => ({
      ...part,
      startAt: new Date(part.record.startMs).toISOString(),
      receivedAt: new Date(part.receivedMs).toISOString(),
      state: waiting ? 'waiting' : 'joined',
      joinedStartAt: joinedTo === null ? null : new Date(joinedTo.startMs).toISOString(),
      joinedHash: joinedTo?.dedupHash ?? null,
    }));
    await sql`
      insert into mediation.part (tenant_id, source_id, file_id, record_no, group_hash, start_at, received_at, role, is_first, is_last,
        sort_key, record, line_no, raw, state, joined_start_at, joined_hash)
      select ${ctx.tenantId}, ${sourceId}, "fileId", "recordNo", "groupHash", "startAt", "receivedAt", role, first, last, "order", record, "lineNo",
        raw, state, "joinedStartAt", "joinedHash"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as part ("fileId" int, "recordNo" int, "groupHash" bigint, "startAt" timestamptz,
        "receivedAt" timestamptz, role text, first boolean, last boolean, "order" text[], record jsonb, "lineNo" int, raw text, state text,
        "joinedStartAt" timestamptz, "joinedHash" bigint)`.execute(ctx.tx);
  }
}

/** A part by its place. */
export interface PartPlace {
  readonly fileId: number;
  readonly recordNo: number;
}

export async function joinParts(
  ctx: Context,
  parts: readonly (PartPlace & { readonly joinedTo: JoinedTo | null })[],
): Promise<void> {
  if (parts.length === 0) return;
  await sql`
    update mediation.part set state = 'joined', joined_start_at = j.start_at, joined_hash = j.hash
    from unnest(${parts.map(({ fileId }) => fileId)}::int[], ${parts.map(({ recordNo }) => recordNo)}::int[],
                ${parts.map(({ joinedTo }) => (joinedTo === null ? null : new Date(joinedTo.startMs)))}::timestamptz[],
                ${parts.map(({ joinedTo }) => joinedTo?.dedupHash ?? null)}::bigint[]) as j (file_id, record_no, start_at, hash)
    where tenant_id = ${ctx.tenantId} and part.file_id = j.file_id and part.record_no = j.record_no`.execute(ctx.tx);
}

export async function deleteParts(ctx: Context, places: readonly PartPlace[]): Promise<void> {
  if (places.length === 0) return;
  await sql`
    delete from mediation.part
    where tenant_id = ${ctx.tenantId} and (file_id, record_no) in (
      select * from unnest(${places.map(({ fileId }) => fileId)}::int[], ${places.map(({ recordNo }) => recordNo)}::int[]))`.execute(
    ctx.tx,
  );
}

/** Parts of a file, and with them all parts of the records they were joined to. */
export async function partsAround(
  ctx: Context,
  fileId: number,
): Promise<(StoredPart & { readonly waiting: boolean; readonly joinedTo: JoinedTo | null })[]> {
  const { rows } = await sql<
    PartRow & { readonly state: string; readonly joinedStartAt: Date | null; readonly joinedHash: bigint | null }
  >`
    select ${PART}, state, joined_start_at as "joinedStartAt", joined_hash as "joinedHash" from mediation.part part
    where tenant_id = ${ctx.tenantId} and (file_id = ${fileId} or exists (
      select from mediation.part own
      where own.tenant_id = part.tenant_id and own.source_id = part.source_id and own.group_hash = part.group_hash
        and own.file_id = ${fileId} and own.state = 'joined' and part.state = 'joined'
        and own.joined_start_at is not distinct from part.joined_start_at and own.joined_hash is not distinct from part.joined_hash))
    order by file_id, record_no`.execute(ctx.tx);
  return rows.map((row) => ({
    ...fromRow(row),
    waiting: row.state === 'waiting',
    joinedTo:
      row.joinedStartAt === null || row.joinedHash === null
        ? null
        : { startMs: row.joinedStartAt.getTime(), dedupHash: row.joinedHash.toString() },
  }));
}

/** By how much the counts of a file change; they always sum to nothing. */
export interface CountShift {
  readonly fileId: number;
  readonly stored?: number;
  readonly duplicates?: number;
  readonly rejected?: number;
  readonly joined?: number;
  readonly waiting?: number;
}

/** Moves records of files from one count to another. */
export async function shiftCounts(ctx: Context, shifts: readonly CountShift[]): Promise<void> {
  if (shifts.length === 0) return;
  await sql`
    update mediation.file set stored = file.stored + s.stored, duplicates = file.duplicates + s.duplicates,
      rejected = file.rejected + s.rejected, joined = file.joined + s.joined, waiting = file.waiting + s.waiting
    from (
      select "fileId" as id, coalesce(sum(stored), 0) as stored, coalesce(sum(duplicates), 0) as duplicates,
             coalesce(sum(rejected), 0) as rejected, coalesce(sum(joined), 0) as joined, coalesce(sum(waiting), 0) as waiting
      from jsonb_to_recordset(${JSON.stringify(shifts)}::jsonb) as shift ("fileId" int, stored int, duplicates int, rejected int, joined int, waiting int)
      group by "fileId"
    ) s
    where file.tenant_id = ${ctx.tenantId} and file.id = s.id`.execute(ctx.tx);
}

/** Sums of records stored from a file. Amounts in micro-units, times epoch ms. */
export interface StoredSums {
  readonly fileId: number;
  readonly unmatched: number;
  readonly unpriced: number;
  readonly durationMs: number;
  readonly chargeMicro: number;
  readonly costMicro: number;
  readonly firstMs: number;
  readonly lastMs: number;
}

/** Adds what was stored of files long in the ledger to their sums. */
export async function addStoredSums(ctx: Context, sums: readonly StoredSums[]): Promise<void> {
  await sql`
    update mediation.file set unmatched = file.unmatched + s.unmatched, unpriced = file.unpriced + s.unpriced,
      duration_ms = file.duration_ms + s."durationMs", charge_micro = file.charge_micro + s."chargeMicro",
      cost_micro = file.cost_micro + s."costMicro", first_at = least(file.first_at, to_timestamp(s."firstMs" / 1000.0)),
      last_at = greatest(file.last_at, to_timestamp(s."lastMs" / 1000.0))
    from jsonb_to_recordset(${JSON.stringify(sums)}::jsonb) as s ("fileId" int, unmatched int, unpriced int, "durationMs" bigint,
      "chargeMicro" bigint, "costMicro" bigint, "firstMs" bigint, "lastMs" bigint)
    where file.tenant_id = ${ctx.tenantId} and file.id = s."fileId"`.execute(ctx.tx);
}

function fromRow({ receivedAt, groupHash, record, ...row }: PartRow): StoredPart {
  return { ...row, receivedMs: receivedAt.getTime(), groupHash: groupHash.toString(), record };
}

/** Makes joined parts wait for others again. */
export async function letPartsWait(ctx: Context, places: readonly PartPlace[]): Promise<void> {
  if (places.length === 0) return;
  await sql`
    update mediation.part set state = 'waiting', joined_start_at = null, joined_hash = null
    where tenant_id = ${ctx.tenantId} and (file_id, record_no) in (
      select * from unnest(${places.map(({ fileId }) => fileId)}::int[], ${places.map(({ recordNo }) => recordNo)}::int[]))`.execute(
    ctx.tx,
  );
}
