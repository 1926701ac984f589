import { z } from 'zod';
import { LANGUAGES } from '#base';
import { ROLES } from './role.ts';

/**
 * Length is what makes a password strong (NIST SP 800-63B 5.1.1.2): at least ten characters, any characters, no rules of
 * composition; the upper limit only keeps hashing cheap.
 */
export const password = z.string().min(10).max(200);

/** E-mail addresses sign in; two spellings that differ in case are one address. */
export const email = z.string().trim().toLowerCase().pipe(z.email().max(254));

/** What an admin enters for a new user. */
export const newUser = z.object({
  email,
  name: z.string().trim().min(1).max(200),
  role: z.enum(ROLES),
  language: z.enum(LANGUAGES),
  password,
});
export type NewUser = z.input<typeof newUser>;

/** A user as lists show him. */
export const user = z.object({
  id: z.number().int(),
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  language: z.enum(LANGUAGES),
  disabled: z.boolean(),
});
export type User = z.infer<typeof user>;
