/** How fast long work goes, from what was heard of it. */

/** A moment of it: how much was done when. */
export interface Moment {
  readonly done: number;
  readonly atMs: number;
}

export interface Pace {
  readonly perMinute: number;
  /** At the pace so far; null where nobody knows how much there is. */
  readonly secondsLeft: number | null;
}

/** Too short to tell a pace by. */
const LEAST_MS = 1_500;
const MINUTE_MS = 60_000;

/** The pace from the first moment heard of a phase to now; null while it is too early to tell. */
export function paceOf(first: Moment, now: Moment, total: number | null): Pace | null {
  const spentMs = now.atMs - first.atMs;
  const done = now.done - first.done;
  if (spentMs < LEAST_MS || done <= 0) return null;
  const perMs = done / spentMs;
  return {
    perMinute: Math.round(perMs * MINUTE_MS),
    secondsLeft: total === null ? null : Math.max(0, Math.ceil((total - now.done) / perMs / 1000)),
  };
}
