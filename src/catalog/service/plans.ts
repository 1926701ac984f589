import { type Affected, audit, getTenant } from '#access/service';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import {
  comesRound,
  defaultPlan,
  type NewPlan,
  newPlan,
  type PlanChange,
  type PricePlan,
  planChange,
} from '../plan.ts';
import * as store from '../store.ts';
import { named, refuseTaken } from './byCode.ts';

/**
 * Adds a price plan. The first plan of a tenant is the default unless it says otherwise; a later default takes its place.
 * @throws Refusal `catalog.codeTaken`, `priceList.unknown`, `plan.unknown`, `plan.supplierList`, `plan.otherCurrency`, `allowance.unknown`
 */
export async function addPlan(ctx: Context, input: NewPlan): Promise<PricePlan> {
  const { priceListCode, parentCode, allowanceCodes, isDefault: wanted, ...parsed } = newPlan.parse(input);
  const plans = await store.plans(ctx.tx);
  refuseTaken(plans, parsed.code);
  const before = defaultPlan(plans);
  const isDefault = wanted ?? before === undefined;
  const plan: PricePlan = {
    ...parsed,
    priceListId: await customerListId(ctx, priceListCode, 'plan.supplierList'),
    parentId: parentCode === null ? null : named(plans, parentCode, 'plan.unknown').id,
    allowanceIds: await allowanceIds(ctx, allowanceCodes),
    id: await nextNumber(ctx, 'plan'),
    isDefault,
  };
  await refuseOtherCurrency(ctx, plan, plans);
  if (isDefault) await store.clearDefaultPlan(ctx.tx);
  await store.insertPlan(ctx.tx, ctx.tenantId, plan);
  // The default plan is asked last for everybody, so another one concerns them all.
  const affects = isDefault ? [plan, ...(before === undefined ? [] : [before])].map(ofAllTimes) : [];
  await audit(ctx, { action: 'catalog.plan.add', subject: `plan/${plan.code}`, detail: { ...plan }, affects });
  return plan;
}

/**
 * Changes a plan for all its usage that is not on an issued invoice; what stands on one is corrected in the next bill.
 * @throws Refusal `plan.unknown`, `plan.circular`, `priceList.unknown`, `plan.supplierList`, `plan.otherCurrency`,
 * `allowance.unknown`
 */
export async function changePlan(ctx: Context, code: string, change: PlanChange): Promise<PricePlan> {
  const { priceListCode, parentCode, allowanceCodes, name, rounding } = planChange.parse(change);
  const plans = await store.plans(ctx.tx);
  const before = named(plans, code, 'plan.unknown');
  const plan: PricePlan = {
    ...before,
    ...(name === undefined ? {} : { name }),
    ...(rounding === undefined ? {} : { rounding }),
    ...(priceListCode === undefined
      ? {}
      : { priceListId: await customerListId(ctx, priceListCode, 'plan.supplierList') }),
    ...(parentCode === undefined
      ? {}
      : { parentId: parentCode === null ? null : named(plans, parentCode, 'plan.unknown').id }),
    ...(allowanceCodes === undefined ? {} : { allowanceIds: await allowanceIds(ctx, allowanceCodes) }),
  };
  if (comesRound(plans, plan.id, plan.parentId))
    throw new Refusal('invalid', 'plan.circular', { plan: code, parent: parentCode ?? '' });
  await refuseOtherCurrency(ctx, plan, plans);
  await store.updatePlan(ctx.tx, plan);
  const detail = { before, after: plan };
  await audit(ctx, {
    action: 'catalog.plan.change',
    subject: `plan/${code}`,
    detail,
    affects: [ofAllTimes(plan)],
  });
  return plan;
}

/**
 * A plan keeps its currency, for its customers pay in it; it and its parent share one; the default plan, which prices what nobody owns yet, is in
 * the operator's.
 * @throws Refusal `plan.otherCurrency`
 */
async function refuseOtherCurrency(ctx: Context, plan: PricePlan, plans: readonly PricePlan[]): Promise<void> {
  const currencies = new Map((await store.priceLists(ctx.tx)).map(({ id, currency }) => [id, currency]));
  const of = (id: number | null) => {
    const found = plans.find((other) => other.id === id);
    return found === undefined ? undefined : currencies.get(found.priceListId);
  };
  const currency = currencies.get(plan.priceListId) ?? '';
  const own = plan.isDefault ? (await getTenant(ctx)).currency : undefined;
  for (const wanted of [of(plan.id), of(plan.parentId), own])
    if (wanted !== undefined && wanted !== currency)
      throw new Refusal('invalid', 'plan.otherCurrency', { plan: plan.code, currency, wanted });
}

/** Plans are not versioned: they concern usage of all times. */
function ofAllTimes(plan: PricePlan): Affected {
  return { kind: 'plan', id: plan.id, fromMs: 0 };
}

/** Id of a list that customers pay by. @throws Refusal `priceList.unknown`, `refusal` */
export async function customerListId(ctx: Context, code: string, refusal: string): Promise<number> {
  const list = named(await store.priceLists(ctx.tx), code, 'priceList.unknown');
  if (list.side !== 'customer') throw new Refusal('invalid', refusal, { list: list.code });
  return list.id;
}

/** @throws Refusal `allowance.unknown` */
export async function allowanceIds(ctx: Context, codes: readonly string[]): Promise<readonly number[]> {
  if (codes.length === 0) return [];
  const all = await store.allowances(ctx.tx);
  return [...new Set(codes)].map((code) => named(all, code, 'allowance.unknown').id);
}

export async function listPlans(ctx: Context): Promise<readonly PricePlan[]> {
  return store.plans(ctx.tx);
}

export async function plansById(ctx: Context): Promise<ReadonlyMap<number, PricePlan>> {
  return new Map((await store.plans(ctx.tx)).map((plan) => [plan.id, plan]));
}
