import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '#base';
import { readConfig } from '#platform/config';
import { APP_ROLE, LOADER_ROLE, rolePasswords, urlWith } from '#platform/roles';
import { TEST_CLUSTER_DIR, type TestApp } from '#test/database';
import { type Operation, perform } from './operations.ts';
import type { ProcessTask } from './process.ts';
import { type Random, randomFrom } from './random.ts';
import { statementsSince, watchStatements } from './statements.ts';

/** Of so many of a hundred operations a process is killed, some of them more than once, before they get through. */
export interface CrashPlan {
  readonly percent: number;
  /** Work of each kind is killed once and no more. */
  readonly once?: boolean;
}

/** How long a transaction of a dead process may still be in the way. */
const PATIENCE_MS = 10_000;

/** Gets operations done, with deaths between any two statements on the way. Deaths are drawn apart from deeds: the same seed without them tells the same year. */
export class Crashes {
  readonly #app: TestApp;
  readonly #plan: CrashPlan;
  readonly #random: Random;
  /** Statements that the last of a kind took. */
  readonly #usual = new Map<Operation['kind'], number>();
  readonly died: Operation['kind'][] = [];

  constructor(app: TestApp, plan: CrashPlan, seed: number) {
    this.#app = app;
    this.#plan = plan;
    this.#random = randomFrom(seed ^ 0x5eed);
    watchStatements();
  }

  async perform(operation: Operation): Promise<void> {
    for (let times = 0; times < 3 && this.#mayDie(operation); times++) {
      // Files are many.
      const percent = operation.kind === 'import' ? this.#plan.percent : 2 * this.#plan.percent;
      if (!this.#random.percent(percent)) break;
      const usual = this.#usual.get(operation.kind) ?? 30;
      const deathPoint = { statement: this.#random.between(1, usual), sent: this.#random.percent(50) };
      if (await this.#dies(operation, deathPoint)) this.died.push(operation.kind);
    }
    statementsSince();
    await this.#atLast(operation, this.#app.clock.now());
    this.#usual.set(operation.kind, statementsSince());
  }

  #mayDie({ kind }: Operation): boolean {
    return this.#plan.percent > 0 && !(this.#plan.once === true && this.died.includes(kind));
  }

  /** Whether it did: work that is nearly done already may get through before. */
  async #dies(operation: Operation, deathPoint: ProcessTask['deathPoint']): Promise<boolean> {
    const { ownerUrl, dataDir, clock } = this.#app;
    const passwords = rolePasswords(readConfig({ dataDir: TEST_CLUSTER_DIR }, {}));
    const task: ProcessTask = {
      ownerUrl,
      appUrl: urlWith(ownerUrl, { user: APP_ROLE, password: passwords.app }),
      loaderUrl: urlWith(ownerUrl, { user: LOADER_ROLE, password: passwords.loader }),
      dataDir,
      nowMs: clock.now(),
      operation,
      deathPoint,
    };
    const child = spawn(process.execPath, ['test/sim/process.ts', JSON.stringify(task)], {
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      told += text;
    });
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    // Refused is what comes of work that the one before did just as it died.
    if (code !== 0 && signal !== 'SIGKILL' && !/Refusal/.test(told)) throw new Error(`the process ended: ${told}`);
    return signal === 'SIGKILL';
  }

  /** What a dead process sent last may still be going on at the server: then the work is refused, and is tried again. */
  async #atLast(operation: Operation, nowMs: number): Promise<void> {
    const until = performance.now() + (this.died.length === 0 ? 0 : PATIENCE_MS);
    for (;;) {
      this.#app.clock.set(nowMs);
      try {
        await perform(this.#app, operation);
        return;
      } catch (error) {
        if (!(error instanceof Refusal) || performance.now() > until) throw error;
        await sleep(200);
      }
    }
  }
}
