import { systemActor } from '#base';
import type { App } from '#platform/app';
import * as store from '../store.ts';
import type { ImportDoor } from './importDoor.ts';
import { endOverdueParts } from './parts.ts';

/** How often calls are looked for whose other parts never came. */
const EVERY_MS = 5 * 60_000;

/**
 * Ends, every few minutes, what has waited for longer than its window at any tenant: also where a stream ended and no record comes
 * after it by which it could be told.
 */
export class Settling {
  readonly #app: App;
  readonly #door: ImportDoor;
  #beganMs = Number.NEGATIVE_INFINITY;
  #working: Promise<void> | null = null;

  constructor(app: App, door: ImportDoor) {
    this.#app = app;
    this.#door = door;
  }

  /** Begins a round when it is time and none is at work; an import in hand may hold it up, its caller is not. */
  look(): void {
    const nowMs = this.#app.clock.now();
    if (this.#working !== null || nowMs - this.#beganMs < EVERY_MS) return;
    this.#beganMs = nowMs;
    this.#working = this.#round()
      .catch((error: Error) => this.#app.log.error('parts.notEnded', { message: error.message }))
      .finally(() => {
        this.#working = null;
      });
  }

  /** Resolves when the round in hand is done. */
  async settled(): Promise<void> {
    await this.#working;
  }

  async #round(): Promise<void> {
    const { rows } = await store.tenantsWithParts().execute(this.#app.db);
    for (const { tenantId } of rows) {
      const actor = systemActor(tenantId);
      const ended = await endOverdueParts(this.#app, actor, await this.#door.rater(this.#app, actor));
      if (ended > 0) await this.#door.imported(this.#app, actor);
    }
  }
}
