/** The SQL of calls that are only compared. */
import { sql } from 'kysely';
import type { LoadContext, Tx } from '#platform/db';
import type { SeenCall } from '../reconciliation/pairing.ts';

export interface NewSeenCall extends Omit<SeenCall, 'sourceId' | 'fileId'> {
  readonly dedupHash: string;
}

/** Keeps calls; those that are there already stay as they are. Returns the new ones. */
export async function insertSeen(
  ctx: LoadContext,
  { fileId, sourceId }: { readonly fileId: number; readonly sourceId: number },
  calls: readonly NewSeenCall[],
): Promise<readonly Pick<SeenCall, 'startMs' | 'durationMs'>[]> {
  if (calls.length === 0) return [];
  const of = <Key extends keyof NewSeenCall>(key: Key) => calls.map((call) => call[key]);
  const { rows } = await sql<{ startAt: Date; durationMs: number }>`
    insert into mediation.seen_call (tenant_id, source_id, file_id, start_at, dedup_hash, direction, duration_ms, a_number, a_text, b_number,
      b_text, source_cost_micro, record_no)
    select ${ctx.tenantId}, ${sourceId}, ${fileId}, * from unnest(${calls.map(({ startMs }) => new Date(startMs))}::timestamptz[],
      ${of('dedupHash')}::bigint[], ${of('direction')}::smallint[], ${of('durationMs')}::bigint[], ${of('aNumber')}::bigint[],
      ${of('aText')}::text[], ${of('bNumber')}::bigint[], ${of('bText')}::text[], ${of('sourceCostMicro')}::bigint[],
      ${of('recordNo')}::int[])
    on conflict do nothing returning start_at as "startAt", duration_ms::float8 as "durationMs"`.execute(ctx.tx);
  return rows.map(({ startAt, durationMs }) => ({ startMs: startAt.getTime(), durationMs }));
}

/** Calls of a source in a period, in order of their start. */
export async function seenCalls(
  tx: Tx,
  query: { readonly sourceId: number; readonly fromMs: number; readonly toMs: number },
): Promise<SeenCall[]> {
  const { rows } = await sql<Omit<SeenCall, 'startMs'> & { startAt: Date }>`
    select source_id as "sourceId", start_at as "startAt", duration_ms::float8 as "durationMs", direction, a_number::float8 as "aNumber",
      a_text as "aText", b_number::float8 as "bNumber", b_text as "bText", source_cost_micro::float8 as "sourceCostMicro", file_id as "fileId", record_no as "recordNo"
    from mediation.seen_call
    where source_id = ${query.sourceId} and start_at >= ${new Date(query.fromMs)} and start_at < ${new Date(query.toMs)}
    order by start_at, dedup_hash`.execute(tx);
  return rows.map(({ startAt, ...call }) => ({ ...call, startMs: startAt.getTime() }));
}

/** Forgets the calls of a file; returns how many there were. */
export async function deleteSeen(ctx: LoadContext, fileId: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from mediation.seen_call where tenant_id = ${ctx.tenantId} and file_id = ${fileId}`.execute(ctx.tx);
  return Number(numAffectedRows ?? 0n);
}

/** Whether a source has brought anything yet. */
export async function hasFiles(tx: Tx, sourceId: number): Promise<boolean> {
  const { rows } = await sql`
    select from mediation.file where source_id = ${sourceId} and state = 'imported' limit 1`.execute(tx);
  return rows.length > 0;
}
