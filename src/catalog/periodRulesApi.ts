import { z } from 'zod';
import { dateText, endpoint, localName } from '#base';
import { newPeriodRule, periodRuleDefinition } from './periodRule.ts';

/** Rules over a whole month (tiers, commitments, caps, bandwidth), listed, added and changed. */

/** What can be changed of a rule beside its versions; absent = as it is. */
export const periodRuleChange = z.object({
  name: localName.optional(),
  planCodes: z.array(z.string()).optional(),
  optionCodes: z.array(z.string()).optional(),
});
export type PeriodRuleChange = z.input<typeof periodRuleChange>;

export const newPeriodRuleVersion = newPeriodRule.pick({ validFrom: true, definition: true });
export type NewPeriodRuleVersion = z.input<typeof newPeriodRuleVersion>;

const code = z.object({ code: z.string() });
/** Answer to whatever adds or changes one thing. */
const named = z.object({ id: z.number().int(), code: z.string() });

export const periodRuleReply = z.object({
  id: z.number().int(),
  code: z.string(),
  name: localName,
  planCodes: z.array(z.string()),
  optionCodes: z.array(z.string()),
  /** By date. */
  versions: z.array(z.object({ validFrom: z.string(), definition: periodRuleDefinition })),
});

export const listPeriodRulesEndpoint = endpoint({
  method: 'GET',
  path: '/api/period-rules',
  permission: 'catalog.read',
  summary: 'Rules over a whole month: tiers, packages, commitments, caps, bandwidth',
  reply: z.object({ periodRules: z.array(periodRuleReply) }),
});

export const addPeriodRuleEndpoint = endpoint({
  method: 'POST',
  path: '/api/period-rules',
  permission: 'catalog.write',
  summary: 'Adds a period rule and gives it to plans and options',
  body: newPeriodRule,
  reply: named,
});

export const changePeriodRuleEndpoint = endpoint({
  method: 'PATCH',
  path: '/api/period-rules/:code',
  permission: 'catalog.write',
  summary: 'Changes the name of a period rule, or which plans and options have it',
  params: code,
  body: periodRuleChange,
  reply: named,
});

export const setPeriodRuleEndpoint = endpoint({
  method: 'PUT',
  path: '/api/period-rules/:code/versions',
  permission: 'catalog.write',
  summary: 'Puts another definition of a period rule in force from a date on',
  params: code,
  body: newPeriodRuleVersion,
  reply: named,
});

export const dropPeriodRuleVersionEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/period-rules/:code/versions/:validFrom',
  permission: 'catalog.write',
  summary: 'Takes a version of a period rule back; the one before it holds on',
  params: z.object({ code: z.string(), validFrom: dateText }),
  reply: named,
});
