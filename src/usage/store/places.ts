/** Which files the records of a load, or one record, stand in: asked on the loader role, so every statement names the tenant itself. */
import { sql } from 'kysely';
import type { LoadContext } from '#platform/db';
import { STATUS, UNMATCHED } from '../record.ts';
import type { FileSums, UsageCursor } from '../usageStore.ts';

export async function sumsByFile(ctx: LoadContext, loadNo: number): Promise<FileSums[]> {
  const { rows } = await sql<
    Omit<FileSums, 'durationMs' | 'chargeMicro' | 'costMicro' | 'firstMs' | 'lastMs'> &
      Readonly<Record<'durationMs' | 'chargeMicro' | 'costMicro', bigint>> & {
        readonly firstAt: Date;
        readonly lastAt: Date;
      }
  >`
    select file_id as "fileId", count(*)::int as rows, count(*) filter (where customer_id = ${UNMATCHED})::int as unmatched,
           count(*) filter (where status = ${STATUS.unpriced})::int as unpriced, sum(duration_ms)::bigint as "durationMs",
           sum(charge_micro)::bigint as "chargeMicro", sum(cost_micro)::bigint as "costMicro", min(start_at) as "firstAt",
           max(start_at) as "lastAt"
    from usage.record where tenant_id = ${ctx.tenantId} and load_no = ${loadNo} group by file_id order by file_id`.execute(
    ctx.tx,
  );
  return rows.map(({ firstAt, lastAt, durationMs, chargeMicro, costMicro, ...row }) => ({
    ...row,
    durationMs: Number(durationMs),
    chargeMicro: Number(chargeMicro),
    costMicro: Number(costMicro),
    firstMs: firstAt.getTime(),
    lastMs: lastAt.getTime(),
  }));
}

export async function fileOf(ctx: LoadContext, { startMs, dedupHash }: UsageCursor): Promise<number | null> {
  const { rows } = await sql<{ fileId: number }>`
    select file_id as "fileId" from usage.record
    where tenant_id = ${ctx.tenantId} and start_at = ${new Date(startMs)} and dedup_hash = ${dedupHash}::bigint`.execute(
    ctx.tx,
  );
  return rows[0]?.fileId ?? null;
}
