import { sql } from 'kysely';
import type { Context } from '#platform/context';
import { SERVICE } from '../record.ts';
import type { ComparedCall, Period } from '../usageStore.ts';

/** Voice calls in order of their start, with what tells them apart. */
export async function callsBetween(
  ctx: Context,
  { fromMs, toMs, sourceId }: Period & { readonly sourceId?: number },
): Promise<ComparedCall[]> {
  const { rows } = await sql<Omit<ComparedCall, 'startMs'> & { startAt: Date }>`
    select source_id as "sourceId", start_at as "startAt", duration_ms::float8 as "durationMs", direction, a_number::float8 as "aNumber",
      a_text as "aText", b_number::float8 as "bNumber", b_text as "bText", source_cost_micro::float8 as "sourceCostMicro",
      file_id as "fileId", record_no as "recordNo"
    from usage.record
    where start_at >= ${new Date(fromMs)} and start_at < ${new Date(toMs)} and service = ${SERVICE.voice}
      and ${sourceId === undefined ? sql`true` : sql`source_id = ${sourceId}`}
    order by start_at, dedup_hash`.execute(ctx.tx);
  return rows.map(({ startAt, ...call }) => ({ ...call, startMs: startAt.getTime() }));
}
