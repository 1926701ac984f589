import { Refusal } from '#base';
import { listPriceLists, plansById } from '#catalog/service';
import type { Context } from '#platform/context';

/**
 * A plan whose prices are in a currency: nothing converts on a bill. Parents' lists are asked too, so they count.
 * @throws Refusal `contract.planUnknown`, `contract.otherCurrency`
 */
export async function planInCurrency(ctx: Context, pricePlanId: number, currency: string): Promise<void> {
  const plans = await plansById(ctx);
  const asked: number[] = [];
  for (let id: number | null = pricePlanId; id !== null; ) {
    const plan = plans.get(id);
    if (plan === undefined) throw new Refusal('notFound', 'contract.planUnknown', { plan: id });
    asked.push(plan.priceListId);
    id = plan.parentId;
  }
  await refuseOtherCurrency(ctx, asked, currency);
}

/** @throws Refusal `contract.otherCurrency` where a price list is in another currency than the customer pays in */
export async function refuseOtherCurrency(ctx: Context, listIds: readonly number[], currency: string): Promise<void> {
  const lists = await listPriceLists(ctx);
  const other = lists.find((list) => listIds.includes(list.id) && list.currency !== currency);
  if (other !== undefined)
    throw new Refusal('conflict', 'contract.otherCurrency', { list: other.code, prices: other.currency, currency });
}
