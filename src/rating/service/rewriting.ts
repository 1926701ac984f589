import type { LoadContext } from '#platform/db';
import { type StoredRecord, UNMATCHED } from '#usage';
import { replace } from '#usage/service';
import type { Rewriting } from './rateMonth.ts';

/** Changed records that wait to be written together. */
const FULL = 20_000;

/** Records of one kind that wait. */
interface Waiting {
  readonly kind: 'assignment' | 'rerating';
  readonly loadNo: 'new' | 'kept';
  records: StoredRecord[];
  /** Whose they are so far. */
  readonly customerIds: Set<number>;
}

/**
 * Writes changed records of some customers. Those that stay keep their load number, so that nothing counts as late; those that move to another
 * customer get a new one, so that his next bill sees them.
 */
export class StoredRewriting implements Rewriting {
  readonly #load: LoadContext;
  readonly #ratedAtSeq: number;
  readonly #staying: Waiting = { kind: 'rerating', loadNo: 'kept', records: [], customerIds: new Set() };
  readonly #moving: Waiting = { kind: 'rerating', loadNo: 'new', records: [], customerIds: new Set() };
  readonly #assigned: Waiting = { kind: 'assignment', loadNo: 'new', records: [], customerIds: new Set() };

  constructor(load: LoadContext, ratedAtSeq: number) {
    this.#load = load;
    this.#ratedAtSeq = ratedAtSeq;
  }

  stay(record: StoredRecord): void {
    add(this.#staying, record, record.customerId);
  }

  move(record: StoredRecord, from: number): void {
    add(from === UNMATCHED ? this.#assigned : this.#moving, record, from);
  }

  async flush(): Promise<void> {
    const waiting = this.#staying.records.length + this.#moving.records.length + this.#assigned.records.length;
    if (waiting >= FULL) await this.finish();
  }

  /** Writes what still waits. */
  async finish(): Promise<void> {
    for (const waiting of [this.#staying, this.#moving, this.#assigned]) await this.#write(waiting);
  }

  async #write(waiting: Waiting): Promise<void> {
    const { records, kind, loadNo } = waiting;
    if (records.length === 0) return;
    let fromMs = Number.POSITIVE_INFINITY;
    let toMs = Number.NEGATIVE_INFINITY;
    for (const { startMs } of records) {
      fromMs = Math.min(fromMs, startMs);
      toMs = Math.max(toMs, startMs + 1);
    }
    const scope = { fromMs, toMs, customerIds: [...waiting.customerIds], records };
    await replace(this.#load, { kind, scope, loadNo, ratedAtSeq: this.#ratedAtSeq }, records);
    waiting.records = [];
    waiting.customerIds.clear();
  }
}

function add(waiting: Waiting, record: StoredRecord, customerId: number): void {
  waiting.records.push(record);
  waiting.customerIds.add(customerId);
}
