import { audit } from '#access/service';
import { addDays, Refusal } from '#base';
import { isSubscribed, type Product, priceOn } from '#catalog';
import { productsById } from '#catalog/service';
import { getCustomer } from '#crm/service';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import { type Contract, checkDates, oneOffOf } from '../contract.ts';
import * as store from '../store.ts';
import {
  checkWithin,
  type NewSubscription,
  newSubscription,
  type Subscription,
  subscriptionOf,
  termOn,
} from '../subscription.ts';
import { lockContract, rangeOf, refuse } from './common.ts';
import { getLine } from './lines.ts';
import { insertOneOff } from './oneOffs.ts';
import { offeredProduct } from './products.ts';
import { refuseForeignSite } from './sites.ts';

/** Whether the product's set-up fee is charged with a subscription. */
export interface SetupChoice {
  /** Absent = yes, where the product has one. */
  readonly setup?: boolean | undefined;
}

/**
 * Adds a subscription, also back in time, with the set-up fee of its product.
 * @throws Refusal `contract.unknown`, `contract.invalid`, `contract.productUnknown`, `contract.productNotOffered`, `contract.notSubscribed`,
 * `contract.noPrice`, `contract.lineUnknown`
 */
export async function addSubscription(ctx: Context, input: NewSubscription & SetupChoice): Promise<Subscription> {
  const parsed = newSubscription.parse(input);
  // Locked: it may be about to end.
  const contract = await lockContract(ctx, parsed.contractId);
  refuse(checkDates({ from: parsed.startsOn, to: parsed.endsOn }, rangeOf(contract)));
  const product = await offeredProduct(ctx, parsed.productId);
  if (!isSubscribed(product.kind)) throw new Refusal('conflict', 'contract.notSubscribed', { product: product.code });
  const { currency } = await getCustomer(ctx, contract.customerId);
  if (parsed.unitPrice === null && !product.prices.some((price) => price.currency === currency))
    throw new Refusal('conflict', 'contract.noPrice', { product: product.code, currency });
  if (parsed.lineId !== null && (await getLine(ctx, parsed.lineId)).contractId !== contract.id)
    throw new Refusal('notFound', 'contract.lineUnknown', { line: parsed.lineId });
  await refuseForeignSite(ctx, contract.customerId, parsed.siteId);
  const subscription = await insert(ctx, parsed);
  if (input.setup !== false) await chargeSetup(ctx, subscription, product, currency);
  return subscription;
}

/** Writes a subscription that is checked. */
async function insert(ctx: Context, input: NewSubscription): Promise<Subscription> {
  const subscription = subscriptionOf(input, await nextNumber(ctx, 'subscription'));
  await store.insertSubscription(ctx.tx, ctx.tenantId, subscription);
  const { terms: _terms, discounts: _discounts, pauses: _pauses, ...detail } = subscription;
  await audit(ctx, { action: 'contracts.subscription.add', subject: `contract/${input.contractId}`, detail });
  return subscription;
}

/** The set-up fee is an item of its own, with the account of the set-up product. */
async function chargeSetup(ctx: Context, subscription: Subscription, product: Product, currency: string) {
  const { setupProductId } = product;
  if (setupProductId === null) return;
  const setup = (await productsById(ctx)).get(setupProductId);
  const { contractId, startsOn, siteId, orderReference, costCentre, quantity } = subscription;
  const unitPrice =
    priceOn(product.prices, currency, startsOn)?.setupFee ??
    (setup === undefined ? undefined : priceOn(setup.prices, currency, startsOn)?.unitPrice);
  if (unitPrice === undefined)
    throw new Refusal('conflict', 'contract.noPrice', { product: setup?.code ?? product.code, currency });
  if (!/[1-9]/.test(unitPrice)) return;
  const item = { contractId, productId: setupProductId, quantity, unitPrice, dueOn: startsOn };
  await insertOneOff(ctx, oneOffOf({ ...item, siteId, orderReference, costCentre }, 0));
}

export interface TermChangeInput {
  readonly subscriptionId: number;
  /** First day of the new terms; the past too: what was billed otherwise is trued up by the next bill. */
  readonly from: string;
  readonly quantity?: number | undefined;
  /** Null = the product's price from then on. */
  readonly unitPrice?: string | null | undefined;
}

/**
 * Changes quantity, price or both from a day on, until a later change that is agreed already.
 * @throws Refusal `contract.subscriptionUnknown`, `contract.nothingChanged`, `contract.noPrice`, `contract.invalid` outside its time
 */
