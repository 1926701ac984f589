import { z } from 'zod';
import { dateText } from '#base';
import { postalAddress } from './postalAddress.ts';

/** A place of a customer: contracts, subscriptions and single items may be for it, and invoices may be written for each. */
export const newSite = z.object({
  /** Unique with the customer. */
  code: z.string().trim().min(1).max(35),
  name: z.string().trim().min(1).max(200),
  ...postalAddress,
  /** Printed on lines for it that name none themselves (EN 16931 BT-133). */
  costCentre: z.string().trim().min(1).max(100).nullable().default(null),
  /** Local dates, half open; null = without end. */
  validFrom: dateText.default('1900-01-01'),
  validTo: dateText.nullable().default(null),
});
export type NewSite = z.input<typeof newSite>;

export interface Site extends z.output<typeof newSite> {
  readonly id: number;
  readonly customerId: number;
}
