import { audit } from '#access/service';
import { addMonths, dateText, localDateOf, monthOf, monthStart, Refusal, startOfDayMs } from '#base';
import { getCustomer } from '#crm/service';
import type { Context } from '#platform/context';
import { checkDates } from '../contract.ts';
import { nextChange, type PLAN_RULES, planOn } from '../plans.ts';
import * as store from '../store.ts';
import type { Subscription } from '../subscription.ts';
import { lockContract, refuse, tenantOffsets } from './common.ts';
import { planInCurrency } from './currency.ts';
import { addSubscription, endSubscription } from './subscriptions.ts';

export interface PlanChangeInput {
  readonly contractId: number;
  readonly pricePlanId: number;
  /** `date` where absent. */
  readonly rule?: (typeof PLAN_RULES)[number] | undefined;
  /** With rule `date`: local date; usage is priced by the new plan from the start of it. */
  readonly from?: string | undefined;
  /** Subscriptions that go with the old plan and end with it. */
  readonly endSubscriptionIds?: readonly number[] | undefined;
  /** Fees that come with the new plan, from the same day. One that goes on with another price or quantity stays where it is for and has no set-up again. */
  readonly fees?:
    | readonly {
        readonly productId: number;
        readonly quantity?: number | undefined;
        readonly unitPrice?: string | null | undefined;
      }[]
    | undefined;
}

/**
 * Puts a contract on another plan from a day on, until the next change that is agreed already, and its fees with it. A change on a day that
 * has one replaces it.
 * @returns the day from which it holds
 * @throws Refusal `contract.unknown`, `contract.planUnknown`, `contract.planUnchanged`, `contract.otherCurrency`, `contract.fromMissing`,
 * `contract.subscriptionUnknown`, `contract.invalid` outside the contract's time
 */
export async function changePlan(ctx: Context, input: PlanChangeInput): Promise<string> {
  const contract = await lockContract(ctx, input.contractId);
  await planInCurrency(ctx, input.pricePlanId, (await getCustomer(ctx, contract.customerId)).currency);
  const offsets = await tenantOffsets(ctx);
  const from = fromOf(input, localDateOf(offsets, ctx.clock.now()));
  const changes = await store.planChanges(ctx.tx, [contract.id]);
  const next = nextChange(changes, from);
  refuse(checkDates({ from, to: contract.endsOn }, { from: contract.startsOn, to: null }));
  if (planOn(contract, changes, from) === input.pricePlanId)
    throw new Refusal('conflict', 'contract.planUnchanged', { from });
  if (from === contract.startsOn) await store.setFirstPlan(ctx.tx, contract.id, input.pricePlanId);
  else
    await store.putPlanChange(ctx.tx, ctx.tenantId, {
      contractId: contract.id,
      startsOn: from,
      pricePlanId: input.pricePlanId,
    });
  await changeFees(ctx, input, from);
  const until = next === null ? {} : { toMs: startOfDayMs(offsets, next) };
  await audit(ctx, {
    action: 'contracts.contract.changePlan',
    subject: `contract/${contract.id}`,
    detail: { ...input, from },
    affects: [{ kind: 'contract', id: contract.id, fromMs: startOfDayMs(offsets, from), ...until }],
  });
  return from;
}

function fromOf({ rule = 'date', from }: PlanChangeInput, today: string): string {
  if (rule === 'now') return today;
  if (rule === 'nextPeriod') return monthStart(addMonths(monthOf(today), 1));
  if (from === undefined) throw new Refusal('invalid', 'contract.fromMissing');
  return dateText.parse(from);
}

async function changeFees(ctx: Context, input: PlanChangeInput, from: string): Promise<void> {
  const { contractId } = input;
  const ended: Subscription[] = [];
  for (const subscriptionId of input.endSubscriptionIds ?? []) {
    const one = await endSubscription(ctx, { subscriptionId, endsOn: from });
    if (one.contractId !== contractId)
      throw new Refusal('notFound', 'contract.subscriptionUnknown', { subscription: subscriptionId });
    ended.push(one);
  }
  for (const fee of input.fees ?? []) {
    const before = ended.find(({ productId }) => productId === fee.productId);
    await addSubscription(ctx, { ...(before && goingOn(before)), ...fee, contractId, startsOn: from });
  }
}

function goingOn({ siteId, lineId, orderReference, costCentre, note }: Subscription) {
  return { siteId, lineId, orderReference, costCentre, note, setup: false };
}