export async function changeSubscription(ctx: Context, input: TermChangeInput): Promise<Subscription> {
  const { subscription, contract } = await lockSubscription(ctx, input.subscriptionId);
  refuse(checkWithin({ from: input.from, to: null }, subscription));
  const term = termOn(subscription, input.from);
  const change = {
    quantity: input.quantity === undefined || input.quantity === term.quantity ? null : input.quantity,
    ...(input.unitPrice === undefined || samePrice(input.unitPrice, term.unitPrice)
      ? {}
      : { unitPrice: input.unitPrice }),
  };
  if (change.quantity === null && change.unitPrice === undefined)
    throw new Refusal('conflict', 'contract.nothingChanged', { from: input.from });
  if (change.unitPrice === null) await refuseUnpriced(ctx, subscription, contract);
  const row = { subscriptionId: subscription.id, from: input.from, indexationId: null, ...change };
  await store.insertTerms(ctx.tx, ctx.tenantId, [row], { name: ctx.actor.name, at: new Date(ctx.clock.now()) });
  await audit(ctx, {
    action: 'contracts.subscription.change',
    subject: `contract/${contract.id}`,
    detail: { subscription: subscription.id, from: input.from, before: term, ...change },
  });
  return getSubscription(ctx, subscription.id);
}

async function refuseUnpriced(ctx: Context, { productId }: Subscription, { customerId }: Contract): Promise<void> {
  const { currency } = await getCustomer(ctx, customerId);
  const product = (await productsById(ctx)).get(productId);
  if (product?.prices.some((price) => price.currency === currency) !== true)
    throw new Refusal('conflict', 'contract.noPrice', { product: product?.code ?? productId, currency });
}

function samePrice(a: string | null, b: string | null): boolean {
  const plain = (text: string | null) => text?.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
  return plain(a) === plain(b);
}

export interface EndSubscriptionInput {
  readonly subscriptionId: number;
  /** First day no longer in force; null takes the end back, as far as the contract goes on. */
  readonly endsOn: string | null;
}

/**
 * Ends a subscription, moves its end, or takes it back.
 * @throws Refusal `contract.subscriptionUnknown`, `contract.invalid`
 */
export async function endSubscription(ctx: Context, input: EndSubscriptionInput): Promise<Subscription> {
  const { subscription, contract } = await lockSubscription(ctx, input.subscriptionId);
  const endsOn = input.endsOn ?? contract.endsOn;
  refuse(checkDates({ from: subscription.startsOn, to: endsOn }, rangeOf(contract)));
  await store.setSubscriptionEnd(ctx.tx, subscription.id, endsOn);
  await audit(ctx, {
    action: 'contracts.subscription.end',
    subject: `contract/${contract.id}`,
    detail: { subscription: subscription.id, before: subscription.endsOn, after: endsOn },
  });
  return { ...subscription, endsOn };
}

export interface RestartInput {
  readonly subscriptionId: number;
  readonly from: string;
}

/**
 * Lets a subscription that ended begin again with the terms it ended with: on the day of its end it goes on, later a new one begins. Its
 * discounts are not brought back; no set-up fee is charged.
 * @throws Refusal `contract.subscriptionUnknown`, `contract.notEnded`, `contract.invalid`
 */
export async function restartSubscription(ctx: Context, { subscriptionId, from }: RestartInput): Promise<Subscription> {
  const { subscription, contract } = await lockSubscription(ctx, subscriptionId);
  const { endsOn } = subscription;
  if (endsOn === null || from < endsOn) throw new Refusal('conflict', 'contract.notEnded', { from, end: endsOn ?? '' });
  if (from === endsOn) return endSubscription(ctx, { subscriptionId, endsOn: null });
  const { quantity, unitPrice } = termOn(subscription, addDays(endsOn, -1));
  const { id: _id, terms: _terms, discounts: _discounts, pauses: _pauses, ...copied } = subscription;
  refuse(checkDates({ from, to: contract.endsOn }, rangeOf(contract)));
  return insert(ctx, { ...copied, quantity, unitPrice, startsOn: from, endsOn: contract.endsOn });
}

/** One subscription. @throws Refusal `contract.subscriptionUnknown` */
export async function getSubscription(ctx: Context, subscriptionId: number): Promise<Subscription> {
  const found = await store.subscriptionById(ctx.tx, subscriptionId);
  if (found === null) throw new Refusal('notFound', 'contract.subscriptionUnknown', { subscription: subscriptionId });
  return found;
}

/** A subscription and its contract, locked. @throws Refusal `contract.subscriptionUnknown` */
export async function lockSubscription(
  ctx: Context,
  subscriptionId: number,
): Promise<{ readonly subscription: Subscription; readonly contract: Contract }> {
  const found = await getSubscription(ctx, subscriptionId);
  const contract = await lockContract(ctx, found.contractId);
  // Read again under the lock.
  return { subscription: await getSubscription(ctx, subscriptionId), contract };
}
