import { z } from 'zod';
import { decimalText, endpoint, idNumber, idText, monthText } from '#base';
import { RUN_STATES, SCOPE_KINDS } from './run.ts';

/** Whom a run bills: see `RunScope`. `key`: code of the batch, id of the payer or customer; empty for all. */
export const runScope = z
  .object({ kind: z.enum(SCOPE_KINDS), key: z.string().max(40) })
  .refine(({ kind, key }) => (kind === 'all') === (key === ''));

/** A run as the API shows it; net and gross are decimal text in the operator's currency. */
export const runReply = z.object({
  id: z.number().int(),
  month: monthText,
  scope: runScope,
  state: z.enum(RUN_STATES),
  issueOn: z.string(),
  drafts: z.number().int(),
  net: z.string(),
  gross: z.string(),
  currency: z.string(),
  /** What is to be issued, by currency. */
  totals: z.array(z.object({ currency: z.string(), drafts: z.number().int(), net: decimalText, gross: decimalText })),
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

const staleCause = z.object({
  /** Worded by `rating.stale.<reason>` with `detail`. */
  reason: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
  since: z.string(),
});

export const listStaleEndpoint = endpoint({
  method: 'GET',
  path: '/api/rerating',
  permission: 'usage.read',
  summary: 'Customers and months that something changed for since they were rated, with the causes',
  query: z.object({ month: monthText.optional() }),
  reply: z.object({
    rows: z.array(
      z.object({
        /** 0 = usage that belongs to nobody. */
        customerId: z.number().int(),
        customerNumber: z.string(),
        customerName: z.string(),
        month: monthText,
        /** An approved run, or one that is being issued, holds it back. */
        held: z.boolean(),
        causes: z.array(staleCause),
      }),
    ),
  }),
});

export const previewReratingEndpoint = endpoint({
  method: 'GET',
  path: '/api/rerating/preview',
  permission: 'usage.read',
  summary: 'What re-rating would change: old amount, new amount, difference by customer and month; nothing is written',
  query: z.object({ month: monthText.optional(), customerId: idText.optional() }),
  reply: z.object({
    currency: z.string(),
    rows: z.array(
      z.object({
        customerId: z.number().int(),
        customerNumber: z.string(),
        customerName: z.string(),
        month: monthText,
        /** Records that stand on no invoice; of these, that would change, and go to another customer. */
        records: z.number().int(),
        changed: z.number().int(),
        moved: z.number().int(),
        before: decimalText,
        after: decimalText,
        /** After less before. */
        difference: decimalText,
        /** What the next bill would add for usage on issued invoices. */
        correction: decimalText,
      }),
    ),
  }),
});

export const applyReratingEndpoint = endpoint({
  method: 'POST',
  path: '/api/rerating/apply',
  permission: 'runs.draft',
  summary: 'Rates again what is stale, in the background; progress is told on the topic',
  body: z.object({ month: monthText.optional(), customerId: idNumber.optional() }),
  reply: z.object({ topic: z.string() }),
});
