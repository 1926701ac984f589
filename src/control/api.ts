import { z } from 'zod';
import { endpoint, idText, localName, monthText, pageOf, pageQuery } from '#base';
import { billReply, RUN_STATES, runReply, runScope } from '#billing';
import { AGAINST, CAUSES, GROUPS } from './cause.ts';
import { AREAS, THRESHOLD_UNITS } from './check.ts';
import { EVENT_KINDS } from './findingEvent.ts';

const runParams = z.object({ runId: idText });

/** Months that have files, usage or a run, newest first. */
export const listMonthsEndpoint = endpoint({
  method: 'GET',
  path: '/api/months',
  permission: 'runs.read',
  summary: 'Months with usage or a run, newest first',
  reply: z.object({
    months: z.array(
      z.object({ month: monthText, runId: z.number().int().nullable(), state: z.enum(RUN_STATES).nullable() }),
    ),
  }),
});

/** The month as a checklist: what came in, what has no owner, where the run stands. Amounts are decimal text. */
export const monthBoardEndpoint = endpoint({
  method: 'GET',
  path: '/api/months/:month',
  permission: 'runs.read',
  summary: 'The month as a checklist',
  params: z.object({ month: monthText }),
  reply: z.object({
    month: monthText,
    currency: z.string(),
    sources: z.array(
      z.object({
        id: z.number().int(),
        code: z.string(),
        name: z.string(),
        kind: z.enum(['carrier', 'pabx', 'sbc']),
        files: z.number().int(),
        quarantined: z.number().int(),
        records: z.number().int(),
        stored: z.number().int(),
        duplicates: z.number().int(),
        rejected: z.number().int(),
        filtered: z.number().int(),
        unmatched: z.number().int(),
        lastCallAt: z.string().nullable(),
      }),
    ),
    unmatched: z.object({ identifiers: z.number().int(), records: z.number().int(), amount: z.string() }),
    usage: z.object({ records: z.number().int(), charge: z.string(), cost: z.string(), unpriced: z.number().int() }),
    /** That of everybody, or the first of several. */
    run: runReply.nullable(),
    /** Other runs of the month: of batches, groups, single customers. */
    otherRuns: z.array(runReply),
    /** Customers with something to be rated again, of this month or one before. */
    stale: z.number().int(),
    /** Net of the run of the month before, null where there is none. */
    previousNet: z.string().nullable(),
    findings: z.object({
      error: z.number().int(),
      warning: z.number().int(),
      info: z.number().int(),
      openErrors: z.number().int(),
    }),
    approval: z.object({ approvedBy: z.string(), approvedAt: z.string() }).nullable(),
    issued: z.number().int(),
    excluded: z.number().int(),
    /** Paying groups that could not be calculated and are not left out. */
    failed: z.number().int(),
    /** Whether the operator wants a second person to approve. */
    twoPersonApproval: z.boolean(),
  }),
});

/** What is to be drawn; `whole`: also what is unchanged since it was drawn. */
export const draftRequest = z.object({
  month: monthText,
  scope: runScope.optional(),
  issueOn: z.iso.date().optional(),
  whole: z.boolean().optional(),
});

export const startRunEndpoint = endpoint({
  method: 'POST',
  path: '/api/runs',
  permission: 'runs.draft',
  summary: 'Draw the drafts of a month, of all or of some, and check them; progress on the topic of the reply',
  body: draftRequest,
  reply: z.object({ topic: z.string() }),
});

export const DRAFT_SORTS = ['customer', 'difference', 'net', 'findings', ...GROUPS] as const;

/** Decimal text by group of causes; a group without an amount is not there. */
const causeAmounts = z.partialRecord(z.enum(GROUPS), z.string());

