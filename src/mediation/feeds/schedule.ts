/** When a feed has its next turn. */

const LONGEST_WAIT_MS = 3_600_000;
const FIRST_WAIT_MS = 5_000;

/**
 * After a turn that went well: at the next multiple of the interval since it began, sooner where something is to be complete sooner. After failures: twice as long each time, from
 * five seconds to an hour, but never longer than the interval where that is longer still, and never before the sender allows.
 */
export function nextRunMs(turn: {
  readonly beganMs: number;
  readonly endedMs: number;
  readonly everyS: number;
  readonly failures: number;
  /** What the sender asked for (`Retry-After`), in ms from the end. */
  readonly retryAfterMs?: number;
  /** What is not complete yet may be by then, in ms from the end. */
  readonly settlesInMs?: number | null;
}): number {
  const { beganMs, endedMs, everyS, failures, retryAfterMs = 0 } = turn;
  const settledMs = endedMs + (turn.settlesInMs ?? Number.POSITIVE_INFINITY);
  const regular = Math.min(Math.max(endedMs, beganMs + everyS * 1_000), settledMs);
  if (failures === 0) return Math.max(regular, endedMs + retryAfterMs);
  const backoff = Math.min(FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 20), Math.max(LONGEST_WAIT_MS, everyS * 1_000));
  return endedMs + Math.max(backoff, retryAfterMs);
}

/** What has come one by one and lies in no file yet. */
export interface Gathered {
  readonly items: number;
  readonly bytes: number;
  readonly oldestMs: number;
}

/** Whether it is time to cut what was gathered into a file. */
export function shallCut(
  gathered: Gathered,
  { cutAfterS, cutAtBytes }: { readonly cutAfterS: number; readonly cutAtBytes: number },
  nowMs: number,
): boolean {
  if (gathered.items === 0) return false;
  return gathered.bytes >= cutAtBytes || nowMs - gathered.oldestMs >= cutAfterS * 1_000;
}
