import { audit } from '#access/service';
import { dateText, Refusal } from '#base';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import * as store from '../store.ts';
import {
  checkWithin,
  type Discount,
  type NewDiscount,
  type NewPause,
  newDiscount,
  newPause,
  type Pause,
  pausesInTheWay,
  percentText,
} from '../subscription.ts';
import { refuse } from './common.ts';
import { lockSubscription } from './subscriptions.ts';

/**
 * Gives a subscription discounts, also back in time: one, or the steps of a staircase.
 * @throws Refusal `contract.subscriptionUnknown`, `contract.invalid`
 */
export async function addDiscounts(
  ctx: Context,
  subscriptionId: number,
  inputs: readonly NewDiscount[],
): Promise<readonly Discount[]> {
  const { subscription, contract } = await lockSubscription(ctx, subscriptionId);
  const added: Discount[] = [];
  for (const input of inputs) {
    const parsed = newDiscount.parse(input);
    refuse(checkWithin(parsed, subscription));
    if (parsed.kind === 'percent' && !percentText.safeParse(parsed.value).success)
      refuse([{ code: 'contract.notPercent', severity: 'error', params: { value: parsed.value } }]);
    const discount = { ...parsed, id: await nextNumber(ctx, 'discount') };
    await store.insertDiscount(ctx.tx, ctx.tenantId, subscriptionId, discount);
    added.push(discount);
  }
  await audit(ctx, {
    action: 'contracts.discount.add',
    subject: `contract/${contract.id}`,
    detail: { subscription: subscriptionId, discounts: added },
  });
  return added;
}

/**
 * Pauses a subscription, also back in time.
 * @throws Refusal `contract.subscriptionUnknown`, `contract.pausedAlready`, `contract.invalid`
 */
export async function pauseSubscription(ctx: Context, subscriptionId: number, input: NewPause): Promise<Pause> {
  const parsed = newPause.parse(input);
  const { subscription, contract } = await lockSubscription(ctx, subscriptionId);
  refuse(checkWithin(parsed, subscription));
  refuseMeeting(parsed, subscription.pauses);
  const pause = { ...parsed, id: await nextNumber(ctx, 'pause') };
  await store.insertPause(ctx.tx, ctx.tenantId, subscriptionId, pause);
  await audit(ctx, {
    action: 'contracts.pause.add',
    subject: `contract/${contract.id}`,
    detail: { subscription: subscriptionId, ...pause },
  });
  return pause;
}

function refuseMeeting(pause: { readonly from: string; readonly to: string | null }, others: readonly Pause[]): void {
  const [other] = pausesInTheWay(pause, others);
  if (other !== undefined)
    throw new Refusal('conflict', 'contract.pausedAlready', { from: other.from, to: other.to ?? '' });
}

/** A discount or a pause of a subscription. */
export type PartKind = 'discount' | 'pause';

const TABLES = { discount: 'contracts.subscription_discount', pause: 'contracts.subscription_pause' } as const;

/**
 * Moves the end of a discount or pause. @param to first day without it; null = without end
 * @throws Refusal `contract.partUnknown`, `contract.pausedAlready`, `contract.invalid`
 */
export async function endPart(ctx: Context, kind: PartKind, id: number, to: string | null): Promise<void> {
  const { subscription, contract } = await ownerOf(ctx, kind, id);
  const parts: readonly { readonly id: number; readonly from: string }[] =
    kind === 'discount' ? subscription.discounts : subscription.pauses;
  const part = parts.find((one) => one.id === id);
  if (part === undefined) throw unknownPart(id);
  const range = { from: part.from, to: to === null ? null : dateText.parse(to) };
  refuse(checkWithin(range, subscription));
  if (kind === 'pause')
    refuseMeeting(
      range,
      subscription.pauses.filter((one) => one.id !== id),
    );
  await store.setPartEnd(ctx.tx, TABLES[kind], id, to);
  await audit(ctx, {
    action: `contracts.${kind}.end`,
    subject: `contract/${contract.id}`,
    detail: { subscription: subscription.id, before: part, to },
  });
}

/** Takes a discount or pause back as if it had never been. @throws Refusal `contract.partUnknown` */
export async function withdrawPart(ctx: Context, kind: PartKind, id: number): Promise<void> {
  const { subscription, contract } = await ownerOf(ctx, kind, id);
  await store.withdrawPart(ctx.tx, TABLES[kind], id, new Date(ctx.clock.now()));
  await audit(ctx, {
    action: `contracts.${kind}.withdraw`,
    subject: `contract/${contract.id}`,
    detail: { subscription: subscription.id, [kind]: id },
  });
}

async function ownerOf(ctx: Context, kind: PartKind, id: number) {
  const subscriptionId = await store.ownerOfPart(ctx.tx, TABLES[kind], id);
  if (subscriptionId === null) throw unknownPart(id);
  return lockSubscription(ctx, subscriptionId);
}

function unknownPart(part: number): Refusal {
  return new Refusal('notFound', 'contract.partUnknown', { part });
}
