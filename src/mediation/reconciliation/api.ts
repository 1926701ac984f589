import { z } from 'zod';
import { decimalText, endpoint, monthText, pageOf, pageQuery } from '#base';
import { CALL_DIFFERENCES } from './pairing.ts';

const callReply = z.object({
  sourceCode: z.string(),
  startAt: z.string(),
  durationMs: z.number().int(),
  direction: z.string(),
  /** E.164 with +, else as the source writes it; null without. */
  calling: z.string().nullable(),
  called: z.string().nullable(),
  /** As the source tells it; null where it tells none. */
  cost: decimalText.nullable(),
  fileId: z.number().int(),
  recordNo: z.number().int(),
});

/** What is shown: all, calls that differ in something, or that one of both sides lacks. */
export const RECONCILIATION_KINDS = ['all', ...CALL_DIFFERENCES, 'missingHere', 'missingThere'] as const;
export type ReconciliationKind = (typeof RECONCILIATION_KINDS)[number];

const rowReply = z.object({
  /** Empty where one side is missing. */
  differs: z.array(z.enum(CALL_DIFFERENCES)),
  billed: callReply.nullable(),
  seen: callReply.nullable(),
});

export const reconcileEndpoint = endpoint({
  method: 'GET',
  path: '/api/reconciliation',
  permission: 'usage.read',
  summary: 'A month’s billed calls beside what another source saw: what agrees, differs, or only one of them has',
  query: pageQuery.extend({
    /** The source that only serves reconciliation. */
    source: z.string().min(1).max(40),
    month: monthText,
    /** Only billed calls of this source. */
    billed: z.string().min(1).max(40).optional(),
    kind: z.enum(RECONCILIATION_KINDS).default('all'),
  }),
  /** The page is of the kind asked for, in order of time; the figures are of all calls. */
  reply: pageOf(rowReply).extend({
    paired: z.number().int(),
    differing: z.number().int(),
    onlyBilled: z.number().int(),
    onlySeen: z.number().int(),
    billedMs: z.number().int(),
    seenMs: z.number().int(),
  }),
});

export type ComparedCallReply = z.output<typeof callReply>;
export type ReconciliationRow = z.output<typeof rowReply>;
export type ReconciliationReply = z.output<typeof reconcileEndpoint.reply>;
