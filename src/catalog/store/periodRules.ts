import type { Tx } from '#platform/db';
import type { PeriodRule, PeriodRuleVersion } from '../periodRule.ts';
import { json, tables } from './tables.ts';

export async function insertPeriodRule(tx: Tx, tenantId: number, rule: PeriodRule): Promise<void> {
  await tables(tx)
    .insertInto('catalog.period_rule')
    .values({ tenant_id: tenantId, id: rule.id, code: rule.code, ...ruleForRow(rule) })
    .execute();
  for (const version of rule.versions) await putPeriodRuleVersion(tx, tenantId, rule.id, version);
}

/** Writes name, plans and options; versions have their own statements. */
export async function updatePeriodRule(tx: Tx, rule: PeriodRule): Promise<void> {
  await tables(tx).updateTable('catalog.period_rule').set(ruleForRow(rule)).where('id', '=', rule.id).execute();
}

function ruleForRow({ name, planIds, optionIds }: PeriodRule) {
  return { name: json(name), plan_ids: [...planIds], option_ids: [...optionIds] };
}

/** Writes a version; one of the same date is replaced. */
export async function putPeriodRuleVersion(
  tx: Tx,
  tenantId: number,
  ruleId: number,
  { validFrom, definition }: PeriodRuleVersion,
): Promise<void> {
  await tables(tx)
    .insertInto('catalog.period_rule_version')
    .values({ tenant_id: tenantId, period_rule_id: ruleId, valid_from: validFrom, definition: json(definition) })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'period_rule_id', 'valid_from']).doUpdateSet({ definition: json(definition) }),
    )
    .execute();
}

export async function deletePeriodRuleVersion(tx: Tx, ruleId: number, validFrom: string): Promise<void> {
  await tables(tx)
    .deleteFrom('catalog.period_rule_version')
    .where('period_rule_id', '=', ruleId)
    .where('valid_from', '=', validFrom)
    .execute();
}

export async function periodRules(tx: Tx): Promise<PeriodRule[]> {
  const versions = await tables(tx)
    .selectFrom('catalog.period_rule_version')
    .selectAll()
    .orderBy('valid_from')
    .execute();
  const byRule = Map.groupBy(versions, (version) => version.period_rule_id);
  const rows = await tables(tx).selectFrom('catalog.period_rule').selectAll().orderBy('id').execute();
  return rows.map(({ id, code, name, plan_ids, option_ids }) => ({
    id,
    code,
    name,
    planIds: plan_ids,
    optionIds: option_ids,
    versions: (byRule.get(id) ?? []).map(({ valid_from, definition }) => ({ validFrom: valid_from, definition })),
  }));
}
