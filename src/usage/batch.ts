/** A batch of records waiting to be loaded: encoded, without repeats among themselves, in order of customer. Pure. */
import { COPY_HEADER, COPY_TRAILER, CopyEncoder, type RowOrigin } from './copyBinary.ts';
import { STATUS, UNMATCHED, type UsageRecord } from './record.ts';

/** Rows of a full batch: sorted batches of this size cost the database half of what unsorted ones do. */
const FULL_ROWS = 100_000;
const FULL_BYTES = 32 * 1_048_576;
/** Most rows the sort key has room for. */
const MAX_ROWS = 2 ** 20;
/** Size of the pieces sent to the database. */
const PIECE_BYTES = 262_144;

/** Sums over records that were stored. Amounts in micro-units. */
export interface LoadSums {
  rows: number;
  unmatched: number;
  unpriced: number;
  durationMs: number;
  chargeMicro: number;
  costMicro: number;
  /** Starts of the first and last record, epoch ms; Infinity and -Infinity without records. */
  firstMs: number;
  lastMs: number;
}

export function noSums(): LoadSums {
  return {
    rows: 0,
    unmatched: 0,
    unpriced: 0,
    durationMs: 0,
    chargeMicro: 0,
    costMicro: 0,
    firstMs: Number.POSITIVE_INFINITY,
    lastMs: Number.NEGATIVE_INFINITY,
  };
}

/** Adds `more` to `sums`. */
export function addSums(sums: LoadSums, more: LoadSums): void {
  sums.rows += more.rows;
  sums.unmatched += more.unmatched;
  sums.unpriced += more.unpriced;
  sums.durationMs += more.durationMs;
  sums.chargeMicro += more.chargeMicro;
  sums.costMicro += more.costMicro;
  sums.firstMs = Math.min(sums.firstMs, more.firstMs);
  sums.lastMs = Math.max(sums.lastMs, more.lastMs);
}

export class CopyBatch {
  /** Repeats of a record of this batch, left out. */
  duplicates = 0;
  sums = noSums();
  /** UTC months of the records, 'YYYY-MM-01'. */
  readonly months = new Set<string>();

  readonly #encoder = new CopyEncoder();
  #offsets = new Int32Array(4096);
  #sortKeys = new Float64Array(4096);
  #starts = new Float64Array(4096);
  #his = new Int32Array(4096);
  #los = new Int32Array(4096);
  /** Open addressing over rows, 0 = free, else row + 1. */
  #table = new Int32Array(16_384);
  #monthFrom = 0;
  #monthTo = 0;
  readonly #keepsAll: boolean;

  /** @param keepsAll whether repeats are taken too */
  constructor(keepsAll = false) {
    this.#keepsAll = keepsAll;
  }

  get rows(): number {
    return this.sums.rows;
  }

  get full(): boolean {
    return this.sums.rows >= FULL_ROWS || this.#encoder.length >= FULL_BYTES;
  }

  /** Takes a record unless the batch has it. A batch may grow beyond `full`, up to about a million rows. */
  append(record: UsageRecord, origin: RowOrigin): void {
    const row = this.sums.rows;
    if (row + 1 >= MAX_ROWS) throw new Error('assertion failed: batch not flushed when full');
    if (row + 1 >= this.#offsets.length) this.#grow();
    if (!this.#keepsAll && !this.#enter(record, row)) {
      this.duplicates++;
      return;
    }
    this.#offsets[row] = this.#encoder.length;
    this.#sortKeys[row] = record.customerId * MAX_ROWS + row;
    this.#encoder.append(record, origin);
    if (record.startMs < this.#monthFrom || record.startMs >= this.#monthTo) this.#noteMonth(record.startMs);
    const { sums } = this;
    sums.rows++;
    if (record.customerId === UNMATCHED) sums.unmatched++;
    if (record.status === STATUS.unpriced) sums.unpriced++;
    sums.durationMs += record.durationMs;
    sums.chargeMicro += record.chargeMicro;
    sums.costMicro += record.costMicro;
    if (record.startMs < sums.firstMs) sums.firstMs = record.startMs;
    if (record.startMs > sums.lastMs) sums.lastMs = record.startMs;
  }

  /** The batch as COPY data in order of customer, arrival within one, in pieces; may be asked for again. */
  *pieces(): Generator<Buffer> {
    const { rows } = this.sums;
    this.#offsets[rows] = this.#encoder.length;
    const keys = this.#sortKeys.subarray(0, rows).slice().sort();
    yield COPY_HEADER;
    let piece = Buffer.allocUnsafe(PIECE_BYTES);
    let filled = 0;
    for (let i = 0; i < rows; i++) {
      const row = keys[i]! % MAX_ROWS;
      const from = this.#offsets[row]!;
      const to = this.#offsets[row + 1]!;
      if (filled + to - from > piece.length) {
        yield piece.subarray(0, filled);
        piece = Buffer.allocUnsafe(Math.max(PIECE_BYTES, to - from));
        filled = 0;
      }
      this.#encoder.copy(piece, filled, from, to);
      filled += to - from;
    }
    yield piece.subarray(0, filled);
    yield COPY_TRAILER;
  }

  clear(): void {
    this.#encoder.clear();
    this.#table.fill(0);
    this.months.clear();
    this.#monthFrom = 0;
    this.#monthTo = 0;
    this.sums = noSums();
    this.duplicates = 0;
  }

  /** Enters the record's key for this row; false where an earlier row has it. */
  #enter(record: UsageRecord, row: number): boolean {
    const { startMs, dedupHi, dedupLo } = record;
    const mask = this.#table.length - 1;
    let slot = (dedupLo ^ Math.imul(dedupHi, 0x9e3779b1)) & mask;
    for (;;) {
      const other = this.#table[slot]! - 1;
      if (other < 0) break;
      if (this.#los[other] === dedupLo && this.#his[other] === dedupHi && this.#starts[other] === startMs) return false;
      slot = (slot + 1) & mask;
    }
    this.#table[slot] = row + 1;
    this.#los[row] = dedupLo;
    this.#his[row] = dedupHi;
    this.#starts[row] = startMs;
    return true;
  }

  #noteMonth(startMs: number): void {
    const at = new Date(startMs);
    this.#monthFrom = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1);
    this.#monthTo = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1);
    this.months.add(new Date(this.#monthFrom).toISOString().slice(0, 10));
  }

  #grow(): void {
    const size = this.#offsets.length * 2;
    const grown = <Numbers extends Int32Array | Float64Array>(numbers: Numbers, larger: Numbers): Numbers => {
      larger.set(numbers);
      return larger;
    };
    this.#offsets = grown(this.#offsets, new Int32Array(size));
    this.#sortKeys = grown(this.#sortKeys, new Float64Array(size));
    this.#starts = grown(this.#starts, new Float64Array(size));
    this.#his = grown(this.#his, new Int32Array(size));
    this.#los = grown(this.#los, new Int32Array(size));
    const table = new Int32Array(size * 4);
    const mask = table.length - 1;
    for (let row = 0; row < this.sums.rows; row++) {
      let slot = (this.#los[row]! ^ Math.imul(this.#his[row]!, 0x9e3779b1)) & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = row + 1;
    }
    this.#table = table;
  }
}
