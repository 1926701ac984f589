import { type Actor, Refusal } from '#base';
import type { App } from '#platform/app';
import { inTransaction } from '#platform/db';
import { audit } from './audit.ts';
import { fitsPassword } from './password.ts';
import { ROLE_PERMISSIONS } from './role.ts';
import { newToken, SESSION_MS, tokenHash } from './session.ts';
import * as store from './store.ts';

/** So many failures of one e-mail address within this time, then no password is looked at any more. */
export const FAILURE_LIMIT = 5;
export const FAILURE_WINDOW_MS = 15 * 60_000;

export interface SignIn {
  readonly email: string;
  readonly password: string;
}

/**
 * Opens a session and returns its token. Unknown address, wrong password and disabled account look alike, in words and in time.
 * @throws Refusal `access.signInFailed`, `access.tooManyAttempts`
 */
export async function signIn(app: App, { email, password }: SignIn): Promise<string> {
  const nowMs = app.clock.now();
  const attempt = await store.beginSignIn(app.db, {
    email,
    at: new Date(nowMs),
    failuresSince: new Date(nowMs - FAILURE_WINDOW_MS),
    failureLimit: FAILURE_LIMIT,
  });
  if (attempt.failures >= FAILURE_LIMIT)
    throw new Refusal('tooMany', 'access.tooManyAttempts', { minutes: FAILURE_WINDOW_MS / 60_000 });
  const fits = await fitsPassword(password, attempt.passwordHash);
  const { tenantId, userId } = attempt;
  if (!fits || attempt.disabled || tenantId === null || userId === null)
    throw new Refusal('unauthenticated', 'access.signInFailed');
  const token = newToken();
  const actor: Actor = { tenantId, userId, name: email, permissions: ROLE_PERMISSIONS.viewer };
  await inTransaction(app, actor, async (ctx) => {
    await store.clearSignInFailures(ctx.tx, email);
    await store.deleteExpiredSessions(ctx.tx, new Date(nowMs));
    await store.insertSession(ctx.tx, {
      tenantId,
      userId,
      hash: tokenHash(token),
      createdAt: new Date(nowMs),
      expiresAt: new Date(nowMs + SESSION_MS),
    });
    await audit(ctx, { action: 'access.signIn', subject: `user/${userId}` });
  });
  return token;
}
