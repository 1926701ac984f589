/** The SQL of rejects that are read again. */
import { sql } from 'kysely';
import type { LoadContext, Tx } from '#platform/db';

/** What the records that can be read now come to. Amounts in micro-units, instants in epoch ms. */
interface Replayed {
  readonly unmatched: number;
  readonly unpriced: number;
  readonly durationMs: number;
  readonly chargeMicro: number;
  readonly costMicro: number;
  readonly firstMs: number | null;
  readonly lastMs: number | null;
}

/** Files of a source that are in and have rejects, oldest first. */
export async function filesWithRejects(tx: Tx, sourceId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from mediation.file where source_id = ${sourceId} and state = 'imported' and rejected > 0 order by id`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

export async function rejectNos(load: LoadContext, fileId: number): Promise<number[]> {
  const { rows } = await sql<{ no: number }>`
    select record_no as no from mediation.reject where tenant_id = ${load.tenantId} and file_id = ${fileId}`.execute(
    load.tx,
  );
  return rows.map(({ no }) => no);
}

/** Filtered records by reason, as the file reads now. */
export async function saveFilterCounts(
  load: LoadContext,
  fileId: number,
  counts: Readonly<Record<string, number>>,
): Promise<void> {
  await sql`
    update mediation.file set filter_counts = ${JSON.stringify(counts)}::jsonb
    where tenant_id = ${load.tenantId} and id = ${fileId}`.execute(load.tx);
}

/** Moves records from the rejects to what became of them. */
export async function addReplayed(
  load: LoadContext,
  fileId: number,
  counts: Replayed & {
    readonly stored: number;
    readonly duplicates: number;
    readonly filtered: number;
    /** Left. */
    readonly rejected: number;
  },
): Promise<void> {
  const instant = (ms: number | null) => (ms === null ? null : new Date(ms));
  await sql`
    update mediation.file set stored = stored + ${counts.stored}, duplicates = duplicates + ${counts.duplicates},
      filtered = filtered + ${counts.filtered}, rejected = ${counts.rejected}, unmatched = unmatched + ${counts.unmatched},
      unpriced = unpriced + ${counts.unpriced}, duration_ms = duration_ms + ${counts.durationMs},
      charge_micro = charge_micro + ${counts.chargeMicro}, cost_micro = cost_micro + ${counts.costMicro},
      first_at = least(first_at, ${instant(counts.firstMs)}), last_at = greatest(last_at, ${instant(counts.lastMs)})
    where tenant_id = ${load.tenantId} and id = ${fileId}`.execute(load.tx);
}
