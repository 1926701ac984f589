import { audit } from '#access/service';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import { type Contract, checkDates } from '../contract.ts';
import * as store from '../store.ts';
import { type NewSubscription, newSubscription, type Subscription, subscriptionOf } from '../subscription.ts';
import { lockContract, rangeOf, refuse } from './common.ts';

/** Adds a subscription, also back in time. @throws Refusal `contract.unknown`, `contract.invalid` */
export async function addSubscription(ctx: Context, input: NewSubscription): Promise<Subscription> {
  const parsed = newSubscription.parse(input);
  // Locked: it may be about to end.
  const contract = await lockContract(ctx, parsed.contractId);
  refuse(checkDates({ from: parsed.startsOn, to: parsed.endsOn }, rangeOf(contract)));
  const subscription = subscriptionOf(parsed, await nextNumber(ctx, 'subscription'));
  await store.insertSubscription(ctx.tx, ctx.tenantId, subscription);
  await audit(ctx, {
    action: 'contracts.subscription.add',
    subject: `contract/${contract.id}`,
    detail: { ...parsed, id: subscription.id },
  });
  return subscription;
}

/** A subscription and its contract, locked. @throws Refusal `contract.subscriptionUnknown` */
export async function lockSubscription(
  ctx: Context,
  subscriptionId: number,
): Promise<{ readonly subscription: Subscription; readonly contract: Contract }> {
  const unknown = new Refusal('notFound', 'contract.subscriptionUnknown', { subscription: subscriptionId });
  const found = await store.subscriptionById(ctx.tx, subscriptionId);
  if (found === null) throw unknown;
  const contract = await lockContract(ctx, found.contractId);
  // Read again under the lock.
  const subscription = await store.subscriptionById(ctx.tx, subscriptionId);
  if (subscription === null) throw unknown;
  return { subscription, contract };
}
