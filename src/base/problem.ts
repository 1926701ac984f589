import { z } from 'zod';
import type { Finding } from './finding.ts';
import { REFUSAL_STATUS, type Refusal } from './refusal.ts';

const Params = z.record(z.string(), z.union([z.string(), z.number()]));

/** A finding as the API shows it: same fields as `Finding`, the money as a decimal string of micro-units. */
export const FindingReply = z.object({
  code: z.string(),
  severity: z.enum(['info', 'warning', 'error']),
  subject: z.object({ kind: z.string(), key: z.string() }).optional(),
  place: z
    .object({
      file: z.string().optional(),
      line: z.number().optional(),
      column: z.number().optional(),
      byteOffset: z.number().optional(),
      field: z.string().optional(),
    })
    .optional(),
  params: Params.optional(),
  /** Whole micro-units (10^-6 of the currency), e.g. `12500000` for 12.50. */
  amountAtRiskMicro: z.string().optional(),
});
export type FindingReply = z.infer<typeof FindingReply>;

/** The one shape of every error answer: RFC 9457 problem details with our code, its parameters and the findings behind it. */
export const Problem = z.object({
  /** `urn:tarifwerk:problem:<code>`; the code again is in `code`. */
  type: z.string(),
  /** English, for developers; screens word `code` and `params` in the reader's language. */
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  params: Params,
  findings: z.array(FindingReply),
  /** Only with status 500: the id under which the bug stands in the server's log. */
  incident: z.string().optional(),
});
export type Problem = z.infer<typeof Problem>;

/** A finding made fit for JSON. */
export function findingReply(finding: Finding): FindingReply {
  const { amountAtRiskMicro, ...rest } = finding;
  return amountAtRiskMicro === undefined ? { ...rest } : { ...rest, amountAtRiskMicro: amountAtRiskMicro.toString() };
}

/** The problem of a refusal; `status` where the transport knows better than the kind (413, 415). */
export function problemOf(refusal: Refusal, title: string, status: number = REFUSAL_STATUS[refusal.kind]): Problem {
  return {
    type: `urn:tarifwerk:problem:${refusal.code}`,
    title,
    status,
    code: refusal.code,
    params: { ...refusal.params },
    findings: refusal.findings.map(findingReply),
  };
}
