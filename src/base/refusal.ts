import type { Finding, FindingParams } from './finding.ts';

/** What kind of answer a refusal is at the edges: HTTP status, exit code. */
export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'notFound'
  | 'conflict'
  | 'tooMany'
  | 'unavailable';

/** HTTP status of each kind (RFC 9110); the CLI exits with 2 for `invalid`, 1 for all others. */
export const REFUSAL_STATUS: Readonly<Record<RefusalKind, number>> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  tooMany: 429,
  unavailable: 503,
};

/**
 * The one way to say no to a request: a code worded at the edge, never a sentence. Everything else that is thrown is a
 * bug and stops the job.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly kind: RefusalKind;
  readonly params: FindingParams;
  readonly findings: readonly Finding[];

  constructor(kind: RefusalKind, code: string, params: FindingParams = {}, findings: readonly Finding[] = []) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = 'Refusal';
    this.kind = kind;
    this.code = code;
    this.params = params;
    this.findings = findings;
  }
}

/** A broken assumption of ours: stops the job, is logged with its stack, is never shown as business trouble. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}
