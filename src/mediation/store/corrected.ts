/** The SQL of records that later files correct. */
import { sql } from 'kysely';
import type { Context } from '#platform/context';
import { STATUS, type StoredRecord, UNMATCHED } from '#usage';
import { hashText } from '../joining/carried.ts';

/** Records sent in one statement. */
const AT_ONCE = 2_000;

/** Keeps what records were before a file corrected them. */
export async function insertCorrected(ctx: Context, fileId: number, corrected: readonly StoredRecord[]): Promise<void> {
  for (let at = 0; at < corrected.length; at += AT_ONCE) {
    const rows = corrected.slice(at, at + AT_ONCE).map((before) => ({
      startAt: new Date(before.startMs).toISOString(),
      hash: hashText({ hi: before.dedupHi, lo: before.dedupLo }),
      before,
    }));
    await sql`
      insert into mediation.corrected_record (tenant_id, file_id, start_at, dedup_hash, before, corrected_at)
      select ${ctx.tenantId}, ${fileId}, "startAt", hash, before, ${new Date(ctx.clock.now())}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row ("startAt" timestamptz, hash bigint, before jsonb)`.execute(
      ctx.tx,
    );
  }
}

/** Takes records off the sums of the files they were stored from. */
export async function takeStoredSums(ctx: Context, records: readonly StoredRecord[]): Promise<void> {
  const sums = [...Map.groupBy(records, ({ fileId }) => fileId)].map(([fileId, own]) => ({
    fileId,
    unmatched: own.filter(({ customerId }) => customerId === UNMATCHED).length,
    unpriced: own.filter(({ status }) => status === STATUS.unpriced).length,
    durationMs: own.reduce((sum, { durationMs }) => sum + durationMs, 0),
    chargeMicro: own.reduce((sum, { chargeMicro }) => sum + chargeMicro, 0),
    costMicro: own.reduce((sum, { costMicro }) => sum + costMicro, 0),
  }));
  await sql`
    update mediation.file set unmatched = greatest(0, file.unmatched - s.unmatched), unpriced = greatest(0, file.unpriced - s.unpriced),
      duration_ms = file.duration_ms - s."durationMs", charge_micro = file.charge_micro - s."chargeMicro",
      cost_micro = file.cost_micro - s."costMicro"
    from jsonb_to_recordset(${JSON.stringify(sums)}::jsonb) as s ("fileId" int, unmatched int, unpriced int, "durationMs" bigint,
      "chargeMicro" bigint, "costMicro" bigint)
    where file.tenant_id = ${ctx.tenantId} and file.id = s."fileId"`.execute(ctx.tx);
}
