import { audit } from '#access/service';
import { type Finding, Refusal } from '#base';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import type { Customer } from '../customer.ts';
import * as store from '../store.ts';
import { type NewThirdPayer, newThirdPayer, restIsPaidTwice, type ThirdPayer } from '../thirdPayer.ts';
import { error, lockCustomer, lockOpenCustomer, refuseInvalid } from './common.ts';

/** Who pays parts of a customer's bills. */
export async function listThirdPayers(ctx: Context, customerId: number): Promise<ThirdPayer[]> {
  return store.thirdPayers(ctx.tx, [customerId]);
}

/** Who pays parts of the bills of the customers given (of all, where none are). */
export async function thirdPayersOf(ctx: Context, customerIds?: readonly number[]): Promise<ThirdPayer[]> {
  return store.thirdPayers(ctx.tx, customerIds);
}

/** Lets somebody pay a part from now on. @throws Refusal `customer.unknown`, `customer.closed`, `customer.invalid` with what is wrong */
export async function addThirdPayer(ctx: Context, customerId: number, input: NewThirdPayer): Promise<ThirdPayer> {
  const customer = await lockOpenCustomer(ctx, customerId);
  const payer: ThirdPayer = { ...newThirdPayer.parse(input), id: await nextNumber(ctx, 'thirdPayer'), customerId };
  await putThirdPayer(ctx, customer, payer);
  return payer;
}

/**
 * Says anew what somebody pays; an end in `validTo` ends it.
 * @throws Refusal `thirdPayer.unknown`, `customer.unknown`, `customer.invalid` with what is wrong
 */
export async function changeThirdPayer(
  ctx: Context,
  customerId: number,
  thirdPayerId: number,
  input: NewThirdPayer,
): Promise<ThirdPayer> {
  const customer = await lockCustomer(ctx, customerId);
  const known = (await store.thirdPayers(ctx.tx, [customerId])).some(({ id }) => id === thirdPayerId);
  if (!known) throw new Refusal('notFound', 'thirdPayer.unknown', { payer: thirdPayerId });
  const payer: ThirdPayer = { ...newThirdPayer.parse(input), id: thirdPayerId, customerId };
  await putThirdPayer(ctx, customer, payer);
  return payer;
}

async function putThirdPayer(ctx: Context, customer: Customer, share: ThirdPayer): Promise<void> {
  const others = (await store.thirdPayers(ctx.tx, [customer.id])).filter(({ id }) => id !== share.id);
  const payer = await store.customerById(ctx.tx, share.payerId);
  refuseInvalid([...payerFindings(customer, payer, share), ...shareFindings(share, others)]);
  await store.putThirdPayer(ctx.tx, ctx.tenantId, share);
  await store.countRevision(ctx.tx, [customer.id]);
  await audit(ctx, { action: 'crm.thirdPayer.put', subject: `customer/${customer.id}`, detail: { ...share } });
}

/** Who pays is another customer of ours, billed in the same money and taxed alike: his part is a part of the same bill. */
function payerFindings(customer: Customer, payer: Customer | null, { payerId, validTo }: ThirdPayer): Finding[] {
  if (payer === null) return [error('customer.unknown', 'payerId', { customer: payerId })];
  if (payerId === customer.id) return [error('thirdPayer.self', 'payerId')];
  const findings: Finding[] = [];
  const params = { payer: payer.number, currency: payer.currency };
  if (payer.closedOn !== null && validTo === null) findings.push(error('customer.payerClosed', 'payerId', params));
  if (payer.currency !== customer.currency) findings.push(error('thirdPayer.currency', 'payerId', params));
  const otherCountry = payer.taxStatus === 'ossConsumer' && countryOfUse(payer) !== countryOfUse(customer);
  if (payer.taxStatus !== customer.taxStatus || otherCountry) findings.push(error('thirdPayer.tax', 'payerId', params));
  return findings;
}

function countryOfUse({ ossCountry, country }: Customer): string {
  return ossCountry ?? country;
}

function shareFindings(share: ThirdPayer, others: readonly ThirdPayer[]): Finding[] {
  const { validFrom, validTo } = share;
  if (validTo !== null && validTo <= validFrom) return [error('thirdPayer.ends', 'validTo')];
  return restIsPaidTwice([...others, share]) ? [error('thirdPayer.restTwice', 'share')] : [];
}
