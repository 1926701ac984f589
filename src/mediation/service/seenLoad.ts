/** The load of a file that only serves reconciliation: its calls are kept to be compared, never matched, rated or billed. */
import type { LoadContext } from '#platform/db';
import type { UsageRecord } from '#usage';
import type { LoadResult, UsageLoad } from '#usage/service';
import * as store from '../store.ts';

const FULL = 10_000;

export class SeenLoad implements UsageLoad {
  /** Loads of usage are numbered; this is none. */
  readonly loadNo = 0;
  readonly #ctx: LoadContext;
  readonly #file: { readonly fileId: number; readonly sourceId: number };
  #waiting: store.NewSeenCall[] = [];
  #rows = 0;
  #appended = 0;
  #durationMs = 0;
  #firstMs: number | null = null;
  #lastMs: number | null = null;

  constructor(ctx: LoadContext, file: { readonly fileId: number; readonly sourceId: number }) {
    this.#ctx = ctx;
    this.#file = file;
  }

  append(record: UsageRecord): void {
    const { startMs, direction, durationMs, aNumber, aText, bNumber, bText, sourceCostMicro, recordNo } = record;
    const { dedupHi, dedupLo } = record;
    const dedupHash = ((BigInt(dedupHi) << 32n) | BigInt.asUintN(32, BigInt(dedupLo))).toString();
    this.#waiting.push({
      ...{ startMs, direction, durationMs, aNumber, aText, bNumber, bText, sourceCostMicro, recordNo },
      dedupHash,
    });
    this.#appended++;
  }

  get full(): boolean {
    return this.#waiting.length >= FULL;
  }

  async flush(): Promise<void> {
    const calls = this.#waiting;
    this.#waiting = [];
    for (const { startMs, durationMs } of await store.insertSeen(this.#ctx, this.#file, calls)) {
      this.#rows++;
      this.#durationMs += durationMs;
      this.#firstMs = Math.min(this.#firstMs ?? startMs, startMs);
      this.#lastMs = Math.max(this.#lastMs ?? startMs, startMs);
    }
  }

  async finish(): Promise<LoadResult> {
    await this.flush();
    return {
      loadNo: 0,
      rows: this.#rows,
      duplicates: this.#appended - this.#rows,
      unmatched: 0,
      unpriced: 0,
      durationMs: this.#durationMs,
      chargeMicro: 0,
      costMicro: 0,
      firstMs: this.#firstMs,
      lastMs: this.#lastMs,
      corrected: [],
    };
  }
}
