import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type Actor, assert, type Endpoint, Refusal } from '#base';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { admit } from './guard.ts';
import { once, onceLong } from './idempotency.ts';
import { operationOf } from './openapi.ts';
import { BODY_LIMIT_BYTES, type Http, type RouteKind } from './server.ts';
import { type UploadedFile, uploadedFiles } from './upload.ts';
import { validated } from './validate.ts';

/** What every handler gets: the validated parts of the request, and the raw one for cookies and headers. */
export interface OpenCall<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  readonly app: App;
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: z.output<B>;
  readonly request: FastifyRequest;
  /** For cookies and headers only; the handler returns the reply. */
  readonly response: FastifyReply;
}

/** A call of somebody who is known and allowed. */
export interface Call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> extends OpenCall<P, Q, B> {
  readonly actor: Actor;
}

/** A call with one transaction around the handler. */
export interface ContextCall<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> extends Call<P, Q, B> {
  readonly ctx: Context;
}

/** A call that carries files: each must be read to its end before the next comes. */
export interface UploadCall<P extends z.ZodType, Q extends z.ZodType> extends Call<P, Q, z.ZodUndefined> {
  readonly files: AsyncIterable<UploadedFile>;
}

export interface BindOptions {
  /** Largest JSON body, in bytes. */
  readonly bodyLimitBytes?: number;
}

/** An answer that is not JSON: a document to look at or to save. */
export interface RawReply {
  /** e.g. `application/pdf`. */
  readonly mediaType: string;
  readonly body: Buffer | string | Readable;
  /** Name to save it under; with it the browser still shows what it can (`inline`) unless `download`. */
  readonly fileName?: string;
  readonly download?: boolean;
  /** Length in bytes, where a stream's is known. */
  readonly bytes?: number;
}

/** Binds an endpoint to an operation: one transaction around the handler, committed before the answer leaves. */
export function bind<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  http: Http,
  endpoint: Endpoint<P, Q, B, R>,
  handler: (call: ContextCall<P, Q, B>) => Promise<z.input<R>>,
  options: BindOptions = {},
): void {
  route(http, endpoint, 'json', options, async (request, response) => {
    const call = callOf(http, endpoint, request, response);
    const { answer, replayed } = await inTransaction(http.app, call.actor, (ctx) =>
      once(ctx, request, async () => checkedReply(endpoint, await handler({ ...call, ctx }))),
    );
    return sendJson(response, answer, replayed);
  });
}

/** Binds an endpoint whose handler opens its own transactions: long work, or work that must see its own commits. */
export function bindLong<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  http: Http,
  endpoint: Endpoint<P, Q, B, R>,
  handler: (call: Call<P, Q, B>) => Promise<z.input<R>>,
  options: BindOptions = {},
): void {
  route(http, endpoint, 'json', options, async (request, response) => {
    const call = callOf(http, endpoint, request, response);
    const { answer, replayed } = await onceLong(http.app, call.actor, request, async () =>
      checkedReply(endpoint, await handler(call)),
    );
    return sendJson(response, answer, replayed);
  });
}

/** Binds an endpoint that is open to everybody (`permission: null`): sign-in, set-up, health. Nobody is known, no transaction is open. */
export function bindOpen<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  http: Http,
  endpoint: Endpoint<P, Q, B, R>,
  handler: (call: OpenCall<P, Q, B>) => Promise<z.input<R>>,
): void {
  route(http, endpoint, 'json', {}, async (request, response) =>
    sendJson(response, checkedReply(endpoint, await handler(openCall(http, endpoint, request, response))), false),
  );
}

/** Binds an endpoint that answers with a document. The transaction ends before the body is sent: streams come from files. */
export function bindRaw<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  http: Http,
  endpoint: Endpoint<P, Q, B, z.ZodType>,
  handler: (call: ContextCall<P, Q, B>) => Promise<RawReply>,
): void {
  route(http, endpoint, 'raw', {}, async (request, response) => {
    const call = callOf(http, endpoint, request, response);
    const raw = await inTransaction(http.app, call.actor, (ctx) => handler({ ...call, ctx }));
    response.type(raw.mediaType).header('cache-control', 'private, no-cache');
    if (raw.fileName !== undefined)
      response.header('content-disposition', disposition(raw.fileName, raw.download === true));
    if (raw.bytes !== undefined) response.header('content-length', raw.bytes);
    return response.send(raw.body);
  });
}

