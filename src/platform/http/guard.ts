import type { FastifyRequest } from 'fastify';
import { type Actor, type Permission, Refusal } from '#base';
import type { App } from '#platform/app';

/** Finds out who asks, from the request's cookie or key; `null` when nobody we know. Given by the slice `access`. */
export type Authenticate = (app: App, request: FastifyRequest) => Promise<Actor | null>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null on open routes and before the guard ran. */
    actor: Actor | null;
  }
}

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a changing request that a browser sent from another site (CSRF). `Sec-Fetch-Site` decides where the browser sends
 * it, else `Origin` must name our own host; a request with neither is no browser's and carries no stolen cookie.
 * The session cookie's `SameSite=Lax` is the second wall.
 */
export function refuseCrossOrigin(request: FastifyRequest): void {
  if (SAFE_METHODS.has(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site === 'same-origin') return;
    throw new Refusal('forbidden', 'request.crossOrigin');
  }
  const origin = request.headers.origin;
  if (origin === undefined) return;
  if (!URL.canParse(origin) || new URL(origin).host !== request.host)
    throw new Refusal('forbidden', 'request.crossOrigin');
}

/** Lets only those pass who are known (else 401) and may do this (else 403); puts the actor on the request. */
export async function admit(
  app: App,
  authenticate: Authenticate,
  permission: Permission,
  request: FastifyRequest,
): Promise<void> {
  const actor = await authenticate(app, request);
  if (actor === null) throw new Refusal('unauthenticated', 'request.signInNeeded');
  if (!actor.permissions.has(permission)) throw new Refusal('forbidden', 'request.notAllowed', { permission });
  request.actor = actor;
}
