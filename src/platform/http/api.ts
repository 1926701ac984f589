import { z } from 'zod';
import { endpoint } from '#base';

/** How far a piece of long work is; one server-sent event each. Instants as ISO 8601 text. */
export const progressState = z.object({
  topic: z.string(),
  phase: z.string(),
  done: z.number().int(),
  /** In the unit of `done`; null where nobody knows. */
  total: z.number().int().nullable(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
  startedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  cancelRequested: z.boolean(),
});

const topic = z.string().regex(/^[a-z][A-Za-z]*\/[\w.-]{1,100}$/);

export const watchProgressEndpoint = endpoint({
  method: 'GET',
  path: '/api/progress/*',
  permission: 'session',
  summary: 'Progress of a piece of long work, e.g. run/7, as server-sent events until it ends',
  params: z.object({ '*': topic }),
  reply: progressState,
});

export const cancelProgressEndpoint = endpoint({
  method: 'POST',
  path: '/api/progress/cancel',
  permission: 'runs.draft',
  summary: 'Asks a piece of long work to stop at its next safe point',
  body: z.object({ topic }),
  reply: z.object({ running: z.boolean() }),
});

export const healthEndpoint = endpoint({
  method: 'GET',
  path: '/api/health',
  permission: null,
  summary: 'Whether the program and its database answer; for monitors',
  reply: z.object({ status: z.literal('ok') }),
});

export const openApiEndpoint = endpoint({
  method: 'GET',
  path: '/api/openapi.json',
  permission: 'session',
  summary: 'This documentation, as OpenAPI 3.1',
  reply: z.record(z.string(), z.unknown()),
});