/** The review: every customer with this month, last month, the difference and what was found. */
export const reviewDraftsEndpoint = endpoint({
  method: 'GET',
  path: '/api/runs/:runId/drafts',
  permission: 'runs.read',
  summary: 'Drafts of a run beside the month before',
  params: runParams,
  query: pageQuery.extend({
    q: z.string().max(100).default(''),
    sort: z.enum(DRAFT_SORTS).default('difference'),
    only: z.enum(['all', 'findings', 'excluded']).default('all'),
    against: z.enum(AGAINST).default('month'),
    /** Only customers whose difference has a cause of this group. */
    group: z.enum(GROUPS).optional(),
  }),
  reply: pageOf(
    z.object({
      customerId: z.number().int(),
      customerNumber: z.string(),
      customerName: z.string(),
      /** `none`: billed last month, nothing this month. */
      state: z.enum(['draft', 'excluded', 'issued', 'none']),
      reason: z.string().nullable(),
      net: z.string(),
      gross: z.string(),
      /** Net by kind of line. */
      recurring: z.string(),
      oneOff: z.string(),
      usage: z.string(),
      previousNet: z.string().nullable(),
      difference: z.string().nullable(),
      records: z.number().int(),
      errors: z.number().int(),
      warnings: z.number().int(),
      /** Of the difference, by group of causes. */
      causes: causeAmounts,
    }),
  ).extend({
    totals: z.object({ net: z.string(), gross: z.string(), previousNet: z.string(), causes: causeAmounts }),
  }),
});

/** Findings worst first. `code` and `params` are worded by the reader's language. */
export const listFindingsEndpoint = endpoint({
  method: 'GET',
  path: '/api/runs/:runId/findings',
  permission: 'runs.read',
  summary: 'Findings of a run, worst first',
  params: runParams,
  query: pageQuery.extend({
    severity: z.enum(['all', 'error', 'warning', 'info']).default('all'),
    open: z.enum(['all', 'open']).default('all'),
    /** Of one check. */
    code: z.string().max(100).optional(),
    /** Only what is given to whoever asks. */
    mine: z.enum(['all', 'mine']).default('all'),
    customerId: idText.optional(),
  }),
  reply: pageOf(
    z.object({
      key: z.string(),
      code: z.string(),
      severity: z.enum(['error', 'warning', 'info']),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
      customerId: z.number().int().nullable(),
      subjectKind: z.string(),
      subjectKey: z.string(),
      amountAtRisk: z.string(),
      decision: z
        .object({ accepted: z.boolean(), comment: z.string(), decidedBy: z.string(), decidedAt: z.string() })
        .nullable(),
      assignedTo: z.string().nullable(),
      /** Why the customer was left out of the run; null = he is in it. */
      leftOut: z.string().nullable(),
    }),
  ),
});

export const findingGroupsEndpoint = endpoint({
  method: 'GET',
  path: '/api/runs/:runId/findings/groups',
  permission: 'runs.read',
  summary: 'Findings of a run by check, with the money at stake',
  params: runParams,
  reply: z.object({
    groups: z.array(
      z.object({
        code: z.string(),
        severity: z.enum(['error', 'warning', 'info']),
        area: z.enum(AREAS),
        total: z.number().int(),
        open: z.number().int(),
        amount: z.string(),
      }),
    ),
  }),
});

export const findingHistoryEndpoint = endpoint({
  method: 'GET',
  path: '/api/runs/:runId/findings/history',
  permission: 'runs.read',
  summary: 'What happened to a finding',
  params: runParams,
  query: z.object({ key: z.string().max(300) }),
  reply: z.object({
    events: z.array(
      z.object({
        kind: z.enum(EVENT_KINDS),
        comment: z.string(),
        amount: z.string(),
        actor: z.string(),
        at: z.string(),
      }),
    ),
  }),
});

export const assignFindingsEndpoint = endpoint({
  method: 'POST',
  path: '/api/runs/:runId/findings/assign',
  permission: 'runs.draft',
  summary: 'Give findings to a user, or to nobody',
  params: runParams,
  body: z.object({ keys: z.array(z.string()).min(1).max(1000), assignedTo: z.string().max(200).nullable() }),
  reply: z.object({}),
});

