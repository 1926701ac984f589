import { z } from 'zod';
import { endpoint, idNumber, idText, monthText } from '#base';
import { RUN_STATES } from './run.ts';

/** A run as the API shows it; amounts are decimal text in the operator's currency. */
export const runReply = z.object({
  id: z.number().int(),
  month: monthText,
  state: z.enum(RUN_STATES),
  issueOn: z.string(),
  drafts: z.number().int(),
  net: z.string(),
  gross: z.string(),
  currency: z.string(),
  digest: z.string().nullable(),
  createdBy: z.string(),
});

export const getRunEndpoint = endpoint({
  method: 'GET',
  path: '/api/runs/:runId',
  permission: 'runs.read',
  summary: 'One billing run',
  params: z.object({ runId: idText }),
  reply: runReply,
});

export const excludeDraftEndpoint = endpoint({
  method: 'POST',
  path: '/api/runs/:runId/exclude',
  permission: 'runs.draft',
  summary: 'Leave a customer out of a run with a reason, or take him back in',
  params: z.object({ runId: idText }),
  body: z.object({ customerId: idNumber, excluded: z.boolean(), reason: z.string().max(500).default('') }),
  reply: z.object({}),
});
