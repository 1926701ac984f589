import { z } from 'zod';
import { endpoint, idText, LANGUAGES, pageOf, pageQuery } from '#base';
import { CUSTOMER_KINDS, newCustomer, PAYMENT_METHODS, TAX_STATUSES } from './customer.ts';

/** A customer as the API shows it. */
export const customerReply = z.object({
  id: z.number().int(),
  number: z.string(),
  kind: z.enum(CUSTOMER_KINDS),
  name: z.string(),
  street: z.string(),
  postcode: z.string(),
  city: z.string(),
  country: z.string(),
  vatId: z.string().nullable(),
  buyerReference: z.string().nullable(),
  email: z.string(),
  language: z.enum(LANGUAGES),
  currency: z.string(),
  paymentTermsDays: z.number().int(),
  paymentMethod: z.enum(PAYMENT_METHODS),
  iban: z.string().nullable(),
  mandateReference: z.string().nullable(),
  taxStatus: z.enum(TAX_STATUSES),
  itemise: z.boolean(),
  maskDigits: z.number().int(),
});

export const CUSTOMER_SORTS = ['number', 'name', 'city', '-number', '-name', '-city'] as const;

export const listCustomersEndpoint = endpoint({
  method: 'GET',
  path: '/api/customers',
  permission: 'customers.read',
  summary: 'Customers, found by number, name or city',
  query: pageQuery.extend({ q: z.string().max(100).default(''), sort: z.enum(CUSTOMER_SORTS).default('number') }),
  reply: pageOf(customerReply),
});

export const getCustomerEndpoint = endpoint({
  method: 'GET',
  path: '/api/customers/:customerId',
  permission: 'customers.read',
  summary: 'One customer',
  params: z.object({ customerId: idText }),
  reply: customerReply,
});

export const addCustomerEndpoint = endpoint({
  method: 'POST',
  path: '/api/customers',
  permission: 'customers.write',
  summary: 'Add a customer',
  body: newCustomer,
  reply: customerReply,
});
