import { randomUUID } from 'node:crypto';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { type Problem, problemOf, REFUSAL_STATUS, Refusal } from '#base';
import type { Log } from '#platform/log';
import { wordRefusal } from '#platform/wording';

/** Trouble that Fastify and its plugins find before our code sees the request, as our codes. */
const TRANSPORT_CODES: Readonly<Record<number, string>> = {
  400: 'request.malformed',
  404: 'request.notFound',
  405: 'request.notFound',
  406: 'request.mediaType',
  408: 'request.timeout',
  413: 'request.tooLarge',
  414: 'request.tooLarge',
  415: 'request.mediaType',
  431: 'request.tooLarge',
};

/**
 * Answers a thrown error: a refusal as problem+json, transport trouble likewise, everything else as a bug: status 500 with an
 * incident id, the stack in the log, nothing of it in the answer.
 */
export function answerError(log: Log, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toProblem(log, error, request);
  if (problem.status === 401) reply.header('www-authenticate', 'Session');
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(problem));
}

function toProblem(log: Log, error: unknown, request: FastifyRequest): Problem {
  // The title is for developers and always English; screens word code and parameters themselves.
  const entitled = (refusal: Refusal, status: number) => problemOf(refusal, wordRefusal('en', refusal), status);
  if (error instanceof Refusal) return entitled(error, REFUSAL_STATUS[error.kind]);
  const status = transportStatus(error);
  const code = status === undefined ? undefined : TRANSPORT_CODES[status];
  if (status !== undefined && code !== undefined) return entitled(new Refusal('invalid', code), status);
  const incident = randomUUID();
  log.error('http.bug', {
    incident,
    method: request.method,
    path: request.routeOptions.url ?? 'unknown',
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  return { ...entitled(new Refusal('unavailable', 'request.bug', { incident }), 500), incident };
}

/** The 4xx status a Fastify error carries; only errors of Fastify itself and its plugins are believed (`FST_…`). */
function transportStatus(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, statusCode } = error as Partial<FastifyError>;
  const ofFastify = error instanceof SyntaxError || code?.startsWith('FST_') === true;
  return ofFastify && statusCode !== undefined && statusCode >= 400 && statusCode < 500 ? statusCode : undefined;
}
