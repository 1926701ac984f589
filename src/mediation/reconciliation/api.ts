import { z } from 'zod';
import { endpoint, monthText } from '#base';

const callReply = z.object({
  sourceCode: z.string(),
  startAt: z.string(),
  durationMs: z.number().int(),
  direction: z.string(),
  /** E.164 with +, else as the source writes it; null without. */
  calling: z.string().nullable(),
  called: z.string().nullable(),
  fileId: z.number().int(),
  recordNo: z.number().int(),
});

export const reconcileEndpoint = endpoint({
  method: 'GET',
  path: '/api/reconciliation',
  permission: 'usage.read',
  summary: 'A month’s billed calls beside what another source saw: what agrees, differs, or only one of them has',
  query: z.object({
    /** The source that only serves reconciliation. */
    source: z.string().min(1).max(40),
    month: monthText,
    /** Only billed calls of this source. */
    billed: z.string().min(1).max(40).optional(),
  }),
  reply: z.object({
    paired: z.number().int(),
    differing: z.number().int(),
    onlyBilled: z.number().int(),
    onlySeen: z.number().int(),
    /** The first ones of each. */
    differences: z.array(z.object({ billed: callReply, seen: callReply })),
    missingHere: z.array(callReply),
    missingThere: z.array(callReply),
  }),
});

export type ComparedCallReply = z.output<typeof callReply>;
export type ReconciliationReply = z.output<typeof reconcileEndpoint.reply>;
