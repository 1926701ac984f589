import type { z } from 'zod';
import { audit, getTenant } from '#access/service';
import { pageOffset, Refusal } from '#base';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import type { listCustomersEndpoint } from '../api.ts';
import { checkCustomer } from '../checkCustomer.ts';
import { type Customer, type CustomerChange, customerChange, customerOf, type NewCustomer } from '../customer.ts';
import * as store from '../store.ts';
import { type Business, lockOpenCustomer, refuseInvalid } from './common.ts';
import { relationFindings } from './family.ts';

/** First number given when a customer comes without one. */
const FIRST_NUMBER = 10_000;

/**
 * Adds a customer.
 * @throws Refusal `customer.invalid` with the contradictions, `customer.numberTaken`
 */
export async function addCustomer(ctx: Context, input: NewCustomer): Promise<Customer> {
  if (typeof input.parentId === 'number') await store.lockFamily(ctx.tx, ctx.tenantId);
  const id = await nextNumber(ctx, 'customer');
  const customer = customerOf(input, { id, number: input.number?.trim() ?? String(FIRST_NUMBER + id) });
  const tenant = await getTenant(ctx);
  refuseInvalid([...checkCustomer(customer, tenant), ...(await relationFindings(ctx, customer))]);
  const { number } = customer;
  if ((await store.customerByNumber(ctx.tx, number)) !== null)
    throw new Refusal('conflict', 'customer.numberTaken', { number });
  await store.insertCustomer(ctx.tx, ctx.tenantId, customer, new Date(ctx.clock.now()));
  await audit(ctx, { action: 'crm.customer.add', subject: `customer/${id}`, detail: { number, name: customer.name } });
  return customer;
}

export interface ChangeCustomer {
  readonly customerId: number;
  /** Revision that was looked at; absent = whatever is there. */
  readonly revision?: number | undefined;
  readonly change: CustomerChange;
}

/**
 * Changes what is said of a customer, from now on: documents that were issued stay as they are.
 * @throws Refusal `customer.unknown`, `customer.closed`, `customer.changedMeanwhile`, `customer.invalid` with the contradictions,
 * `customer.currencyOpen` with what is in the old currency
 */
export async function changeCustomer(ctx: Context, input: ChangeCustomer, business: Business): Promise<Customer> {
  const change = given(customerChange.parse(input.change));
  if ('parentId' in change || 'payer' in change || 'currency' in change) await store.lockFamily(ctx.tx, ctx.tenantId);
  const before = await lockOpenCustomer(ctx, input.customerId);
  if (input.revision !== undefined && input.revision !== before.revision)
    throw new Refusal('conflict', 'customer.changedMeanwhile', { customer: before.number });
  const after: Customer = { ...before, ...change };
  const tenant = await getTenant(ctx);
  refuseInvalid([...checkCustomer(after, tenant), ...(await relationFindings(ctx, after))]);
  if (after.currency !== before.currency) await refuseBilled(ctx, before, business);
  await store.updateCustomer(ctx.tx, after);
  await audit(ctx, {
    action: 'crm.customer.change',
    subject: `customer/${before.id}`,
    detail: differences(before, after),
  });
  return { ...after, revision: before.revision + 1 };
}

/** Prices, documents and open items are in his currency: it changes only while there is nothing of it. */
async function refuseBilled(ctx: Context, { id, number }: Customer, business: Business): Promise<void> {
  if (!(await business.any(ctx, id))) return;
  throw new Refusal('conflict', 'customer.currencyOpen', { customer: number }, await business.open(ctx, id));
}

/** What was really said: a field that is there and undefined says nothing. */
function given<T extends object>(change: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const said = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}

/** Old and new value of every field that differs. */
function differences(before: Customer, after: Customer): Record<string, unknown> {
  const fields = Object.keys(after) as (keyof Customer)[];
  const changed = fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  return Object.fromEntries(changed.map((field) => [field, { before: before[field], after: after[field] }]));
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

/** Of all customers what says who gets their invoices and when; cheap enough to read for every run. */
export async function payingCustomers(ctx: Context): Promise<Map<number, store.PayingCustomer>> {
  return new Map((await store.payingCustomers(ctx.tx)).map((customer) => [customer.id, customer]));
}

/** A page of customers for the list screen. */
export async function listCustomers(ctx: Context, query: z.output<NonNullable<typeof listCustomersEndpoint.query>>) {
  const { page, pageSize, sort, ...filter } = query;
  const found = await store.customerPage(ctx.tx, {
    ...filter,
    sort: sort.replace('-', '') as 'number' | 'name' | 'city',
    descending: sort.startsWith('-'),
    limit: pageSize,
    offset: pageOffset(query),
  });
  return { ...found, page, pageSize };
}
