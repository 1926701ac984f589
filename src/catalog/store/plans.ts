import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Allowance, Option } from '../allowance.ts';
import type { PricePlan } from '../plan.ts';
import { json, tables } from './tables.ts';

export async function insertPlan(tx: Tx, tenantId: number, plan: PricePlan): Promise<void> {
  await tables(tx)
    .insertInto('catalog.price_plan')
    .values({
      tenant_id: tenantId,
      id: plan.id,
      code: plan.code,
      name: json(plan.name),
      price_list_id: plan.priceListId,
      rounding: json(plan.rounding),
      parent_id: plan.parentId,
      allowance_ids: [...plan.allowanceIds],
      is_default: plan.isDefault,
    })
    .execute();
}

export async function updatePlan(tx: Tx, plan: PricePlan): Promise<void> {
  await tables(tx)
    .updateTable('catalog.price_plan')
    .set({
      name: json(plan.name),
      price_list_id: plan.priceListId,
      rounding: json(plan.rounding),
      parent_id: plan.parentId,
      allowance_ids: [...plan.allowanceIds],
    })
    .where('id', '=', plan.id)
    .execute();
}

export async function clearDefaultPlan(tx: Tx): Promise<void> {
  await tables(tx)
    .updateTable('catalog.price_plan')
    .set({ is_default: false })
    .where('is_default', '=', true)
    .execute();
}

export async function plans(tx: Tx): Promise<PricePlan[]> {
  const rows = await tables(tx).selectFrom('catalog.price_plan').selectAll().orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    priceListId: row.price_list_id,
    rounding: row.rounding,
    parentId: row.parent_id,
    allowanceIds: row.allowance_ids,
    isDefault: row.is_default,
  }));
}

/** SQL null, not the JSON value null. */
const jsonOrNull = <T>(value: T | null): RawBuilder<T> | null => (value === null ? null : json(value));

export async function insertAllowance(tx: Tx, tenantId: number, allowance: Allowance): Promise<void> {
  await tables(tx)
    .insertInto('catalog.allowance')
    .values({ tenant_id: tenantId, id: allowance.id, code: allowance.code, ...allowanceForRow(allowance) })
    .execute();
}

export async function updateAllowance(tx: Tx, allowance: Allowance): Promise<void> {
  await tables(tx)
    .updateTable('catalog.allowance')
    .set(allowanceForRow(allowance))
    .where('id', '=', allowance.id)
    .execute();
}

function allowanceForRow(allowance: Allowance) {
  return {
    name: json(allowance.name),
    unit: allowance.unit,
    size: allowance.size === null ? null : BigInt(allowance.size),
    scope: json(allowance.scope),
    holder: allowance.holder,
    times_lines: allowance.timesLines,
    period: json(allowance.period),
    prorated: allowance.prorated,
    rollover: jsonOrNull(allowance.rollover),
    priority: allowance.priority,
    counted_in: allowance.countedIn,
    rest: allowance.rest,
    waives_connection_fee: allowance.waivesConnectionFee,
    fair_use: jsonOrNull(allowance.fairUse),
  };
}

export async function allowances(tx: Tx): Promise<Allowance[]> {
  const rows = await tables(tx).selectFrom('catalog.allowance').selectAll().orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    unit: row.unit,
    size: row.size === null ? null : Number(row.size),
    scope: row.scope,
    holder: row.holder,
    timesLines: row.times_lines,
    period: row.period,
    prorated: row.prorated,
    rollover: row.rollover,
    priority: row.priority,
    countedIn: row.counted_in,
    rest: row.rest,
    waivesConnectionFee: row.waives_connection_fee,
    fairUse: row.fair_use,
  }));
}

export async function insertOption(tx: Tx, tenantId: number, option: Option): Promise<void> {
  await sql`
    insert into catalog.option (tenant_id, id, code, name, price_list_id, allowance_ids, valid_days)
    values (${tenantId}, ${option.id}, ${option.code}, ${JSON.stringify(option.name)}::jsonb, ${option.priceListId},
      ${[...option.allowanceIds]}::int[], ${option.validDays})`.execute(tx);
}

export async function options(tx: Tx): Promise<Option[]> {
  const rows = await tables(tx).selectFrom('catalog.option').selectAll().orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    priceListId: row.price_list_id,
    allowanceIds: row.allowance_ids,
    validDays: row.valid_days,
  }));
}
