import { z } from 'zod';
import { dateText, decimalText, endpoint, idNumber, idText, LANGUAGES, pageOf, pageQuery } from '#base';
import { billingBatch } from './billingBatch.ts';
import { CONTACT_ROLES, newContact } from './contact.ts';
import {
  CUSTOMER_KINDS,
  customerChange,
  INVOICE_GROUPINGS,
  newCustomer,
  PAYERS,
  PAYMENT_METHODS,
  REFERENCES,
  TAX_STATUSES,
  VAT_ID_CHECKS,
} from './customer.ts';
import { newSite } from './site.ts';
import { newThirdPayer, THIRD_PAYER_SHARES } from './thirdPayer.ts';

const text = z.string().nullable();

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
  email: z.string(),
  language: z.enum(LANGUAGES),
  currency: z.string(),
  taxStatus: z.enum(TAX_STATUSES),
  vatId: text,
  vatIdCheck: z.enum(VAT_ID_CHECKS).nullable(),
  vatIdCheckedOn: text,
  vatIdCheckReference: text,
  resaleCertificate: text,
  resaleCertificateUntil: text,
  exemptReason: text,
  exemptCode: text,
  ossCountry: text,
  buyerReference: text,
  orderNumber: text,
  contractReference: text,
  siren: text,
  costCentre: text,
  requiredReferences: z.array(z.enum(REFERENCES)),
  eInvoiceScheme: text,
  eInvoiceId: text,
  paymentTermsDays: z.number().int(),
  paymentMethod: z.enum(PAYMENT_METHODS),
  iban: text,
  mandateReference: text,
  itemise: z.boolean(),
  maskDigits: z.number().int(),
  parentId: z.number().int().nullable(),
  payer: z.enum(PAYERS),
  invoiceGrouping: z.enum(INVOICE_GROUPINGS),
  batchCode: text,
  closedOn: text,
  mergedInto: z.number().int().nullable(),
  revision: z.number().int(),
});

export const CUSTOMER_SORTS = ['number', 'name', 'city', '-number', '-name', '-city'] as const;
export const CUSTOMER_STATES = ['open', 'closed', 'all'] as const;

export const listCustomersEndpoint = endpoint({
  method: 'GET',
  path: '/api/customers',
  permission: 'customers.read',
  summary: 'Customers, found by number, name or city, filtered by what they are',
  query: pageQuery.extend({
    q: z.string().max(100).default(''),
    sort: z.enum(CUSTOMER_SORTS).default('number'),
    state: z.enum(CUSTOMER_STATES).default('all'),
    kind: z.enum(CUSTOMER_KINDS).optional(),
    taxStatus: z.enum(TAX_STATUSES).optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
    /** Code of a billing cycle; empty = those of none. */
    batch: z.string().max(20).optional(),
    parentId: idText.optional(),
  }),
  reply: pageOf(customerReply),
});

const customerParams = z.object({ customerId: idText });

export const getCustomerEndpoint = endpoint({
  method: 'GET',
  path: '/api/customers/:customerId',
  permission: 'customers.read',
  summary: 'One customer',
  params: customerParams,
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

export const importCustomersEndpoint = endpoint({
  method: 'POST',
  path: '/api/customers/import',
  permission: 'customers.write',
  summary: 'Add the customers of a CSV table, change those whose number is known; all or none',
  body: z.object({ text: z.string().max(900_000) }),
  reply: z.object({ added: z.number().int(), changed: z.number().int() }),
});

export const changeCustomerEndpoint = endpoint({
  method: 'PATCH',
  path: '/api/customers/:customerId',
  permission: 'customers.write',
  summary: 'Change what is said of a customer; with a revision only if nobody else did meanwhile',
  params: customerParams,
  body: z.object({ revision: z.number().int().optional(), change: customerChange }),
  reply: customerReply,
});

export const closeCustomerEndpoint = endpoint({
  method: 'POST',
  path: '/api/customers/:customerId/close',
  permission: 'customers.write',
  summary: 'Close a customer without contracts in force; what is open is still billed',
  params: customerParams,
  reply: customerReply,
});

export const reopenCustomerEndpoint = endpoint({
  method: 'POST',
  path: '/api/customers/:customerId/reopen',
  permission: 'customers.write',
  summary: 'Take a closed customer back',
  params: customerParams,
  reply: customerReply,
});

export const mergeCustomersEndpoint = endpoint({
  method: 'POST',
  path: '/api/customers/:customerId/merge',
  permission: 'customers.write',
  summary: 'Merge a customer into another, who gets his contracts, sites and contacts',
  params: customerParams,
  body: z.object({ intoId: idNumber }),
  reply: customerReply,
});

export const deleteCustomerEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/customers/:customerId',
  permission: 'customers.write',
  summary: 'Delete a customer who was entered by mistake and never had anything',
  params: customerParams,
  reply: z.object({}),
});

