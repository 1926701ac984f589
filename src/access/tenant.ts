import { z } from 'zod';
import { isCurrency, isZone, LANGUAGES } from '#base';

const short = z.string().trim().min(1).max(200);
const optional = z.string().trim().min(1).max(200).nullable().default(null);

/** What is entered for a new tenant: the legal entity that issues documents. BT and BG numbers are terms of EN 16931. */
export const newTenant = z.object({
  /** Short name for URLs and the command line. */
  code: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  legalName: short, // BT-27
  street: short, // BG-5
  postcode: short,
  city: short,
  country: z.string().regex(/^[A-Z]{2}$/),
  vatId: optional, // BT-31
  taxNumber: optional, // BT-32
  registerEntry: optional, // BT-33
  contactName: short, // BG-6
  phone: short,
  email: z.email(),
  website: optional,
  iban: optional, // BG-17
  bic: optional,
  bankName: optional,
  creditorId: optional, // BT-90
  language: z.enum(LANGUAGES),
  /** IANA zone of the operator's calendar: months, days, invoice dates. */
  zone: z.string().refine(isZone),
  currency: z.string().refine(isCurrency),
  brand: z.record(z.string(), z.string()).default({}),
  /** Whoever drafted a run may not approve it. */
  twoPersonApproval: z.boolean().default(true),
});
export type NewTenant = z.input<typeof newTenant>;

/** A tenant as stored. */
export interface Tenant extends z.output<typeof newTenant> {
  readonly tenantId: number;
  /** The tenant above, for a reseller; null for the operator himself. */
  readonly parentId: number | null;
}
