/** Records of files before that a file has corrected: kept as they were, moved in the ledger, and what follows is told. */
import { audit } from '#access/service';
import type { LoadContext } from '#platform/db';
import { type StoredRecord, UNMATCHED } from '#usage';
import * as store from '../store.ts';

/**
 * A corrected record counts in the file that corrects it; in the one before it is a duplicate. Its customer's months are rated again: what
 * that changes on issued invoices is credited or debited on the next one.
 * @param emptied files whose records were taken out: what is left of those is not theirs any more
 */
export async function noteCorrections(
  ctx: LoadContext,
  fileId: number,
  corrected: readonly StoredRecord[],
  emptied: readonly number[],
): Promise<void> {
  if (corrected.length === 0) return;
  await store.insertCorrected(ctx, fileId, corrected);
  const ofOthers = corrected.filter((record) => !emptied.includes(record.fileId));
  await store.takeStoredSums(ctx, ofOthers);
  await store.shiftCounts(
    ctx,
    ofOthers.map((record) => ({ fileId: record.fileId, stored: -1, duplicates: 1 })),
  );
  const contracts = Map.groupBy(
    corrected.filter(({ customerId }) => customerId !== UNMATCHED),
    ({ contractId }) => contractId,
  );
  if (contracts.size === 0) return;
  const affects = [...contracts].map(([id, records]) => {
    let fromMs = Number.POSITIVE_INFINITY;
    let toMs = 0;
    for (const { startMs } of records) {
      fromMs = Math.min(fromMs, startMs);
      toMs = Math.max(toMs, startMs + 1);
    }
    return { kind: 'delivery' as const, id, fromMs, toMs };
  });
  const detail = { records: corrected.length };
  await audit(ctx, { action: 'mediation.file.correct', subject: `file/${fileId}`, detail, affects });
}
