import { formatMicro } from '#base';
import { DIRECTION, NO_SOURCE_COST, shownParty } from '#usage';
import type { ComparedCallReply, ReconciliationRow } from './api.ts';
import type { ComparedRow } from './dayRows.ts';
import type { SeenCall } from './pairing.ts';

/** A compared call as the API words it. @param codes of sources by id */
function comparedReply(call: SeenCall, codes: ReadonlyMap<number, string>): ComparedCallReply {
  const { startMs, durationMs, direction, aNumber, aText, bNumber, bText, sourceCostMicro, fileId, recordNo } = call;
  return {
    sourceCode: codes.get(call.sourceId) ?? '',
    startAt: new Date(startMs).toISOString(),
    durationMs,
    direction: Object.entries(DIRECTION).find(([, code]) => code === direction)?.[0] ?? '',
    calling: shownParty(aNumber, aText),
    called: shownParty(bNumber, bText),
    cost: sourceCostMicro === NO_SOURCE_COST ? null : formatMicro(BigInt(sourceCostMicro)),
    fileId,
    recordNo,
  };
}

export function comparedRowReply(row: ComparedRow, codes: ReadonlyMap<number, string>): ReconciliationRow {
  return {
    differs: [...row.differs],
    billed: row.billed === null ? null : comparedReply(row.billed, codes),
    seen: row.seen === null ? null : comparedReply(row.seen, codes),
  };
}
