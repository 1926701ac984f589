import { audit, today } from '#access/service';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { OPEN_BUSINESS } from '../business.ts';
import type { Customer } from '../customer.ts';
import * as store from '../store.ts';
import { type Business, lockCustomer, lockOpenCustomer, refuseBusiness } from './common.ts';
import { paidFor } from './family.ts';

/**
 * Closes a customer: he gets nothing new; what is still open is billed to him all the same. He may not go on paying for others.
 * @throws Refusal `customer.unknown`, `customer.closed`, `customer.business` while contracts are in force, `customer.paysForOthers`
 */
export async function closeCustomer(ctx: Context, customerId: number, business: Business): Promise<Customer> {
  await store.lockFamily(ctx.tx, ctx.tenantId);
  const customer = await lockOpenCustomer(ctx, customerId);
  const day = await today(ctx);
  await refusePaying(ctx, customer, day);
  refuseBusiness((await business.open(ctx, customerId)).filter(({ code }) => code === OPEN_BUSINESS.contracts));
  const closed = { ...customer, closedOn: day };
  await store.updateCustomer(ctx.tx, closed);
  await audit(ctx, { action: 'crm.customer.close', subject: `customer/${customerId}`, detail: { closedOn: day } });
  return { ...closed, revision: customer.revision + 1 };
}

/** Takes a closed customer back. @throws Refusal `customer.unknown`, `customer.notClosed`, `customer.merged` */
export async function reopenCustomer(ctx: Context, customerId: number): Promise<Customer> {
  const customer = await lockCustomer(ctx, customerId);
  if (customer.mergedInto !== null) throw new Refusal('conflict', 'customer.merged', { customer: customer.number });
  if (customer.closedOn === null) throw new Refusal('conflict', 'customer.notClosed', { customer: customer.number });
  const open = { ...customer, closedOn: null };
  await store.updateCustomer(ctx.tx, open);
  await audit(ctx, { action: 'crm.customer.reopen', subject: `customer/${customerId}` });
  return { ...open, revision: customer.revision + 1 };
}

/**
 * Deletes a customer who was entered by mistake: he never had anything. Everybody else is closed.
 * @throws Refusal `customer.unknown`, `customer.deleteHasMore` with what is open, `customer.paysForOthers`
 */
export async function deleteCustomer(ctx: Context, customerId: number, business: Business): Promise<void> {
  await store.lockFamily(ctx.tx, ctx.tenantId);
  const customer = await lockCustomer(ctx, customerId);
  if (await business.any(ctx, customerId))
    throw new Refusal(
      'conflict',
      'customer.deleteHasMore',
      { customer: customer.number },
      await business.open(ctx, customerId),
    );
  await refusePaying(ctx, customer, '0001-01-01');
  const related = (await store.payingCustomers(ctx.tx)).filter(
    ({ parentId, mergedInto }) => parentId === customerId || mergedInto === customerId,
  );
  if (related.length > 0)
    await refuseOthers(
      ctx,
      customer,
      related.map(({ id }) => id),
    );
  await store.deleteCustomer(ctx.tx, customerId);
  await audit(ctx, {
    action: 'crm.customer.delete',
    subject: `customer/${customerId}`,
    detail: { number: customer.number, name: customer.name },
  });
}

/** @throws Refusal `customer.paysForOthers` where he pays for customers below him, or parts of bills on a day or later */
export async function refusePaying(ctx: Context, customer: Customer, onDay: string): Promise<void> {
  const below = (await paidFor(ctx, customer.id)).map(({ id }) => id);
  const parts = await store.paidPartly(ctx.tx, customer.id, onDay);
  if (below.length + parts.length > 0) await refuseOthers(ctx, customer, [...new Set([...below, ...parts])]);
}

const NAMED = 5;

async function refuseOthers(ctx: Context, customer: Customer, ids: readonly number[]): Promise<never> {
  const others = (await store.customers(ctx.tx, ids)).map(({ number }) => number);
  const named = others.slice(0, NAMED).join(', ');
  throw new Refusal('conflict', 'customer.paysForOthers', {
    customer: customer.number,
    others: others.length > NAMED ? `${named} …` : named,
  });
}
