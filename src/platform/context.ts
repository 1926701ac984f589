import type { Actor } from '#base';
import type { Clock } from './clock.ts';
import type { Tx } from './db.ts';
import type { Log } from './log.ts';

/**
 * What every operation is given: one transaction of one tenant, the clock, who acts. Operations take `(ctx, input)`;
 * long work that needs several transactions takes `(app, actor, input)` and opens them with `inTransaction`.
 */
export interface Context {
  readonly tx: Tx;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly tenantId: number;
  readonly log: Log;
}
