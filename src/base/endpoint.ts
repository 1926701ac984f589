import type { z } from 'zod';
import type { Permission } from './permission.ts';

/**
 * One HTTP operation as data: the single source of validation, types, OpenAPI and the typed browser client. A slice lists
 * its endpoints in the pure file `api.ts`; `routes.ts` binds them to operations; the browser calls them by the same object.
 */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Fastify path, e.g. `/api/customers/:customerId`. */
  readonly path: string;
  /** `null` is open to everybody: sign-in only. */
  readonly permission: Permission | null;
  /** One English line for the API documentation. */
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly reply: Reply;
}

/** Declares an endpoint; the identity function that keeps the exact schema types. */
export function endpoint<
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
  Reply extends z.ZodType = z.ZodType,
>(definition: Endpoint<Params, Query, Body, Reply>): Endpoint<Params, Query, Body, Reply> {
  return definition;
}
