import { z } from 'zod';

/** What a person is for us: gets the invoices, is asked about lines, may use the portal, gets reminders. */
export const CONTACT_ROLES = ['invoiceRecipient', 'technical', 'portal', 'dunning'] as const;
export type ContactRole = (typeof CONTACT_ROLES)[number];

/** A person at a customer's. Invoices and reminders go by e-mail, and the portal knows people by it. */
export const newContact = z
  .object({
    name: z.string().trim().min(1).max(200),
    email: z.email().nullable().default(null),
    phone: z.string().trim().min(3).max(40).nullable().default(null),
    roles: z
      .array(z.enum(CONTACT_ROLES))
      .default([])
      .transform((roles) => CONTACT_ROLES.filter((role) => roles.includes(role))),
  })
  .refine(({ email, roles }) => email !== null || roles.every((role) => role === 'technical'), { path: ['email'] });
export type NewContact = z.input<typeof newContact>;

export interface Contact extends z.output<typeof newContact> {
  readonly id: number;
  readonly customerId: number;
}
