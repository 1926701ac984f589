import type { UsageLoad } from '#usage/service';

/**
 * Copies one batch to the database while the next one is read: reading and storing cost about the same and have a processor each. The
 * transaction is not to be used meanwhile, so whatever ends the reading waits first: `settle`, or leaving the scope (`await using`).
 */
export class Copying {
  readonly #load: UsageLoad;
  #underWay: Promise<void> = Promise.resolve();

  constructor(load: UsageLoad) {
    this.#load = load;
  }

  /** Begins to copy what was appended, once the batch before is in. @throws what stopped the batch before */
  async next(): Promise<void> {
    await this.#underWay;
    this.#underWay = this.#load.flush();
    this.#underWay.catch(() => {}); // told to whoever waits for it
  }

  /** Waits until nothing is under way. @throws what stopped it */
  settle(): Promise<void> {
    return this.#underWay;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#underWay.catch(() => {});
  }
}
