import { audit, today } from '#access/service';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import type { Customer } from '../customer.ts';
import * as store from '../store.ts';
import { type Business, refuseBusiness, refuseClosed } from './common.ts';
import { refusePaying } from './ending.ts';

export interface MergeCustomers {
  /** Who is given up. */
  readonly customerId: number;
  /** Who he turned out to be. */
  readonly intoId: number;
}

/**
 * Merges a customer with another, who gets his contracts, sites and contacts. The one given up is closed and points to the other, who also pays
 * what of his is still open; documents, usage and open items that were billed stay with the one they were billed to.
 * @throws Refusal `customer.unknown`, `customer.mergeSelf`, `customer.closed`, `customer.mergeCurrency`, `customer.mergeBelow`,
 * `customer.paysForOthers`, `customer.business` while a run bills one of them
 */
export async function mergeCustomers(ctx: Context, input: MergeCustomers, business: Business): Promise<Customer> {
  const { customerId, intoId } = input;
  if (customerId === intoId) throw new Refusal('invalid', 'customer.mergeSelf');
  await store.lockFamily(ctx.tx, ctx.tenantId);
  const locked = await store.lockCustomers(ctx.tx, [customerId, intoId]);
  const gone = known(locked, customerId);
  const into = known(locked, intoId);
  const day = await today(ctx);
  await refuseUnfit(ctx, gone, into, day);
  refuseBusiness([...(await business.runs(ctx, customerId)), ...(await business.runs(ctx, intoId))]);
  await business.move(ctx, customerId, intoId);
  await moveSites(ctx, gone, into);
  await store.moveContacts(ctx.tx, customerId, intoId);
  await store.updateCustomer(ctx.tx, {
    ...gone,
    parentId: null,
    payer: 'self',
    closedOn: day,
    mergedInto: intoId,
  });
  await store.countRevision(ctx.tx, [intoId]);
  await audit(ctx, { action: 'crm.customer.merge', subject: `customer/${customerId}`, detail: { into: intoId } });
  return { ...into, revision: into.revision + 1 };
}

function known(customers: readonly Customer[], id: number): Customer {
  const customer = customers.find((each) => each.id === id);
  if (customer === undefined) throw new Refusal('notFound', 'customer.unknown', { customer: id });
  return customer;
}

/** Whoever pays for others, or stands above the other, would take them along into a circle or into bills of others. */
async function refuseUnfit(ctx: Context, gone: Customer, into: Customer, day: string): Promise<void> {
  refuseClosed(gone);
  refuseClosed(into);
  if (gone.currency !== into.currency) throw new Refusal('conflict', 'customer.mergeCurrency');
  await refusePaying(ctx, gone, day);
  const below = (await store.payingCustomers(ctx.tx)).some(({ parentId }) => parentId === gone.id);
  const shared = (await store.thirdPayers(ctx.tx, [gone.id])).some(({ validTo }) => validTo === null || validTo > day);
  if (below || shared) throw new Refusal('conflict', 'customer.mergeBelow', { customer: gone.number });
}

/** A site whose code the other has too is told apart by the number of the customer it came from. */
async function moveSites(ctx: Context, gone: Customer, into: Customer): Promise<void> {
  const taken = new Set((await store.sites(ctx.tx, [into.id])).map(({ code }) => code));
  for (const site of await store.sites(ctx.tx, [gone.id]))
    if (taken.has(site.code)) await store.renameSite(ctx.tx, site.id, `${gone.number}/${site.code}`);
  await store.moveSites(ctx.tx, gone.id, into.id);
}
