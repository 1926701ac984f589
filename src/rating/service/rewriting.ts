import type { LoadContext } from '#platform/db';
import { type StoredRecord, UNMATCHED } from '#usage';
import { replace } from '#usage/service';
import type { Rewriting } from './rateMonth.ts';

/** Changed records that wait to be written together. */
const FULL = 20_000;

/**
 * Writes changed records of one customer. Those that stay keep their load number, so that nothing counts as late; those that move to another
 * customer get a new one, so that his next bill sees them.
 */
export class StoredRewriting implements Rewriting {
  readonly #load: LoadContext;
  readonly #customerId: number;
  readonly #ratedAtSeq: number;
  #stay: StoredRecord[] = [];
  #move: StoredRecord[] = [];

  constructor(load: LoadContext, customerId: number, ratedAtSeq: number) {
    this.#load = load;
    this.#customerId = customerId;
    this.#ratedAtSeq = ratedAtSeq;
  }

  stay(record: StoredRecord): void {
    this.#stay.push(record);
  }

  move(record: StoredRecord): void {
    this.#move.push(record);
  }

  async flush(): Promise<void> {
    if (this.#stay.length + this.#move.length >= FULL) await this.finish();
  }

  /** Writes what still waits. */
  async finish(): Promise<void> {
    const [stay, move] = [this.#stay, this.#move];
    this.#stay = [];
    this.#move = [];
    await this.#replace(stay, 'kept');
    await this.#replace(move, 'new');
  }

  async #replace(records: readonly StoredRecord[], loadNo: 'new' | 'kept'): Promise<void> {
    if (records.length === 0) return;
    let fromMs = Number.POSITIVE_INFINITY;
    let toMs = Number.NEGATIVE_INFINITY;
    for (const { startMs } of records) {
      fromMs = Math.min(fromMs, startMs);
      toMs = Math.max(toMs, startMs + 1);
    }
    const kind = this.#customerId === UNMATCHED ? 'assignment' : 'rerating';
    const scope = { fromMs, toMs, customerIds: [this.#customerId], records };
    await replace(this.#load, { kind, scope, loadNo, ratedAtSeq: this.#ratedAtSeq }, records);
  }
}
