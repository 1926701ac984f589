import { audit } from '#access/service';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import {
  checkPeriodRule,
  type NewPeriodRule,
  newPeriodRule,
  type PeriodRule,
  type PeriodRuleDefinition,
  type PeriodRuleVersion,
} from '../periodRule.ts';
import {
  type NewPeriodRuleVersion,
  newPeriodRuleVersion,
  type PeriodRuleChange,
  periodRuleChange,
} from '../periodRulesApi.ts';
import * as store from '../store.ts';
import { named, refuseTaken } from './byCode.ts';

/**
 * Adds a period rule with its first version.
 * @throws Refusal `catalog.codeTaken`, `plan.unknown`, `option.unknown`, `periodRule.invalid` with what is wrong
 */
export async function addPeriodRule(ctx: Context, input: NewPeriodRule): Promise<PeriodRule> {
  const { planCodes, optionCodes, validFrom, definition, ...parsed } = newPeriodRule.parse(input);
  refuseTaken(await store.periodRules(ctx.tx), parsed.code);
  refuseInvalid(parsed.code, definition);
  const rule: PeriodRule = {
    ...parsed,
    planIds: await planIds(ctx, planCodes),
    optionIds: await optionIds(ctx, optionCodes),
    id: await nextNumber(ctx, 'periodRule'),
    versions: [{ validFrom, definition }],
  };
  await store.insertPeriodRule(ctx.tx, ctx.tenantId, rule);
  await audit(ctx, { action: 'catalog.periodRule.add', subject: `periodRule/${rule.code}`, detail: { ...rule } });
  return rule;
}

/**
 * Changes the name of a rule, or which plans and options it belongs to, for all months: what was billed otherwise is trued up.
 * @throws Refusal `periodRule.unknown`, `plan.unknown`, `option.unknown`
 */
export async function changePeriodRule(ctx: Context, code: string, change: PeriodRuleChange): Promise<PeriodRule> {
  const { name, planCodes, optionCodes } = periodRuleChange.parse(change);
  const before = named(await store.periodRules(ctx.tx), code, 'periodRule.unknown');
  const rule: PeriodRule = {
    ...before,
    name: name ?? before.name,
    planIds: planCodes === undefined ? before.planIds : await planIds(ctx, planCodes),
    optionIds: optionCodes === undefined ? before.optionIds : await optionIds(ctx, optionCodes),
  };
  await store.updatePeriodRule(ctx.tx, rule);
  const { versions: _before, ...was } = before;
  const { versions: _after, ...is } = rule;
  const detail = { before: was, after: is };
  await audit(ctx, { action: 'catalog.periodRule.change', subject: `periodRule/${code}`, detail });
  return rule;
}

/**
 * Puts another definition in force for months that begin on a date or later, also a past one; one of that date is replaced.
 * @throws Refusal `periodRule.unknown`, `periodRule.invalid`
 */
export async function setPeriodRule(ctx: Context, code: string, input: NewPeriodRuleVersion): Promise<PeriodRule> {
  const version: PeriodRuleVersion = newPeriodRuleVersion.parse(input);
  const rule = named(await store.periodRules(ctx.tx), code, 'periodRule.unknown');
  refuseInvalid(code, version.definition);
  const before = rule.versions.find(({ validFrom }) => validFrom === version.validFrom) ?? null;
  await store.putPeriodRuleVersion(ctx.tx, ctx.tenantId, rule.id, version);
  await audit(ctx, {
    action: 'catalog.periodRule.version',
    subject: `periodRule/${code}`,
    detail: { before, after: version },
  });
  return named(await store.periodRules(ctx.tx), code, 'periodRule.unknown');
}

/**
 * Takes a version back; the one before it holds on.
 * @throws Refusal `periodRule.unknown`, `periodRule.noSuchVersion`, `periodRule.onlyVersion`
 */
export async function dropPeriodRuleVersion(ctx: Context, code: string, validFrom: string): Promise<PeriodRule> {
  const rule = named(await store.periodRules(ctx.tx), code, 'periodRule.unknown');
  const before = rule.versions.find((version) => version.validFrom === validFrom);
  if (before === undefined) throw new Refusal('notFound', 'periodRule.noSuchVersion', { rule: code, from: validFrom });
  if (rule.versions.length === 1) throw new Refusal('conflict', 'periodRule.onlyVersion', { rule: code });
  await store.deletePeriodRuleVersion(ctx.tx, rule.id, validFrom);
  await audit(ctx, {
    action: 'catalog.periodRule.version',
    subject: `periodRule/${code}`,
    detail: { before, after: null },
  });
  return { ...rule, versions: rule.versions.filter((version) => version !== before) };
}

/** All rules with their versions, by date. */
export async function listPeriodRules(ctx: Context): Promise<readonly PeriodRule[]> {
  return store.periodRules(ctx.tx);
}

/** The rules with the codes of their plans and options. */
export async function browsePeriodRules(ctx: Context) {
  const plans = new Map((await store.plans(ctx.tx)).map(({ id, code }) => [id, code]));
  const options = new Map((await store.options(ctx.tx)).map(({ id, code }) => [id, code]));
  return {
    periodRules: (await store.periodRules(ctx.tx)).map(({ planIds: ofPlans, optionIds: ofOptions, ...rule }) => ({
      ...rule,
      versions: [...rule.versions],
      planCodes: ofPlans.map((id) => plans.get(id) ?? ''),
      optionCodes: ofOptions.map((id) => options.get(id) ?? ''),
    })),
  };
}

/** @throws Refusal `periodRule.invalid` */
function refuseInvalid(rule: string, definition: PeriodRuleDefinition): void {
  const findings = checkPeriodRule(definition);
  if (findings.length > 0) throw new Refusal('invalid', 'periodRule.invalid', { rule }, findings);
}

/** @throws Refusal `plan.unknown` */
async function planIds(ctx: Context, codes: readonly string[]): Promise<readonly number[]> {
  const plans = await store.plans(ctx.tx);
  return [...new Set(codes)].map((code) => named(plans, code, 'plan.unknown').id);
}

/** @throws Refusal `option.unknown` */
async function optionIds(ctx: Context, codes: readonly string[]): Promise<readonly number[]> {
  const options = await store.options(ctx.tx);
  return [...new Set(codes)].map((code) => named(options, code, 'option.unknown').id);
}