export const siteReply = z.object({
  id: z.number().int(),
  customerId: z.number().int(),
  code: z.string(),
  name: z.string(),
  street: z.string(),
  postcode: z.string(),
  city: z.string(),
  country: z.string(),
  costCentre: text,
  validFrom: dateText,
  validTo: dateText.nullable(),
});

export const listSitesEndpoint = endpoint({
  method: 'GET',
  path: '/api/customers/:customerId/sites',
  permission: 'customers.read',
  summary: 'Sites of a customer in order of code',
  params: customerParams,
  reply: z.object({ rows: z.array(siteReply) }),
});

export const addSiteEndpoint = endpoint({
  method: 'POST',
  path: '/api/customers/:customerId/sites',
  permission: 'customers.write',
  summary: 'Add a site of a customer',
  params: customerParams,
  body: newSite,
  reply: siteReply,
});

export const changeSiteEndpoint = endpoint({
  method: 'PUT',
  path: '/api/customers/:customerId/sites/:siteId',
  permission: 'customers.write',
  summary: 'Say anew what a site is; an end closes it',
  params: customerParams.extend({ siteId: idText }),
  body: newSite,
  reply: siteReply,
});

export const contactReply = z.object({
  id: z.number().int(),
  customerId: z.number().int(),
  name: z.string(),
  email: text,
  phone: text,
  roles: z.array(z.enum(CONTACT_ROLES)),
});

export const listContactsEndpoint = endpoint({
  method: 'GET',
  path: '/api/customers/:customerId/contacts',
  permission: 'customers.read',
  summary: 'Contacts of a customer in order of name',
  params: customerParams,
  reply: z.object({ rows: z.array(contactReply) }),
});

export const addContactEndpoint = endpoint({
  method: 'POST',
  path: '/api/customers/:customerId/contacts',
  permission: 'customers.write',
  summary: 'Add a contact of a customer',
  params: customerParams,
  body: newContact,
  reply: contactReply,
});

export const changeContactEndpoint = endpoint({
  method: 'PUT',
  path: '/api/customers/:customerId/contacts/:contactId',
  permission: 'customers.write',
  summary: 'Say anew who a contact is and what for',
  params: customerParams.extend({ contactId: idText }),
  body: newContact,
  reply: contactReply,
});

export const removeContactEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/customers/:customerId/contacts/:contactId',
  permission: 'customers.write',
  summary: 'Forget a contact of a customer',
  params: customerParams.extend({ contactId: idText }),
  reply: z.object({}),
});

export const thirdPayerReply = z.object({
  id: z.number().int(),
  customerId: z.number().int(),
  payerId: z.number().int(),
  payerNumber: z.string(),
  payerName: z.string(),
  share: z.enum(THIRD_PAYER_SHARES),
  amount: decimalText,
  reference: text,
  validFrom: dateText,
  validTo: dateText.nullable(),
});

export const listThirdPayersEndpoint = endpoint({
  method: 'GET',
  path: '/api/customers/:customerId/payers',
  permission: 'customers.read',
  summary: 'Who pays parts of a customer’s bills',
  params: customerParams,
  reply: z.object({ rows: z.array(thirdPayerReply) }),
});

export const addThirdPayerEndpoint = endpoint({
  method: 'POST',
  path: '/api/customers/:customerId/payers',
  permission: 'customers.write',
  summary: 'Let another customer pay a part of this one’s bills',
  params: customerParams,
  body: newThirdPayer,
  reply: thirdPayerReply,
});

export const changeThirdPayerEndpoint = endpoint({
  method: 'PUT',
  path: '/api/customers/:customerId/payers/:thirdPayerId',
  permission: 'customers.write',
  summary: 'Say anew what a third party pays; an end ends it',
  params: customerParams.extend({ thirdPayerId: idText }),
  body: newThirdPayer,
  reply: thirdPayerReply,
});

export const listBatchesEndpoint = endpoint({
  method: 'GET',
  path: '/api/billing-batches',
  permission: 'customers.read',
  summary: 'Billing cycles by day, with how many open customers each has',
  reply: z.object({ rows: z.array(billingBatch.extend({ customers: z.number().int() })) }),
});

export const addBatchEndpoint = endpoint({
  method: 'POST',
  path: '/api/billing-batches',
  permission: 'customers.write',
  summary: 'Add a billing cycle',
  body: billingBatch,
  reply: billingBatch,
});

export const changeBatchEndpoint = endpoint({
  method: 'PUT',
  path: '/api/billing-batches/:code',
  permission: 'customers.write',
  summary: 'Rename a billing cycle or move its day',
  params: z.object({ code: billingBatch.shape.code }),
  body: billingBatch.omit({ code: true }),
  reply: billingBatch,
});