/** Binds an endpoint that takes files (`multipart/form-data`), streamed; the handler opens its own transactions. */
export function bindUpload<P extends z.ZodType, Q extends z.ZodType, R extends z.ZodType>(
  http: Http,
  endpoint: Endpoint<P, Q, z.ZodUndefined, R>,
  handler: (call: UploadCall<P, Q>) => Promise<z.input<R>>,
): void {
  route(http, endpoint, 'upload', {}, async (request, response) => {
    if (!request.isMultipart()) throw new Refusal('invalid', 'request.uploadExpected');
    const call = { ...callOf(http, endpoint, request, response), files: uploadedFiles(request) };
    return sendJson(response, checkedReply(endpoint, await handler(call)), false);
  });
}

/** Adds the route behind its permission and remembers it for the API documentation. */
export function route(
  http: Http,
  endpoint: Endpoint,
  kind: RouteKind,
  options: BindOptions,
  handler: (request: FastifyRequest, response: FastifyReply) => Promise<FastifyReply>,
): void {
  const { method, path, permission } = endpoint;
  assert(path.startsWith('/api/'), `${path} is an API path`);
  http.routes.push({ endpoint, kind, operation: operationOf(endpoint, kind) });
  http.server.route({
    method,
    url: path,
    bodyLimit: options.bodyLimitBytes ?? BODY_LIMIT_BYTES,
    // Before the body is read: nobody unknown makes us parse megabytes.
    onRequest: async (request) => {
      if (permission !== null) await admit(http.app, http.authenticate, permission, request);
    },
    handler,
  });
}

function openCall<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  http: Http,
  endpoint: Endpoint<P, Q, B, z.ZodType>,
  request: FastifyRequest,
  response: FastifyReply,
): OpenCall<P, Q, B> {
  const part = <S extends z.ZodType>(schema: S | undefined, name: 'params' | 'query' | 'body') =>
    (schema === undefined ? undefined : validated(schema, name, request[name])) as z.output<S>;
  return {
    app: http.app,
    params: part(endpoint.params, 'params'),
    query: part(endpoint.query, 'query'),
    body: part(endpoint.body, 'body'),
    request,
    response,
  };
}

/** The call as a handler gets it, of somebody the guard has let in. */
export function callOf<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  http: Http,
  endpoint: Endpoint<P, Q, B, z.ZodType>,
  request: FastifyRequest,
  response: FastifyReply,
): Call<P, Q, B> {
  assert(request.actor !== null, `${endpoint.path} is open to everybody: bind it with bindOpen`);
  return { ...openCall(http, endpoint, request, response), actor: request.actor };
}

/** The reply as its schema says: fields the schema does not name never leave the house. Another shape is a bug of ours. */
export function checkedReply<R extends z.ZodType>(
  endpoint: Endpoint<z.ZodType, z.ZodType, z.ZodType, R>,
  reply: unknown,
): unknown {
  const result = endpoint.reply.safeParse(reply);
  assert(result.success, `reply of ${endpoint.method} ${endpoint.path}: ${JSON.stringify(result.error?.issues)}`);
  return result.data;
}

/** Answers with JSON, or with nothing where there is nothing to say. */
export function sendJson(response: FastifyReply, answer: unknown, replayed: boolean): FastifyReply {
  response.header('cache-control', 'no-store');
  if (replayed) response.header('idempotency-replayed', 'true');
  if (answer === undefined || answer === null) return response.code(204).send();
  return response.type('application/json; charset=utf-8').send(JSON.stringify(answer));
}

/** RFC 6266: an ASCII name for old readers, the true one in UTF-8 beside it. */
function disposition(fileName: string, download: boolean): string {
  const ascii = fileName.replace(/[^\x20-\x7e]|["\\]/g, '_');
  const utf8 = encodeURIComponent(fileName).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${download ? 'attachment' : 'inline'}; filename="${ascii}"; filename*=UTF-8''${utf8}`;
}
