import type { Actor } from '#base';
import type { App } from '#platform/app';
import type { Progress } from '#platform/progress';
import { type ReratedMonth, type RerateInput, rerate } from '#rating/service';
import { frozenUsage } from './frozenUsage.ts';

export interface RerateUsageInput extends Omit<RerateInput, 'frozen'> {
  /** The run that is about to be drawn again: that it is approved holds nothing back. */
  readonly redrawn?: number | null;
}

/**
 * Rates stale customer-months again (see `rerate`); what that changes on issued invoices becomes corrections, which the next bill credits or
 * debits. Again adds nothing. While a run is approved or being issued its month and all before wait.
 */
export function rerateUsage(
  app: App,
  actor: Actor,
  { redrawn, ...input }: RerateUsageInput,
  progress: Progress,
): Promise<readonly ReratedMonth[]> {
  return rerate(app, actor, { ...input, frozen: frozenUsage(redrawn ?? null) }, progress);
}
