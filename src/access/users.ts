import { type Language, Refusal } from '#base';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import { audit } from './audit.ts';
import { fitsPassword, hashPassword } from './password.ts';
import { tokenHash } from './session.ts';
import * as store from './store.ts';
import { type NewUser, newUser, type User } from './user.ts';

/** Adds a user. @throws Refusal `access.emailTaken` */
export async function addUser(ctx: Context, input: NewUser): Promise<User> {
  const { password, ...person } = newUser.parse(input);
  const passwordHash = await hashPassword(password);
  const user: User = { ...person, id: await nextNumber(ctx, 'user'), disabled: false };
  if (!(await store.insertUser(ctx.tx, ctx.tenantId, user, passwordHash, new Date(ctx.clock.now()))))
    throw new Refusal('conflict', 'access.emailTaken', { email: user.email });
  const { email, role } = user;
  await audit(ctx, { action: 'access.user.add', subject: `user/${user.id}`, detail: { email, role } });
  return user;
}

/** The tenant's users by e-mail address. */
export function listUsers(ctx: Context): Promise<User[]> {
  return store.users(ctx.tx);
}

/** One user. @throws Refusal `access.userUnknown` */
export async function getUser(ctx: Context, userId: number): Promise<User> {
  const [user] = await store.users(ctx.tx, userId);
  if (user === undefined) throw new Refusal('notFound', 'access.userUnknown', { user: userId });
  return user;
}

/**
 * Disables a user, whose sessions end at once, or lets him in again. Nobody disables himself, so an admin always remains.
 * @throws Refusal `access.userUnknown`, `access.ownAccount`
 */
export async function disableUser(ctx: Context, userId: number, disabled: boolean): Promise<User> {
  const user = await getUser(ctx, userId);
  if (userId === ctx.actor.userId) throw new Refusal('conflict', 'access.ownAccount');
  if (user.disabled === disabled) return user;
  await store.updateUser(ctx.tx, userId, { disabledAt: disabled ? new Date(ctx.clock.now()) : null });
  if (disabled) await store.deleteSessionsOf(ctx.tx, userId);
  await audit(ctx, { action: disabled ? 'access.user.disable' : 'access.user.enable', subject: `user/${userId}` });
  return { ...user, disabled };
}

/** Gives a user a new password; his sessions end. @throws Refusal `access.userUnknown` */
export async function setPassword(ctx: Context, userId: number, password: string): Promise<void> {
  await getUser(ctx, userId);
  await store.updateUser(ctx.tx, userId, { passwordHash: await hashPassword(password) });
  await store.deleteSessionsOf(ctx.tx, userId);
  await audit(ctx, { action: 'access.user.password', subject: `user/${userId}` });
}

/**
 * Changes one's own password; all one's other sessions end.
 * @throws Refusal `access.passwordWrong`, `access.noUser`
 */
export async function changeOwnPassword(
  ctx: Context,
  change: { readonly current: string; readonly next: string; readonly token: string },
): Promise<void> {
  const userId = ownUserId(ctx);
  if (!(await fitsPassword(change.current, await store.passwordHash(ctx.tx, userId))))
    throw new Refusal('invalid', 'access.passwordWrong');
  await store.updateUser(ctx.tx, userId, { passwordHash: await hashPassword(change.next) });
  await store.deleteSessionsOf(ctx.tx, userId, tokenHash(change.token));
  await audit(ctx, { action: 'access.user.password', subject: `user/${userId}` });
}

/** The language of one's own screens. @throws Refusal `access.noUser` */
export async function setLanguage(ctx: Context, language: Language): Promise<void> {
  await store.updateUser(ctx.tx, ownUserId(ctx), { language });
}

/** Ends the session of this token. */
export async function signOut(ctx: Context, token: string): Promise<void> {
  await store.deleteSession(ctx.tx, tokenHash(token));
}

/** The person who acts. @throws Refusal `access.noUser` where a key or the system acts */
export function ownUserId(ctx: Context): number {
  if (ctx.actor.userId === null) throw new Refusal('forbidden', 'access.noUser');
  return ctx.actor.userId;
}
