/** Putting staged rows where they belong. */
import { sql } from 'kysely';
import type { LoadContext } from '#platform/db';
import { type LoadSums, noSums } from '../batch.ts';
import { COPY_COLUMNS } from '../copyBinary.ts';
import { STATUS, UNMATCHED } from '../record.ts';

const COLUMNS = COPY_COLUMNS.join(', ');

/** Makes the partition of a UTC month ('YYYY-MM-01') unless it is there. */
export async function ensureMonth(ctx: LoadContext, month: string): Promise<void> {
  await sql`select usage.ensure_month(${month}::date)`.execute(ctx.tx);
}

/** Rows of the stage that are not there yet. */
export async function insertStaged(ctx: LoadContext): Promise<LoadSums> {
  const columns = sql.raw(COLUMNS);
  const { rows } = await sql<{
    rows: number;
    unmatched: number;
    unpriced: number;
    durationMs: bigint;
    chargeMicro: bigint;
    costMicro: bigint;
    firstAt: Date | null;
    lastAt: Date | null;
  }>`
    with inserted as (
      insert into usage.record (${columns})
      select ${columns} from pg_temp.usage_stage
      on conflict (tenant_id, start_at, dedup_hash) do nothing
      returning customer_id, status, duration_ms, charge_micro, cost_micro, start_at
    )
    select count(*)::int as rows,
           count(*) filter (where customer_id = ${UNMATCHED})::int as unmatched,
           count(*) filter (where status = ${STATUS.unpriced})::int as unpriced,
           coalesce(sum(duration_ms), 0)::bigint as "durationMs",
           coalesce(sum(charge_micro), 0)::bigint as "chargeMicro",
           coalesce(sum(cost_micro), 0)::bigint as "costMicro",
           min(start_at) as "firstAt", max(start_at) as "lastAt"
    from inserted`.execute(ctx.tx);
  const sums = rows[0];
  if (sums === undefined || sums.firstAt === null || sums.lastAt === null) return noSums();
  return {
    rows: sums.rows,
    unmatched: sums.unmatched,
    unpriced: sums.unpriced,
    durationMs: Number(sums.durationMs),
    chargeMicro: Number(sums.chargeMicro),
    costMicro: Number(sums.costMicro),
    firstMs: sums.firstAt.getTime(),
    lastMs: sums.lastAt.getTime(),
  };
}
