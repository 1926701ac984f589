import { z } from 'zod';
import { SERVICES } from '#catalog';

/** What somebody typed; digits alone come as a number from the address. */
const typed = z.coerce.string().default('').catch('');

/** What the price simulator is asked, as it stands in the address. */
export const askedSearch = z.object({
  customerId: z.number().int().optional().catch(undefined),
  lineId: z.number().int().optional().catch(undefined),
  plan: z.coerce.string().optional().catch(undefined),
  service: z.enum(SERVICES).default('voice').catch('voice'),
  direction: z.enum(['outbound', 'inbound']).default('outbound').catch('outbound'),
  /** The other side: called, or calling where it comes in. */
  number: typed,
  amount: typed,
  /** Local time as `2026-11-23T10:15`; empty: now. */
  at: typed,
  network: typed,
});
export type Asked = z.output<typeof askedSearch>;
