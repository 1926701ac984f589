import { z } from 'zod';
import { type Finding, isCurrency, LANGUAGES } from '#base';

export const CUSTOMER_KINDS = ['company', 'consumer', 'publicBody'] as const;
export const TAX_STATUSES = ['domestic', 'euReverseCharge', 'ossConsumer', 'thirdCountry'] as const;
export const PAYMENT_METHODS = ['transfer', 'directDebit'] as const;

export type TaxStatus = (typeof TAX_STATUSES)[number];

/** What a clerk enters for a new customer. BT numbers are the terms of EN 16931 that print it. */
export const newCustomer = z.object({
  number: z.string().min(1).max(35).optional(), // BT-46; assigned where absent
  kind: z.enum(CUSTOMER_KINDS),
  name: z.string().min(1).max(200), // BT-44
  street: z.string().min(1).max(200),
  postcode: z.string().min(1).max(20),
  city: z.string().min(1).max(100),
  country: z.string().regex(/^[A-Z]{2}$/),
  vatId: z.string().max(20).nullable().default(null), // BT-48
  buyerReference: z.string().max(100).nullable().default(null), // BT-10
  email: z.email(),
  language: z.enum(LANGUAGES),
  currency: z.string().length(3).refine(isCurrency),
  paymentTermsDays: z.number().int().min(0).max(365).default(14),
  paymentMethod: z.enum(PAYMENT_METHODS).default('transfer'),
  iban: z.string().max(34).nullable().default(null), // BT-91
  mandateReference: z.string().max(35).nullable().default(null), // BT-89
  taxStatus: z.enum(TAX_STATUSES),
  itemise: z.boolean().default(true),
  maskDigits: z.number().int().min(0).max(6).default(0),
});

export type NewCustomer = z.input<typeof newCustomer>;

/** A customer as stored. */
export interface Customer extends Omit<z.output<typeof newCustomer>, 'number'> {
  readonly id: number;
  readonly number: string;
}

/** EU member states; Northern Ireland counts as EU for goods only, so XI is not here. */
const EU = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

/** Contradictions in a customer's data that would make his invoice wrong or his payment impossible. */
export function checkCustomer(
  customer: z.output<typeof newCustomer>,
  operator: { readonly country: string; readonly currency: string },
): Finding[] {
  const findings: Finding[] = [];
  const error = (code: string, field: string) => findings.push({ code, severity: 'error', place: { field } });
  // Prices carry no currency of their own and nothing converts: a bill in another one would be wrong by the exchange rate.
  if (customer.currency !== operator.currency) error('customer.otherCurrency', 'currency');
  const abroadInEu = customer.country !== operator.country && EU.includes(customer.country);
  if (customer.taxStatus === 'euReverseCharge') {
    if (!abroadInEu) error('customer.reverseChargeNotAbroad', 'country');
    if (customer.vatId === null) error('customer.vatIdMissing', 'vatId');
    if (customer.kind === 'consumer') error('customer.reverseChargeConsumer', 'kind');
  }
  if (customer.taxStatus === 'ossConsumer' && (!abroadInEu || customer.kind !== 'consumer'))
    error('customer.ossNotConsumerAbroad', 'taxStatus');
  if (customer.taxStatus === 'domestic' && customer.country !== operator.country)
    error('customer.domesticAbroad', 'country');
  if (customer.taxStatus === 'thirdCountry' && EU.includes(customer.country))
    error('customer.thirdCountryInEu', 'country');
  if (customer.paymentMethod === 'directDebit' && customer.iban === null) error('customer.ibanMissing', 'iban');
  if (customer.paymentMethod === 'directDebit' && customer.mandateReference === null)
    error('customer.mandateMissing', 'mandateReference');
  return findings;
}
