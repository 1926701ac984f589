import { z } from 'zod';
import { endpoint, idText, LANGUAGES, PERMISSIONS } from '#base';
import { newApiKey } from './apiKey.ts';
import { newTenant } from './tenant.ts';
import { email, newUser, password, user } from './user.ts';

/** Who is signed in and what the screens need to know of him: his tenant, his rights, his language. */
export const session = z.object({
  user: user.omit({ disabled: true }),
  tenant: z.object({
    id: z.number().int(),
    code: z.string(),
    name: z.string(),
    country: z.string(),
    language: z.enum(LANGUAGES),
    zone: z.string(),
    currency: z.string(),
    brand: z.record(z.string(), z.string()),
  }),
  permissions: z.array(z.enum(PERMISSIONS)),
  language: z.enum(LANGUAGES),
});
export type Session = z.infer<typeof session>;

const userId = z.object({ userId: idText });
const nothing = z.undefined();

export const signInEndpoint = endpoint({
  method: 'POST',
  path: '/api/sign-in',
  permission: null,
  summary: 'Opens a session: checks e-mail address and password and sets the session cookie',
  body: z.object({ email, password: z.string().max(200) }),
  reply: nothing,
});

export const signOutEndpoint = endpoint({
  method: 'POST',
  path: '/api/sign-out',
  permission: 'session',
  summary: 'Ends the session',
  reply: nothing,
});

export const sessionEndpoint = endpoint({
  method: 'GET',
  path: '/api/session',
  permission: 'session',
  summary: 'Who is signed in, with tenant, permissions and language',
  reply: session,
});

export const setLanguageEndpoint = endpoint({
  method: 'PUT',
  path: '/api/session/language',
  permission: 'session',
  summary: 'Sets the language of one’s own screens',
  body: z.object({ language: z.enum(LANGUAGES) }),
  reply: nothing,
});

export const changePasswordEndpoint = endpoint({
  method: 'PUT',
  path: '/api/session/password',
  permission: 'session',
  summary: 'Changes one’s own password and ends one’s other sessions',
  body: z.object({ current: z.string().max(200), next: password }),
  reply: nothing,
});

export const listUsersEndpoint = endpoint({
  method: 'GET',
  path: '/api/users',
  permission: 'access.manage',
  summary: 'All users of the tenant',
  reply: z.object({ users: z.array(user) }),
});

export const addUserEndpoint = endpoint({
  method: 'POST',
  path: '/api/users',
  permission: 'access.manage',
  summary: 'Adds a user',
  body: newUser,
  reply: user,
});

export const disableUserEndpoint = endpoint({
  method: 'PUT',
  path: '/api/users/:userId/disabled',
  permission: 'access.manage',
  summary: 'Disables a user, whose sessions end at once, or lets him in again',
  params: userId,
  body: z.object({ disabled: z.boolean() }),
  reply: user,
});

export const setPasswordEndpoint = endpoint({
  method: 'PUT',
  path: '/api/users/:userId/password',
  permission: 'access.manage',
  summary: 'Gives a user a new password and ends his sessions',
  params: userId,
  body: z.object({ password }),
  reply: nothing,
});

const apiKey = z.object({
  id: z.number().int(),
  name: z.string(),
  permissions: z.array(z.enum(PERMISSIONS)),
  createdAt: z.string(),
  createdBy: z.string(),
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});

export const listApiKeysEndpoint = endpoint({
  method: 'GET',
  path: '/api/keys',
  permission: 'access.manage',
  summary: 'Keys by which programs ask, the latest first',
  reply: z.object({ keys: z.array(apiKey) }),
});

export const addApiKeyEndpoint = endpoint({
  method: 'POST',
  path: '/api/keys',
  permission: 'access.manage',
  summary: 'Makes a key for a program; the answer is the only place that shows it',
  body: newApiKey,
  reply: z.object({ id: z.number().int(), key: z.string() }),
});

export const revokeApiKeyEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/keys/:keyId',
  permission: 'access.manage',
  summary: 'Ends a key at once and for good',
  params: z.object({ keyId: idText }),
  reply: nothing,
});

export const verifyAuditEndpoint = endpoint({
  method: 'GET',
  path: '/api/audit/check',
  permission: 'access.manage',
  summary: 'Recomputes the hash chain of the audit trail',
  reply: z.object({ entries: z.number().int(), brokenAt: z.number().int().nullable() }),
});

export const setupStateEndpoint = endpoint({
  method: 'GET',
  path: '/api/setup',
  permission: null,
  summary: 'Whether the first tenant still has to be set up',
  reply: z.object({ needed: z.boolean() }),
});

export const setUpEndpoint = endpoint({
  method: 'POST',
  path: '/api/setup',
  permission: null,
  summary: 'Creates the first tenant and its admin, with the token printed at the first start',
  body: z.object({ token: z.string().max(100), tenant: newTenant, admin: newUser.omit({ role: true }) }),
  reply: nothing,
});
