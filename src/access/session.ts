import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#base';
import type { App } from '#platform/app';
import { inTransaction } from '#platform/db';
import { sha256 } from '#platform/hash';
import { actorOfKey, keyOf } from './apiKeys.ts';
import { ROLE_PERMISSIONS } from './role.ts';
import * as store from './store.ts';

/** Name of the session cookie. */
export const SESSION_COOKIE = 'tarifwerk_session';
/** A session ends after so long without a request, in ms: half a day. */
export const SESSION_MS = 12 * 3_600_000;
/** The end is moved at most this often, so that reading a page is not a write each time. */
const SLIDE_MS = 5 * 60_000;

/** 256 random bits as the cookie carries them; the database keeps their SHA-256 only. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token: whoever reads the table cannot sign in with it. */
export function tokenHash(token: string): Buffer {
  return sha256(token);
}

/** The session token of a request, or null. */
export function tokenOf(request: FastifyRequest): string | null {
  return request.cookies[SESSION_COOKIE] || null;
}

/** Hands the browser its token: for this host, unseen by scripts, sent along by our own pages only. */
export function sendToken(request: FastifyRequest, response: FastifyReply, token: string): void {
  response.setCookie(SESSION_COOKIE, token, cookieOptions(request));
}

/** Has the browser forget its token. */
export function clearToken(request: FastifyRequest, response: FastifyReply): void {
  response.clearCookie(SESSION_COOKIE, cookieOptions(request));
}

function cookieOptions(request: FastifyRequest) {
  // Secure only over https, else an installation on plain http in the house could not be signed in to.
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' } as const;
}

/**
 * Who asks, by his session cookie or a program by its key; null without a session or key in force. Each use moves the end of the
 * session.
 */
export async function authenticate(app: App, request: FastifyRequest): Promise<Actor | null> {
  const key = keyOf(request.headers.authorization);
  if (key !== null) return actorOfKey(app, key);
  const token = tokenOf(request);
  if (token === null) return null;
  const found = await store.findSession(app.db, tokenHash(token));
  const nowMs = app.clock.now();
  if (found === null || found.disabled || found.expiresAt.getTime() <= nowMs) return null;
  const actor: Actor = {
    tenantId: found.tenantId,
    name: found.email,
    userId: found.userId,
    permissions: ROLE_PERMISSIONS[found.role],
  };
  if (found.expiresAt.getTime() < nowMs + SESSION_MS - SLIDE_MS) {
    await inTransaction(app, actor, ({ tx }) =>
      store.moveSessionEnd(tx, tokenHash(token), new Date(nowMs + SESSION_MS)),
    );
  }
  return actor;
}
