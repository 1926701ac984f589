import { z } from 'zod';
import { decimalText, endpoint, idText, monthText, pageOf, pageQuery } from '#base';
import { runReply } from './api.ts';
import { billReply } from './billReply.ts';
import { ITEM_STATES } from './run.ts';

export const listRunsEndpoint = endpoint({
  method: 'GET',
  path: '/api/runs',
  permission: 'runs.read',
  summary: 'Billing runs but withdrawn ones, newest month first; of one month where it is given',
  query: z.object({ month: monthText.optional() }),
  reply: z.object({ runs: z.array(runReply) }),
});

export const withdrawRunEndpoint = endpoint({
  method: 'POST',
  path: '/api/runs/:runId/withdraw',
  permission: 'runs.draft',
  summary: 'Take a run back before anything of it is issued; its customers may be billed by another run of the month',
  params: z.object({ runId: idText }),
  body: z.object({ reason: z.string().trim().min(1).max(500) }),
  reply: z.object({}),
});

export const listRunItemsEndpoint = endpoint({
  method: 'GET',
  path: '/api/runs/:runId/items',
  permission: 'runs.read',
  summary: 'Paying groups of a run: how far each is, who is left out and why, what could not be calculated',
  params: z.object({ runId: idText }),
  query: pageQuery.extend({ only: z.enum(['all', 'failed', 'excluded', 'waiting']).default('all') }),
  reply: pageOf(
    z.object({
      payerId: z.number().int(),
      payerNumber: z.string(),
      payerName: z.string(),
      state: z.enum(ITEM_STATES),
      excludedReason: z.string().nullable(),
      excludedBy: z.string().nullable(),
      /** Why it could not be calculated; worded by the code. */
      error: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
    }),
  ),
});

export const previewBillEndpoint = endpoint({
  method: 'GET',
  path: '/api/customers/:customerId/bill',
  permission: 'runs.read',
  summary: 'What a run of the month would bill a customer by now; nothing is written',
  params: z.object({ customerId: idText }),
  query: z.object({ month: monthText }),
  reply: z.object({
    month: monthText,
    /** Something waits to be rated again: amounts of usage may change. */
    stale: z.boolean(),
    /** Null where there is nothing to bill. */
    bill: billReply.nullable(),
    /** What would be sent, and to whom: himself, who pays for him, or third parties. */
    documents: z.array(
      z.object({
        customerId: z.number().int(),
        customerNumber: z.string(),
        part: z.string(),
        kind: z.enum(['invoice', 'creditNote']),
        currency: z.string(),
        net: decimalText,
        gross: decimalText,
      }),
    ),
  }),
});
