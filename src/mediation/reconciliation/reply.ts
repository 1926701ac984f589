import { DIRECTION, shownParty } from '#usage';
import type { ComparedCallReply } from './api.ts';
import type { SeenCall } from './pairing.ts';

/** A compared call as the API words it. @param codes of sources by id */
export function comparedReply(call: SeenCall, codes: ReadonlyMap<number, string>): ComparedCallReply {
  const { startMs, durationMs, direction, aNumber, aText, bNumber, bText, fileId, recordNo } = call;
  return {
    sourceCode: codes.get(call.sourceId) ?? '',
    startAt: new Date(startMs).toISOString(),
    durationMs,
    direction: Object.entries(DIRECTION).find(([, code]) => code === direction)?.[0] ?? '',
    calling: shownParty(aNumber, aText),
    called: shownParty(bNumber, bText),
    fileId,
    recordNo,
  };
}
