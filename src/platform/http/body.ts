import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { assert, type Endpoint } from '#base';
import { type Call, callOf, checkedReply, sendJson } from './bind.ts';
import { admit } from './guard.ts';
import { operationOf } from './openapi.ts';
import type { Http } from './server.ts';

/** A call whose body is a stream of any media type; it must be read to its end or destroyed. */
export interface BodyCall<P extends z.ZodType, Q extends z.ZodType> extends Call<P, Q, z.ZodUndefined> {
  readonly stream: Readable;
  /** Lower case, without parameters; empty where the sender says nothing. */
  readonly mediaType: string;
}

/**
 * Binds an endpoint that takes a body of any media type as a stream; the handler opens its own transactions, keeps its own limits and
 * minds `Content-Encoding` and `Idempotency-Key` itself. The answer is JSON.
 */
export function bindBody<P extends z.ZodType, Q extends z.ZodType, R extends z.ZodType>(
  http: Http,
  endpoint: Endpoint<P, Q, z.ZodUndefined, R>,
  handler: (call: BodyCall<P, Q>) => Promise<z.input<R>>,
): void {
  const { method, path, permission } = endpoint;
  assert(permission !== null, `${path}: nobody unknown sends bodies`);
  http.routes.push({ endpoint, kind: 'body', operation: operationOf(endpoint, 'body') });
  // A scope of its own: elsewhere the server takes JSON only.
  http.server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.route({
      method,
      url: path,
      onRequest: (request) => admit(http.app, http.authenticate, permission, request),
      handler: async (request, response) => {
        const mediaType = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
        const call = { ...callOf(http, endpoint, request, response), stream: request.raw, mediaType };
        return sendJson(response, checkedReply(endpoint, await handler(call)), false);
      },
    });
  });
}
