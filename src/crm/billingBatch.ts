import { z } from 'zod';

/** The latest day of the month that every month has. */
const LAST_SAFE_DAY = 28;

/** A billing cycle: customers who are billed together, in a run of their own. */
export const billingBatch = z.object({
  code: z.string().trim().min(1).max(20),
  name: z.string().trim().min(1).max(100),
  /** Day of the month on which its run is drawn. */
  launchDay: z.number().int().min(1).max(LAST_SAFE_DAY),
});
export type BillingBatch = z.output<typeof billingBatch>;
