import type { Finding } from '#base';
import type { Context } from '#platform/context';
import { wouldCircle } from '../circle.ts';
import type { Customer } from '../customer.ts';
import * as store from '../store.ts';
import { error } from './common.ts';

/** What others make impossible of a customer as he shall be: his parent and his billing cycle. */
export async function relationFindings(ctx: Context, customer: Customer): Promise<Finding[]> {
  return [...(await parentFindings(ctx, customer)), ...(await batchFindings(ctx, customer))];
}

async function parentFindings(ctx: Context, customer: Customer): Promise<Finding[]> {
  const { parentId } = customer;
  const below = await paidFor(ctx, customer.id);
  const otherMoney = below
    .filter((child) => child.currency !== customer.currency)
    .map((child) =>
      error('customer.parentCurrency', 'currency', { parent: customer.number, currency: child.currency }),
    );
  if (parentId === null) return otherMoney;
  const parent = await store.customerById(ctx.tx, parentId);
  if (parent === null) return [...otherMoney, error('customer.parentUnknown', 'parentId', { customer: parentId })];
  const findings: Finding[] = [];
  const links = new Map((await store.payingCustomers(ctx.tx)).map((link) => [link.id, link]));
  if (wouldCircle(customer.id, parentId, links))
    findings.push(error('customer.parentCircle', 'parentId', { parent: parent.number }));
  if (customer.payer === 'parent') {
    if (parent.closedOn !== null) findings.push(error('customer.payerClosed', 'parentId', { payer: parent.number }));
    const { number, currency } = parent;
    if (currency !== customer.currency)
      findings.push(error('customer.parentCurrency', 'parentId', { parent: number, currency }));
  }
  return [...otherMoney, ...findings];
}

async function batchFindings(ctx: Context, { batchCode }: Customer): Promise<Finding[]> {
  if (batchCode === null) return [];
  const known = (await store.batches(ctx.tx)).some(({ code }) => code === batchCode);
  return known ? [] : [error('customer.batchUnknown', 'batchCode', { batch: batchCode })];
}

/** Customers whose invoices a customer gets because they are below him. */
export async function paidFor(ctx: Context, customerId: number): Promise<Customer[]> {
  const ids = (await store.payingCustomers(ctx.tx))
    .filter(({ parentId, payer }) => parentId === customerId && payer === 'parent')
    .map(({ id }) => id);
  return ids.length === 0 ? [] : store.customers(ctx.tx, ids);
}
