/** Indexation over HTTP. */
import { z } from 'zod';
import { endpoint, FindingReply, idText } from '#base';
import { INDEXATION_SKIPS, indexationInput, newIndexationRule, newIndexValue } from './indexation.ts';

const id = z.object({ indexationId: idText });
const rule = newIndexationRule.extend({ id: z.number().int() });

const indexationReply = z.object({
  id: z.number().int(),
  ruleId: z.number().int(),
  /** Its code. */
  rule: z.string(),
  effectiveOn: z.string(),
  percent: z.string(),
  changed: z.number().int(),
  appliedBy: z.string(),
  appliedAt: z.string(),
  undoneBy: z.string().nullable(),
  undoneAt: z.string().nullable(),
});

export const listIndexationRulesEndpoint = endpoint({
  method: 'GET',
  path: '/api/indexation-rules',
  permission: 'customers.read',
  summary: 'Rules by which prices of subscriptions are raised',
  reply: z.object({ rules: z.array(rule) }),
});

export const saveIndexationRuleEndpoint = endpoint({
  method: 'PUT',
  path: '/api/indexation-rules',
  permission: 'catalog.write',
  summary: 'Adds a rule of indexation, or changes the one with its code',
  body: newIndexationRule,
  reply: rule,
});

export const listIndexValuesEndpoint = endpoint({
  method: 'GET',
  path: '/api/index-values',
  permission: 'customers.read',
  summary: 'Values of indices by month',
  reply: z.object({ values: z.array(newIndexValue) }),
});

export const putIndexValuesEndpoint = endpoint({
  method: 'PUT',
  path: '/api/index-values',
  permission: 'catalog.write',
  summary: 'Enters values of indices, over those of the same month',
  body: z.object({ values: z.array(newIndexValue).min(1).max(1000) }),
  reply: z.object({ values: z.number().int() }),
});

/** Money as decimal text of the customer's currency. */
const impact = z.object({
  customerId: z.number().int(),
  customerNumber: z.string(),
  customerName: z.string(),
  currency: z.string(),
  subscriptions: z.number().int(),
  oldYearly: z.string(),
  newYearly: z.string(),
  difference: z.string(),
});

export const previewIndexationEndpoint = endpoint({
  method: 'POST',
  path: '/api/indexations/preview',
  permission: 'customers.read',
  summary: 'What a rule would do on a day: per customer old, new and difference in twelve months; changes nothing',
  body: indexationInput,
  reply: z.object({
    percent: z.string().nullable(),
    findings: z.array(FindingReply),
    customers: z.array(impact),
    /** Difference in twelve months, per currency. */
    totals: z.array(z.object({ currency: z.string(), difference: z.string() })),
    /** How many subscriptions keep their price, by reason. */
    skipped: z.array(z.object({ reason: z.enum(INDEXATION_SKIPS), count: z.number().int() })),
  }),
});

export const applyIndexationEndpoint = endpoint({
  method: 'POST',
  path: '/api/indexations',
  permission: 'catalog.write',
  summary: 'Puts an indexation in force: the new prices become the subscriptions’ own',
  body: indexationInput,
  reply: z.object({ id: z.number().int(), changed: z.number().int() }),
});

export const listIndexationsEndpoint = endpoint({
  method: 'GET',
  path: '/api/indexations',
  permission: 'customers.read',
  summary: 'Indexations applied, newest first',
  reply: z.object({ indexations: z.array(indexationReply) }),
});

export const indexationEndpoint = endpoint({
  method: 'GET',
  path: '/api/indexations/:indexationId',
  permission: 'customers.read',
  summary: 'One indexation: its customers, what changes for them, whether their letter is written',
  params: id,
  reply: z.object({
    indexation: indexationReply,
    customers: z.array(
      z.object({
        customerId: z.number().int(),
        customerNumber: z.string(),
        customerName: z.string(),
        currency: z.string(),
        subscriptions: z.number().int(),
        difference: z.string(),
        letterWrittenAt: z.string().nullable(),
      }),
    ),
  }),
});

export const undoIndexationEndpoint = endpoint({
  method: 'POST',
  path: '/api/indexations/:indexationId/undo',
  permission: 'catalog.write',
  summary: 'Undoes an indexation; what was billed by it is credited by the next bill',
  params: id,
  body: z.object({}),
  reply: z.object({ id: z.number().int(), changed: z.number().int() }),
});

export const writeLettersEndpoint = endpoint({
  method: 'POST',
  path: '/api/indexations/:indexationId/letters',
  permission: 'catalog.write',
  summary: 'Writes the letters to all customers of an indexation that have none yet',
  params: id,
  body: z.object({}),
  reply: z.object({ letters: z.number().int() }),
});

export const indexationLetterEndpoint = endpoint({
  method: 'GET',
  path: '/api/indexations/:indexationId/letters/:customerId.pdf',
  permission: 'customers.read',
  summary: 'A customer’s letter as PDF: as written, or as it would be',
  params: z.object({ indexationId: idText, customerId: idText }),
  reply: z.unknown(),
});
