import { type Finding, Refusal } from '#base';
import type { Context } from '#platform/context';
import type { CustomerBusiness } from '../business.ts';
import type { Customer } from '../customer.ts';
import * as store from '../store.ts';

export type Business = CustomerBusiness<Context>;

/** One customer, locked. @throws Refusal `customer.unknown` */
export async function lockCustomer(ctx: Context, customerId: number): Promise<Customer> {
  const [customer] = await store.lockCustomers(ctx.tx, [customerId]);
  if (customer === undefined) throw new Refusal('notFound', 'customer.unknown', { customer: customerId });
  return customer;
}

/** A customer who may still get something, locked. @throws Refusal `customer.unknown`, `customer.closed` */
export async function lockOpenCustomer(ctx: Context, customerId: number): Promise<Customer> {
  const customer = await lockCustomer(ctx, customerId);
  refuseClosed(customer);
  return customer;
}

/** @throws Refusal `customer.closed` */
export function refuseClosed({ number, closedOn }: Pick<Customer, 'number' | 'closedOn'>): void {
  if (closedOn !== null) throw new Refusal('conflict', 'customer.closed', { customer: number, closedOn });
}

/** @throws Refusal `customer.business` with what is open, if there is any */
export function refuseBusiness(open: readonly Finding[]): void {
  if (open.length > 0) throw new Refusal('conflict', 'customer.business', {}, open);
}

/** @throws Refusal `customer.invalid` with the findings, if there are any */
export function refuseInvalid(findings: readonly Finding[]): void {
  if (findings.length > 0) throw new Refusal('invalid', 'customer.invalid', {}, findings);
}

export function error(code: string, field: string, params: Finding['params'] = {}): Finding {
  return { code, severity: 'error', place: { field }, params };
}