export const listReviewersEndpoint = endpoint({
  method: 'GET',
  path: '/api/reviewers',
  permission: 'runs.read',
  summary: 'Users to whom findings can be given',
  reply: z.object({ users: z.array(z.object({ email: z.string(), name: z.string() })) }),
});

const thresholdReply = z.object({
  name: z.string(),
  unit: z.enum(THRESHOLD_UNITS),
  /** In the unit; money in minor units of the operator's currency. */
  value: z.number().int(),
  default: z.number().int(),
  min: z.number().int(),
  max: z.number().int(),
  setBy: z.string().nullable(),
  setAt: z.string().nullable(),
});

export const listChecksEndpoint = endpoint({
  method: 'GET',
  path: '/api/checks',
  permission: 'runs.read',
  summary: 'The checks of a run with their thresholds',
  reply: z.object({
    checks: z.array(
      z.object({
        code: z.string(),
        severity: z.enum(['error', 'warning', 'info']),
        area: z.enum(AREAS),
        thresholds: z.array(thresholdReply),
      }),
    ),
    general: z.array(thresholdReply),
  }),
});

export const setThresholdEndpoint = endpoint({
  method: 'PUT',
  path: '/api/checks/thresholds/:name',
  permission: 'access.manage',
  summary: 'Set a threshold, or take the usual one again',
  params: z.object({ name: z.string().max(100) }),
  body: z.object({ value: z.number().int().nullable() }),
  reply: z.object({}),
});

const effectReply = z.object({
  cause: z.enum(CAUSES),
  amount: z.string(),
  contractNumber: z.string(),
  subject: z.object({
    kind: z.enum(['subscription', 'oneOff', 'rule', 'usage', 'other']),
    /** Of a product or rule. */
    name: localName.nullable(),
    /** Of usage: service, class and part. */
    service: z.string().nullable(),
    class: z.string().nullable(),
    part: z.string().nullable(),
    /** Of a third payer. */
    other: z.string().nullable(),
  }),
});

export const billDifferenceEndpoint = endpoint({
  method: 'GET',
  path: '/api/runs/:runId/drafts/:customerId/difference',
  permission: 'runs.read',
  summary: 'A draft bill against an earlier one, split by cause; the amounts add up to the difference',
  params: runParams.extend({ customerId: idText }),
  query: z.object({ against: z.enum(AGAINST).default('month') }),
  reply: z.object({
    currency: z.string(),
    before: z.string().nullable(),
    now: z.string(),
    difference: z.string(),
    effects: z.array(effectReply),
  }),
});

export const decideFindingsEndpoint = endpoint({
  method: 'POST',
  path: '/api/runs/:runId/findings/decide',
  permission: 'runs.draft',
  summary: 'Accept findings with a comment, or take the acceptance back',
  params: runParams,
  body: z.object({
    keys: z.array(z.string()).min(1).max(1000),
    accepted: z.boolean(),
    comment: z.string().min(1).max(500),
  }),
  reply: z.object({}),
});

export const approveRunEndpoint = endpoint({
  method: 'POST',
  path: '/api/runs/:runId/approve',
  permission: 'runs.approve',
  summary: 'Approve exactly the drafts of a digest',
  params: runParams,
  body: z.object({ digest: z.string().regex(/^[0-9a-f]{64}$/) }),
  reply: z.object({}),
});

/** One draft bill as data. */
export const draftBillEndpoint = endpoint({
  method: 'GET',
  path: '/api/runs/:runId/drafts/:customerId',
  permission: 'runs.read',
  summary: 'One draft bill, line by line',
  params: runParams.extend({ customerId: idText }),
  reply: billReply.extend({ state: z.enum(['draft', 'excluded', 'issued']) }),
});
