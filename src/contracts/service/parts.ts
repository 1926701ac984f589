import { audit } from '#access/service';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import {
  checkDates,
  type NewOneOff,
  type NewSubscription,
  newOneOff,
  newSubscription,
  type OneOff,
  type Subscription,
} from '../contract.ts';
import * as store from '../store.ts';
import { getContract, lockContract, rangeOf, refuse } from './common.ts';

/** Adds a subscription. @throws Refusal `contract.unknown`, `contract.invalid` */
export async function addSubscription(ctx: Context, input: NewSubscription): Promise<Subscription> {
  const parsed = newSubscription.parse(input);
  // Locked: it may be about to end.
  const contract = await lockContract(ctx, parsed.contractId);
  refuse(checkDates({ from: parsed.startsOn, to: parsed.endsOn }, rangeOf(contract)));
  const subscription = { ...parsed, id: await nextNumber(ctx, 'subscription') };
  await store.insertSubscription(ctx.tx, ctx.tenantId, subscription);
  await audit(ctx, {
    action: 'contracts.subscription.add',
    subject: `contract/${contract.id}`,
    detail: { ...subscription },
  });
  return subscription;
}

/** Adds an item billed once. @throws Refusal `contract.unknown` */
export async function addOneOff(ctx: Context, input: NewOneOff): Promise<OneOff> {
  const parsed = newOneOff.parse(input);
  const contract = await getContract(ctx, parsed.contractId);
  const oneOff = { ...parsed, id: await nextNumber(ctx, 'oneOff') };
  await store.insertOneOff(ctx.tx, ctx.tenantId, oneOff);
  await audit(ctx, { action: 'contracts.oneOff.add', subject: `contract/${contract.id}`, detail: { ...oneOff } });
  return oneOff;
}
