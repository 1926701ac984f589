import type { AddressInfo } from 'node:net';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance } from 'fastify';
import { assert, type Endpoint, Refusal } from '#base';
import type { App } from '#platform/app';
import { type Authenticate, refuseCrossOrigin } from './guard.ts';
import { SECURITY_HEADERS, STRICT_TRANSPORT } from './headers.ts';
import type { Json } from './openapi.ts';
import { answerError } from './problem.ts';
import { isPageAddress, serveWeb } from './web.ts';

/** How the answer of a route travels; for the API documentation. */
export type RouteKind = 'json' | 'raw' | 'upload' | 'events' | 'body';

export interface BoundRoute {
  readonly endpoint: Endpoint;
  readonly kind: RouteKind;
  /** Its OpenAPI operation, made when it is bound: a schema JSON cannot carry fails at the start, not at the first request. */
  readonly operation: Json;
}

/** The HTTP server with everything a route needs; slices add their routes by the `bind…` functions. */
export interface Http {
  readonly app: App;
  readonly server: FastifyInstance;
  readonly authenticate: Authenticate;
  /** Every route bound so far, in order: the source of the OpenAPI document. */
  readonly routes: BoundRoute[];
  /** Ends long answers (server-sent events) when the server closes. */
  readonly closing: AbortSignal;
}

export interface HttpOptions {
  readonly authenticate: Authenticate;
  /** Folder of the built screens. */
  readonly webDir?: string;
  /** Behind a reverse proxy: believe its `X-Forwarded-*` headers (Fastify's `trustProxy`). */
  readonly trustProxy?: boolean | string;
}

/** Largest JSON body, in bytes; a route may ask for more, uploads stream and have their own limit. */
export const BODY_LIMIT_BYTES = 2 * 1024 * 1024;

/** Builds the server: plugins, headers, origin check, error shape. It listens only after `listen`. */
export async function createHttp(app: App, options: HttpOptions): Promise<Http> {
  const server = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: options.trustProxy ?? false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
  });
  const ending = new AbortController();

  server.decorateRequest('actor', null);
  await server.register(cookie);
  await server.register(multipart);
  // Text and form bodies are what another site's page can post without asking; we take JSON and uploads only.
  server.removeContentTypeParser('text/plain');
  refuseNul(server);
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    if (request.protocol === 'https') reply.header('strict-transport-security', STRICT_TRANSPORT);
    refuseCrossOrigin(request);
    if (request.url.includes('%00')) throw new Refusal('invalid', 'request.malformed');
  });
  server.addHook('preClose', async () => ending.abort());
  server.setErrorHandler((error, request, reply) => answerError(app.log, error, request, reply));
  const hasScreens = options.webDir !== undefined && (await serveWeb(server, options.webDir));
  server.setNotFoundHandler((request, reply) =>
    hasScreens && isPageAddress(request)
      ? reply.sendFile('index.html')
      : answerError(app.log, new Refusal('notFound', 'request.notFound'), request, reply),
  );
  return { app, server, authenticate: options.authenticate, routes: [], closing: ending.signal };
}

/** Starts listening and tells the address, e.g. `http://127.0.0.1:8080`. Port 0 takes a free one. */
export async function listen(http: Http, { host, port }: { host: string; port: number }): Promise<string> {
  try {
    await http.server.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') throw new Refusal('unavailable', 'http.portTaken', { host, port });
    if (code === 'EACCES') throw new Refusal('forbidden', 'http.portForbidden', { host, port });
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw new Refusal('invalid', 'http.hostUnknown', { host });
    throw error;
  }
  const address = http.server.server.address();
  assert(address !== null && typeof address === 'object', 'a listening server has an address');
  return urlOf(address);
}

/** PostgreSQL text cannot hold U+0000, and nobody means it: refused at the door instead of failing deep inside. */
function refuseNul(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.includes('\\u0000')) done(new Refusal('invalid', 'request.malformed'));
    else parse(request, body, done);
  });
}

function urlOf({ address, family, port }: AddressInfo): string {
  const anywhere = address === '0.0.0.0' || address === '::';
  const host = anywhere ? 'localhost' : family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}`;
}
