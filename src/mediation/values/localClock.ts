/** Local times of one zone to UTC. */
import { type Fold, localMsToUtcMs, type ZoneOffsets } from '#base';

const QUARTER_MS = 900_000;

/** Remembers the offset of the last quarter of an hour, as records come nearly in order. */
export class LocalClock {
  readonly #offsets: ZoneOffsets;
  readonly #fold: Fold | 'monotonic';
  #quarter = Number.NaN;
  #quarterMs = 0;
  /** Where the last quarter comes twice: how much later the second time is. */
  #laterMs = 0;
  /** The last instant told, by which `monotonic` decides. */
  #lastMs = Number.NaN;

  constructor(offsets: ZoneOffsets, fold: Fold | 'monotonic') {
    this.#offsets = offsets;
    this.#fold = fold;
  }

  toUtcMs(localMs: number): number {
    const quarter = Math.floor(localMs / QUARTER_MS);
    if (quarter !== this.#quarter) this.#seek(quarter);
    const utcMs = localMs + this.#quarterMs;
    return this.#fold === 'monotonic' ? this.#inOrder(utcMs) : utcMs;
  }

  #seek(quarter: number): void {
    this.#quarter = quarter;
    const begin = quarter * QUARTER_MS;
    const earlier = localMsToUtcMs(this.#offsets, begin, this.#fold === 'later' ? 'later' : 'earlier');
    this.#quarterMs = earlier - begin;
    this.#laterMs = this.#fold === 'monotonic' ? localMsToUtcMs(this.#offsets, begin, 'later') - earlier : 0;
  }

  /** Of two instants the one nearer to the record before; going back counts double, as files go forward. */
  #inOrder(earlierMs: number): number {
    const laterMs = earlierMs + this.#laterMs;
    const takesLater = this.#laterMs !== 0 && distance(this.#lastMs, laterMs) < distance(this.#lastMs, earlierMs);
    this.#lastMs = takesLater ? laterMs : earlierMs;
    return this.#lastMs;
  }
}

/** NaN without a record before, which is less than nothing. */
function distance(fromMs: number, toMs: number): number {
  return toMs >= fromMs ? toMs - fromMs : (fromMs - toMs) * 2;
}
