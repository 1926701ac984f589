import { z } from 'zod';
import { dateText, idNumber, isCurrency, LANGUAGES } from '#base';
import { plainIban } from './iban.ts';
import { postalAddress } from './postalAddress.ts';
import { plainVatId } from './vatId.ts';

export const CUSTOMER_KINDS = ['company', 'consumer', 'publicBody'] as const;

/**
 * How supplies to him are taxed. `domestic`: at the operator's rate. `euReverseCharge`: a business in another EU country owes the tax itself
 * (art. 196 of Directive 2006/112/EC). `thirdCountry`: outside the EU. `telecomResale`: a reseller at home owes it for telecommunications
 * (§ 13b (2) no. 12 UStG with certificate USt 1 TH; art. 283-2 octies CGI). `exempt`: by a reason of his own, e.g. a diplomatic mission.
 * `ossConsumer`: a consumer of another EU country pays the rate of his own (art. 58, OSS).
 */
export const TAX_STATUSES = [
  'domestic',
  'euReverseCharge',
  'thirdCountry',
  'telecomResale',
  'exempt',
  'ossConsumer',
] as const;
export type TaxStatus = (typeof TAX_STATUSES)[number];

/** `card`: a payment provider charges his card (the provider is connected elsewhere). */
export const PAYMENT_METHODS = ['transfer', 'directDebit', 'card'] as const;
/** Who gets his invoices: he himself, or the customer above him. */
export const PAYERS = ['self', 'parent'] as const;
/** One invoice for everything, or one for each contract or site. */
export const INVOICE_GROUPINGS = ['customer', 'contract', 'site'] as const;
/** What he wants to find on every invoice before he pays it. */
export const REFERENCES = ['orderNumber', 'buyerReference', 'contractReference', 'siren', 'costCentre'] as const;
export const VAT_ID_CHECKS = ['valid', 'invalid'] as const;

const reference = z.string().trim().min(1).max(100).nullable();

/** What can be said of a customer at any time. BT numbers are the terms of EN 16931 that print it. */
const sayable = {
  kind: z.enum(CUSTOMER_KINDS),
  name: z.string().trim().min(1).max(200), // BT-44
  ...postalAddress,
  email: z.email(),
  language: z.enum(LANGUAGES),
  currency: z.string().length(3).refine(isCurrency),
  taxStatus: z.enum(TAX_STATUSES),
  vatId: z.string().max(25).transform(plainVatId).nullable(), // BT-48
  /** What the tax authority answered when asked whether the VAT id is his (VIES, BZSt), on which day and under which number. */
  vatIdCheck: z.enum(VAT_ID_CHECKS).nullable(),
  vatIdCheckedOn: dateText.nullable(),
  vatIdCheckReference: reference,
  resaleCertificate: reference,
  /** Last day on which the certificate holds. */
  resaleCertificateUntil: dateText.nullable(),
  exemptReason: z.string().trim().min(1).max(200).nullable(), // BT-120
  exemptCode: z
    .string()
    .regex(/^VATEX-[A-Z]{2}-[A-Z0-9-]{1,20}$/)
    .nullable(), // BT-121
  /** Where a consumer uses the service (Reg. (EU) 282/2011 art. 24); null = where he lives. */
  ossCountry: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  buyerReference: reference, // BT-10; of German public bodies their Leitweg-ID
  orderNumber: reference, // BT-13
  contractReference: reference, // BT-12
  siren: z.string().max(9).nullable(), // BT-47
  costCentre: reference, // BT-133 of lines that name none
  requiredReferences: z.array(z.enum(REFERENCES)),
  /** Electronic address (BT-49) with its scheme of the EAS list, e.g. 0204 Leitweg-ID, 0225 French directory, 9930 German VAT id. */
  eInvoiceScheme: z
    .string()
    .regex(/^(\d{4}|[A-Z]{2})$/)
    .nullable(),
  eInvoiceId: z.string().trim().min(1).max(100).nullable(),
  paymentTermsDays: z.number().int().min(0).max(365),
  paymentMethod: z.enum(PAYMENT_METHODS),
  iban: z.string().max(42).transform(plainIban).nullable(), // BT-91
  mandateReference: z.string().max(35).nullable(), // BT-89
  itemise: z.boolean(),
  maskDigits: z.number().int().min(0).max(6),
  parentId: idNumber.nullable(),
  payer: z.enum(PAYERS),
  invoiceGrouping: z.enum(INVOICE_GROUPINGS),
  /** Code of the billing cycle; null = billed with everybody who has none. */
  batchCode: z.string().max(20).nullable(),
};

/** What a clerk enters for a new customer. */
export const newCustomer = z.object({
  ...sayable,
  number: z.string().trim().min(1).max(35).optional(), // BT-46; assigned where absent
  vatId: sayable.vatId.default(null),
  vatIdCheck: sayable.vatIdCheck.default(null),
  vatIdCheckedOn: sayable.vatIdCheckedOn.default(null),
  vatIdCheckReference: reference.default(null),
  resaleCertificate: reference.default(null),
  resaleCertificateUntil: sayable.resaleCertificateUntil.default(null),
  exemptReason: sayable.exemptReason.default(null),
  exemptCode: sayable.exemptCode.default(null),
  ossCountry: sayable.ossCountry.default(null),
  buyerReference: reference.default(null),
  orderNumber: reference.default(null),
  contractReference: reference.default(null),
  siren: sayable.siren.default(null),
  costCentre: reference.default(null),
  requiredReferences: sayable.requiredReferences.default([]),
  eInvoiceScheme: sayable.eInvoiceScheme.default(null),
  eInvoiceId: sayable.eInvoiceId.default(null),
  paymentTermsDays: sayable.paymentTermsDays.default(14),
  paymentMethod: sayable.paymentMethod.default('transfer'),
  iban: sayable.iban.default(null),
  mandateReference: sayable.mandateReference.default(null),
  itemise: sayable.itemise.default(true),
  maskDigits: sayable.maskDigits.default(0),
  parentId: sayable.parentId.default(null),
  payer: sayable.payer.default('self'),
  invoiceGrouping: sayable.invoiceGrouping.default('customer'),
  batchCode: sayable.batchCode.default(null),
});
export type NewCustomer = z.input<typeof newCustomer>;

/** What can be changed of a customer; absent = as it is. */
export const customerChange = z.object(sayable).partial();
export type CustomerChange = z.input<typeof customerChange>;

/** Names of everything that can be said, in order. */
export const CUSTOMER_FIELDS = Object.keys(sayable) as readonly (keyof typeof sayable)[];

/** One value, checked by the rule of its field. */
export function customerField(field: keyof typeof sayable, value: unknown) {
  return sayable[field].safeParse(value);
}

/** What is known of a customer beside what was entered. */
export interface CustomerState {
  /** The day from which he gets nothing new; what is still open is billed. */
  readonly closedOn: string | null;
  /** The customer that he was found to be; that one has his contracts and pays what is still open. */
  readonly mergedInto: number | null;
  /** How often he, his sites or his payers were changed: while it is the same, so is all of it. */
  readonly revision: number;
}

/** A customer as stored. */
export interface Customer extends Omit<z.output<typeof newCustomer>, 'number'>, CustomerState {
  readonly id: number;
  readonly number: string;
}

/** A customer who was just entered. */
export function customerOf(input: NewCustomer, place: { readonly id: number; readonly number: string }): Customer {
  return { ...newCustomer.parse(input), ...place, closedOn: null, mergedInto: null, revision: 0 };
}
