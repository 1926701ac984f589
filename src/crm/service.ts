import type { z } from 'zod';
import { audit, getTenant } from '#access/service';
import { pageOffset, Refusal } from '#base';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import type { listCustomersEndpoint } from './api.ts';
import { type Customer, checkCustomer, type NewCustomer, newCustomer } from './customer.ts';
import * as store from './store.ts';

/** First number given when a customer comes without one. */
const FIRST_NUMBER = 10_000;

/**
 * Adds a customer.
 * @throws Refusal `customer.invalid` with the contradictions, `customer.numberTaken`
 */
export async function addCustomer(ctx: Context, input: NewCustomer): Promise<Customer> {
  const parsed = newCustomer.parse(input);
  const tenant = await getTenant(ctx);
  const findings = checkCustomer(parsed, tenant);
  if (findings.length > 0) throw new Refusal('invalid', 'customer.invalid', {}, findings);
  const id = await nextNumber(ctx, 'customer');
  const number = parsed.number ?? String(FIRST_NUMBER + id);
  if ((await store.customerByNumber(ctx.tx, number)) !== null)
    throw new Refusal('conflict', 'customer.numberTaken', { number });
  const customer: Customer = { ...parsed, id, number };
  await store.insertCustomer(ctx.tx, ctx.tenantId, customer, new Date(ctx.clock.now()));
  await audit(ctx, { action: 'crm.customer.add', subject: `customer/${id}`, detail: { number, name: customer.name } });
  return customer;
}

/** One customer. @throws Refusal `customer.unknown` */
export async function getCustomer(ctx: Context, customerId: number): Promise<Customer> {
  const customer = await store.customerById(ctx.tx, customerId);
  if (customer === null) throw new Refusal('notFound', 'customer.unknown', { customer: customerId });
  return customer;
}

export async function findCustomerByNumber(ctx: Context, number: string): Promise<Customer | null> {
  return store.customerByNumber(ctx.tx, number);
}

/** All customers, or those of the ids given, in order of id. */
export async function customersById(ctx: Context, ids?: readonly number[]): Promise<Map<number, Customer>> {
  const found = await store.customers(ctx.tx, ids);
  return new Map(found.map((customer) => [customer.id, customer]));
}

/** A page of customers for the list screen. */
export async function listCustomers(ctx: Context, query: z.output<NonNullable<typeof listCustomersEndpoint.query>>) {
  const descending = query.sort.startsWith('-');
  const sort = query.sort.replace('-', '') as 'number' | 'name' | 'city';
  const page = await store.customerPage(ctx.tx, {
    q: query.q,
    sort,
    descending,
    limit: query.pageSize,
    offset: pageOffset(query),
  });
  return { ...page, page: query.page, pageSize: query.pageSize };
}
